"""Giving work: to one, to many, in parts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from khe.base.authorities.writing import insert
from khe.base.journal.record import next_entry
from khe.base.people.actor import Actor
from khe.base.people.names import plain
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.tasks import queries, rules, telling
from khe.desks.tasks.actions.common import change, day_of, due_of, locked
from khe.desks.tasks.models import Recurring, Task, TaskMember
from khe.desks.tasks.queries.seeing import working
from khe.desks.tasks.states import Event, Kind, Part, Source


@dataclass(frozen=True)
class Order:
    """What is to be given, as it was asked for."""

    content: str
    lead_id: UUID
    co_ids: tuple[UUID, ...] = ()
    product: str = ""
    detail: str = ""
    due_at: datetime | None = None
    due_day: date | None = None
    limit: str | None = None
    source: Source | None = None
    parent: Task | None = None
    over: tuple[UUID, ...] = ()  # who follows it because they follow what it is a part of
    recurring: Recurring | None = None
    period: str = ""
    giver: tuple[UUID | None, str] | None = None  # on whose behalf, when it is not `by`


@transacted
def assign(
    *, content: str, lead_id: UUID, due_at: datetime | None = None, limit: str | None = None,
    due_day: date | None = None, co_ids: Iterable[UUID] = (), product: str = "",
    detail: str = "", source: Source | None = None, by: Actor, at: datetime,
) -> Task:  # fmt: skip
    """Give a task to a lead, and tell them.

    Due by one of: `due_at` (a moment), `due_day` (the end of that local working day), `limit`
    ("5 working_day", by the legal clock from `at`). Only what one gives oneself may have none.
    Raises Refused: nobody to do it, no words, no due moment, one that has passed, not yours to give.
    """
    order = Order(content, lead_id, tuple(co_ids), product, detail, due_at, due_day, limit, source)
    led = queries.led_of(by, at)
    refuse_if(rules.why_not_give(by, lead_id, led, source.kind if source else Kind.WORD))
    return give([order], by=by, at=at)[0]


@transacted
def assign_each(
    *, content: str, lead_ids: Iterable[UUID], due_at: datetime | None = None,
    limit: str | None = None, due_day: date | None = None, product: str = "", detail: str = "",
    source: Source | None = None, by: Actor, at: datetime,
) -> list[Task]:  # fmt: skip
    """Give the same task to several leads: each has their own, with its own code and history."""
    led, kind = queries.led_of(by, at), source.kind if source else Kind.WORD
    leads = list(dict.fromkeys(lead_ids))
    refuse_if(rules.first(*(rules.why_not_give(by, lead, led, kind) for lead in leads)))
    refuse_if(None if leads else rules.why_not_people(None, ()))
    orders = [
        Order(content, lead, (), product, detail, due_at, due_day, limit, source) for lead in leads
    ]
    return give(orders, by=by, at=at)


@transacted
def split(
    code: str, *, content: str, lead_id: UUID, due_at: datetime | None = None,
    limit: str | None = None, due_day: date | None = None, co_ids: Iterable[UUID] = (),
    product: str = "", detail: str = "", by: Actor, at: datetime,
) -> Task:  # fmt: skip
    """Give a part of a task to somebody: the lead's own people, or those who work on it already."""
    parent = locked(code, at)
    led = queries.led_of(by, at)
    followers = queries.members_of(parent)
    refuse_if(rules.why_not_split(parent, by, parent.depth, led))
    on_it = {row.member_id for row in followers}
    refuse_if(rules.why_not_give(by, lead_id, led | on_it, Kind.TASK))
    source = Source(Kind.TASK, parent.pk, str(parent)[:300], parent.get_absolute_url())
    over = tuple({row.member_id for row in followers if row.part != Part.CO})
    order = Order(
        content, lead_id, tuple(co_ids), product, detail, due_at, due_day, limit, source, parent,
        over,
    )  # fmt: skip
    part = give([order], by=by, at=at)[0]
    change(parent, Event.SPLIT, {}, by=by, at=at, part=part.code, content=part.content)
    return part


@transacted
def give(orders: list[Order], *, by: Actor, at: datetime) -> list[Task]:
    """Judge and store orders that `by` may give; tell those who are to do them. Part of an action."""
    active = working({m for order in orders for m in (order.lead_id, *order.co_ids)})
    prepared = [_judged(order, active, by, at) for order in orders]
    tasks, rows, entries, co = [], [], [], {}
    for order in prepared:
        task = _task(order, by, at)
        co[task.pk] = [m for m in dict.fromkeys(order.co_ids) if m != task.lead_id]
        facts = {
            "lead": task.lead_id, "co": co[task.pk], "due": task.due_at, "limit": task.limit,
            "content": task.content, "product": task.product, "source": task.source_label,
        }  # fmt: skip
        entries.append(next_entry(task, Event.ASSIGNED, by=by, at=at, facts=facts))
        tasks.append(task)
        rows += _people(task, co[task.pk], order.over)
    insert(tasks, rows, entries)
    telling.assigned(tasks, co, by, at)
    return tasks


def _judged(order: Order, active: dict[UUID, bool], by: Actor, at: datetime) -> Order:
    """Refuse what cannot be given, and work out when it is due."""
    refuse_if(
        rules.why_not_words(order.content)
        or rules.why_not_people(
            active.get(order.lead_id), [active.get(m, False) for m in order.co_ids]
        )
    )
    due_at = due_of(by, at, order.due_at, order.due_day, order.limit)
    whole = order.parent.due_at if order.parent else None
    refuse_if(
        rules.why_not_due(due_at, at, own=order.lead_id == by.member_id)
        or rules.why_not_in_whole(due_at, whole)
    )
    return replace(order, due_at=due_at)


def _task(order: Order, by: Actor, at: datetime) -> Task:
    giver_id, giver_name = order.giver or (by.member_id, by.name)
    own = order.lead_id == giver_id
    source = order.source or Source(Kind.OWN if own else Kind.WORD)
    code, content = queries.next_code(day_of(at).year), order.content.strip()
    parent = order.parent
    return Task(
        code=code, content=content, detail=order.detail.strip(), product=order.product.strip(),
        find_key=plain(f"{code} {content}")[:600], lead_id=order.lead_id,
        assigner_id=giver_id, assigner_name=giver_name,
        source_kind=source.kind, source_id=source.id, source_label=source.label[:300],
        source_url=source.url[:300], parent=parent, depth=parent.depth + 1 if parent else 1,
        recurring=order.recurring, period=order.period, given_at=at, limit=order.limit or "",
        asked_day=order.due_day, calendar=by.calendar, due_at=order.due_at,
        original_due_at=order.due_at, changed_at=at,
    )  # fmt: skip


def _people(task: Task, co: Iterable[UUID], over: Iterable[UUID]) -> list[TaskMember]:
    """Return the rows that say who has to do with a task: everybody once per part."""
    parts = [(Part.LEAD, task.lead_id), *((Part.CO, m) for m in co)]
    if task.assigner_id:
        parts.append((Part.ASSIGNER, task.assigner_id))
    parts += [(Part.OVER, m) for m in over]
    return [TaskMember(task=task, member_id=m, part=part) for part, m in parts]
