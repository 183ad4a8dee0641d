"""How long the law allows: a plain decimal and a unit, counted exactly (no floats)."""

import re
from typing import TYPE_CHECKING, NamedTuple

from khe.base.calendar.moments import ClockError

if TYPE_CHECKING:  # imported late: the command must start at once
    from decimal import Decimal

UNITS = ("working_day", "day", "working_hour", "hour", "month")
WORKING_DAY, WORKING_HOUR = 480, 60  # working minutes
_SHAPE = re.compile(r"([0-9]{1,40})(?:\.([0-9]{1,40}))? (working_day|working_hour|hour|day|month)")
_MINUTES = {
    "working_day": WORKING_DAY,
    "working_hour": WORKING_HOUR,
    "hour": 60,
    "day": 1,
    "month": 1,
}
_known: dict[str, "Limit"] = {}


class Limit(NamedTuple):
    """A limit. `amount` is minutes; for day and month it is a count.

    `next_day_amount` is what rule `next_day` counts: working days rounded up, in working minutes.
    """

    text: str
    unit: str
    amount: int
    next_day_amount: int
    is_working: bool  # counts working minutes, not elapsed time

    @classmethod
    def parse(cls, text: object) -> "Limit":
        """Return the limit of "20 working_day"; all but N > 0 and a known unit is bad_limit."""
        try:
            return _known[text]  # type: ignore[index]
        except (KeyError, TypeError):
            limit = _parsed(text)
        if len(_known) < 10_000:
            _known[limit.text] = limit
        return limit

    @classmethod
    def of(cls, value: "Decimal | int", unit: str) -> "Limit":
        """Return the limit of a number and a unit as the procedures store them."""
        if isinstance(value, (float, bool)):
            raise ClockError("bad_limit", value)
        return cls.parse(f"{value:f} {unit}" if not isinstance(value, int) else f"{value} {unit}")

    @property
    def value(self) -> "Decimal":
        """The number, exactly."""
        from decimal import Decimal

        return Decimal(self.text.split()[0])


def _parsed(text: object) -> Limit:
    match = _SHAPE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ClockError("bad_limit", text)
    whole, fraction, unit = match[1], match[2] or "", match[3]
    number, scale = int(whole + fraction), 10 ** len(fraction)
    amount, rest = divmod(number * _MINUTES[unit], scale)
    if number == 0 or rest:
        raise ClockError("bad_limit", text)
    days = -(-number // scale) * WORKING_DAY if unit == "working_day" else amount
    return Limit(match.string, unit, amount, days, unit.startswith("working_"))
