"""Reading rotation plans, their moves and decisions."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khe.base.people.actor import Actor
from khe.base.people.models import Member, Tenure
from khe.base.people.queries import in_force
from khe.desks.dossiers import queries as dossiers
from khe.desks.succession.models import Conflict, Decision, Move, RotationPlan
from khe.desks.succession.rules.common import may_see
from khe.desks.succession.rules.plan import HANDLERS, Standing, linked
from khe.desks.succession.states import DecisionState, MoveState, PlanState
from khe.desks.tasks import queries as tasks


def visible_plans(actor: Actor) -> QuerySet[RotationPlan]:
    """Return the plans the actor may see, the newest first."""
    found = RotationPlan.objects.order_by("-day", "-id")
    return found if may_see(actor) else found.none()


def plans(actor: Actor) -> QuerySet[RotationPlan]:
    """Return the plans with how many of their moves wait and were decided."""
    return visible_plans(actor).annotate(
        waiting=Count("moves", filter=Q(moves__state=MoveState.DRAFT)),
        decided=Count("moves", filter=Q(moves__state=MoveState.DECIDED)),
    )


def current_plan(actor: Actor) -> RotationPlan | None:
    """Return the newest open plan, or None."""
    return visible_plans(actor).filter(state=PlanState.OPEN).first()


def locked_plan(plan_id: UUID) -> RotationPlan:
    """Return a plan, held until the transaction ends: changes of its moves take turns."""
    return RotationPlan.objects.select_for_update().get(pk=plan_id)


def _with_people(found: QuerySet[Move]) -> QuerySet[Move]:
    return found.select_related(
        "member", "receiver", "tenure__post__body", "to_post__body", "decision"
    ).order_by("member__sort_name", "id")


def moves_of(plan: RotationPlan, *states: str) -> list[Move]:
    """Return the moves of a plan (in some states), by name; one query."""
    found = Move.objects.filter(plan=plan)
    return list(_with_people(found.filter(state__in=states) if states else found))


def locked_moves(plan: RotationPlan, ids: Iterable[UUID]) -> list[Move]:
    """Return moves of a plan, held until the transaction ends."""
    listed = list(ids)
    held = Move.objects.select_for_update().filter(plan=plan, pk__in=listed)
    known = list(held.values_list("pk", flat=True))
    return list(_with_people(Move.objects.filter(plan=plan, pk__in=known)))


def locked_decision(decision_id: UUID) -> Decision:
    """Return a decision, held until the transaction ends."""
    return Decision.objects.select_for_update().get(pk=decision_id)


def decisions_of(plan: RotationPlan) -> list[Decision]:
    """Return the decisions of a plan with their moves and handovers, the newest first."""
    found = Decision.objects.filter(plan=plan).prefetch_related(
        "moves__member", "moves__tenure__post", "moves__to_post", "handovers__giver",
        "handovers__receiver",
    )  # fmt: skip
    return list(found.order_by("-decided_at", "-id"))


def groups_of(moves: Iterable[Move]) -> list[list[Move]]:
    """Return moves in the groups that are decided together."""
    listed = list(moves)
    posts = {m.tenure_id: m.tenure.post_id for m in listed if m.tenure_id and m.tenure}
    return cast("list[list[Move]]", linked(listed, posts))


def conflicts() -> list[Conflict]:
    """Return what is to be avoided, by name."""
    found = Conflict.objects.filter(lifted_on=None).select_related("member", "other", "body")
    return list(found.order_by("member__sort_name", "id"))


def standings(moves: list[Move], day: date) -> dict[UUID, Standing]:
    """Return how everybody who moves would stand on a day, with all the moves done; by move. A handful
    of queries, however many moves."""
    ids = {m.member_id for m in moves} | {m.receiver_id for m in moves if m.receiver_id}
    gone = {m.tenure_id for m in moves if m.tenure_id}
    roles: dict[UUID, set[str]] = {}
    posts: dict[UUID, int] = {}
    held = Tenure.objects.filter(in_force(day), member__in=ids).select_related("post")
    for tenure in held:
        if tenure.pk not in gone:
            roles.setdefault(tenure.member_id, set()).update(tenure.post.roles)
            posts[tenure.member_id] = posts.get(tenure.member_id, 0) + 1
    for move in moves:
        if move.to_post:
            roles.setdefault(move.member_id, set()).update(move.to_post.roles)
            posts[move.member_id] = posts.get(move.member_id, 0) + 1
    active = dict(Member.objects.filter(pk__in=ids).values_list("pk", "active"))
    load = dossiers.load_by_officer(ids)
    open_tasks = Counter(tasks.open_of(ids).values_list("lead_id", flat=True))
    handles = {pk for pk in ids if roles.get(pk, set()) & HANDLERS and active.get(pk)}
    return {
        m.pk: Standing(
            active=active.get(m.member_id, False),
            tenure_began=m.tenure.began if m.tenure else None,
            tenure_ended=m.tenure.ended if m.tenure else None,
            own_tenure=m.tenure is None or m.tenure.member_id == m.member_id,
            leaves_post=m.tenure.post_id if m.tenure else None,
            dossiers=load.get(m.member_id, 0),
            tasks=open_tasks.get(m.member_id, 0),
            receiver_active=m.receiver_id is None or active.get(m.receiver_id, False),
            receiver_handles=m.receiver_id in handles,
            stays_on=posts.get(m.member_id, 0) > 0,
            handles_after=m.member_id in handles,
        )
        for m in moves
    }


def waiting_decisions(day: date) -> list[UUID]:
    """Return the decisions whose day has come and whose work has not moved, the oldest first."""
    found = Decision.objects.filter(state=DecisionState.PLANNED, effective_on__lte=day)
    return list(found.order_by("effective_on", "decided_at").values_list("pk", flat=True))
