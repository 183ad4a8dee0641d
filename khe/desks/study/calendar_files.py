"""Calendar files (iCalendar, RFC 5545) of classes. UIDs are those of seats: a learner whose class
changes, or who is moved to another, keeps one entry in their calendar, with a rising SEQUENCE."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

PRODUCT = "-//Khe//Hoc tap//VI"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOBODY = UUID(int=0)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """A class in a learner's calendar. Moments are UTC; `uid` is the seat's id."""

    uid: UUID
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    location: str
    description: str
    url: str = ""


def file_of(
    entries: Iterable[Entry], *, organiser: str, address: str, at: datetime, method: str = "PUBLISH"
) -> str:
    """Return an iCalendar object: `method` is PUBLISH (new or changed) or CANCEL.

    `organiser` is the authority's name, `address` its e-mail address ("": the file names no organiser,
    because iCalendar wants an address there), `at` the moment it is made.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    for entry in entries:
        made.add_component(_event(entry, organiser, address, at, method))
    made.add_missing_timezones()
    return made.to_ical().decode()


def _event(entry: Entry, organiser: str, address: str, at: datetime, method: str) -> Event:
    event = Event()
    event.add("uid", _uid(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", entry.starts_at.astimezone(ZONE))
    event.add("dtend", entry.ends_at.astimezone(ZONE))
    event.add("summary", entry.title)
    event.add("location", entry.location)
    event.add("description", entry.description)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    if address:
        who = vCalAddress(f"mailto:{address}")
        who.params["cn"] = vText(organiser)
        event["organizer"] = who
    if entry.url:
        event.add("url", entry.url)
    if method != "CANCEL":
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", -HOUR)
        event.add_component(alarm)
    return event


def _uid(seat_id: UUID) -> str:
    return f"{seat_id}@khe"


def for_seat(template: str, seat_id: UUID, sequence: int) -> str:
    """Return the file of one seat from that of its class, made for the seat NOBODY with SEQUENCE 0."""
    return template.replace(_uid(NOBODY), _uid(seat_id)).replace(
        "SEQUENCE:0\r\n", f"SEQUENCE:{sequence}\r\n"
    )
