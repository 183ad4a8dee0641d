"""The people themselves: their names, and what the keepers of records write of them."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from khe.base.authorities.tenant import uuid7
from khe.base.files import actions as files
from khe.base.files.models import Attachment
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Act, Body, Member, Qualification
from khe.base.people.names import sort_name
from khe.base.people.sealed import blind_index
from khe.base.refusal import Refused, refuse_if
from khe.desks.staff import queries, rules
from khe.desks.staff.actions.organisation import hold_authority
from khe.desks.staff.refusals import Refusal, phone_of
from khe.desks.staff.states import BodyKind, Event, MemberFacts


def put_name(member: Member, name: str) -> None:
    """Set a name, and the key it is sorted by, on a member the caller saves."""
    member.name = " ".join(name.split())
    member.sort_name = sort_name(member.name)


def put_facts(member: Member, facts: MemberFacts) -> list[str]:
    """Set what is known of a person on a member the caller saves; return the fields that changed."""
    changed = [n for n in facts.__slots__ if getattr(member, n) != getattr(facts, n)]
    for name in changed:
        setattr(member, name, getattr(facts, name))
    member.phone_index = blind_index(facts.phone)
    return changed


def cells() -> set[UUID]:
    """Return the ids of the bodies that are Party cells."""
    return set(Body.objects.filter(kind=BodyKind.CELL).values_list("pk", flat=True))


def _refuse_phone(member: Member, facts: MemberFacts, by: Actor, at: datetime) -> bool:
    """Say whether the telephone is another person's; name them to those who may open their record."""
    index = blind_index(facts.phone)
    if not index:
        return False
    other = Member.objects.filter(phone_index=index).exclude(pk=member.pk).first()
    if other is None:
        return False
    visible = queries.visible_records(by, queries.day_of(at))
    if by.can("personnel") and visible.filter(pk=other.pk).exists():
        raise Refused(phone_of(other.name))
    return True


@transaction.atomic
def save_member(
    *, name: str, facts: MemberFacts | None = None, id: UUID | None = None, by: Actor, at: datetime
) -> Member:
    """Add a person, or change the one with `id`. The name is written by administrators and keepers of
    records; `facts` (None: as they are) by the keepers only. The journal keeps which fields changed,
    not what they held."""
    hold_authority(by)  # two people cannot be given one telephone at once
    member = Member.objects.select_for_update().get(pk=id) if id else Member(id=uuid7())
    refuse_if(rules.why_not_name(name, by))
    changed: list[str] = []
    if facts is not None:
        code = bool(facts.code) and Member.objects.filter(code=facts.code).exclude(pk=member.pk)
        refuse_if(
            rules.why_not_keep_facts(
                facts, queries.day_of(at),
                code_taken=bool(code and code.exists()),
                phone_taken=_refuse_phone(member, facts, by, at),
                cells=cells() if facts.cell_id else set(), by=by,
            )
        )  # fmt: skip
        changed = put_facts(member, facts)
    put_name(member, name)
    member.save(force_insert=id is None)
    record(member, Event.MEMBER_SAVED, by=by, at=at, name=member.name, changed=changed)
    return member


@transaction.atomic
def add_qualification(
    member_id: UUID, *, kind: str, level: str = "", name: str = "", issuer: str = "", number: str = "",
    awarded_on: date | None = None, expires_on: date | None = None, by: Actor, at: datetime,
) -> Qualification:  # fmt: skip
    """Write down what a person holds: a level of political theory, a degree, a certificate, a skill."""
    member = Member.objects.select_for_update().get(pk=member_id)
    refuse_if(rules.why_not_qualify(kind, level, name, (awarded_on, expires_on), by))
    held = Qualification(
        member=member, kind=kind, level=level, name=name.strip(), issuer=issuer.strip(),
        number=number.strip(), awarded_on=awarded_on, expires_on=expires_on,
    )  # fmt: skip
    held.save(force_insert=True)
    record(
        member, Event.QUALIFICATION_ADDED, by=by, at=at,
        qualification=held.pk, kind=kind, level=level, name=held.name,
    )  # fmt: skip
    return held


@transaction.atomic
def remove_qualification(qualification_id: UUID, *, by: Actor, at: datetime) -> Member:
    """Take away what was written down by mistake; the journal keeps that it stood there."""
    held = Qualification.objects.select_for_update().get(pk=qualification_id)
    member = Member.objects.select_for_update().get(pk=held.member_id)
    refuse_if(rules.why_not_keep_record(by))
    refuse_if(Refusal.IN_USE if _is_pointed_at(held) else None)
    row = Qualification.objects.filter(pk=held.pk)
    row._raw_delete(row.db)  # one DELETE, one authority
    record(
        member, Event.QUALIFICATION_REMOVED, by=by, at=at,
        qualification=qualification_id, kind=held.kind, level=held.level, name=held.name,
    )  # fmt: skip
    return member


def _is_pointed_at(held: Qualification) -> bool:
    """Say whether a row of another desk (the result of a course) points to it."""
    pointing = Qualification._meta.related_objects
    return any(
        one.related_model._base_manager.filter(**{one.field.name: held.pk}).exists()
        for one in pointing
    )


@transaction.atomic
def file_act(
    member_id: UUID, act_id: UUID, *, uploads: Iterable[UploadedFile], by: Actor, at: datetime
) -> list[Attachment]:
    """Attach the paper of a decision about a person."""
    member = Member.objects.select_for_update().get(pk=member_id)
    act = Act.objects.get(pk=act_id)
    refuse_if(rules.why_not_record_act(member.pk, (), by))
    refuse_if(Refusal.NOT_HIS_PAPER if act.member_id != member.pk else None)
    kept = [files.attach(act.pk, one, by=by, at=at) for one in uploads]
    record(
        member, Event.ACT_FILED, by=by, at=at,
        act_id=act.pk, files=[{"id": f.pk, "sha256": f.sha256} for f in kept],
    )  # fmt: skip
    return kept
