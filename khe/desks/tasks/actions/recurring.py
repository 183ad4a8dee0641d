"""Work that comes again: set it up, give it when its day has come, stop it."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.tasks import dates, queries, rhythm, rules, telling
from khe.desks.tasks.actions.assigning import Order, give
from khe.desks.tasks.actions.common import calendar_of, day_of
from khe.desks.tasks.models import Recurring, Task
from khe.desks.tasks.queries.seeing import working
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import Kind, RecurringEvent, Rhythm, Source


@transacted
def make_recurring(
    *, content: str, lead_id: UUID, limit: str, rhythm: str, weekday: int = 0, day: int = 1,
    month: int = 1, first_on: date, last_on: date | None = None, co_ids: Iterable[UUID] = (),
    product: str = "", detail: str = "", by: Actor, at: datetime,
) -> Recurring:  # fmt: skip
    """Set up work that is given every week, month, quarter or year from `first_on` (local) on; the
    limit runs from the morning it is given. Days of a month: 1–31, 0 for the last working day."""
    co = [m for m in dict.fromkeys(co_ids) if m != lead_id]
    made = Recurring(
        content=content.strip(), detail=detail.strip(), product=product.strip(), lead_id=lead_id,
        co_ids=[str(m) for m in co], assigner_id=by.member_id, assigner_name=by.name,
        rhythm=rhythm, weekday=weekday, day=day, month=month, limit=limit, first_on=first_on,
        last_on=last_on,
    )  # fmt: skip
    active = working([lead_id, *co])
    refuse_if(
        rules.why_not_give(by, lead_id, queries.led_of(by, at))
        or rules.why_not_words(content)
        or rules.why_not_people(active.get(lead_id), [active.get(m, False) for m in co])
        or _why_not_rule(made)
    )
    calendar = calendar_of(by)
    dates.after(calendar, dates.start_of(calendar, dates.working_day(calendar, first_on)), limit)
    made.next_on = _next(made, by, max(first_on, day_of(at)))
    made.save(force_insert=True)
    record(made, RecurringEvent.MADE, by=by, at=at, content=made.content, rhythm=rhythm,
           next=made.next_on, limit=limit)  # fmt: skip
    return made


def _why_not_rule(made: Recurring) -> Refusal | None:
    if made.rhythm not in Rhythm.values or not rhythm.is_whole(made):
        return Refusal.BAD_RHYTHM
    ended = made.last_on is not None and made.last_on < made.first_on
    return Refusal.NOT_A_SPAN if ended else None


def _next(made: Recurring, by: Actor, since: date) -> date:
    return rhythm.next_on(made, calendar_of(by), since)


@transacted
def give_recurring(id: UUID, *, by: Actor, at: datetime) -> Task | None:
    """Give the task of the period that has come, once; return it, or None when it is not the day, was
    given already, or cannot be given (the maker is told). Periods that passed while nothing ran are
    skipped, and the journal says so."""
    made = queries.locked_recurring(id)
    today = day_of(at)
    if made.stopped_at or made.next_on > today:
        return None
    over = made.last_on is not None and made.next_on > made.last_on
    task = None
    if over:
        made.stopped_at, made.stopped_by = at, by.name
        record(made, RecurringEvent.STOPPED, by=by, at=at, last=made.last_on)
    else:
        task = _give(made, by, at)
        made.next_on = _next(made, by, date.fromordinal(today.toordinal() + 1))
    made.save(update_fields=["next_on", "stopped_at", "stopped_by"])
    return task


def _give(made: Recurring, by: Actor, at: datetime) -> Task | None:
    nominal = rhythm.current(made, calendar_of(by), day_of(at))
    period = rhythm.period(made, nominal)
    known = Task.objects.filter(recurring=made, period=period).exists()
    co = [UUID(text) for text in made.co_ids]
    active = working([made.lead_id, *co])
    if known or not active.get(made.lead_id):
        record(made, RecurringEvent.SKIPPED, by=by, at=at, period=period, given=known)
        if not known:
            telling.not_given(made, period, at)
        return None
    order = Order(
        made.content, made.lead_id, tuple(m for m in co if active.get(m)), made.product,
        made.detail, limit=made.limit, recurring=made, period=period,
        source=Source(Kind.RECURRING, made.pk, str(Rhythm(made.rhythm).label)),
        giver=(made.assigner_id, made.assigner_name),
    )  # fmt: skip
    task = give([order], by=by, at=at)[0]
    record(made, RecurringEvent.GIVEN, by=by, at=at, period=period, task=task.code)
    return task


@transacted
def stop_recurring(id: UUID, *, by: Actor, at: datetime) -> Recurring:
    """Give no more of it; what was given goes on."""
    made = queries.locked_recurring(id)
    refuse_if(rules.why_not_stop(made.assigner_id, bool(made.stopped_at), by))
    made.stopped_at, made.stopped_by = at, by.name
    made.save(update_fields=["stopped_at", "stopped_by"])
    record(made, RecurringEvent.STOPPED, by=by, at=at)
    return made
