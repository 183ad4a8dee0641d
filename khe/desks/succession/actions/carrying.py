"""The day of a decision: rights have ended, the open work moves, the handover is listed."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.authorities.writing import insert
from khe.base.messages.posting import post
from khe.base.people.actor import Actor
from khe.base.people.models import Member, Tenure
from khe.base.people.queries import in_force
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.dossiers import actions as dossiers
from khe.desks.staff import queries as staff
from khe.desks.staff.actions.accounts import end_sessions
from khe.desks.staff.states import ROLE_NAMES
from khe.desks.succession import queries
from khe.desks.succession.actions.common import change
from khe.desks.succession.models import Decision, Handover, Item, Move
from khe.desks.succession.rules import handover as rules
from khe.desks.succession.states import DecisionState, Event, HandoverState, ItemKind, ItemState
from khe.desks.tasks.actions.exchanging import exchange


@transacted
def take_effect(decision_id: UUID, *, by: Actor, at: datetime) -> Decision:
    """Move the open work of a decision whose day has come; Refused when somebody may not take it."""
    decision = queries.locked_decision(decision_id)
    refuse_if(rules.why_not_take_effect(decision.state, decision.effective_on, queries.day_of(at)))
    carry_out(decision, by=by, at=at)
    return decision


@transacted
def report_stuck(decision_id: UUID, *, reason: str, by: Actor, at: datetime) -> Decision:
    """Write down, once, why the work of a decision could not move on its day; personnel are shown it."""
    decision = queries.locked_decision(decision_id)
    if decision.trouble != reason[:300]:
        change(
            decision, Event.HANDOVER_STUCK, {"trouble": reason[:300]}, by=by, at=at, reason=reason
        )
    return decision


@transacted
def carry_out(decision: Decision, *, by: Actor, at: datetime) -> None:
    """Move everybody's open work at once, list it in the handovers, end the sessions of who holds no
    post any more. Part of an action; the decision is held."""
    held = Handover.objects.select_for_update().filter(decision=decision)
    handovers = list(held.order_by("pk"))
    people = {
        m.pk: m
        for m in Member.objects.filter(
            pk__in={pk for h in handovers for pk in (h.giver_id, h.receiver_id)}
        )
    }
    work = queries.open_work([h.giver_id for h in handovers])
    moves = list(Move.objects.filter(decision=decision).select_related("tenure__post", "member"))
    rights = _rights_lost(moves, at)
    reason = f"Quyết định số {decision.number} ngày {decision.signed_on:%d/%m/%Y}"
    for one in handovers:
        ids = [i.ref for i in work[one.giver_id] if i.kind == ItemKind.DOSSIER and i.ref]
        receiver = people[one.receiver_id]
        dossiers.hand_over(ids, officer=receiver, by=by, at=at, reason=reason)
    if handovers:
        exchange({h.giver_id: h.receiver_id for h in handovers}, reason=reason, by=by, at=at)
    for one in handovers:
        _open(one, [*work[one.giver_id], *rights.get(one.giver_id, [])], people, by, at)
    _end_sessions([m.member for m in moves], at)
    changes = {"state": DecisionState.IN_FORCE, "trouble": ""}
    change(decision, Event.HANDED_OVER, changes, by=by, at=at, handovers=[h.pk for h in handovers])


def _open(
    handover: Handover, items: list[Item], people: dict[UUID, Member], by: Actor, at: datetime
) -> None:
    """Store the lines of a handover and ask the receiver for their word."""
    for item in items:
        item.handover = handover
    insert(items)
    kinds = [item.kind for item in items]
    change(
        handover, Event.HANDED_OVER, {"state": HandoverState.OPEN, "moved_at": at}, by=by, at=at,
        dossiers=[i.number for i in items if i.kind == ItemKind.DOSSIER],
        tasks=[i.number for i in items if i.kind == ItemKind.TASK],
        things=kinds.count(ItemKind.ASSET),
        rights=[i.number for i in items if i.kind == ItemKind.RIGHT],
    )  # fmt: skip
    subject = _("Nhận bàn giao từ %(name)s: %(post)s") % {
        "name": people[handover.giver_id].name, "post": handover.post_title,
    }  # fmt: skip
    url = reverse("succession:handover", args=[handover.pk])
    for member in (handover.receiver_id, handover.giver_id):
        post(member, key=f"handover-{handover.pk}-{member}", subject=subject, url=url, at=at)


def _rights_lost(moves: list[Move], at: datetime) -> dict[UUID, list[Item]]:
    """Return a line for each role that members held by the tenures they left and hold no more."""
    ids = {m.member_id for m in moves if m.tenure_id}
    kept: dict[UUID, set[str]] = {}
    now = Tenure.objects.filter(in_force(queries.day_of(at)), member__in=ids)
    for member, roles in now.values_list("member_id", "post__roles"):
        kept.setdefault(member, set()).update(roles)
    found: dict[UUID, list[Item]] = {}
    for move in moves:
        if move.tenure is None:
            continue
        lost = [r for r in move.tenure.post.roles if r not in kept.get(move.member_id, set())]
        found[move.member_id] = [
            Item(
                kind=ItemKind.RIGHT, label=str(ROLE_NAMES.get(role, role)), number=role,
                state=ItemState.ENDED,
            )
            for role in lost
        ]  # fmt: skip
    return found


def _end_sessions(members: list[Member], at: datetime) -> None:
    """End the sessions of those who hold no post any more; the others lose their rights all the same."""
    holders = Tenure.objects.filter(
        in_force(queries.day_of(at)), member__in=[m.pk for m in members]
    )
    held = set(holders.values_list("member_id", flat=True))
    gone = [m for m in members if m.pk not in held]
    for user in staff.accounts_of(gone).values():
        end_sessions(user)
