"""Who works on a dossier, and its steps."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from khe.base.authorities.writing import insert
from khe.base.journal.record import next_entry
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.dossiers import queries, rules
from khe.desks.dossiers.actions import steps
from khe.desks.dossiers.actions.common import CHAIN, change, officer_facts
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event, Status


def _fits(officer: Member, at: datetime) -> bool:
    """Say whether the member holds a post that handles dossiers on the day of `at`."""
    day = at.astimezone(people.LOCAL).date()
    return any(people.holders(day, role).filter(pk=officer.pk).exists() for role in rules.HANDLERS)


@transacted
def claim(code: str, *, by: Actor, at: datetime) -> Dossier:
    """Take an unassigned dossier on oneself."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_claim(dossier, by) or rules.why_not_in_order(dossier, at))
    body = next(iter(by.body_ids), None) if dossier.body_id is None else dossier.body_id
    changes = {"officer_id": by.member_id, "officer_name": by.name, "body_id": body}
    return change(dossier, Event.ASSIGNED, changes, by=by, at=at, officer=by.name)


@transacted
def assign(code: str, *, officer: Member, by: Actor, at: datetime) -> Dossier:
    """Give an unassigned dossier to an officer."""
    dossier = queries.locked(code)
    refuse_if(
        rules.why_not_assign(dossier, by, _fits(officer, at)) or rules.why_not_in_order(dossier, at)
    )
    return change(
        dossier, Event.ASSIGNED, officer_facts(officer), by=by, at=at, officer=officer.name
    )


@transacted
def reassign(code: str, *, officer: Member, by: Actor, at: datetime, reason: str) -> Dossier:
    """Hand a dossier on to another officer; the clock takes no notice."""
    dossier = queries.locked(code)
    refuse_if(
        rules.why_not_reassign(
            dossier, by, officer.pk, officer_fits=_fits(officer, at), reason=reason
        )
        or rules.why_not_in_order(dossier, at)
    )
    former = dossier.officer_name
    return change(
        dossier, Event.REASSIGNED, officer_facts(officer), by=by, at=at,
        officer=officer.name, former=former, reason=reason,
    )  # fmt: skip


@transacted
def hand_over(
    ids: Collection[UUID], *, officer: Member, by: Actor, at: datetime, reason: str
) -> list[Dossier]:
    """Hand open dossiers on to a successor, all or none, by a decision about who holds which post; the
    clock takes no notice. The number of queries does not grow with the number of dossiers.

    Dossiers that ended meanwhile stay with whoever settled them. Returns those that moved.
    """
    found = list(queries.locked_open(ids))
    fits = not found or _fits(officer, at)
    for dossier in found:
        refuse_if(
            rules.why_not_hand_over(dossier, by, officer.pk, officer_fits=fits, reason=reason)
            or rules.why_not_in_order(dossier, at)
        )
    entries = []
    for dossier in found:
        facts = {"officer": officer.name, "former": dossier.officer_name, "reason": reason}
        dossier.officer_id, dossier.officer_name = officer.pk, officer.name
        dossier.changed_at = at
        entries.append(next_entry(dossier, Event.REASSIGNED, by=by, at=at, facts=facts))
    if found:
        Dossier.objects.bulk_update(found, ["officer_id", "officer_name", *CHAIN], batch_size=500)
        insert(entries)
    return found


@transacted
def start_step(code: str, *, by: Actor, at: datetime) -> Dossier:
    """Begin the first step; later steps begin when the one before is finished."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_start_step(dossier, by) or rules.why_not_in_order(dossier, at))
    position = max(dossier.step, 1)
    name = steps.begin(dossier, position, at)
    changes = {"status": Status.IN_PROGRESS, "step": position, "step_name": name}
    return change(dossier, Event.STEP_STARTED, changes, by=by, at=at, step=position, name=name)


@transacted
def finish_step(
    code: str, *, by: Actor, at: datetime, note: str = "", officer: Member | None = None
) -> Dossier:
    """Finish the step at hand and begin the next, perhaps with another officer."""
    dossier = queries.locked(code)
    refuse_if(rules.why_not_finish_step(dossier, by) or rules.why_not_in_order(dossier, at))
    done = dossier.step
    if officer:
        for field, value in officer_facts(officer).items():
            setattr(dossier, field, value)
    name = steps.begin(dossier, done + 1, at, done=done)
    changes = {
        "step": done + 1, "step_name": name,
        "officer_id": dossier.officer_id, "officer_name": dossier.officer_name,
    }  # fmt: skip
    return change(
        dossier, Event.STEP_FINISHED, changes, by=by, at=at,
        step=done, next=name, officer=dossier.officer_name, note=note,
    )  # fmt: skip
