"""What the tests of training share."""

from datetime import date, timedelta

import pytest

from conftest import MONDAY
from khe.base.people.queries import LOCAL
from khe.base.refusal import Refused

TODAY = MONDAY.astimezone(LOCAL).date()
DAY = timedelta(days=1)
THEORY = {"kind": "theory", "level": "intermediate", "reason": "Chức danh yêu cầu"}


def refused(expected, do, /, *args, **facts):
    """Show that it is refused with the reason expected."""
    with pytest.raises(Refused) as caught:
        do(*args, **facts)
    assert caught.value.reason == expected  # noqa: S101 - a test
    return caught.value


def days(first: str, last: str) -> dict[str, date]:
    """Return the period of a course."""
    return {"starts_on": date.fromisoformat(first), "ends_on": date.fromisoformat(last)}
