"""Editing by hand: a published version is never changed, a draft beside it is."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.procedures import queries, rules
from khe.desks.procedures.models import Procedure, ProcedureVersion
from khe.desks.procedures.states import Event, VersionState

# What a draft takes over from the version it starts from, and what a form may change.
CONTENT = (
    "code", "name", "field_code", "field_name", "level", "legal_basis", "channels", "parts",
    "result", "steps", "rule", "cutoff", "supplement_limit", "interlinked", "phrases",
    "confidence", "unparsed", "note", "about", "digest",
)  # fmt: skip
EDITABLE = frozenset(CONTENT) - {"code", "about", "digest"} | {"effective_from"}


@transaction.atomic
def draft_version(version_id: UUID, *, by: Actor, at: datetime) -> ProcedureVersion:
    """Make a draft from a published version; of a national one, the authority's own.

    Raises Refused, and ProcedureVersion.DoesNotExist for a version the authority may not see.
    """
    source = queries.visible_to(by.authority_id).get(pk=version_id)
    procedure, _ = Procedure.objects.get_or_create(code=source.code, owner_id=by.authority_id)
    procedure = queries.locked(procedure.pk)
    has_draft = procedure.versions.filter(state=VersionState.DRAFT).exists()
    owner_id = source.procedure.owner_id
    refuse_if(rules.why_not_draft(by.roles, owner_id, by.authority_id, has_draft=has_draft))

    content = {name: getattr(source, name) for name in CONTENT}
    draft = ProcedureVersion(procedure=procedure, number=_next_number(procedure), **content)
    draft.save(force_insert=True)

    record(draft, Event.DRAFTED, by=by, at=at, code=draft.code, number=draft.number)
    return draft


@transaction.atomic
def add_procedure(code: str, name: str, *, by: Actor, at: datetime) -> ProcedureVersion:
    """Begin a procedure that no catalogue has yet, as the authority's own draft."""
    procedure, _ = Procedure.objects.get_or_create(code=code, owner_id=by.authority_id)
    procedure = queries.locked(procedure.pk)
    has_draft = procedure.versions.filter(state=VersionState.DRAFT).exists()
    refuse_if(rules.why_not_draft(by.roles, by.authority_id, by.authority_id, has_draft=has_draft))

    draft = ProcedureVersion(
        procedure=procedure, number=_next_number(procedure), code=code, name=name
    )
    draft.save(force_insert=True)

    record(draft, Event.DRAFTED, by=by, at=at, code=draft.code, number=draft.number)
    return draft


@transaction.atomic
def save_draft(
    version_id: UUID, changes: dict[str, Any], *, by: Actor, at: datetime
) -> ProcedureVersion:
    """Store what a person typed into a draft; the keys of `changes` are fields of EDITABLE."""
    draft = _locked_version(version_id, by)
    refuse_if(rules.why_not_save(draft, by.roles, draft.procedure.owner_id, by.authority_id))

    changed = sorted(name for name, value in changes.items() if getattr(draft, name) != value)
    for name in changed:
        if name not in EDITABLE:
            raise ValueError(f"{name} is not for a person to change")
        setattr(draft, name, changes[name])
    draft.save(update_fields=changed or None)

    record(draft, Event.DRAFT_SAVED, by=by, at=at, code=draft.code, changed=changed)
    return draft


@transaction.atomic
def publish(version_id: UUID, *, by: Actor, at: datetime) -> ProcedureVersion:
    """Put a draft in force from its `effective_from`; the former version ends on that day."""
    draft = _locked_version(version_id, by)
    former = _in_print(draft.procedure)
    refuse_if(
        rules.why_not_publish(
            draft, by.roles, draft.procedure.owner_id, by.authority_id,
            former.effective_from if former else None,
        )
    )  # fmt: skip

    if former:
        former.effective_to = draft.effective_from
        former.save(update_fields=["effective_to"])
        _forget(former.pk)
    draft.state, draft.origin = VersionState.PUBLISHED, "officer"  # a person answers for it now
    draft.save(update_fields=["state", "origin"])
    Procedure.objects.filter(pk=draft.procedure_id).update(retired_on=None)

    starts = draft.effective_from
    record(
        draft, Event.PUBLISHED, by=by, at=at, code=draft.code, number=draft.number, starts=starts
    )
    return draft


@transaction.atomic
def retire(version_id: UUID, *, on: date, by: Actor, at: datetime) -> ProcedureVersion:
    """Withdraw a published version from a local day on; dossiers taken in before keep it."""
    version = _locked_version(version_id, by)
    owner_id = version.procedure.owner_id
    refuse_if(rules.why_not_retire(version, by.roles, owner_id, by.authority_id, on))

    version.state, version.effective_to = VersionState.RETIRED, on
    version.save(update_fields=["state", "effective_to"])
    Procedure.objects.filter(pk=version.procedure_id).update(retired_on=on)
    _forget(version.pk)

    record(version, Event.RETIRED, by=by, at=at, code=version.code, number=version.number, on=on)
    return version


@transaction.atomic
def drop_draft(version_id: UUID, *, by: Actor, at: datetime) -> str:
    """Throw an unpublished draft away; the journal keeps that it was there. Returns its code."""
    draft = _locked_version(version_id, by)
    refuse_if(rules.why_not_save(draft, by.roles, draft.procedure.owner_id, by.authority_id))

    record(draft, Event.DRAFT_DROPPED, by=by, at=at, code=draft.code, number=draft.number)
    procedure = draft.procedure
    draft.delete()
    if not procedure.versions.exists():
        procedure.delete()
    return draft.code


def _locked_version(version_id: UUID, by: Actor) -> ProcedureVersion:
    """Return a version read after its procedure was locked."""
    found = queries.visible_to(by.authority_id).get(pk=version_id)
    queries.locked(found.procedure_id)
    return queries.visible_to(by.authority_id).get(pk=version_id)


def _in_print(procedure: Procedure) -> ProcedureVersion | None:
    """Return the published version without an end: at most one."""
    return procedure.versions.filter(state=VersionState.PUBLISHED, effective_to=None).first()


def _next_number(procedure: Procedure) -> int:
    last = procedure.versions.order_by("-number").first()
    return last.number + 1 if last else 1


def _forget(version_id: UUID) -> None:
    """Drop the version from memory, now and once others can see the change."""
    queries.forget(version_id)
    transaction.on_commit(lambda: queries.forget(version_id))
