"""Small files of every kind for tests: real ones where that takes a few bytes."""

import io
import struct
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PLACE = b"10.0341N 105.7800E"  # stands in the metadata of the pictures below


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """Return what a form field holds after an upload."""
    return SimpleUploadedFile(name, content)


def office(kind: str = "docx", *, macros: bool = False, extra: int = 0) -> bytes:
    """Return a Word or Excel file as an archive with the members that matter."""
    main = "word/document.xml" if kind == "docx" else "xl/workbook.xml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, "<w/>")
        if macros:
            archive.writestr("word/vbaProject.bin", b"\0")
        for n in range(extra):
            archive.writestr(f"word/media/{n}.xml", b"")
    return out.getvalue()


def old_office(stream: str = "WordDocument") -> bytes:
    """Return the beginning of a Word or Excel 97 file."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le")


def jpeg(orientation: int = 1) -> bytes:
    """Return a picture taken with a telephone: EXIF with a place, XMP, a comment, a trailer."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = PLACE.decode(), orientation
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(
        out, "JPEG", exif=exif, comment=PLACE, xmp=b"<x>" + PLACE + b"</x>"
    )
    return out.getvalue() + b"trailer " + PLACE


def png() -> bytes:
    """Return a picture with a text chunk and EXIF."""
    from PIL import Image, PngImagePlugin

    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", PLACE.decode())
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "blue").save(out, "PNG", pnginfo=text)
    return out.getvalue()


def webp() -> bytes:
    """Return a picture with EXIF and XMP."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(out, "WEBP", exif=exif, xmp=b"<x>" + PLACE + b"</x>")
    return out.getvalue()


def heic() -> bytes:
    """Return the boxes of a HEIC picture whose second item is EXIF, without a real picture."""
    data = b"Exif\0\0II*\0" + PLACE
    pixels = b"PIXELS"
    infe = [_full(b"infe", 2, struct.pack(">HH", n, 0) + kind + b"\0")
            for n, kind in ((1, b"hvc1"), (2, b"Exif"))]  # fmt: skip
    iinf = _full(b"iinf", 0, struct.pack(">H", 2) + b"".join(infe))

    def boxes(start: int) -> bytes:
        rows = b"".join(
            struct.pack(">HHHII", n, 0, 1, at, size)
            for n, at, size in ((1, start, len(pixels)), (2, start + len(pixels), len(data)))
        )
        iloc = _full(b"iloc", 0, bytes([0x44, 0]) + struct.pack(">H", 2) + rows)
        return _box(b"ftyp", b"heic\0\0\0\0mif1heic") + _full(b"meta", 0, iinf + iloc)

    head = boxes(0)
    return boxes(len(head) + 8) + _box(b"mdat", pixels + data)


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def _full(name: bytes, version: int, content: bytes) -> bytes:
    return _box(name, bytes([version, 0, 0, 0]) + content)
