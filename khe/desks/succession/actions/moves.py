"""The moves of a plan: chosen by hand, proposed by the planner, dropped."""

from datetime import datetime
from typing import Any
from uuid import UUID

from khe.base.authorities.writing import insert
from khe.base.people.actor import Actor
from khe.base.people.models import Member, Post, Tenure
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.staff.states import BEGINNING, ENDING, MOVING, ActKind
from khe.desks.succession import queries
from khe.desks.succession.actions.common import change
from khe.desks.succession.models import Move, RotationPlan
from khe.desks.succession.queries.planning import Found
from khe.desks.succession.refusals import Refusal
from khe.desks.succession.rules import plan as rules
from khe.desks.succession.states import DueReason, Event, MoveState


@transacted
def choose(
    plan_id: UUID, *, member: Member, tenure: Tenure | None = None, to_post: Post | None = None,
    receiver: Member | None = None, kind: str, reason: str = "", by: Actor, at: datetime,
) -> Move:  # fmt: skip
    """Choose by hand what a member does: leaves a tenure, takes a post, or both; `receiver` takes over
    the open work. Takes the place of what the planner proposed for the same member."""
    plan = queries.locked_plan(plan_id)
    refuse_if(rules.why_not_edit_plan(plan.state, by))
    move = Move(
        plan=plan, member=member, tenure=tenure, to_post=to_post, receiver=receiver, kind=kind,
        by_hand=True, reason=reason.strip(),
    )  # fmt: skip
    refuse_if(_why_not_choose(plan, move, by) or why_not_kind(move))
    drafts = Move.objects.filter(plan=plan, state__in=(MoveState.DRAFT, MoveState.STAYS))
    drafts.filter(member=member).delete()
    move.save(force_insert=True)
    change(plan, Event.MOVE_CHOSEN, {}, by=by, at=at, **_facts(move))
    return move


@transacted
def succeed(
    plan_id: UUID, *, tenure: Tenure, successor: Member | None, receiver: Member | None = None,
    to_post: Post | None = None, heir: Member | None = None, kind: str, reason: str = "", by: Actor,
    at: datetime,
) -> list[Move]:  # fmt: skip
    """Choose by hand who follows in a post: its holder leaves (for `to_post`), the successor takes it.

    `receiver` takes over the holder's open work (None: the successor); `heir` that of the successor, who
    leaves the post they hold (None: they take it with them; in an exchange it goes to the holder).
    """
    plan = queries.locked_plan(plan_id)
    refuse_if(rules.why_not_edit_plan(plan.state, by))
    leaving = choose(
        plan_id, member=tenure.member, tenure=tenure, to_post=to_post, receiver=receiver or successor,
        kind=kind, reason=reason, by=by, at=at,
    )  # fmt: skip
    if successor is None:
        return [leaving]
    own = queries.ground(by, plan.day, plan.horizon_months).main(successor.pk)
    if own and to_post and own.post_id == to_post.pk:
        heir = heir or tenure.member
    coming = choose(
        plan_id, member=successor, tenure=own, to_post=tenure.post, receiver=heir,
        kind=ActKind.ROTATION if own else ActKind.APPOINTMENT, reason=reason, by=by, at=at,
    )  # fmt: skip
    return [leaving, coming]


@transacted
def keep(plan_id: UUID, *, tenure: Tenure, reason: str, by: Actor, at: datetime) -> Move:
    """Say that somebody who is due stays where they are, and why."""
    plan = queries.locked_plan(plan_id)
    decided = Move.objects.filter(plan=plan, member=tenure.member_id, state=MoveState.DECIDED)
    refuse_if(
        rules.why_not_edit_plan(plan.state, by)
        or (Refusal.NO_REASON if not reason.strip() else None)
        or (Refusal.MOVES_ALREADY if decided.exists() else None)
    )
    drafts = Move.objects.filter(plan=plan, state__in=(MoveState.DRAFT, MoveState.STAYS))
    drafts.filter(member=tenure.member_id).delete()
    move = Move(
        plan=plan, member_id=tenure.member_id, tenure=tenure, kind=ActKind.ROTATION, by_hand=True,
        state=MoveState.STAYS, reason=reason.strip(),
    )  # fmt: skip
    move.save(force_insert=True)
    change(plan, Event.MOVE_CHOSEN, {}, by=by, at=at, **_facts(move))
    return move


@transacted
def drop(move_id: UUID, *, by: Actor, at: datetime) -> RotationPlan:
    """Take a choice out of the plan again."""
    known = Move.objects.get(pk=move_id)
    plan = queries.locked_plan(known.plan_id)
    open_ = known.state in (MoveState.DRAFT, MoveState.STAYS)
    refuse_if(rules.why_not_edit_plan(plan.state, by) or (None if open_ else Refusal.NOT_OPEN_MOVE))
    facts = _facts(known)
    Move.objects.filter(pk=move_id).delete()
    change(plan, Event.MOVE_DROPPED, {}, by=by, at=at, **facts)
    return plan


@transacted
def plan_moves(plan_id: UUID, *, by: Actor, at: datetime) -> list[Move]:
    """Let the planner propose; choices made by hand stay. Returns the moves it proposes."""
    plan = queries.locked_plan(plan_id)
    refuse_if(rules.why_not_edit_plan(plan.state, by))
    Move.objects.filter(plan=plan, state=MoveState.DRAFT, by_hand=False).delete()
    found = queries.proposal(by, plan)
    moves = _moves_of(plan, found)
    insert(moves)
    change(
        plan, Event.PLANNED, {}, by=by, at=at,
        moves=len(moves), unfilled=len(found.answer.unfilled), scores=list(found.answer.scores),
    )  # fmt: skip
    return moves


def why_not_kind(move: Move) -> Refusal | None:
    """An act that moves somebody is of a kind that does."""
    fits = MOVING if move.tenure_id and move.to_post_id else ENDING if move.tenure_id else BEGINNING
    return None if move.kind in fits else Refusal.WRONG_KIND


def _why_not_choose(plan: RotationPlan, move: Move, by: Actor) -> Refusal | None:
    others = [m for m in queries.moves_of(plan) if m.member_id != move.member_id]
    same = Move.objects.filter(plan=plan, member=move.member, state=MoveState.DECIDED)
    live = [m for m in others if m.state in (MoveState.DRAFT, MoveState.DECIDED) and m.by_hand]
    post, ground = move.to_post, queries.ground(by, plan.day, plan.horizon_months)
    promised = sum(m.to_post_id == move.to_post_id for m in live) if post else 0
    return rules.why_not_change(
        move,
        queries.standings([move], plan.day)[move.pk],
        plan.day,
        moves_already=same.exists(),
        seat_promised=bool(post and promised >= post.seats),
        conflict=bool(post and ground.conflict(move.member_id, post)),
        post_in_force=post is None or any(p.pk == post.pk for p in ground.posts),
    )


def _moves_of(plan: RotationPlan, found: Found) -> list[Move]:
    """Return the planner's answer as moves: who takes a place, and who goes because somebody comes."""
    taken, moves = found.answer.taken, []
    for seat, member in taken.items():
        own = found.own.get(member)
        moves.append(
            Move(
                plan=plan, member_id=member, tenure=own, to_post=found.posts[seat],
                receiver_id=taken.get(own.pk) if own else None,
                kind=ActKind.ROTATION if own else ActKind.APPOINTMENT,
            )
        )  # fmt: skip
    movers = set(taken.values())
    for seat, row in found.due.items():
        tenure, settled = row.tenure, row.tenure.member_id in movers
        if settled or tenure.member_id in found.settled or (not row.leaves and seat not in taken):
            continue
        moves.append(
            Move(
                plan=plan, member_id=tenure.member_id, tenure=tenure,
                receiver_id=taken.get(seat), kind=_leaving(row.first.reason),
            )
        )  # fmt: skip
        movers.add(tenure.member_id)
    return moves


def _leaving(reason: DueReason) -> str:
    kinds: dict[str, str] = {
        DueReason.RETIREMENT: ActKind.RETIREMENT, DueReason.TERM_END: ActKind.TERM_END
    }  # fmt: skip
    return kinds.get(reason, ActKind.RELEASE)


def _facts(move: Move) -> dict[str, Any]:
    return {
        "member": move.member_id, "tenure": move.tenure_id, "to_post": move.to_post_id,
        "receiver": move.receiver_id, "kind": move.kind, "state": move.state, "reason": move.reason,
    }  # fmt: skip
