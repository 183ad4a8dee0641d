"""The figures of an authority's imported cases, counted by the database."""

from datetime import datetime
from typing import Any

from django.db import connection

from khe.base.authorities.tenancy import required_id
from khe.desks.dossiers.states import Status

# On time: settled at or before the due moment. Overdue: open, and due before the log's last event.
CASES = """
SELECT count(*) AS cases,
       count(*) FILTER (WHERE status = %(closed)s) AS closed,
       count(*) FILTER (WHERE status = %(closed)s AND settled_at <= due_at) AS on_time,
       count(*) FILTER (WHERE status = %(closed)s AND settled_at > due_at) AS late,
       count(*) FILTER (WHERE status = %(closed)s AND due_at IS NULL) AS closed_without_due,
       count(*) FILTER (WHERE status = %(open)s) AS open,
       count(*) FILTER (WHERE status = %(open)s AND due_at < %(now)s) AS open_overdue,
       count(*) FILTER (WHERE status = %(stopped)s) AS stopped,
       coalesce(round(sum((attributes->>'fee')::numeric), 2), 0.00) AS fees,
       count(*) FILTER (WHERE attributes ? 'fee') AS fee_cases
FROM dossiers_dossier
WHERE authority_id = %(authority)s AND origin = 'log'
"""
EVENTS = """
SELECT count(*) AS events, max(at) AS log_end,
       count(DISTINCT nullif(facts->>'activity', '')) AS activities,
       count(DISTINCT nullif(by_name, '')) AS resources,
       count(*) FILTER (WHERE facts ? 'due_at') AS due_events,
       count(*) FILTER (WHERE (facts->>'finished_at')::timestamptz
                            > (facts->>'due_at')::timestamptz) AS late_events
FROM journal_entry
WHERE authority_id = %(authority)s AND event = 'log.event'
"""


def figures() -> dict[str, Any]:
    """Return the figures by name; `fees` is exact, in the log's own currency, rounded to cents;
    `log_end` is the time (UTC) of the last event, at which open cases are judged.

    closed = on_time + late + closed_without_due; cases = closed + open + stopped (+ those that
    were handled here since the import).
    """
    states = {"closed": Status.RETURNED, "open": Status.IN_PROGRESS, "stopped": Status.STOPPED}
    events = _row(EVENTS)
    log_end: datetime | None = events.pop("log_end")
    cases = _row(CASES, now=log_end, **states)
    return {"cases": cases.pop("cases"), **events, **cases, "log_end": log_end}


def _row(sql: str, **values: Any) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"authority": required_id(), **values})
        names = [column.name for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))
