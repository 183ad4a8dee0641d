"""What the tests of training share."""

from datetime import date, timedelta

from conftest import MONDAY
from khe.base.people.queries import LOCAL

TODAY = MONDAY.astimezone(LOCAL).date()
DAY = timedelta(days=1)
THEORY = {"kind": "theory", "level": "intermediate", "reason": "Chức danh yêu cầu"}


def days(first: str, last: str) -> dict[str, date]:
    """Return the period of a course."""
    return {"starts_on": date.fromisoformat(first), "ends_on": date.fromisoformat(last)}
