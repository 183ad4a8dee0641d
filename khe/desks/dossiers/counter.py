"""What the counter needs to know while a form is filled in: officers, people, favourites, papers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Tenure
from khe.base.people.names import plain
from khe.base.people.queries import LOCAL, in_force
from khe.base.people.sealed import blind_index
from khe.desks.dossiers import queries
from khe.desks.dossiers.actions.intake import Person
from khe.desks.dossiers.models import Applicant, Dossier
from khe.desks.dossiers.states import OPEN, RUNNING, Channel, Status
from khe.desks.procedures import queries as procedures

AT_COUNTER = (Channel.DIRECT, Channel.POST)
FAVOURITES = 6
WEEKS = 4
KINDS = (("original", _("Bản chính")), ("copy", _("Bản sao")), ("presented", _("Xuất trình")))


# ---- who will handle it -------------------------------------------------------------------------


@dataclass(frozen=True)
class Officer:
    """Someone who may be given the dossier, with what they hold now."""

    id: UUID
    name: str
    body_id: UUID
    body: str
    load: int
    late: int
    fits: bool  # of the body that the first step names


def officers(version: Any, at: datetime) -> list[Officer]:
    """Return the officers in post at `at`, the best first: of the first step's body, least loaded."""
    day = at.astimezone(LOCAL).date()
    first: dict[str, Any] = next(iter(version.steps), {}) if version else {}
    wanted = plain(str(first.get("body") or ""))
    tenures = list(
        Tenure.objects.filter(in_force(day), post__roles__contains="officer", member__active=True)
        .select_related("member", "post__body")
        .order_by("member__sort_name")
    )
    loads = _loads({tenure.member_id for tenure in tenures}, at)
    found: dict[UUID, Officer] = {}
    for tenure in tenures:
        body = tenure.post.body
        fits = bool(wanted) and wanted in (plain(body.name), plain(body.short_name))
        if tenure.member_id not in found or fits:
            load, late = loads.get(tenure.member_id, (0, 0))
            found[tenure.member_id] = Officer(
                tenure.member_id, tenure.member.name, body.pk, body.name, load, late, fits
            )
    return sorted(found.values(), key=lambda one: (not one.fits, one.load))


def _loads(ids: set[UUID], at: datetime) -> dict[UUID, tuple[int, int]]:
    """Return (open dossiers, of them late) by officer, in one query."""
    rows = (
        Dossier.objects.filter(officer_id__in=ids, status__in=OPEN)
        .values_list("officer_id")
        .annotate(n=Count("id"), late=Count("id", filter=Q(status__in=RUNNING, due_at__lt=at)))
    )
    return {pk: (n, late) for pk, n, late in rows}


# ---- who hands it in ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """Someone who has handed in before."""

    row: Applicant
    dossiers: int
    last: datetime | None


def people_like(text: str, most: int = 6) -> list[Known]:
    """Return people who handed in before, by telephone, identity number or name; each person once,
    with the newest details. Four small queries at most."""
    text = text.strip()
    if len(text) < 2:
        return []
    rows = list(_candidates(text).select_related("area").order_by("-id")[: most * 3])
    once: dict[tuple[str, str], Applicant] = {}
    for row in rows:
        once.setdefault((plain(row.name), row.id_index or row.phone_index or str(row.pk)), row)
    return _with_history(list(once.values())[:most])


def _candidates(text: str) -> Any:
    """Return rows by number or name; names from the family name on stand with the dossiers."""
    if sum(c.isdigit() for c in text) >= 9:
        return queries.applicants(text)
    key = plain(text)
    forwards = Dossier.objects.filter(name_key__gte=key, name_key__lt=key + "\uffff")
    ids = list(forwards.order_by("-id").values_list("applicant_id", flat=True)[:50])
    given = queries.applicants(text).order_by("-id").values_list("pk", flat=True)[:50]
    return Applicant.objects.filter(pk__in={*ids, *given})


def known(pk: UUID) -> Known | None:
    """Return one of them, or None."""
    row = Applicant.objects.filter(pk=pk).select_related("area").first()
    return _with_history([row])[0] if row else None


def _with_history(rows: list[Applicant]) -> list[Known]:
    counts = (
        Dossier.objects.filter(applicant_id__in=[row.pk for row in rows])
        .values_list("applicant_id")
        .annotate(n=Count("id"), last=Max("registered_at"))
    )
    history = {pk: (n, last) for pk, n, last in counts}
    return [Known(row, *history.get(row.pk, (0, None))) for row in rows]


def same_person(person: Person) -> Person:
    """Return the person with the id of a row that says exactly the same, if there is one.

    Whoever gives a new telephone number gets a new row: older dossiers keep what was true then.
    """
    by_id, by_phone = blind_index(person.id_number), blind_index(person.phone)
    if not (by_id or by_phone):
        return person
    rows = Applicant.objects.filter(id_index=by_id, phone_index=by_phone).order_by("-id")[:20]
    for row in rows:
        if _details(row) == _details(person):
            return Person(**{**_fields(person), "id": row.pk})
    return person


def _fields(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in Person.__slots__}


def _details(one: Any) -> tuple[Any, ...]:
    names = ("name", "phone", "id_number", "email", "address", "kind", "area_id")
    return tuple(getattr(one, name) for name in names)


# ---- what is handed in --------------------------------------------------------------------------


@dataclass
class PartRow:
    """One paper of the procedure as the form shows it."""

    key: str
    name: str
    required: bool
    hint: str
    want: str  # the kind the procedure asks for
    ticked: bool = False
    kind: str = "original"
    count: int = 1
    missing: bool = False
    kinds: tuple[tuple[str, Any], ...] = field(default=KINDS)

    def fact(self) -> dict[str, Any]:
        """Return what the dossier keeps of it."""
        return {"key": self.key, "name": self.name, "kind": self.kind, "count": self.count}


def part_rows(
    version: Any, data: Any = None, given: Iterable[Mapping[str, Any]] = ()
) -> list[PartRow]:
    """Return the papers a version asks for, with what was typed (`data`, a QueryDict; None: nothing
    yet, then what was `given` before is ticked)."""
    before = {str(part.get("key")): part for part in given}
    ticked = set(before) if data is None else set(data.getlist("part"))
    rows = []
    for part in version.parts if version else []:
        key, want = str(part["key"]), "original" if part.get("original") else "copy"
        former = before.get(key, {}).get("kind", want)
        kind = str(data.get(f"kind-{key}") or want) if data is not None else former
        rows.append(
            PartRow(
                key=key, name=str(part["name"]), required=bool(part.get("required")),
                hint=str(part.get("condition") or part.get("form") or ""), want=want,
                ticked=key in ticked, kind=kind if kind in dict(KINDS) else want,
                count=_count(data, key, part),
            )
        )  # fmt: skip
    return rows


def _count(data: Mapping[str, Any] | None, key: str, part: Mapping[str, Any]) -> int:
    typed = str(data.get(f"count-{key}") or "") if data is not None else ""
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= 999:
        return int(typed[:4])
    return int(part.get("original") or part.get("copy") or 1)


def extra_parts(text: str) -> list[dict[str, Any]]:
    """Return papers beyond the list, one a line."""
    lines = [line.strip()[:300] for line in text.splitlines() if line.strip()]
    return [
        {"key": f"x{n}", "name": line, "kind": "original", "count": 1}
        for n, line in enumerate(lines[:20], start=1)
    ]


# ---- what is asked for most, and what waits -----------------------------------------------------


def favourites(authority_id: int, at: datetime) -> list[Any]:
    """Return the procedures taken in most in the last four weeks, kept for ten minutes."""
    kept = f"favourites:{authority_id}"
    codes = cache.get(kept)
    if codes is None:
        rows = (
            Dossier.objects.filter(received_at__gte=at - timedelta(weeks=WEEKS))
            .exclude(procedure_code="")
            .values_list("procedure_code")
            .annotate(n=Count("id"))
            .order_by("-n")
        )
        codes = [code for code, _n in rows[:FAVOURITES]]
        cache.set(kept, codes, 600)
    day = at.astimezone(LOCAL).date()
    found = {
        row.code: row for row in procedures.catalogue(authority_id, day).filter(code__in=codes)
    }
    return [found[code] for code in codes if code in found]


def waiting() -> Any:
    """Return what was registered and not yet taken in or refused, oldest first."""
    return Dossier.objects.filter(status=Status.REGISTERED).order_by("registered_at", "id")


def channel_rows(version: Any, channel: str) -> list[dict[str, Any]]:
    """Return the cases of a channel of the counter."""
    return list(version.limits_for(channel)) if version else []


def channels_of(version: Any) -> list[tuple[str, Any]]:
    """Return the channels of the counter that the procedure takes."""
    there: Iterable[str] = {row.get("channel") for row in version.channels} if version else ()
    return [(c.value, c.label) for c in AT_COUNTER if c.value in there]
