"""What stood open at the end of a day, and in which state: from the journal and the days of measures,
links and judgements. A fixed number of queries, whatever the numbers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from khe.base.journal import queries as journal
from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.desks.improvement.models import Judgement, Measure, Shortcoming, ShortcomingLink
from khe.desks.improvement.queries.seeing import visible_to
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.states import Event, State, Status

TURNS: dict[str, Status] = {
    Event.JUDGED: Status.JUDGED, Event.CLOSED: Status.CLOSED, Event.RELAPSED: Status.RELAPSED,
    Event.REOPENED: Status.NAMED, Event.DROPPED: Status.DROPPED,
}  # fmt: skip
OVER = (Status.CLOSED, Status.DROPPED)


def end_of(day: date) -> datetime:
    """Return the moment at which a local day ends."""
    return datetime.combine(day + timedelta(days=1), time.min, LOCAL)


def open_at(actor: Actor, day: date) -> dict[Shortcoming, State]:
    """Return what had been found and was neither closed nor dropped when a local day ended, of what the
    actor may see, each with its state then; by field, then code. Five queries."""
    end = end_of(day)
    found = visible_to(actor, end).filter(found_on__lte=day).select_related("field")
    rows = list(found.order_by("field__order", "field__code", "code"))
    ids = [row.pk for row in rows]
    entries = journal.of_many(ids)
    measures = _of(Measure.objects.filter(shortcoming__in=ids))
    links = _of(ShortcomingLink.objects.filter(shortcoming__in=ids))
    judged = _of(Judgement.objects.filter(shortcoming__in=ids).order_by("at", "id"))
    then = {
        row: _then(entries[row.pk], measures[row.pk], links[row.pk], judged[row.pk], day)
        for row in rows
    }
    return {row: state for row, (status, state) in then.items() if status not in OVER}


def _of(found: Iterable[Any]) -> dict[UUID, list[Any]]:
    rows: dict[UUID, list[Any]] = defaultdict(list)
    for row in found:
        rows[row.shortcoming_id].append(row)
    return rows


def _then(
    entries: Iterable[Any], measures: Iterable[Measure], links: Iterable[ShortcomingLink],
    judged: Sequence[Judgement], day: date,
) -> tuple[Status, State]:  # fmt: skip
    """Return the status that was stored when a day ended, and the state that was shown."""
    end = end_of(day)
    has = any(m.added_at < end and not _before(m.dropped_at, end) for m in measures)
    used = [li for li in links if li.made_at < end and not _before(li.replaced_at, end)]
    turns = [TURNS[e.event] for e in entries if e.event in TURNS and e.at < end]
    status = turns[-1] if turns else Status.NAMED
    if status not in OVER:
        fresh = [not _before(link.judged_at, end) for link in used]
        status = rules.status_of(status, has, fresh)
    verdict = next((row.verdict for row in reversed(judged) if row.at < end), None)
    windows = [rules.Window(link.window_first, link.window_last) for link in used]
    return status, rules.state_of(status, windows, verdict, has, day)


def _before(moment: datetime | None, end: datetime) -> bool:
    return moment is not None and moment < end
