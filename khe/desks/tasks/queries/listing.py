"""Narrowing, counting and finding tasks; the states of `rules.state_of` as conditions."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Member
from khe.base.people.names import plain
from khe.desks.tasks.models import Task, TaskMember
from khe.desks.tasks.queries.seeing import led_of, mine, visible_to
from khe.desks.tasks.states import Part, State, Status

WORDS = 6  # of a search


def in_state(state: str, at: datetime) -> Q:
    """Return the condition "is in that state at `at`": the same as `rules.state_of`."""
    is_open = Q(status=Status.OPEN)
    late = Q(handed_at=None, due_at__lt=at) | Q(handed_at__gt=F("due_at"))
    done_late = Q(done_at__gt=F("due_at"))
    in_time = Q(due_at=None) | Q(handed_at=None, due_at__gte=at) | Q(handed_at__lte=F("due_at"))
    return {
        State.OVERDUE: is_open & late,
        State.EXTENDED: is_open & in_time & Q(extensions__gt=0),
        State.DOING: is_open & in_time & Q(extensions=0, started_at__isnull=False),
        State.NOT_DUE: is_open & in_time & Q(extensions=0, started_at=None),
        State.DONE_LATE: Q(status=Status.DONE) & done_late,
        State.DONE_ON_TIME: Q(status=Status.DONE) & (Q(due_at=None) | Q(done_at__lte=F("due_at"))),
        State.DROPPED: Q(status=Status.DROPPED),
    }[State(state)]


def counts(found: QuerySet[Task], at: datetime) -> dict[str, int]:
    """Return how many tasks of `found` are in each state, in one query: a partition."""
    state = Case(*(When(in_state(s, at), then=Value(s.value)) for s in State), default=Value(""))
    rows = found.order_by().values(state=state).annotate(n=Count("id")).values_list("state", "n")
    return {s.value: 0 for s in State} | dict(rows)


def search(found: QuerySet[Task], text: str) -> QuerySet[Task]:
    """Narrow to tasks whose code or content holds every word typed, with or without diacritics."""
    for word in plain(text[:100]).split()[:WORDS]:
        found = found.filter(find_key__contains=word)
    return found


def narrowed(
    found: QuerySet[Task], at: datetime, *, state: str = "", lead_id: UUID | None = None,
    lead_ids: Iterable[UUID] | None = None, kind: str = "", first: datetime | None = None,
    last: datetime | None = None, text: str = "",
) -> QuerySet[Task]:  # fmt: skip
    """Narrow by state, lead, leads of a body, kind of source, due from `first` up to `last`, words."""
    if state:
        found = found.filter(in_state(state, at))
    if lead_id:
        found = found.filter(lead=lead_id)
    if lead_ids is not None:
        found = found.filter(lead__in=list(lead_ids))
    if kind:
        found = found.filter(source_kind=kind)
    if first:
        found = found.filter(due_at__gte=first)
    if last:
        found = found.filter(due_at__lt=last)
    return search(found, text)


def of_source(kind: str, ids: Iterable[UUID]) -> dict[UUID, list[Task]]:
    """Return the tasks that came from each source, with their leads, by due moment; one query."""
    found: dict[UUID, list[Task]] = {pk: [] for pk in ids}
    rows = Task.objects.filter(source_kind=kind, source_id__in=list(found))
    for task in rows.select_related("lead").order_by(F("due_at").asc(nulls_last=True), "id"):
        found[task.source_id].append(task)
    return found


def open_of(member_ids: Iterable[UUID]) -> QuerySet[Task]:
    """Return the open tasks that these members lead, with their leads, by due moment."""
    found = Task.objects.filter(lead__in=list(member_ids), status=Status.OPEN)
    return found.select_related("lead").order_by(F("due_at").asc(nulls_last=True), "id")


TABS = ("mine", "given", "people", "all")


def in_tab(tab: str, actor: Actor, at: datetime) -> QuerySet[Task]:
    """Return what a tab holds, of what the actor may see: mine (leads or helps), given (to others),
    people (led by whom they head), all."""
    found, own = visible_to(actor, at), mine(actor)
    if tab == "mine":
        parts = TaskMember.objects.filter(member__in=own, part__in=(Part.LEAD, Part.CO))
        return found.filter(pk__in=parts.values("task"))
    if tab == "given":
        return found.filter(assigner__in=own).exclude(lead__in=own)
    return found.filter(lead__in=led_of(actor, at)) if tab == "people" else found


def leads_seen(actor: Actor, at: datetime) -> list[tuple[UUID, str]]:
    """Return (id, name) of those who lead a task that the actor may see, by given name."""
    leads = visible_to(actor, at).order_by().values("lead")
    found = Member.objects.filter(pk__in=leads).order_by("sort_name", "id")
    return list(found.values_list("pk", "name"))


def bodies() -> list[tuple[UUID, str]]:
    """Return (id, name) of the bodies, by name."""
    return list(Body.objects.order_by("name", "id").values_list("pk", "name"))


def members_in(body_id: UUID, at: datetime) -> set[UUID]:
    """Return who belongs to a body or one below it on the local day of `at`."""
    under = people.bodies_under([body_id])
    day = at.astimezone(people.LOCAL).date()
    held = people.Tenure.objects.filter(people.in_force(day), post__body__in=under)
    own = Member.objects.filter(Q(body__in=under) | Q(cell__in=under))
    return set(held.values_list("member_id", flat=True)) | set(own.values_list("pk", flat=True))
