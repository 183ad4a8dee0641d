"""Limits in text: "7 Ngày làm việc" is a limit, "1" and "3 - 5 Ngày" are not."""

import re
from decimal import Decimal

from khe.desks.procedures.states import Unit, Why

UNITS = {
    "ngày làm việc": Unit.WORKING_DAY,
    "giờ làm việc": Unit.WORKING_HOUR,
    "ngày": Unit.DAY,
    "giờ": Unit.HOUR,
    "tháng": Unit.MONTH,
}
_UNIT = "ngày làm việc|giờ làm việc|ngày|giờ|tháng"
_LIMIT = re.compile(rf"\s*(\d+(?:[.,]\d+)?)\s*({_UNIT})\s*", re.IGNORECASE)
_RANGE = re.compile(rf"\s*\d+\s*(?:-|–|đến|hoặc)\s*\d+\s*(?:{_UNIT})\s*", re.IGNORECASE)
_OTHER = re.compile(r"\s*\d+(?:[.,]\d+)?\s*(?:phút|tuần|quý|năm)\s*", re.IGNORECASE)
_MENTION = re.compile(
    rf"(?<![\d/.,])(\d+(?:[.,]\d+)?)\s*(?:\([^)]{{1,30}}\)\s*)?({_UNIT})\b(?!\s*\d)(?!\s+tết)",
    re.IGNORECASE,
)
NOTHING = frozenset({"", "không có thông tin", "không quy định", "không"})


def limit_of(text: str) -> tuple[str | None, Why | None]:
    """Read a field that holds one limit: ("7.5 working_day", None) or (None, the reason)."""
    plain = " ".join(text.split())
    if plain.lower() in NOTHING:
        return None, Why.NOT_STATED
    found = _LIMIT.fullmatch(plain)
    if found:
        return _checked(found[1], UNITS[" ".join(found[2].lower().split())])
    if _RANGE.fullmatch(plain):
        return None, Why.RANGE
    if _OTHER.fullmatch(plain):
        return None, Why.OTHER_UNIT
    if re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
        return None, Why.NO_UNIT
    return None, Why.GLUED if plain[:1].isdigit() else Why.NOT_A_NUMBER


def _checked(number: str, unit: Unit) -> tuple[str | None, Why | None]:
    if re.search(r"[.,]\d{3}$", number):  # 1.500: a thousand and a half, or one and a half?
        return None, Why.GLUED
    value = Decimal(number.replace(",", "."))
    if value <= 0 or value > 9999:
        return None, Why.NOT_A_NUMBER
    minutes = {Unit.WORKING_DAY: 480, Unit.WORKING_HOUR: 60, Unit.HOUR: 60}.get(unit, 1)
    if (value * minutes) % 1:  # the legal clock counts whole minutes, days and months
        return None, Why.FRACTION
    return f"{value.normalize():f} {unit.value}", None


def mentions(text: str) -> list[str]:
    """Return the limits a description mentions, in order, each once: hints, never facts."""
    found = []
    for match in _MENTION.finditer(text):
        limit, _ = _checked(match[1], UNITS[" ".join(match[2].lower().split())])
        if limit and limit not in found:
            found.append(limit)
    return found


def limit_from(number: str, unit: str) -> tuple[str | None, Why | None]:
    """Join what a person typed: ("7,5", "working_day") is "7.5 working_day"; nothing is nothing."""
    if not number:
        return None, None
    if not re.fullmatch(r"\d+(?:[.,]\d+)?", number):
        return None, Why.NOT_A_NUMBER
    if unit not in Unit.values:
        return None, Why.NO_UNIT
    return _checked(number, Unit(unit))
