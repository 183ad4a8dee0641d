"""The standing members decide: the act, the posts, the handovers, in one transaction."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from khe.base.authorities.writing import insert
from khe.base.journal.record import next_entry
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.staff import actions as staff
from khe.desks.staff.states import ActData
from khe.desks.succession import queries
from khe.desks.succession.actions.carrying import carry_out
from khe.desks.succession.actions.common import begin, change
from khe.desks.succession.models import Decision, Handover, Move, RotationPlan
from khe.desks.succession.refusals import Refusal
from khe.desks.succession.rules import plan as rules
from khe.desks.succession.states import Event, MoveState


@transacted
def decide(
    plan_id: UUID, move_ids: Collection[UUID], *, number: str, signed_on: date, effective_on: date,
    issuer: str = "", cover_reason: str = "", by: Actor, at: datetime,
) -> Decision:  # fmt: skip
    """Decide moves that hang together by one act, all or nothing.

    Posts change on `effective_on` (local). Effective today: the rights end and the open work moves with
    this transaction; later: `take_effect` moves the work on that day. Raises Refused: not standing, no
    act, day past, a receiver who may not handle dossiers, an office uncovered without a reason, …
    """
    plan = queries.locked_plan(plan_id)
    moves = queries.locked_moves(plan, move_ids)
    today = queries.day_of(at)
    refuse_if(
        rules.why_not_decide_moves(plan.state, moves, number, signed_on, effective_on, today, by)
        or _why_not_alone(plan, moves)
    )
    standings = queries.standings(moves, effective_on)
    for move in moves:
        refuse_if(rules.why_not_carry_out(move, standings[move.pk], effective_on))
    effect = queries.effects([moves], effective_on, queries.cover(effective_on))[0]
    refuse_if(rules.why_not_uncover(len(effect.new), cover_reason))
    decision = Decision(
        plan=plan, number=number.strip(), signed_on=signed_on, issuer=issuer.strip(),
        effective_on=effective_on, cover_reason=cover_reason.strip(), decided_at=at,
    )  # fmt: skip
    _write(decision, moves, by, at)
    _change_posts(decision, moves, by, at)
    _list_handovers(decision, moves, by, at)
    Move.objects.filter(pk__in=[m.pk for m in moves]).update(
        state=MoveState.DECIDED, decision=decision
    )
    change(
        plan, Event.MOVES_DECIDED, {}, by=by, at=at, decision=decision.pk, number=decision.number
    )
    if effective_on <= today:
        carry_out(decision, by=by, at=at)
    return decision


@transacted
def decline(
    plan_id: UUID, move_ids: Collection[UUID], *, reason: str, by: Actor, at: datetime
) -> RotationPlan:
    """Say no to moves, for a reason; everybody stays where they are."""
    plan = queries.locked_plan(plan_id)
    moves = queries.locked_moves(plan, move_ids)
    refuse_if(rules.why_not_decline(moves, reason, by) or _why_not_alone(plan, moves))
    Move.objects.filter(pk__in=[m.pk for m in moves]).update(
        state=MoveState.DECLINED, reason=reason.strip()
    )
    change(
        plan, Event.MOVES_DECLINED, {}, by=by, at=at,
        moves=[m.pk for m in moves], reason=reason.strip(),
    )  # fmt: skip
    return plan


def _why_not_alone(plan: RotationPlan, moves: list[Move]) -> Refusal | None:
    """Moves that hang together are decided together."""
    chosen = {m.pk for m in moves}
    for group in queries.groups_of(queries.moves_of(plan, MoveState.DRAFT)):
        ids = {m.pk for m in group}
        if ids & chosen and not ids <= chosen:
            return Refusal.PART_OF_MORE
    return None


def _write(decision: Decision, moves: list[Move], by: Actor, at: datetime) -> None:
    begin(
        decision, Event.MOVES_DECIDED, by=by, at=at,
        number=decision.number, signed_on=decision.signed_on, effective_on=decision.effective_on,
        moves=[m.pk for m in moves], people=[m.member.name for m in moves],
        cover_reason=decision.cover_reason,
    )  # fmt: skip


def _change_posts(decision: Decision, moves: list[Move], by: Actor, at: datetime) -> None:
    act = ActData(moves[0].kind, decision.number, decision.signed_on, decision.issuer)
    changes = [staff.Change(m.member_id, m.kind, m.tenure_id, m.to_post_id) for m in moves]
    staff.rotate(changes, day=decision.effective_on, act=act, by=by, at=at)


def _list_handovers(decision: Decision, moves: list[Move], by: Actor, at: datetime) -> None:
    """Store a handover for everybody whose work somebody takes over."""
    made = [
        Handover(
            decision=decision, giver=m.member, receiver_id=m.receiver_id,
            post_title=m.tenure.post.title if m.tenure else "",
            body_name=m.tenure.post.body.name if m.tenure else "", day=decision.effective_on,
        )
        for m in moves
        if m.receiver_id
    ]  # fmt: skip
    entries = [
        next_entry(
            h, Event.HANDOVER_PLANNED, by=by, at=at,
            facts={
                "giver": h.giver_id, "receiver": h.receiver_id, "day": h.day,
                "decision": decision.pk, "number": decision.number,
            },
        )
        for h in made
    ]  # fmt: skip
    insert(made, entries)
