"""Plans of the next period, and what they have to decide."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.desks.improvement import plan_words
from khe.desks.improvement.models import PeriodPlan, PlanItem, Shortcoming
from khe.desks.improvement.queries.measured import gone, times
from khe.desks.improvement.queries.stories import Row, Story, of_period
from khe.desks.improvement.rules import plans as rules
from khe.desks.improvement.rules import targets
from khe.desks.improvement.states import Choice, ItemKind, State, Status, Why
from khe.desks.indicators import queries as indicators
from khe.desks.tasks import queries as tasks
from khe.desks.tasks.states import Kind
from khe.desks.tasks.states import Status as TaskStatus


def plans_visible_to(actor: Actor) -> QuerySet[PeriodPlan]:
    """Return the plans whose page the actor may open, the latest period first."""
    if not rules.may_read(actor):
        return PeriodPlan.objects.none()
    return PeriodPlan.objects.order_by("-first", "-id")


def with_counts(found: QuerySet[PeriodPlan]) -> QuerySet[PeriodPlan]:
    """Add `whole` and `left`: the items of each plan, and those nobody has decided."""
    left = Count("items", filter=Q(items__choice=""))
    return found.annotate(whole=Count("items"), left=left)


def locked_plan(pk: UUID) -> PeriodPlan:
    """Return the plan, held until the transaction ends; PeriodPlan.DoesNotExist if there is none."""
    return PeriodPlan.objects.select_for_update().get(pk=pk)


def items_of(plan: PeriodPlan) -> list[PlanItem]:
    """Return the items of a plan with what they are about, by field, shortcoming and kind."""
    found = PlanItem.objects.filter(plan=plan).select_related(
        "shortcoming__field", "lead", "measure__lead", "link"
    )
    return list(
        found.order_by(
            "shortcoming__field__order", "shortcoming__field__code", "shortcoming__code", "kind", "id"
        )
    )  # fmt: skip


def finished(items: Iterable[PlanItem]) -> set[UUID]:
    """Return the items whose measure is not open any more: nothing is left to decide; one query."""
    ids = [item.measure_id for item in items if item.kind == ItemKind.MEASURE]
    given = tasks.of_source(Kind.MEASURE, [pk for pk in ids if pk]) if ids else {}
    return {
        item.pk
        for item in items
        if item.measure_id
        and not any(task.status == TaskStatus.OPEN for task in given.get(item.measure_id, ()))
    }


def undecided(items: list[PlanItem]) -> list[PlanItem]:
    """Return the items that wait for a decision."""
    over = finished(items)
    return [item for item in items if not item.choice and item.pk not in over]


def open_shortcomings(actor: Actor, plan: PeriodPlan) -> QuerySet[Shortcoming]:
    """Return the shortcomings that a new measure may be planned for, by code."""
    if not rules.may_read(actor):
        return Shortcoming.objects.none()
    found = Shortcoming.objects.exclude(status__in=(Status.CLOSED, Status.DROPPED))
    return found.filter(found_on__lte=plan.last).order_by("code")


def wanting(actor: Actor, plan: PeriodPlan, at: datetime) -> list[PlanItem]:
    """Return, unsaved, the items that the period which closes calls for and the plan does not have.

    Every open measure of what is not closed; a new measure for what is not overcome and has none; a
    target for every indicator whose window ends with the period.
    """
    stories = [one for one in of_period(actor, plan.closes, at) if _goes_on(one)]
    known = list(PlanItem.objects.filter(plan=plan))
    rows = [row for one in stories for row in _to_aim(one, plan, {i.link_id for i in known})]
    base = indicators.measures(actor, {row.link.indicator_id for row in rows}, plan.closes)
    found: list[PlanItem] = []
    for one in stories:
        found += _work(one, plan, known)
        own = [row for row in rows if row.link.shortcoming_id == one.shortcoming.pk]
        found += [_aim(row, one, plan, base) for row in own]
    return found


def _goes_on(story: Story) -> bool:
    return story.shortcoming.status not in (Status.CLOSED, Status.DROPPED)


def _work(story: Story, plan: PeriodPlan, known: list[PlanItem]) -> list[PlanItem]:
    """Return the open measures, or the place of a new one."""
    subject = story.shortcoming
    have = {item.measure_id for item in known}
    found = [
        PlanItem(
            plan=plan, kind=ItemKind.MEASURE, shortcoming=subject, measure_id=one.id,
            content=one.content, lead_id=one.lead_id, due=plan.last,
        )
        for one in story.next_measures
        if one.id not in have
    ]  # fmt: skip
    planned = any(item.shortcoming_id == subject.pk and not item.link_id for item in known)
    if not story.next_measures and not planned and story.state != State.OVERCOME:
        found.append(PlanItem(plan=plan, kind=ItemKind.NEW, shortcoming=subject, due=plan.last))
    return found


def _to_aim(story: Story, plan: PeriodPlan, have: set[UUID | None]) -> list[Row]:
    """Return the indicators that need a target: their window ends with the period, and no other began."""
    if story.state == State.OVERCOME:
        return []
    return [
        row
        for row in story.indicators
        if row.link.pk not in have
        and row.link.replaced_at is None
        and row.link.window_last <= plan.closes_last
    ]


def _aim(row: Row, story: Story, plan: PeriodPlan, base: dict[UUID, Any]) -> PlanItem:
    """Return the item of a target with what the trend lets one propose."""
    item = PlanItem(
        plan=plan, kind=ItemKind.TARGET, shortcoming=story.shortcoming, link=row.link,
        indicator_id=row.link.indicator_id, label=row.label[:300], unit=row.unit, better=row.better,
    )  # fmt: skip
    counted = base.get(row.link.indicator_id)
    if row.indicator is None or gone(row.indicator):
        item.why_proposed, item.reasoning = Why.RETIRED, plan_words.retired(row.label)
        return item
    if counted:
        item.base_value, item.base_numerator = counted.value, counted.numerator
        item.base_denominator = counted.denominator
    points = _points(row, plan.closes_last)
    many = times(row.indicator, plan.period)
    former = row.target * many / times(row.indicator, row.link.window)
    found = targets.proposed([p.value for p in points], row.better, row.unit, former, many)
    item.proposed, item.target, item.why_proposed = found.target, found.target, found.why
    item.low, item.high = found.low, found.high
    item.reasoning = plan_words.reasoning(found, points[len(points) - found.used :], row.unit)
    return item


def _points(row: Row, last: date) -> list[Any]:
    """Return the measured periods that were over by the end of the period, oldest first."""
    points = row.series.points if row.series else []
    return [p for p in points if p.value is not None and p.period.last <= last]


def awaiting_plans(actor: Actor) -> list[PeriodPlan]:
    """Return the drafts that wait for the actor's decisions, with `whole` and `left`."""
    if rules.why_not_plan(actor):
        return []
    drafts = with_counts(plans_visible_to(actor).filter(status="draft"))
    return list(drafts)


def carried(items: Iterable[PlanItem]) -> int:
    """Return how many measures go on into the next period."""
    return sum(item.choice in (Choice.EXTEND, Choice.ANEW) for item in items)


def moment_of(day: date) -> datetime:
    """Return the local moment at which a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=LOCAL)
