"""The QR code on the hall's screen, as a picture that fills its place."""

from io import BytesIO

import segno


def screen_svg(text: str) -> str:
    """Return an SVG of a QR code with a viewBox and no size (error level M, 2 modules of margin)."""
    out = BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(
        out, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True
    )
    return out.getvalue().decode()
