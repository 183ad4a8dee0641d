"""Who may do what with a task, and what state it is in. Pure.

Every `why_not_<verb>` returns the reason, or None when it may be done. Moments are UTC.
`led` are the members whom `by` heads (`people.queries.led_by`).
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import KEEPERS, Kind, State, Status

EVERYBODY = ("standing", "leader")  # give to everybody, decide on everything
SEES_ALL = ("standing", "leader", "supervisor")
DEEPEST = 3  # a task, its parts, their parts
LONGEST = 500  # letters of the content
NOBODY: frozenset[UUID] = frozenset()


class Facts(Protocol):
    """What the rules read of a task."""

    status: str
    lead_id: UUID
    assigner_id: UUID | None
    source_kind: str
    given_at: datetime
    due_at: datetime | None
    extensions: int
    started_at: datetime | None
    handed_at: datetime | None
    done_at: datetime | None
    asked_due_at: datetime | None


def first(*answers: Refusal | None) -> Refusal | None:
    """Return the first reason given, or None."""
    return next((a for a in answers if isinstance(a, Refusal)), None)


def _if(condition: object, reason: Refusal) -> Refusal | None:
    return reason if condition else None


# ---- the states ---------------------------------------------------------------------------------


def state_of(task: Facts, at: datetime) -> State:
    """Return the one state a task is in at `at`. A task is judged by the moment it was handed in, so
    that nobody becomes late while the other side takes its time to accept."""
    if task.status == Status.DROPPED:
        return State.DROPPED
    judged = task.done_at or task.handed_at or at
    late = task.due_at is not None and judged > task.due_at
    if task.status == Status.DONE:
        return State.DONE_LATE if late else State.DONE_ON_TIME
    if late:
        return State.OVERDUE
    if task.extensions:
        return State.EXTENDED
    return State.DOING if task.started_at else State.NOT_DUE


def is_own(task: Facts) -> bool:
    """Say whether the lead gave the task to themselves: nobody needs to accept it."""
    return task.assigner_id == task.lead_id


# ---- who ----------------------------------------------------------------------------------------


def keeps(by: Actor, kind: str) -> bool:
    """Say whether the actor keeps the sources of a kind."""
    return any(by.can(role) and kind in kinds for role, kinds in KEEPERS.items())


def kept_kinds(by: Actor) -> list[str]:
    """Return the kinds of sources the actor keeps."""
    return sorted({str(kind) for role, kinds in KEEPERS.items() if by.can(role) for kind in kinds})


def decides(task: Facts, by: Actor, led: Collection[UUID] = NOBODY) -> bool:
    """Say whether the actor accepts, puts off and drops: who gave it, standing members, leaders; when
    nobody in person gave it, the lead's head too."""
    if by.is_member(task.assigner_id) or by.can(*EVERYBODY):
        return True
    return task.assigner_id is None and task.lead_id in led


def why_not_decide(task: Facts, by: Actor, led: Collection[UUID] = NOBODY) -> Refusal | None:
    """Nobody accepts or puts off their own work that somebody else gave them, whatever their roles."""
    own = task.lead_id == by.member_id and not by.is_member(task.assigner_id)
    return first(_if(not decides(task, by, led), Refusal.NOT_DECIDER), _if(own, Refusal.OWN_WORK))


def _open(task: Facts) -> Refusal | None:
    return _if(task.status != Status.OPEN, Refusal.NOT_OPEN)


def _of_lead(task: Facts, by: Actor) -> Refusal | None:
    return _if(not by.is_member(task.lead_id), Refusal.NOT_LEAD)


def _no_reason(text: str) -> Refusal | None:
    return _if(not text.strip(), Refusal.NO_REASON)


# ---- giving -------------------------------------------------------------------------------------


def why_not_give(
    by: Actor, lead_id: UUID, led: Collection[UUID], kind: str = Kind.WORD
) -> Refusal | None:
    """To oneself anybody; heads to whom they head; those who keep a source to anybody, for it."""
    if by.can(*EVERYBODY) or by.is_member(lead_id) or lead_id in led or keeps(by, kind):
        return None
    return Refusal.NOT_YOURS_TO_GIVE


def why_not_words(content: str) -> Refusal | None:
    """A task says what is to be done, briefly."""
    return first(
        _if(not content.strip(), Refusal.NO_CONTENT),
        _if(len(content.strip()) > LONGEST, Refusal.TOO_LONG),
    )


def why_not_people(lead_active: bool | None, co_active: Collection[bool]) -> Refusal | None:
    """Those who are to do it work here; None: there is no such person."""
    return first(
        _if(lead_active is None, Refusal.NO_LEAD),
        _if(not lead_active, Refusal.LEAD_GONE),
        _if(not all(co_active), Refusal.CO_GONE),
    )


def why_not_due(due_at: datetime | None, at: datetime, own: bool) -> Refusal | None:
    """What is given to another has a due moment, ahead."""
    if due_at is None:
        return None if own else Refusal.NO_DUE
    return _if(due_at <= at, Refusal.DUE_PASSED)


def why_not_split(
    task: Facts, by: Actor, depth: int, led: Collection[UUID] = NOBODY
) -> Refusal | None:
    """The lead and those who decide cut a task into parts; `depth` 1 is a task of its own."""
    may = by.is_member(task.lead_id) or decides(task, by, led)
    return first(
        _open(task),
        _if(not may, Refusal.NOT_YOURS_TO_SPLIT),
        _if(task.handed_at, Refusal.IN_ALREADY),
        _if(depth >= DEEPEST, Refusal.TOO_DEEP),
    )


# ---- working ------------------------------------------------------------------------------------


def why_not_start(task: Facts, by: Actor) -> Refusal | None:
    """The lead begins, once."""
    return first(_open(task), _of_lead(task, by), _if(task.started_at, Refusal.STARTED_ALREADY))


def why_not_note(
    task: Facts, by: Actor, co_ids: Collection[UUID], led: Collection[UUID] = NOBODY
) -> Refusal | None:
    """Lead and co-workers write down how far it is; those who decide or head the lead comment."""
    works = by.is_member(task.lead_id) or any(by.is_member(co) for co in co_ids)
    watches = decides(task, by, led) or task.lead_id in led
    return first(_open(task), _if(not works and not watches, Refusal.NOT_IN_IT))


def why_not_percent(percent: int | None) -> Refusal | None:
    """How far it is: 0 to 100, or not said."""
    return _if(percent is not None and not 0 <= percent <= 100, Refusal.BAD_PERCENT)


def why_not_hand_in(task: Facts, by: Actor, open_parts: int) -> Refusal | None:
    """The lead says it is done, when all its parts are over."""
    return first(
        _open(task),
        _of_lead(task, by),
        _if(task.handed_at, Refusal.IN_ALREADY),
        _if(open_parts, Refusal.PARTS_OPEN),
    )


def why_not_ask_extension(task: Facts, by: Actor) -> Refusal | None:
    """The lead asks for more time before handing in; what is one's own one extends oneself."""
    return first(
        _open(task),
        _of_lead(task, by),
        _if(task.due_at is None, Refusal.NO_DUE_TO_MOVE),
        _if(task.handed_at, Refusal.IN_ALREADY),
    )


# ---- deciding -----------------------------------------------------------------------------------


def why_not_confirm(task: Facts, by: Actor, led: Collection[UUID] = NOBODY) -> Refusal | None:
    """Who gave the task accepts what was handed in."""
    return first(
        _open(task),
        why_not_decide(task, by, led),
        _if(not task.handed_at, Refusal.NOT_IN_YET),
    )


def why_not_send_back(task: Facts, by: Actor, led: Collection[UUID] = NOBODY) -> Refusal | None:
    """Or sends it back."""
    return why_not_confirm(task, by, led)


def why_not_extend(task: Facts, by: Actor, led: Collection[UUID] = NOBODY) -> Refusal | None:
    """Those who decide put the due moment off, while it has not been handed in."""
    return first(
        _open(task),
        why_not_decide(task, by, led),
        _if(task.due_at is None, Refusal.NO_DUE_TO_MOVE),
        _if(task.handed_at, Refusal.IN_ALREADY),
    )


def why_not_later(task: Facts, due_at: datetime, at: datetime) -> Refusal | None:
    """A due moment is put off, never brought forward, and never to a moment that is over."""
    return first(
        _if(task.due_at is not None and due_at <= task.due_at, Refusal.NOT_LATER),
        _if(due_at <= at, Refusal.DUE_PASSED),
    )


def why_not_deny_extension(
    task: Facts, by: Actor, led: Collection[UUID] = NOBODY
) -> Refusal | None:
    """The due moment stays, when more time was asked for."""
    return first(
        _open(task),
        why_not_decide(task, by, led),
        _if(task.asked_due_at is None, Refusal.NOTHING_ASKED),
    )


def why_not_drop(
    task: Facts, by: Actor, open_parts: int, led: Collection[UUID] = NOBODY
) -> Refusal | None:
    """Those who decide drop a task, when none of its parts is open any more."""
    return first(_open(task), why_not_decide(task, by, led), _if(open_parts, Refusal.PARTS_OPEN))


def why_not_amend(task: Facts, by: Actor, led: Collection[UUID] = NOBODY) -> Refusal | None:
    """Who gave it corrects its words."""
    return first(_open(task), why_not_decide(task, by, led))


def why_not_reassign(task: Facts, by: Actor, led: Collection[UUID] = NOBODY) -> Refusal | None:
    """Those who decide and the lead's head give it to another lead (whom they may give work)."""
    may = decides(task, by, led) or task.lead_id in led
    return first(_open(task), _if(not may, Refusal.NOT_YOURS_TO_MOVE))


def why_not_change_co(task: Facts, by: Actor, led: Collection[UUID] = NOBODY) -> Refusal | None:
    """The lead and those who decide choose the co-workers."""
    may = by.is_member(task.lead_id) or decides(task, by, led) or task.lead_id in led
    return first(_open(task), _if(not may, Refusal.NOT_DECIDER))


def why_not_hand_over(
    from_id: UUID, to_id: UUID, to_active: bool, by: Actor, led: Collection[UUID]
) -> Refusal | None:
    """What a person has open moves to a successor: by their head, personnel, standing, leaders."""
    may = by.can(*EVERYBODY, "personnel") or from_id in led
    return first(
        _if(not may, Refusal.NOT_YOURS_TO_HAND_OVER),
        _if(from_id == to_id, Refusal.TO_THEMSELVES),
        _if(not to_active, Refusal.LEAD_GONE),
    )


def why_not_in_order(changed_at: datetime, at: datetime) -> Refusal | None:
    """What happens is written down in the order it happens."""
    return _if(at < changed_at, Refusal.OUT_OF_ORDER)


def why_not_in_whole(due_at: datetime | None, whole_due_at: datetime | None) -> Refusal | None:
    """A part is due no later than the whole."""
    if due_at is None or whole_due_at is None:
        return None
    return _if(due_at > whole_due_at, Refusal.AFTER_WHOLE)


def why_not_stop(maker_id: UUID | None, stopped: bool, by: Actor) -> Refusal | None:
    """Who made a recurring task, standing members and leaders stop it."""
    may = by.is_member(maker_id) or by.can(*EVERYBODY)
    return first(_if(not may, Refusal.NOT_MAKER), _if(stopped, Refusal.STOPPED_ALREADY))


def why_not_as_seen(seen: int | None, seq: int) -> Refusal | None:
    """What a person decides on is what they saw; `seen` None: they do not say (machines)."""
    return _if(seen is not None and seen != seq, Refusal.STALE)
