"""The shipped calendar: Monday to Friday 07:00-11:00 and 13:00-17:00, days off of 2015-2027."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from khe.base.calendar.calendars import Calendar

TABLE = Path(__file__).parent / "data" / "vn_days.csv"
OFFICE = [["07:00", "11:00"], ["13:00", "17:00"]]
SHIFTS = [
    {
        "from": None,
        "until": None,
        "week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), OFFICE),
    }
]


@lru_cache(maxsize=1)
def vn() -> Calendar:
    """Return the shipped calendar, compiled once in a process."""
    return Calendar.build(shifts=SHIFTS, days=shipped_days(), name="vn", version=1)


def shipped_days() -> list[dict[str, Any]]:
    """Return the rows of the shipped table in the form `Calendar.build` takes."""
    header, *rows = TABLE.read_text(encoding="utf-8").splitlines()
    fields = header.split(",")
    days = [dict(zip(fields, row.split(","), strict=True)) for row in rows]
    return [{**day, "name": day["name_vi"]} for day in days]
