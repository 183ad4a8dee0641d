"""Writing a message, in the transaction of the action that causes it."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from khe.base.documents.text import printable
from khe.base.messages.models import Message


def post(
    member_id: UUID, *, key: str, subject: str, text: str = "", url: str = "", calendar: str = "",
    at: datetime,
) -> bool:  # fmt: skip
    """Leave a message for a member and say whether it is new; a key that was used before writes nothing.

    Part of an action, which records what happened. Never sends anything: `khe.doors.messages` carries it.
    `url` is a page of ours ("/hoc-tap/…"; ValueError for anything else), `calendar` an iCalendar object.
    """
    assert connection.in_atomic_block, "post() belongs inside an action"
    row = Message(
        member_id=member_id, key=key, subject=subject, text=text, url=url, calendar=calendar,
        made_at=at,
    )  # fmt: skip
    return post_many([row]) == 1


def post_many(rows: list[Message]) -> int:
    """Leave several messages in one statement; return how many were new. See `post`."""
    assert connection.in_atomic_block, "post_many() belongs inside an action"
    for row in rows:
        row.subject = " ".join(printable(row.subject).split())[:200]
        row.text = printable(row.text)
        if row.url and not (row.url.startswith("/") and not row.url.startswith("//")):
            raise ValueError(f"the url of a message begins with one /: {row.url}")
    keys = {row.key for row in rows}
    known = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = {row.key: row for row in rows if row.key not in known}
    Message.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    return len(fresh)
