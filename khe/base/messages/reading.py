"""Noting that somebody has read a message of theirs."""

from datetime import datetime

from django.db.models import QuerySet

from khe.base.messages.models import Message


def note_read(messages: QuerySet[Message], at: datetime) -> int:
    """Note those as read that were not; return how many. The first reading counts."""
    return messages.filter(read_at__isnull=True).update(read_at=at)
