"""Who may do what in a review, and when. Pure."""

from datetime import date
from typing import Protocol
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.improvement.review_refusals import ReviewRefusal as Refusal
from khe.desks.improvement.states.reviews import GiverKind, ReviewKind, ReviewStatus

Answer = Refusal | None
SEES_ALL = ("standing", "supervisor")  # of collectives; of a person: standing only
ORDER = tuple(ReviewStatus)


class Facts(Protocol):
    """What rules read of a review."""

    kind: str
    status: str
    body_id: UUID | None
    member_id: UUID | None
    completed_on: date | None


def first(*answers: Answer) -> Answer:
    """Return the first reason there is."""
    return next((answer for answer in answers if answer), None)


def _if(wrong: object, reason: Refusal) -> Answer:
    return reason if wrong else None


def is_own(of: Facts, by: Actor) -> bool:
    """Say whether it is a review of the actor: the person, or a member of the collective."""
    if of.kind == ReviewKind.PERSON:
        return by.is_member(of.member_id)
    return of.body_id in by.body_ids


def may_see(of: Facts, by: Actor, led: set[UUID]) -> bool:
    """Say whether the actor may open a review: the same as `queries.reviews.visible_to`.

    `led` are the members whom the actor heads. A collective: standing, supervisor, its members. A
    person: that person, standing, the head of the body.
    """
    if by.can("standing") or is_own(of, by):
        return True
    if of.kind == ReviewKind.PERSON:
        return of.member_id in led
    return by.can("supervisor")


def why_not_open_campaign(
    title: str, basis: str, period: tuple[date, date], deadline: date, day: date, by: Actor
) -> Answer:
    """Opened by a standing member, with its basis, a period and a deadline that can still be kept."""
    return first(
        _if(not by.can("standing"), Refusal.NOT_STANDING),
        _if(not title.strip(), Refusal.NO_TITLE),
        _if(not basis.strip(), Refusal.NO_BASIS),
        _if(period[1] < period[0], Refusal.PERIOD_BACKWARDS),
        _if(deadline < day, Refusal.DEADLINE_PAST),
        _if(deadline < period[0], Refusal.DEADLINE_EARLY),
    )


def why_not_add(by: Actor, count: int, *, repeated: bool, unknown: bool) -> Answer:
    """Units are added by a standing member; each once, each exists."""
    return first(
        _if(not by.can("standing"), Refusal.NOT_STANDING),
        _if(not count, Refusal.NO_UNITS),
        _if(unknown, Refusal.NO_SUCH_UNIT),
        _if(repeated, Refusal.UNIT_TWICE),
    )


def _step(of: Facts, *allowed: str) -> Answer:
    if of.completed_on:
        return Refusal.DONE_ALREADY
    if of.status in allowed:
        return None
    is_before = ORDER.index(ReviewStatus(of.status)) < min(
        ORDER.index(ReviewStatus(one)) for one in allowed
    )
    return Refusal.TOO_EARLY if is_before else Refusal.TOO_LATE


def why_not_prepare(of: Facts, by: Actor, text: str) -> Answer:
    """The self-review is written by whom it is about, until the session."""
    writes = by.can("standing") if of.kind == ReviewKind.COLLECTIVE else False
    return first(
        _if(not (is_own(of, by) or writes), Refusal.NOT_YOURS),
        _step(of, ReviewStatus.PREPARING, ReviewStatus.COLLECTING),
        _if(not text.strip(), Refusal.NO_TEXT),
    )


def why_not_collect(
    of: Facts, by: Actor, kind: str, text: str, received_on: date, day: date
) -> Answer:
    """Opinions are written down by who organises the review, never by the person it is about."""
    collects = by.can("standing", "supervisor") or bool(by.led_ids)
    return first(
        _if(of.kind == ReviewKind.PERSON and by.is_member(of.member_id), Refusal.OWN_REVIEW),
        _if(not collects, Refusal.NOT_COLLECTOR),
        _step(of, ReviewStatus.PREPARING, ReviewStatus.COLLECTING),
        _if(kind not in GiverKind.values, Refusal.BAD_GIVER),
        _if(not text.strip(), Refusal.NO_TEXT),
        _if(received_on > day, Refusal.RECEIVED_AHEAD),
    )


def why_not_answer(of: Facts, by: Actor, text: str) -> Answer:
    """An opinion is answered by whom the review is about, or a standing member, until it is complete."""
    return first(
        _if(not (is_own(of, by) or by.can("standing")), Refusal.NOT_YOURS),
        _if(of.completed_on, Refusal.DONE_ALREADY),
        _if(not text.strip(), Refusal.NO_TEXT),
    )


def _organises(of: Facts, by: Actor) -> Answer:
    is_person = of.kind == ReviewKind.PERSON
    heads = of.body_id in by.led_ids if not is_person else bool(by.led_ids)
    return first(
        _if(is_person and by.is_member(of.member_id), Refusal.OWN_REVIEW),
        _if(not (by.can("standing") or heads), Refusal.NOT_YOURS),
    )


def why_not_hold(of: Facts, by: Actor, held_on: date, chair: str, day: date) -> Answer:
    """The session is written down by its head or a standing member, once the self-review is there."""
    return first(
        _organises(of, by),
        _step(of, ReviewStatus.COLLECTING),
        _if(held_on > day, Refusal.HELD_AHEAD),
        _if(not chair.strip(), Refusal.NO_CHAIR),
    )


def why_not_conclude(of: Facts, by: Actor, conclusion: str, collective: str, head: str) -> Answer:
    """Concluded after the session. The collective's part and the head's responsibility are two texts:
    both of a collective, only one's own of a person."""
    is_person = of.kind == ReviewKind.PERSON
    return first(
        _organises(of, by),
        _step(of, ReviewStatus.HELD),
        _if(not conclusion.strip(), Refusal.NO_TEXT),
        _if(is_person and collective.strip(), Refusal.COLLECTIVE_OF_ONE),
        _if(not is_person and not collective.strip(), Refusal.NO_PART_COLLECTIVE),
        _if(not head.strip(), Refusal.NO_PART_HEAD),
    )


def why_not_complete(of: Facts, by: Actor) -> Answer:
    """Completed by a standing member once it is concluded."""
    return first(
        _if(not by.can("standing"), Refusal.NOT_STANDING),
        _if(of.kind == ReviewKind.PERSON and by.is_member(of.member_id), Refusal.OWN_REVIEW),
        _step(of, ReviewStatus.CONCLUDED),
    )
