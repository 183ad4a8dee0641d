"""Who may plan a rotation, what hangs together in a plan, and when it can be decided. Pure; local dates."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.succession.refusals import Refusal
from khe.desks.succession.rules.common import (
    first,
    in_span,
    when,
    why_not_decide,
    why_not_propose,
)
from khe.desks.succession.states import MoveState, PlanState

FARTHEST = timedelta(days=366)
HANDLERS = frozenset({"officer", "leader"})  # roles that hold dossiers


class Moving(Protocol):
    """What is read of a move."""

    id: UUID
    member_id: UUID
    tenure_id: UUID | None
    to_post_id: UUID | None
    receiver_id: UUID | None
    state: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody who moves stands: their tenure, the post they leave and take, their open work, and
    what is known of the receiver after all the changes."""

    active: bool = True
    tenure_began: date | None = None
    tenure_ended: date | None = None
    own_tenure: bool = True
    leaves_post: UUID | None = None
    dossiers: int = 0
    tasks: int = 0
    receiver_active: bool = True
    receiver_handles: bool = True  # holds a post that handles dossiers, on the day
    stays_on: bool = True  # holds a post after the change
    handles_after: bool = True


def why_not_save_plan(name: str, day: date, horizon: int, today: date, by: Actor) -> Refusal | None:
    """A plan has a name, a day that is not past, and looks ahead up to five years."""
    return first(
        why_not_propose(by),
        when(not name.strip(), Refusal.NO_NAME),
        why_not_day(day, today),
        when(not 1 <= horizon <= 60, Refusal.NOT_A_HORIZON),
    )


def why_not_day(day: date, today: date) -> Refusal | None:
    """A change takes effect today or within a year."""
    return first(when(day < today, Refusal.DAY_PAST), when(day > today + FARTHEST, Refusal.TOO_FAR))


def why_not_edit_plan(state: str, by: Actor) -> Refusal | None:
    """An open plan is worked on by those who propose."""
    return first(why_not_propose(by), when(state != PlanState.OPEN, Refusal.PLAN_CLOSED))


def why_not_change(
    move: Moving, standing: Standing, day: date, *, moves_already: bool, seat_promised: bool,
    conflict: bool, post_in_force: bool,
) -> Refusal | None:  # fmt: skip
    """A move takes somebody from a post they hold, or to a post that is free, or both."""
    return first(
        when(move.tenure_id is None and move.to_post_id is None, Refusal.NOTHING_CHANGES),
        when(not standing.active, Refusal.MEMBER_GONE),
        when(moves_already, Refusal.MOVES_ALREADY),
        _tenure(move, standing, day),
        when(
            move.to_post_id is not None and move.to_post_id == standing.leaves_post,
            Refusal.SAME_POST,
        ),
        when(not post_in_force, Refusal.POST_ENDED),
        when(seat_promised, Refusal.SEAT_PROMISED),
        when(conflict, Refusal.MUST_AVOID),
        why_not_receive(move, standing),
    )


def _tenure(move: Moving, standing: Standing, day: date) -> Refusal | None:
    if move.tenure_id is None:
        return None
    held = in_span(day, standing.tenure_began, standing.tenure_ended)
    return first(
        when(not standing.own_tenure, Refusal.NOT_THEIR_TENURE), when(not held, Refusal.TENURE_OVER)
    )


def why_not_receive(move: Moving, standing: Standing) -> Refusal | None:
    """The receiver is somebody else, at work."""
    return first(
        when(
            move.receiver_id is not None and move.receiver_id == move.member_id,
            Refusal.TO_THEMSELVES,
        ),
        when(move.receiver_id is not None and not standing.receiver_active, Refusal.RECEIVER_GONE),
    )


def why_not_pass_on(move: Moving, standing: Standing) -> Refusal | None:
    """Open work goes to somebody who may do it: the receiver, or the same person in the next post."""
    if move.receiver_id is not None:
        cannot = standing.dossiers and not standing.receiver_handles
        return first(why_not_receive(move, standing), when(cannot, Refusal.NOT_A_HANDLER))
    left = (standing.dossiers and not standing.handles_after) or (
        (standing.dossiers or standing.tasks) and not standing.stays_on
    )
    return when(left, Refusal.NO_RECEIVER)


def why_not_decide_moves(
    plan_state: str, moves: Collection[Moving], number: str, signed_on: date, effective_on: date,
    today: date, by: Actor,
) -> Refusal | None:  # fmt: skip
    """Moves that wait are decided by an act that is signed, and takes effect on or after that day."""
    return first(
        why_not_decide(by),
        when(plan_state != PlanState.OPEN, Refusal.PLAN_CLOSED),
        when(not moves, Refusal.NOTHING_TO_DECIDE),
        when(any(m.state != MoveState.DRAFT for m in moves), Refusal.NOT_OPEN_MOVE),
        when(not number.strip(), Refusal.NO_ACT),
        when(signed_on > today, Refusal.IN_THE_FUTURE),
        when(effective_on < signed_on, Refusal.BEFORE_SIGNED),
        why_not_day(effective_on, today),
    )


def why_not_carry_out(move: Moving, standing: Standing, effective_on: date) -> Refusal | None:
    """Each of them must still fit on the day of the decision."""
    return first(
        when(not standing.active, Refusal.MEMBER_GONE),
        _tenure(move, standing, effective_on),
        why_not_pass_on(move, standing),
    )


def why_not_uncover(new_shortages: int, reason: str) -> Refusal | None:
    """An office that would fall below its minimum needs a reason."""
    return when(new_shortages and not reason.strip(), Refusal.UNCOVERED)


def why_not_decline(moves: Collection[Moving], reason: str, by: Actor) -> Refusal | None:
    """What waits may be declined, for a reason."""
    return first(
        why_not_decide(by),
        when(not moves, Refusal.NOTHING_TO_DECIDE),
        when(any(m.state != MoveState.DRAFT for m in moves), Refusal.NOT_OPEN_MOVE),
        when(not reason.strip(), Refusal.NO_REASON),
    )


def linked(
    moves: Iterable[Moving], post_of: Collection[tuple[UUID, UUID]] | dict[UUID, UUID]
) -> list[list[Moving]]:
    """Return the moves in groups that must be decided together: somebody takes a post that another of
    them leaves, or takes over the work of another who moves. `post_of`: tenure -> post."""
    posts = dict(post_of)
    left = list(moves)
    groups: list[list[Moving]] = []
    while left:
        group = [left.pop(0)]
        while more := [m for m in left if any(_hang(m, g, posts) for g in group)]:
            group += more
            left = [m for m in left if m not in more]
        groups.append(group)
    return groups


def _hang(one: Moving, other: Moving, posts: dict[UUID, UUID]) -> bool:
    return any(
        (
            b.to_post_id is not None
            and a.tenure_id is not None
            and posts.get(a.tenure_id) == b.to_post_id
        )
        or a.receiver_id == b.member_id
        for a, b in ((one, other), (other, one))
    )
