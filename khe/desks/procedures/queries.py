"""Reading the catalogue. An authority sees the national catalogue and its own; its own goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast

from khe.desks.procedures import search as finder
from khe.desks.procedures.models import CatalogueImport, Procedure, ProcedureVersion
from khe.desks.procedures.states import VersionState

KEPT_SECONDS = 60  # a new publication reaches the other processes within a minute
KEPT_VERSIONS = 2000
KEPT_INDEXES = 8
PARTS_READ = 400  # characters of the papers' names that are searched

_versions: OrderedDict[UUID, tuple[float, ProcedureVersion]] = OrderedDict()
_indexes: OrderedDict[tuple[Any, ...], tuple[finder.Index, dict[Hashable, "Found"]]] = OrderedDict()


@dataclass(frozen=True)
class Found:
    """A procedure in a list or a search: `limits` has one entry a channel (None: not known)."""

    id: UUID
    code: str
    name: str
    field_code: str
    field_name: str
    limits: dict[str, str | None]
    own: bool
    effective_from: date
    effective_to: date | None
    confidence: str
    pieces: tuple[tuple[str, bool], ...] = ()  # the name cut for highlighting


def mine(authority_id: int | None) -> Q:
    """Return the condition on Procedure: the national catalogue and the authority's own."""
    return Q(owner=None) | Q(owner_id=authority_id)


def visible_to(authority_id: int) -> QuerySet[ProcedureVersion]:
    """Return the versions an authority may see: all of the national catalogue's and its own."""
    own = Q(procedure__owner=None) | Q(procedure__owner_id=authority_id)
    return ProcedureVersion.objects.filter(own).select_related("procedure")


def locked(procedure_id: UUID) -> Procedure:
    """Return a procedure, held until the transaction ends."""
    return Procedure.objects.select_for_update().get(pk=procedure_id)


def version(id: UUID) -> ProcedureVersion:
    """Return a version by its id, from memory when it was published and read within a minute.

    Raises ProcedureVersion.DoesNotExist. Its content never changes; its last day of force may.
    """
    kept = _versions.get(id)
    if kept and monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    found = ProcedureVersion.objects.select_related("procedure").get(pk=id)
    if found.state != VersionState.DRAFT:
        _versions[id] = (monotonic(), found)
        while len(_versions) > KEPT_VERSIONS:
            _versions.popitem(last=False)
    return found


def usable(authority_id: int, id: UUID) -> ProcedureVersion | None:
    """Return a version that an authority may take dossiers in under: its own or a national one, no
    draft; None for any other id. From memory like `version`."""
    try:
        found = version(id)
    except ProcedureVersion.DoesNotExist:
        return None
    mine = found.procedure.owner_id in (None, authority_id)
    return found if mine and found.state != VersionState.DRAFT else None


def forget(id: UUID) -> None:
    """Drop a version from memory: it was published, superseded or withdrawn."""
    _versions.pop(id, None)


def in_force(authority_id: int, code: str, on: date) -> ProcedureVersion | None:
    """Return the version of a code in force on a local day: the authority's own, or the national.

    From the first day of an own version the national one no longer counts, also where the own one
    was withdrawn: then the authority does not offer the procedure.
    """
    rows = list(
        visible_to(authority_id)
        .filter(code=code, effective_from__lte=on)
        .exclude(state=VersionState.DRAFT)
        .order_by("-number")
    )
    own = [row for row in rows if row.procedure.owner_id == authority_id]
    return next((row for row in own or rows if row.covers(on)), None)


def catalogue(authority_id: int, on: date | None = None) -> QuerySet[ProcedureVersion]:
    """Return one version a code: in force on a day, or without a day the newest published ones."""
    rows = visible_to(authority_id).filter(_current(on))
    own = ProcedureVersion.objects.filter(procedure__owner_id=authority_id)
    own = own.exclude(state=VersionState.DRAFT)
    if on is not None:
        own = own.filter(effective_from__lte=on)
    return rows.exclude(procedure__owner=None, code__in=own.values("code")).order_by("code")


def _current(on: date | None) -> Q:
    if on is None:
        return Q(state=VersionState.PUBLISHED, effective_to=None)
    lasting = Q(effective_to=None) | Q(effective_to__gt=on)
    return Q(effective_from__lte=on) & lasting & ~Q(state=VersionState.DRAFT)


def drafts(authority_id: int) -> QuerySet[ProcedureVersion]:
    """Return the authority's own open drafts, by code."""
    return (
        ProcedureVersion.objects.filter(procedure__owner_id=authority_id, state=VersionState.DRAFT)
        .select_related("procedure")
        .order_by("code")
    )


def left_to_complete(authority_id: int) -> QuerySet[ProcedureVersion]:
    """Return the newest published versions with something for an officer to complete or check."""
    return catalogue(authority_id).exclude(unparsed=[])


def fields(authority_id: int) -> list[tuple[str, str, int]]:
    """Return (code, name, how many) of each field in the catalogue, the largest first."""
    rows = (
        catalogue(authority_id)
        .order_by()
        .values_list("field_code", "field_name")
        .annotate(n=Count("id"))
        .order_by("-n", "field_name")
    )
    return [(code, name, n) for code, name, n in rows]


def versions_of(authority_id: int, code: str) -> list[ProcedureVersion]:
    """Return all versions of a code that an authority may see, its own first, the newest first."""
    rows = visible_to(authority_id).filter(code=code)
    return list(rows.order_by(F("procedure__owner_id").desc(nulls_last=True), "-number"))


def imports(authority_id: int) -> QuerySet[CatalogueImport]:
    """Return the imports into the national catalogue and the authority's own, newest first."""
    return CatalogueImport.objects.filter(mine(authority_id)).order_by("-at")


def search(authority_id: int, text: str, limit: int = 20, on: date | None = None) -> list[Found]:
    """Find procedures by words (with or without diacritics), code or everyday phrase, best first.

    One small statement; the index of a catalogue is made once and kept until the catalogue, or the
    day `on`, changes. Without a day the newest published versions are searched.
    """
    index, found = _index(authority_id, on)
    hits = index.search(text[:400], limit)
    return [
        replace(one, pieces=tuple(finder.marked(one.name, text[:400])))
        for one in (found[hit.key] for hit in hits)
    ]


def _index(authority_id: int, on: date | None) -> tuple[finder.Index, dict[Hashable, Found]]:
    """Return the kept index; authorities without versions of their own share one."""
    stamp = visible_to(authority_id).exclude(state=VersionState.DRAFT).aggregate(
        n=Count("id"), last=Max(Cast("id", TextField())),
        retired=Count("id", filter=Q(state=VersionState.RETIRED)),
        own=Count("id", filter=Q(procedure__owner_id=authority_id)),
    )  # fmt: skip
    key = (authority_id if stamp["own"] else None, on, *stamp.values())
    if key not in _indexes:
        rows = list(catalogue(authority_id, on))
        index = finder.build(_document(row) for row in rows)
        _indexes[key] = index, {row.pk: _found(row, authority_id) for row in rows}
        while len(_indexes) > KEPT_INDEXES:
            _indexes.popitem(last=False)
    _indexes.move_to_end(key)
    return _indexes[key]


def _document(row: ProcedureVersion) -> finder.Document:
    return finder.Document(
        key=row.pk, code=row.code, name=row.name, phrases=tuple(row.phrases), field=row.field_name,
        result=" ".join(one.get("name", "") for one in row.result)[:PARTS_READ],
        parts=" ".join(one.get("name", "") for one in row.parts)[:PARTS_READ],
        common=bool(row.phrases),
    )  # fmt: skip


def _found(row: ProcedureVersion, authority_id: int) -> Found:
    channels = dict.fromkeys(one["channel"] for one in row.channels)
    assert row.effective_from is not None, "a published version has a start"  # noqa: S101
    return Found(
        id=row.pk, code=row.code, name=row.name, field_code=row.field_code,
        field_name=row.field_name, limits={name: row.limit_for(name) for name in channels},
        own=row.procedure.owner_id == authority_id, effective_from=row.effective_from,
        effective_to=row.effective_to, confidence=row.confidence,
    )  # fmt: skip
