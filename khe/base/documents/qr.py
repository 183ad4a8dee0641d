"""QR codes as SVG, to stand in a paper."""

from io import BytesIO

import segno


def qr_svg(text: str) -> str:
    """Return an SVG picture of a QR code holding text (UTF-8, error level M, 2 modules of margin).

    Raises ValueError when the text is longer than a QR code can hold (about 2,300 bytes).
    """
    out = BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(
        out, kind="svg", border=2, xmldecl=False, svgns=True
    )
    return out.getvalue().decode()
