"""Reading personnel records: what one holds, who looked, and the list of those one may open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khe.base.files import queries as files
from khe.base.files.models import Attachment
from khe.base.journal.models import Entry
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.competence import Gap, Requirement, gaps
from khe.base.people.models import Body, Member, Qualification, Tenure
from khe.base.people.names import plain
from khe.base.people.queries import in_force
from khe.base.people.sealed import blind_index
from khe.desks.staff import rules
from khe.desks.staff.queries.people import visible_records
from khe.desks.staff.states import Event

LATEST = 50  # looks that a record shows


@dataclass(frozen=True)
class Held:
    """A post a person holds or held: its tenure, the papers of the acts, what it asks that is missing,
    the day its term is over and whether it is held too long."""

    tenure: Tenure
    papers: list[Attachment] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    term_ends: date | None = None
    limit: date | None = None
    is_over: bool = False


def posts_of(member_id: UUID, on: date) -> list[Held]:
    """Return every post of a person, newest first, as it stands on a local day; four queries."""
    rows = Tenure.objects.filter(member_id=member_id)
    rows = rows.select_related("post__body", "began_by", "ended_by").order_by("-began", "-id")
    tenures = list(rows)
    acts = {pk for t in tenures for pk in (t.began_by_id, t.ended_by_id) if pk}
    papers = files.of_many(acts) if acts else {}
    have = list(qualifications_of(member_id))
    return [_held(t, papers, have, on) for t in tenures]


def _held(
    tenure: Tenure, papers: dict[UUID, list[Attachment]], have: list[Qualification], on: date
) -> Held:
    post = tenure.post
    holds = tenure.began <= on and (tenure.ended is None or on < tenure.ended)
    limit = rules.years_after(tenure.began, post.longest_years) if post.longest_years else None
    ids = dict.fromkeys(pk for pk in (tenure.began_by_id, tenure.ended_by_id) if pk)
    return Held(
        tenure=tenure,
        papers=[paper for pk in ids for paper in papers.get(pk, [])],
        gaps=gaps(Requirement.of(post.requires), have, on) if holds else [],
        term_ends=rules.years_after(tenure.began, post.term_years) if post.term_years else None,
        limit=limit,
        is_over=holds and limit is not None and limit <= on,
    )


def qualifications_of(member_id: UUID) -> QuerySet[Qualification]:
    """Return what a person has shown to hold, by kind, newest first."""
    return Qualification.objects.filter(member_id=member_id).order_by("kind", "-awarded_on", "id")


def looks_at(member_id: UUID) -> QuerySet[Entry]:
    """Return who looked at a person's record, newest first."""
    found = Entry.objects.filter(subject_id=member_id, event=Event.RECORD_SEEN)
    return found.order_by("-seq")


@dataclass(frozen=True)
class Filter:
    """What the list of records is narrowed to; empty: everybody one may see."""

    text: str = ""
    body: UUID | None = None
    area: UUID | None = None
    cell: UUID | None = None
    kind: str = ""
    post_kind: str = ""


def records(actor: Actor, on: date, asked: Filter) -> QuerySet[Member]:
    """Return the members whose record the actor may open and who fit, by given name. `text` is words of
    a name, a code, or a whole telephone number."""
    found = visible_records(actor, on)
    if asked.text:
        found = found.filter(_fits(asked.text))
    if asked.body:
        below = people.bodies_under([asked.body])
        held = Tenure.objects.filter(in_force(on), post__body__in=below)
        found = found.filter(Q(body__in=below) | Q(pk__in=held.values("member")))
    if asked.area:
        boards = Body.objects.filter(area_id=asked.area)
        held = Tenure.objects.filter(in_force(on), post__body__in=boards.values("pk"))
        found = found.filter(Q(area_id=asked.area) | Q(pk__in=held.values("member")))
    if asked.cell:
        found = found.filter(cell_id=asked.cell)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.post_kind:
        held = Tenure.objects.filter(in_force(on), post__kind=asked.post_kind)
        found = found.filter(pk__in=held.values("member"))
    return found.order_by("sort_name", "id")


def _fits(text: str) -> Q:
    words = Q()
    for word in plain(text).split()[:6]:
        words &= Q(sort_name__contains=word)
    index = blind_index(text) if sum(c.isdigit() for c in text) >= 9 else ""
    return words | Q(code__iexact=text) | (Q(phone_index=index) if index else Q())


def unmet(on: date, members: Iterable[UUID] | None = None) -> dict[Tenure, list[Gap]]:
    """Return, for every tenure of a day whose post requires something, what its holder lacks; of the
    members given, or of all. Two queries."""
    held = Tenure.objects.filter(in_force(on)).exclude(post__requires={})
    if members is not None:
        held = held.filter(member_id__in=list(members))
    tenures = list(held.select_related("post", "member").order_by("member__sort_name", "id"))
    have: dict[UUID, list[Qualification]] = {}
    ids = {t.member_id for t in tenures}
    for one in Qualification.objects.filter(member_id__in=ids):
        have.setdefault(one.member_id, []).append(one)
    asked = {t: Requirement.of(t.post.requires) for t in tenures}
    return {
        t: gaps(wanted, have.get(t.member_id, []), on)
        for t, wanted in asked.items()
        if wanted != Requirement()
    }


def limited(on: date, members: Iterable[UUID] | None = None) -> list[tuple[Tenure, date]]:
    """Return (tenure, the day it reaches the longest time) of every tenure of a day whose post has a
    limit, the earliest first. An uninterrupted row of tenures of one post counts as one."""
    rows = Tenure.objects.filter(post__longest_years__isnull=False, began__lte=on)
    if members is not None:
        rows = rows.filter(member_id__in=list(members))
    rows = rows.select_related("post__body", "member").order_by("began", "id")
    since: dict[tuple[UUID, UUID], tuple[date, date | None]] = {}
    found = []
    for t in rows:
        key = (t.member_id, t.post_id)
        first, last = since.get(key, (t.began, t.began))
        first = first if last is not None and last >= t.began else t.began
        since[key] = (first, t.ended)
        if t.ended is None or t.ended > on:
            found.append((t, rules.years_after(first, t.post.longest_years or 0)))
    return sorted(found, key=lambda one: (one[1], one[0].pk))


def term_ends(on: date, until: date) -> list[tuple[Tenure, date]]:
    """Return (tenure, last day and one) of the tenures of a day whose planned end or term is over
    before `until`, the earliest first."""
    rows = Tenure.objects.filter(in_force(on)).filter(
        Q(ended__isnull=False) | Q(post__term_years__isnull=False)
    )
    found = []
    for t in rows.select_related("post__body", "member"):
        term = t.post.term_years
        ends = t.ended or (rules.years_after(t.began, term) if term else None)
        if ends and ends <= until:
            found.append((t, ends))
    return sorted(found, key=lambda one: (one[1], one[0].pk))
