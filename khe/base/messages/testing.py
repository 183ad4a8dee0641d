"""Messages for tests."""

from datetime import UTC, datetime
from typing import Any

from khe.base.messages.models import Message
from khe.base.messages.posting import post

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
INVITATION = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Khe//VI\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:thu-1@khe\r
DTSTAMP:20260302T020000Z\r
DTSTART:20260305T010000Z\r
DTEND:20260305T030000Z\r
SUMMARY:Lớp học tập thứ nhất\r
END:VEVENT\r
END:VCALENDAR\r
"""


def make_message(member_id: Any, key: str = "tin-1", **facts: Any) -> Message:
    """Leave a message and return it."""
    wanted = {"subject": "Mời dự lớp học tập", "at": MONDAY, **facts}
    post(member_id, key=key, **wanted)
    return Message.objects.get(key=key)
