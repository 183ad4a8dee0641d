"""Values of indicators in words."""

from django.utils.translation import gettext as _

from khe.base.web import phrases
from khe.desks.indicators.states import Unit


def unit_word(unit: str) -> str:
    """Return what is counted in a word; "" for a share."""
    if unit == Unit.SHARE:
        return ""
    return str(Unit(unit).label) if unit in Unit.values else unit


def amount(value: float | None, unit: str) -> str:
    """Say a value with its unit: "97,0 %", "3 nhiệm vụ"; "–" without a value."""
    if value is None:
        return "–"
    if unit == Unit.SHARE:
        return f"{phrases.decimal(value * 100)} %"
    return f"{number(value)} {unit_word(unit)}".strip()


def number(value: float | None) -> str:
    """Say a count, with a decimal only where it has one; "–" without a value."""
    if value is None:
        return "–"
    return phrases.whole(int(value)) if value == int(value) else phrases.decimal(value)


def counted(numerator: float | None, denominator: float | None) -> str:
    """Say what a share was counted from: "970 trong 1.000"; "" for a count."""
    if denominator is None or numerator is None:
        return ""
    facts = {"part": number(numerator), "whole": number(denominator)}
    return _("%(part)s trong %(whole)s") % facts


def difference(now: float, then: float, unit: str) -> str:
    """Say how a value moved: "tăng 2,0 điểm phần trăm", "giảm 3 hồ sơ", "không đổi"."""
    change = now - then
    if abs(change) < (0.0005 if unit == Unit.SHARE else 1e-9):
        return _("không đổi")
    if unit == Unit.SHARE:
        said = _("%(n)s điểm phần trăm") % {"n": phrases.decimal(abs(change) * 100)}
    else:
        said = amount(abs(change), unit)
    return (_("tăng %(by)s") if change > 0 else _("giảm %(by)s")) % {"by": said}
