"""Bringing in whole catalogues: a published file, and the procedures shipped with the product.

A record is compared by its digest, so importing the same file again changes nothing. A changed
record becomes the next published version, except where a person edited the version in force: then
it becomes a draft for that person to look at. Retired procedures, and those with an open draft,
are left alone and counted. All in one transaction, with a handful of statements.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.desks.procedures import queries
from khe.desks.procedures.models import CatalogueImport, Procedure, ProcedureVersion
from khe.desks.procedures.source.census import census
from khe.desks.procedures.source.records import Read
from khe.desks.procedures.source.shipped import common, completed, fields_of
from khe.desks.procedures.states import Event, VersionState

BATCH = 500


@dataclass
class Changes:
    """What one import will write."""

    procedures: list[Procedure] = field(default_factory=list)
    versions: list[ProcedureVersion] = field(default_factory=list)
    ended: list[ProcedureVersion] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)


@transaction.atomic
def import_records(
    reads: list[Read], *, owner_id: int | None, starts: date, source: str, by: Actor | None,
    at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Bring the records in, in force from `starts`; return the report (see the app's README).

    `owner_id` None: the national catalogue, which no authority's journal covers; then `by` may be
    None, and the run itself (CatalogueImport) is the only record.
    """
    known = _known(owner_id)
    changes = Changes()
    for read in reads:
        _take(read, known.get(read.code), owner_id, starts, changes)
    _write(changes)
    shipped = load_common(by=by, at=at)["loaded"] if owner_id is None else 0
    report = {
        "read": len(reads),
        "imported": changes.count["imported"], "unchanged": changes.count["unchanged"],
        "drafts": changes.count["drafts"], "held": changes.count["held"],
        "retired": changes.count["retired"],
        **census(reads),
        "completed_from_shipped": changes.count["given"], "shipped_added": shipped, "errors": [],
    }  # fmt: skip
    run = CatalogueImport(owner_id=owner_id, at=at, source=source, report=report)
    run.by_name = by.name if by else ""
    run.save(force_insert=True)
    if owner_id is not None and by is not None:
        facts = {"source": source, "counts": dict(changes.count)}
        record(run, Event.IMPORTED, by=by, at=at, **facts)
    return report


@transaction.atomic
def load_common(
    *, by: Actor | None = None, at: datetime, starts: date | None = None
) -> dict[str, int]:
    """Put the shipped procedures that the national catalogue lacks into it; return the counts.

    In force from `starts`, by default from the day the data name. Never changes what is there.
    """
    known = set(Procedure.objects.filter(owner=None).values_list("code", flat=True))
    changes = Changes()
    for code, item in common().items():
        if code in known:
            continue
        procedure = Procedure(code=code, owner_id=None)
        fields, left = fields_of(item)
        day = starts or date.fromisoformat(item["effective_from"])
        changes.procedures.append(procedure)
        changes.versions.append(
            ProcedureVersion(
                procedure=procedure, number=1, state=VersionState.PUBLISHED, effective_from=day,
                unparsed=left, origin="shipped", **fields,
            )
        )  # fmt: skip
    _write(changes)
    return {"shipped": len(common()), "loaded": len(changes.versions)}


def _known(owner_id: int | None) -> dict[str, tuple[Procedure, list[ProcedureVersion]]]:
    """Return each procedure of the owner, locked, with its versions, the newest first."""
    procedures = {
        one.pk: one for one in Procedure.objects.select_for_update().filter(owner_id=owner_id)
    }
    found: dict[str, tuple[Procedure, list[ProcedureVersion]]] = {
        one.code: (one, []) for one in procedures.values()
    }
    rows = ProcedureVersion.objects.filter(procedure__owner_id=owner_id).order_by("-number")
    for row in rows.iterator(chunk_size=BATCH):
        found[procedures[row.procedure_id].code][1].append(row)
    return found


def _take(
    read: Read,
    known: tuple[Procedure, list[ProcedureVersion]] | None,
    owner_id: int | None,
    starts: date,
    changes: Changes,
) -> None:
    """Decide what one record changes."""
    procedure, versions = known or (Procedure(code=read.code, owner_id=owner_id), [])
    verdict = _verdict(read, procedure, versions)
    changes.count[verdict] += 1
    if verdict not in ("imported", "drafts"):
        return
    if known is None:
        changes.procedures.append(procedure)
    former = versions[0] if versions else None
    donor = vars(former) if former else common().get(read.code)
    fields, left, given = completed(read, donor)
    changes.count["given"] += given
    new = ProcedureVersion(
        procedure=procedure, number=former.number + 1 if former else 1, origin="import",
        unparsed=left, effective_from=starts, **fields,
    )  # fmt: skip
    if verdict == "imported":
        new.state = VersionState.PUBLISHED
        if former and former.effective_from:
            new.effective_from = max(starts, former.effective_from)
            former.effective_to = new.effective_from
            changes.ended.append(former)
    changes.versions.append(new)


def _verdict(read: Read, procedure: Procedure, versions: list[ProcedureVersion]) -> str:
    if any(one.digest == read.fields["digest"] for one in versions[:2]):
        return "unchanged"
    if procedure.retired_on:
        return "retired"
    if any(one.state == VersionState.DRAFT for one in versions):
        return "held"
    return "drafts" if versions and versions[0].origin == "officer" else "imported"


def _write(changes: Changes) -> None:
    Procedure.objects.bulk_create(changes.procedures, batch_size=BATCH)
    ProcedureVersion.objects.bulk_update(changes.ended, ["effective_to"], batch_size=BATCH)
    ProcedureVersion.objects.bulk_create(changes.versions, batch_size=BATCH)
    for one in changes.ended:
        queries.forget(one.pk)
