"""Action programmes and deeds: who may write, issue, finish; who registers, does, confirms. Pure."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.study.refusals.learning import Refusal
from khe.desks.study.rules.quizzes import first, why_not_organise
from khe.desks.study.states.action_programmes import ActionStatus, DeedStatus

DEED_READERS = ("study", "standing")


def why_not_save(
    status: str, title: str, first_day: date, last_day: date | None, by: Actor
) -> Refusal | None:
    """A programme has a title and a period; what is finished stays as it is."""
    backwards = last_day is not None and last_day < first_day
    return first(
        why_not_organise(by),
        Refusal.FINISHED if status == ActionStatus.FINISHED else None,
        Refusal.NO_TITLE if not title.strip() else None,
        Refusal.NOT_A_PERIOD if backwards else None,
    )


def why_not_add_goal(status: str, text: str, by: Actor) -> Refusal | None:
    """Goals are added until the programme is finished."""
    return first(
        why_not_organise(by),
        Refusal.FINISHED if status == ActionStatus.FINISHED else None,
        Refusal.NO_GOAL if not text.strip() else None,
    )


def why_not_issue(status: str, goals: int, by: Actor) -> Refusal | None:
    """A programme is issued once, with goals."""
    return first(
        why_not_organise(by),
        Refusal.ISSUED_ALREADY if status != ActionStatus.DRAFT else None,
        Refusal.NO_GOALS if not goals else None,
    )


def why_not_finish(status: str, by: Actor) -> Refusal | None:
    """Only what is in force is finished."""
    idle = Refusal.NOT_IN_FORCE if status != ActionStatus.IN_FORCE else None
    return first(why_not_organise(by), idle)


def why_not_give_task(status: str, by: Actor) -> Refusal | None:
    """Tasks are given under a programme in force."""
    return why_not_finish(status, by)


# ---- deeds ---------------------------------------------------------------------------------------


def why_not_register(what: str, by_day: date, today: date, by: Actor) -> Refusal | None:
    """A member says what they will do, by when."""
    return first(
        Refusal.NO_MEMBER if by.member_id is None else None,
        Refusal.NO_WHAT if not what.strip() else None,
        Refusal.BY_PAST if by_day < today else None,
    )


def why_not_do(status: str, member_id: UUID, text: str, by: Actor) -> Refusal | None:
    """Who registered it says what was done."""
    return first(
        Refusal.NOT_YOURS if member_id != by.member_id else None,
        Refusal.NOT_REGISTERED if status != DeedStatus.REGISTERED else None,
        Refusal.NO_DONE_TEXT if not text.strip() else None,
    )


def why_not_attach(status: str, member_id: UUID, by: Actor) -> Refusal | None:
    """Evidence comes from who did it, until it is confirmed."""
    return first(
        Refusal.NOT_YOURS if member_id != by.member_id else None,
        Refusal.NOT_DONE if status == DeedStatus.CONFIRMED else None,
    )


def why_not_confirm(
    status: str, member_id: UUID, by: Actor, led: Collection[UUID]
) -> Refusal | None:
    """A deed is confirmed by who heads the member, an organiser or a standing member; never by oneself."""
    may = by.can(*DEED_READERS) or member_id in led
    return first(
        Refusal.OWN_DEED if by.is_member(member_id) else None,
        None if may else Refusal.NOT_CONFIRMER,
        Refusal.NOT_DONE if status != DeedStatus.DONE else None,
    )
