"""Reading calendars: the shipped one, or an authority's own version."""

from functools import lru_cache

from khe.base.calendar.calendars import Calendar
from khe.base.calendar.models import CalendarVersion
from khe.base.calendar.vn import vn


@lru_cache(maxsize=512)
def _own(authority_id: int, number: int) -> Calendar:
    """Versions never change, so a compiled one is kept for the life of the process."""
    version = CalendarVersion.objects.get(authority_id=authority_id, number=number)
    return Calendar.from_json(version.data)


def calendar(authority_id: int | None, number: int) -> Calendar:
    """Return version `number` of the authority's calendar; 0 is the calendar of the State.

    Raises CalendarVersion.DoesNotExist for a number that was never made.
    """
    return _own(authority_id, number) if number and authority_id else vn()
