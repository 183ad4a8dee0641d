"""Writing a message, in the transaction of the action that causes it."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from khe.base.messages.models import Message


def post(
    member_id: UUID, *, key: str, subject: str, text: str = "", url: str = "", calendar: str = "",
    at: datetime,
) -> bool:  # fmt: skip
    """Leave a message for a member and say whether it is new; a key that was used before writes nothing.

    Part of an action, which records what happened. Never sends anything: `khe.doors.messages` carries it.
    """
    assert connection.in_atomic_block, "post() belongs inside an action"
    row = Message(
        member_id=member_id, key=key, subject=subject[:200], text=text, url=url, calendar=calendar,
        made_at=at,
    )  # fmt: skip
    return post_many([row]) == 1


def post_many(rows: list[Message]) -> int:
    """Leave several messages in one statement; return how many were new."""
    assert connection.in_atomic_block, "post_many() belongs inside an action"
    keys = {row.key for row in rows}
    known = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = {row.key: row for row in rows if row.key not in known}
    Message.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    return len(fresh)
