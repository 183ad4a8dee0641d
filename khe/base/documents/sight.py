"""The line a signature shows on the page, and where it stands."""

from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from khe.base.documents.dates import to_local
from khe.base.documents.render import render_pdf

MM = 72 / 25.4
HIGH, WIDE = 15 * MM, 72 * MM  # the page of forms/signature.typ
LOW = 8 * MM  # above the bottom edge: in the margin
RIGHT = 15 * MM
ROOM = "khe:ky"


def line_of(certificate: Any) -> str:
    """Return the name of a certificate's holder."""
    return str(certificate.subject.native.get("common_name", certificate.subject.human_friendly))


def spot(pdf: bytes) -> tuple[int, tuple[int, int, int, int]]:
    """Return the page (-1: the last) and the box (points) of the next signature.

    The first stands between the signer's post and name, where the paper left room for it; further ones, and
    those of papers without such a room, at the foot of the page on the right, above one another.
    """
    reader = PdfFileReader(BytesIO(pdf), strict=False)
    count = len(list(reader.embedded_signatures))
    room = _room(reader)
    if room and not count:
        left, low = (room[0] + room[2] - WIDE) / 2, (room[1] + room[3] - HIGH) / 2
    else:
        left = 210 * MM - RIGHT - WIDE
        low = LOW + max(0, count - bool(room)) * (HIGH + 2 * MM)
    return -1, (int(left), int(low), int(left + WIDE), int(low + HIGH))


def _room(reader: PdfFileReader) -> list[float] | None:
    """Return the box that forms/official.typ left for the signature on the last page."""
    page = reader.find_page_for_modification(-1)[0].get_object()
    for each in page.get("/Annots", ()):
        note = each.get_object()
        action = note.get("/A", {})
        if str(action.get("/URI", "")) == ROOM:
            return [float(side) for side in note["/Rect"]]
    return None


def seen(name: str, post: str, at: datetime, file: str) -> StaticStampStyle:
    """Return the look of a signature: who, as what, when (local time). The picture is written to `file`,
    which must stay until the signature is made."""
    words = {"name": name, "post": post, "at": f"{to_local(at):%d/%m/%Y %H:%M:%S}"}
    with open(file, "wb") as picture:
        picture.write(render_pdf("signature.typ", words, at=at))
    return StaticStampStyle(
        background=ImportedPdfPage(file), background_opacity=1.0, border_width=0
    )
