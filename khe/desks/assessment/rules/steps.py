"""The steps of one assessment: self, proposal, opinion, decision, plan. Who may, and when. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.assessment.refusals import Refusal
from khe.desks.assessment.rules.bands import (
    ceiling_limit,
    known_better,
    rank,
    unknown,
    why_not_band,
)
from khe.desks.assessment.rules.frames import (
    Fact,
    FrameData,
    Told,
    first,
    plain,
    reason_if,
)
from khe.desks.assessment.states import BAND_SHORT, Band, Stage, Status, SubjectKind

READERS = ("personnel", "standing")
DECIDERS = ("standing",)


class Assessed(Protocol):
    """What the rules read of an assessment."""

    kind: str
    status: str
    member_id: UUID | None
    decided_band: str
    proposed_band: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject stands: bodies whose heads speak for it, bodies whose heads propose on it, and
    whether any of those has a head other than the subject."""

    own: frozenset[UUID] = frozenset()
    above: frozenset[UUID] = frozenset()
    has_head: bool = False


@dataclass(frozen=True, slots=True)
class Collective:
    """A collective and its head in one campaign, as decided so far ("" undecided)."""

    name: str
    band: str


def _over(assessed: Assessed) -> Told:
    return first(
        reason_if(assessed.status == Status.LEFT_OUT, Refusal.IS_LEFT_OUT),
        reason_if(assessed.status == Status.DECIDED, Refusal.IS_DECIDED),
    )


def why_not_self_assess(assessed: Assessed, stage: str, place: Place, by: Actor) -> Told:
    """A member scores themselves, the head scores the collective, until the proposal is made."""
    if assessed.kind == SubjectKind.MEMBER:
        own = assessed.member_id is not None and assessed.member_id == by.member_id
    else:
        own = not by.led_ids.isdisjoint(place.own)
    return first(
        reason_if(not own, Refusal.NOT_YOURS),
        _over(assessed),
        reason_if(stage != Stage.OPEN or assessed.status == Status.PROPOSED, Refusal.NOT_OPEN),
    )


def why_not_propose(assessed: Assessed, stage: str, place: Place, by: Actor) -> Told:
    """A head above the subject proposes; where there is none, a standing member; nobody on themself."""
    heads = not by.led_ids.isdisjoint(place.above)
    standing = by.can(*DECIDERS)
    return first(
        reason_if(by.is_member(assessed.member_id), Refusal.OWN),
        reason_if(not heads and standing and place.has_head, Refusal.HAS_A_HEAD),
        reason_if(not heads and not standing, Refusal.NOT_THEIR_HEAD),
        _over(assessed),
        reason_if(stage == Stage.DECIDED, Refusal.CLOSED),
    )


def why_not_note_opinion(
    assessed: Assessed, text: str, votes: tuple[int | None, int | None], place: Place, by: Actor
) -> Told:
    """Whoever proposes, or keeps the campaign, notes what the collective said; `votes` are (for, of)."""
    agreed, present = votes
    may = by.can(*READERS) or not by.led_ids.isdisjoint(place.above)
    wrong = agreed is not None and (present is None or agreed > present)
    return first(
        reason_if(not may, Refusal.NOT_THEIR_HEAD),
        _over(assessed),
        reason_if(not text.strip(), Refusal.NOTHING_SAID),
        reason_if(wrong, Refusal.BAD_VOTES),
    )


def why_not_leave_out(assessed: Assessed, stage: str, reason: str, by: Actor) -> Told:
    """Who keeps the campaign takes somebody out of it, with the reason."""
    return first(
        reason_if(not by.can("personnel"), Refusal.NOT_KEEPER),
        _over(assessed),
        reason_if(stage == Stage.DECIDED, Refusal.CLOSED),
        reason_if(not reason.strip(), Refusal.NO_REASON),
    )


def why_not_decider(assessed: Assessed, stage: str, by: Actor) -> Told:
    """The standing decide, on others, after a proposal, once the campaign has come to that."""
    return first(
        reason_if(not by.can(*DECIDERS), Refusal.NOT_DECIDER),
        reason_if(by.is_member(assessed.member_id), Refusal.OWN),
        reason_if(assessed.status == Status.LEFT_OUT, Refusal.IS_LEFT_OUT),
        reason_if(assessed.status in (Status.WAITING, Status.SELF_ASSESSED), Refusal.NOT_PROPOSED),
        reason_if(stage == Stage.OPEN, Refusal.NOT_DECIDING),
    )


def why_not_decide(
    assessed: Assessed, frame: FrameData, facts: Mapping[str, Fact], band: str, *, stage: str,
    reason: str, document: str, signed_on: date | None, since: date, today: date,
    group: tuple[int, int], collectives: Iterable[Collective] = (),
    heads: Iterable[Collective] = (), by: Actor,
) -> Told:  # fmt: skip
    """Ask everything that stands between a band and its decision.

    `since` is the first day of the period; `group` is (others already excellent, all assessed) of the
    ceiling's group; `collectives` what the subject heads, `heads` who heads the subject, in this
    campaign. A second decision needs a reason, and something that changes.
    """
    points = assessed.points or Decimal(0)
    again = assessed.status == Status.DECIDED
    explained = bool(reason.strip())
    lower = band in Band.values and known_better(frame, points, band, facts)
    return first(
        why_not_decider(assessed, stage, by),
        why_not_band(frame, points, band, facts),
        _ceiling(frame, band, group),
        _not_above(frame, band, collectives),
        _not_below(frame, band, heads),
        reason_if(not document.strip() or signed_on is None, Refusal.NO_DOCUMENT),
        reason_if(signed_on and not since <= signed_on <= today, Refusal.DAY_WRONG),
        reason_if(again and band == assessed.decided_band, Refusal.CHANGES_NOTHING),
        reason_if(
            not explained and (again or band != assessed.proposed_band or lower), Refusal.NO_REASON
        ),
        _explained(frame, band, facts, explained),
    )


def _ceiling(frame: FrameData, band: str, group: tuple[int, int]) -> Told:
    others, assessed = group
    limit = ceiling_limit(frame, assessed)
    if band != Band.EXCELLENT or limit is None or frame.ceiling is None or others < limit:
        return None
    share = plain(frame.ceiling * 100)
    return Refusal.OVER_CEILING.told(limit=limit, share=share, group=assessed)


def _not_above(frame: FrameData, band: str, collectives: Iterable[Collective]) -> Told:
    for collective in collectives if frame.head_not_above else ():
        if not collective.band:
            return Refusal.COLLECTIVE_FIRST.told(collective=collective.name)
        if rank(band) < rank(collective.band):
            said = BAND_SHORT[collective.band]
            return Refusal.ABOVE_COLLECTIVE.told(collective=collective.name, band=said)
    return None


def _not_below(frame: FrameData, band: str, heads: Iterable[Collective]) -> Told:
    for head in heads if frame.head_not_above else ():
        if head.band and rank(head.band) < rank(band):
            return Refusal.BELOW_HEAD.told(head=head.name, band=BAND_SHORT[head.band])
    return None


def _explained(frame: FrameData, band: str, facts: Mapping[str, Fact], explained: bool) -> Told:
    if explained or band == Band.FAILED:
        return None
    for condition in unknown(frame, band, facts):
        return Refusal.UNKNOWN_UNEXPLAINED.told(text=condition.text)
    return None


def why_not_plan(weak: bool, place: Place, by: Actor) -> Told:
    """The head of a weak body or area, a head above it, or the standing give it a plan."""
    may = by.can(*DECIDERS) or not by.led_ids.isdisjoint(place.own | place.above)
    return first(reason_if(not may, Refusal.NOT_PLANNER), reason_if(not weak, Refusal.NOT_WEAK))


def why_not_see_detail(assessed: Assessed, place: Place, led: Collection[UUID], by: Actor) -> Told:
    """Scores, notes and proposals are for those concerned: the subject, its heads, the readers.

    `led` are the members whom `by` heads. A decided band of a body or area is open to all staff.
    """
    if assessed.kind == SubjectKind.MEMBER:
        own = by.member_id is not None and by.member_id == assessed.member_id
        may = own or assessed.member_id in led
    else:
        may = not by.led_ids.isdisjoint(place.own | place.above)
    return reason_if(not (may or by.can(*READERS)), Refusal.NOT_THEIR_HEAD)
