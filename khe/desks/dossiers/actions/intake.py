"""From the citizen's hands to a running clock: register, receive, accept, refuse."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from khe.base.authorities.tenant import uuid7
from khe.base.authorities.writing import insert
from khe.base.journal.record import next_entry, record
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.people.names import plain, reversed_key
from khe.base.people.sealed import blind_index
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.dossiers import queries, rules
from khe.desks.dossiers.actions.common import change, first_due, officer_facts
from khe.desks.dossiers.models import Applicant, Dossier, Step
from khe.desks.dossiers.states import Event, Payment, Status
from khe.desks.procedures import queries as procedures

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Person:
    """What is written down of an applicant; `id` names one already known."""

    name: str
    phone: str = ""
    id_number: str = ""
    email: str = ""
    address: str = ""
    kind: str = "person"
    area_id: UUID | None = None
    id: UUID | None = None


def number_for(by: Actor, at: datetime) -> str:
    """Return the next dossier code of the authority's local day: gapless under concurrency."""
    day = at.astimezone(LOCAL)
    n = queries.next_number(f"dossier:{day:%y%m%d}")
    return by.code_pattern.format(day=day, n=n)


def known(person: Person) -> UUID:
    """Return the id of the applicant: as given, else a new row."""
    if person.id:
        return person.id
    applicant = Applicant(
        name=person.name.strip(), find_key=reversed_key(person.name), kind=person.kind,
        phone=person.phone, phone_index=blind_index(person.phone),
        id_number=person.id_number, id_index=blind_index(person.id_number),
        email=person.email, address=person.address, area_id=person.area_id,
    )  # fmt: skip
    insert([applicant])
    return applicant.pk


@transacted
def receive(
    *, version: Any, channel: str, person: Person, parts: list[dict[str, Any]], by: Actor,
    at: datetime, limit: str | None = None, fee: int | None = None, officer: Member | None = None,
    body_id: UUID | None = None, external_code: str = "", note: str = "", id: UUID | None = None,
) -> Dossier:  # fmt: skip
    """Take a complete dossier in at the counter: number, steps, clock and journal, at once.

    `version` is the procedure version in force, which the dossier pins; `limit` chooses among the
    cases of a channel (default: the only one). `id` is the form's own id, so that sending the same
    form twice cannot make two dossiers: the second meets the primary key.
    Raises Refused (rules.why_not_receive) and changes nothing then.
    """
    limit = limit or version.limit_for(channel)
    refuse_if(
        rules.why_not_receive(
            in_force=version.covers(at.astimezone(LOCAL).date()),
            channel_open=bool(version.limits_for(channel)),
            limit=limit,
            applicant_name=person.name,
            missing=rules.missing_parts(
                [p["key"] for p in version.parts if p.get("required")], parts
            ),
            by=by,
        )
        or rules.why_not_limit(limit or "")
        or rules.why_not_twice(queries.knows(external_code))
    )
    dossier = _new(version, channel, person, by, at, id)
    dossier.parts, dossier.note, dossier.external_code = parts, note, external_code
    _start_clock(dossier, version, limit or "", fee, by, at)
    for name, value in officer_facts(officer).items():
        setattr(dossier, name, value)
    dossier.body_id = body_id
    _store(dossier, version, by, at)
    return dossier


def _new(
    version: Any, channel: str, person: Person, by: Actor, at: datetime, id: UUID | None
) -> Dossier:
    return Dossier(
        id=id or uuid7(), code=number_for(by, at), version_id=version.pk,
        procedure_code=version.code, procedure_name=version.name, field=version.field_name,
        channel=channel, applicant_id=known(person), applicant_name=person.name.strip(),
        find_key=reversed_key(person.name), name_key=plain(person.name), area_id=person.area_id,
        registered_at=at, changed_at=at, status=Status.REGISTERED,
    )  # fmt: skip


def _start_clock(
    dossier: Dossier, version: Any, limit: str, fee: int | None, by: Actor, at: datetime
) -> None:
    dossier.status, dossier.received_at, dossier.calendar_version = Status.RECEIVED, at, by.calendar
    dossier.limit, dossier.rule, dossier.cutoff = limit, version.rule, version.cutoff
    dossier.start_at, dossier.due_at = first_due(
        by.authority_id, by.calendar, at, limit, version.rule, version.cutoff
    )
    dossier.first_due_at = dossier.due_at
    dossier.fee = (version.fee_for(dossier.channel) if fee is None else fee) or 0
    dossier.payment = Payment.DUE if dossier.fee else Payment.FREE
    dossier.step_count = len(version.steps)


def _facts(dossier: Dossier) -> dict[str, Any]:
    return {
        "code": dossier.code, "procedure": dossier.procedure_code, "channel": dossier.channel,
        "limit": dossier.limit, "rule": dossier.rule, "cutoff": dossier.cutoff,
        "calendar": dossier.calendar_version, "due": dossier.due_at, "fee": dossier.fee,
        "officer": dossier.officer_name,
    }  # fmt: skip


def _store(dossier: Dossier, version: Any, by: Actor, at: datetime) -> None:
    """Insert the dossier with the end of its chain, its steps, and its first entry."""
    entry = next_entry(dossier, Event.RECEIVED, by=by, at=at, facts=_facts(dossier))
    insert([dossier], _steps(dossier, version), [entry])


def _steps(dossier: Dossier, version: Any) -> list[Step]:
    return [
        Step(
            dossier_id=dossier.pk,
            position=n,
            name=step["name"],
            role=step.get("role") or "officer",
            budget=step.get("budget") or "",
        )
        for n, step in enumerate(version.steps, start=1)
    ]


@transacted
def register(
    *, version: Any, channel: str, person: Person, parts: list[dict[str, Any]], by: Actor,
    at: datetime, external_code: str = "", note: str = "", id: UUID | None = None,
) -> Dossier:  # fmt: skip
    """Write down a hand-in (by post, or incomplete) before it is checked: no clock runs yet."""
    refuse_if(
        rules.why_not_register(person.name, by) or rules.why_not_twice(queries.knows(external_code))
    )
    dossier = _new(version, channel, person, by, at, id)
    dossier.parts, dossier.note, dossier.external_code = parts, note, external_code
    entry = next_entry(
        dossier, Event.REGISTERED, by=by, at=at, facts={"code": dossier.code, "channel": channel}
    )
    insert([dossier], [entry])
    return dossier


@transacted
def accept(
    code: str, *, by: Actor, at: datetime, parts: list[dict[str, Any]] | None = None,
    limit: str | None = None, fee: int | None = None,
) -> Dossier:  # fmt: skip
    """Take in what was registered: it is complete now, and its clock starts."""
    dossier = queries.locked(code)
    version = procedures.version(cast(UUID, dossier.version_id))
    limit = limit or version.limit_for(dossier.channel)
    given = dossier.parts if parts is None else parts
    refuse_if(
        rules.why_not_registered(dossier, by)
        or rules.why_not_in_order(dossier, at)
        or rules.why_not_receive(
            in_force=version.covers(at.astimezone(LOCAL).date()),
            channel_open=bool(version.limits_for(dossier.channel)),
            limit=limit,
            applicant_name=dossier.applicant_name,
            missing=rules.missing_parts(
                [p["key"] for p in version.parts if p.get("required")], given
            ),
            by=by,
        )
    )
    dossier.parts = given
    _start_clock(dossier, version, limit or "", fee, by, at)
    Step.objects.bulk_create(_steps(dossier, version))
    dossier.changed_at = at
    record(dossier, Event.RECEIVED, by=by, at=at, **_facts(dossier))
    dossier.save()
    return dossier


@transacted
def refuse_intake(code: str, *, by: Actor, at: datetime, reason: str) -> Dossier:
    """Refuse what was registered (form 03), and say why."""
    dossier = queries.locked(code)
    refuse_if(
        rules.why_not_refuse_intake(dossier, by, reason) or rules.why_not_in_order(dossier, at)
    )
    return change(
        dossier, Event.INTAKE_REFUSED, {"status": Status.REFUSED, "closed_at": at},
        by=by, at=at, reason=reason,
    )  # fmt: skip
