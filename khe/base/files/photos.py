"""Taking out of a picture what says where, when and with what it was taken. Pure; nothing decoded.

The picture itself stays as it was, bit for bit: only the pieces that hold EXIF, XMP, IPTC, comments
and thumbnails are left out (in HEIC blanked). JPEG keeps its orientation in a new, minimal EXIF.
Whatever cannot be read to its end raises BrokenPicture: better refused than stored with a place.
"""

import struct
from collections.abc import Iterator

JPEG_KEPT = (0xE0, 0xE2, 0xEE)  # JFIF, colour profile, Adobe
PNG_SIGN = b"\x89PNG\r\n\x1a\n"
PNG_DROPPED = (b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME")
WEBP_DROPPED = (b"EXIF", b"XMP ")
ORIENTATION = 0x0112
HEIC_DROPPED = (b"Exif", b"mime")


class BrokenPicture(Exception):
    """The picture does not keep to its format."""


def cleaned(data: bytes, media_type: str) -> bytes:
    """Return the picture without what it says about its taking; other types come back as they are."""
    clean = {
        "image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp, "image/heic": _heic,
    }.get(media_type)  # fmt: skip
    if clean is None:
        return data
    try:
        return clean(data)
    except (struct.error, IndexError, ValueError) as wrong:
        raise BrokenPicture(str(wrong)) from wrong


# ---- JPEG ---------------------------------------------------------------------------------------


def _jpeg(data: bytes) -> bytes:
    out, orientation, at = [b"\xff\xd8"], 1, 2
    while True:
        marker, start, end = _segment(data, at)
        at = end
        if marker == 0xD9:
            out.append(b"\xff\xd9")
            break
        if marker == 0xE1 and data[start + 4 : start + 10] == b"Exif\0\0":
            orientation = _orientation(data[start + 10 : end])
        if (0xE0 <= marker <= 0xEF and not _kept(data, marker, start)) or marker == 0xFE:
            continue
        out.append(data[start:end])
        if marker == 0xDA:
            at = _end_of_scan(data, end)
            out.append(data[end:at])
    if orientation != 1:
        out.insert(2 if out[1][1:2] == b"\xe0" else 1, _orientation_only(orientation))
    return b"".join(out)


def _kept(data: bytes, marker: int, start: int) -> bool:
    """Say whether an application segment belongs to the picture (APP2 also holds other pictures)."""
    if marker == 0xE2:
        return data[start + 4 : start + 16] == b"ICC_PROFILE\0"
    return marker in JPEG_KEPT


def _segment(data: bytes, at: int) -> tuple[int, int, int]:
    """Return (marker, start, end) of the segment at `at`; end of the file raises IndexError."""
    if data[at] != 0xFF:
        raise ValueError("no marker")
    while data[at + 1] == 0xFF:
        at += 1
    marker = data[at + 1]
    if marker == 0xD9 or 0xD0 <= marker <= 0xD7 or marker == 0x01:
        return marker, at, at + 2
    (length,) = struct.unpack_from(">H", data, at + 2)
    if length < 2 or at + 2 + length > len(data):
        raise ValueError("segment too long")
    return marker, at, at + 2 + length


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker stands after the compressed data that begin at `at`."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _orientation(tiff: bytes) -> int:
    """Return the orientation an EXIF block tells, 1 (upright) when it tells none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    if first + 2 > len(tiff):
        return 1
    (count,) = struct.unpack_from(order + "H", tiff, first)
    for n in range(min(count, 200)):
        entry = first + 2 + 12 * n
        if entry + 12 > len(tiff):
            return 1
        tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, entry)
        if tag == ORIENTATION:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _orientation_only(orientation: int) -> bytes:
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


# ---- PNG, WebP ----------------------------------------------------------------------------------


def _png(data: bytes) -> bytes:
    if not data.startswith(PNG_SIGN):
        raise ValueError("no signature")
    out, at = [PNG_SIGN], 8
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("chunk too long")
        if name not in PNG_DROPPED:
            out.append(data[at:end])
        if name == b"IEND":
            return b"".join(out)
        at = end


def _webp(data: bytes) -> bytes:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("no signature")
    out, at = [], 12
    whole = 8 + struct.unpack_from("<I", data, 4)[0]
    if whole > len(data):
        raise ValueError("cut off")
    while at + 8 <= whole:
        name, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(data):
            raise ValueError("chunk too long")
        piece = data[at:end]
        if name == b"VP8X":  # its flags say that EXIF (8) and XMP (4) follow
            piece = piece[:8] + bytes([piece[8] & ~0x0C]) + piece[9:]
        if name not in WEBP_DROPPED:
            out.append(piece)
        at = end
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body


# ---- HEIC ---------------------------------------------------------------------------------------


def _heic(data: bytes) -> bytes:
    """Blank the bytes of the EXIF and XMP items; their places stay, so nothing else moves."""
    boxes = dict(_boxes(data, 0, len(data)))
    start, end = boxes.get(b"meta", (0, 0))
    if not end:
        raise ValueError("no meta box")
    inside = dict(_boxes(data, start + 4, end))
    if b"iinf" not in inside or b"iloc" not in inside:
        raise ValueError("no items")
    private = set(_private_items(data, *inside[b"iinf"]))
    idat = inside.get(b"idat", (0, 0))[0]
    mended = bytearray(data)
    for offset, length in _extents(data, inside[b"iloc"][0], private, idat):
        if offset + length > len(data):
            raise ValueError("item out of the file")
        mended[offset : offset + length] = bytes(length)
    return bytes(mended)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Yield (name, (start of content, end)) of the boxes in a range."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        stop = end if size == 0 else at + size
        if size and (size < head or stop > end):
            raise ValueError("box too long")
        yield name, (at + head, stop)
        at = stop


def _private_items(data: bytes, start: int, end: int) -> Iterator[int]:
    """Yield the ids of the items that hold EXIF or XMP."""
    at = start + (6 if data[start] == 0 else 8)
    for name, (inside, _) in _boxes(data, at, end):
        if name != b"infe" or data[inside] < 2:
            continue
        wide = data[inside] > 2
        (item,) = struct.unpack_from(">I" if wide else ">H", data, inside + 4)
        kind = inside + 4 + (4 if wide else 2) + 2
        if data[kind : kind + 4] in HEIC_DROPPED:
            yield item


def _extents(data: bytes, at: int, items: set[int], idat: int) -> Iterator[tuple[int, int]]:
    """Yield (offset in the file, length) of every extent of the items."""
    version = data[at]
    sizes, more = data[at + 4], data[at + 5]
    widths = (sizes >> 4, sizes & 15, more >> 4, more & 15 if version else 0)
    at += 6
    count, at = _number(data, at, 4 if version > 1 else 2)
    for _ in range(count):
        item, at = _number(data, at, 4 if version > 1 else 2)
        method = 0
        if version:
            method, at = _number(data, at, 2)
        at += 2  # where the data are: this file
        base, at = _number(data, at, widths[2])
        extents, at = _number(data, at, 2)
        for _ in range(extents):
            _, at = _number(data, at, widths[3])
            offset, at = _number(data, at, widths[0])
            length, at = _number(data, at, widths[1])
            if item in items:
                yield base + offset + (idat if method & 15 == 1 else 0), length


def _number(data: bytes, at: int, width: int) -> tuple[int, int]:
    if at + width > len(data):
        raise ValueError("cut off")
    return int.from_bytes(data[at : at + width], "big"), at + width
