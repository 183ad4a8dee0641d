"""Closing a period and planning the next: draft, bring up to date, decide, write, drop."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.figures import Period
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.improvement import plan_words, queries
from khe.desks.improvement.actions.common import change
from khe.desks.improvement.models import PeriodPlan, PlanItem
from khe.desks.improvement.plan_refusals import PlanRefusal
from khe.desks.improvement.rules import plans as rules
from khe.desks.improvement.rules import shortcomings as shortcoming_rules
from khe.desks.improvement.states import Choice, ItemKind, PlanEvent, PlanStatus, Why
from khe.desks.indicators.words import amount
from khe.desks.tasks import queries as tasks
from khe.desks.tasks import rules as task_rules


@transacted
def draft_plan(
    *, closes: Period, ahead: Period, title: str = "", by: Actor, at: datetime
) -> PeriodPlan:
    """Draft the plan of a period from what the one that closes leaves: every open measure, every
    indicator with what its trend lets one propose, and the words. Nothing is changed by a draft.

    Raises Refused: who may not, days that do not follow, a period that has a plan.
    """
    refuse_if(
        rules.why_not_plan(by)
        or rules.why_not_periods(closes, ahead, queries.day_of(at))
        or _why_not_again(ahead)
    )
    plan = PeriodPlan(
        title=title.strip()[:300] or plan_words.title(ahead), closes_first=closes.first,
        closes_last=closes.last, first=ahead.first, last=ahead.last, drafted_at=at,
        text=plan_words.draft(closes, ahead, queries.of_period(by, closes, at)),
        drafted_by=by.name, changed_at=at,
    )  # fmt: skip
    record(plan, PlanEvent.DRAFTED, by=by, at=at, title=plan.title, closes_first=closes.first,
           closes_last=closes.last, first=ahead.first, last=ahead.last)  # fmt: skip
    plan.save(force_insert=True)
    PlanItem.objects.bulk_create(queries.wanting(by, plan, at))
    return plan


@transacted
def renew_plan(plan_id: UUID, *, by: Actor, at: datetime) -> int:
    """Add what came up since the draft was made; what was decided stays. Return how many items."""
    plan = queries.locked_plan(plan_id)
    refuse_if(rules.why_not_change(plan, by))
    made = PlanItem.objects.bulk_create(queries.wanting(by, plan, at))
    change(plan, PlanEvent.ADDED, {}, by=by, at=at, items=len(made))
    return len(made)


@transacted
def write_plan(plan_id: UUID, *, title: str, text: str, by: Actor, at: datetime) -> PeriodPlan:
    """Change the words of a draft; the journal keeps the former ones."""
    plan = queries.locked_plan(plan_id)
    refuse_if(
        rules.why_not_change(plan, by)
        or (None if title.strip() else PlanRefusal.NO_TITLE)
        or (None if text.strip() else PlanRefusal.NO_TEXT)
    )
    former = {"title": plan.title, "text": plan.text}
    words = {"title": title.strip()[:300], "text": text.strip()}
    return change(plan, PlanEvent.WRITTEN, words, by=by, at=at, former=former)


@transacted
def drop_plan(plan_id: UUID, *, why: str, by: Actor, at: datetime) -> PeriodPlan:
    """Drop a draft, with the reason: measures and targets stay as they are."""
    plan = queries.locked_plan(plan_id)
    refuse_if(rules.why_not_change(plan, by) or (None if why.strip() else PlanRefusal.NO_REASON))
    changes = {"status": PlanStatus.DROPPED, "why": why.strip()[:500]}
    return change(plan, PlanEvent.DROPPED, changes, by=by, at=at, why=why.strip())


@transacted
def decide_work(
    item_id: UUID, *, choice: str, content: str = "", lead_id: UUID | None = None,
    due: date | None = None, reason: str = "", by: Actor, at: datetime,
) -> PlanItem:  # fmt: skip
    """Decide about a measure: carry it over (its task goes on, or is given anew), add it, or leave it,
    with the reason. Nothing happens to tasks before the plan is approved."""
    item, plan = _locked(item_id)
    refuse_if(
        rules.why_not_change(plan, by)
        or rules.why_not_work(plan, item.kind, choice, content, lead_id, due, reason)
        or _why_not_lead(lead_id)
        or _why_not_extend(item, choice, due, by, at)
    )
    if choice != Choice.LEAVE:
        item.content, item.lead_id, item.due = content.strip(), lead_id, due
    return _decide(item, plan, choice, reason, by, at, content=item.content, due=item.due)


@transacted
def decide_target(
    item_id: UUID, *, choice: str, target: float | None = None, reason: str = "", by: Actor,
    at: datetime,
) -> PlanItem:  # fmt: skip
    """Accept the proposed target, set another, or set none with the reason."""
    item, plan = _locked(item_id)
    retired = item.why_proposed == Why.RETIRED
    refuse_if(
        rules.why_not_change(plan, by)
        or (PlanRefusal.NO_CHOICE if item.kind != ItemKind.TARGET else None)
        or rules.why_not_aim(choice, target, retired, reason)
    )
    if choice == Choice.ADD and target is not None:
        shown = amount(item.base_value, item.unit)
        refuse_if(
            shortcoming_rules.why_not_target(item.base_value, target, item.unit, item.better, shown)
        )
    item.target = target if choice == Choice.ADD else None
    return _decide(item, plan, choice, reason, by, at, label=item.label, target=item.target,
                   proposed=item.proposed)  # fmt: skip


@transacted
def add_plan_measure(
    plan_id: UUID, *, shortcoming_id: UUID, content: str, lead_id: UUID, due: date, by: Actor,
    at: datetime,
) -> PlanItem:  # fmt: skip
    """Plan a new measure for an open shortcoming."""
    plan = queries.locked_plan(plan_id)
    is_open = queries.open_shortcomings(by, plan).filter(pk=shortcoming_id).exists()
    refuse_if(
        rules.why_not_change(plan, by)
        or (None if is_open else PlanRefusal.NO_SUCH_SHORTCOMING)
        or rules.why_not_work(plan, ItemKind.NEW, Choice.ADD, content, lead_id, due, "")
        or _why_not_lead(lead_id)
    )
    item = PlanItem(
        plan=plan, kind=ItemKind.NEW, shortcoming_id=shortcoming_id, content=content.strip(),
        lead_id=lead_id, due=due,
    )  # fmt: skip
    return _decide(item, plan, Choice.ADD, "", by, at, content=item.content, due=due)


def _locked(item_id: UUID) -> tuple[PlanItem, PeriodPlan]:
    """Return an item and its plan, held until the transaction ends."""
    known = PlanItem.objects.get(pk=item_id)
    plan = queries.locked_plan(known.plan_id)
    return PlanItem.objects.select_related("measure").get(pk=item_id), plan


def _decide(
    item: PlanItem,
    plan: PeriodPlan,
    choice: str,
    reason: str,
    by: Actor,
    at: datetime,
    **facts: Any,
) -> PlanItem:
    """Write down what was decided, in the item and in the journal of the plan."""
    item.choice, item.reason = choice, reason.strip()[:500]
    item.decided_by, item.decided_at = by.name, at
    item.save()
    change(plan, PlanEvent.DECIDED, {}, by=by, at=at, item=item.pk, choice=choice,
           reason=item.reason, **facts)  # fmt: skip
    return item


def _why_not_again(ahead: Period) -> PlanRefusal | None:
    known = PeriodPlan.objects.filter(first=ahead.first, last=ahead.last)
    again = known.exclude(status=PlanStatus.DROPPED).exists()
    return PlanRefusal.PLANNED_ALREADY if again else None


def _why_not_lead(lead_id: UUID | None) -> Any:
    """The lead works here."""
    if lead_id is None:
        return None
    return task_rules.why_not_people(
        Member.objects.filter(pk=lead_id).values_list("active", flat=True).first(), []
    )


def _why_not_extend(item: PlanItem, choice: str, due: date | None, by: Actor, at: datetime) -> Any:
    """A task that goes on may be put off, to a later day, by whoever decides that."""
    if choice != Choice.EXTEND or item.measure is None or due is None:
        return None
    task = queries.open_task(item.measure)
    if task is None:
        return None
    return task_rules.why_not_extend(task, by, tasks.led_of(by, at)) or task_rules.why_not_later(
        task, queries.moment_of(due), at
    )
