"""The job worker's heartbeat, as procrastinate keeps it in the database."""

from datetime import datetime

from django.db import connection


def last_heartbeat() -> datetime | None:
    """Return when a worker last said that it lives (UTC), or None if none runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        row = cursor.fetchone()
    return row[0] if row else None
