"""Reading the organisation as it stands, stood or will stand on a local day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from khe.base.authorities.models import Area
from khe.base.people.models import Body, Post, Tenure
from khe.base.people.names import plain
from khe.base.people.queries import in_force
from khe.desks.staff.models import AreaPeriod, BodyPeriod
from khe.desks.staff.queries.trees import Branch, Seat, laid_out
from khe.desks.staff.rules import Pieces


@dataclass(frozen=True, slots=True)
class Unit:
    """A body as it was called, and where it hung, on one day."""

    pk: UUID
    name: str
    short_name: str
    kind: str
    parent_id: UUID | None
    area_id: UUID | None
    position: int


def exists_on(on: date) -> Q:
    """Return the condition "this body, area or post exists on that local day"."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def period_on(on: date) -> Q:
    """Return the condition "this period holds on that local day"."""
    return (Q(began__isnull=True) | Q(began__lte=on)) & (Q(ended__isnull=True) | Q(ended__gt=on))


def units(on: date) -> list[Unit]:
    """Return every body of a day under the name of that day, siblings in order; two queries."""
    then = {p.body_id: p for p in BodyPeriod.objects.filter(period_on(on))}
    found = []
    for body in Body.objects.filter(exists_on(on)):
        was: Any = then.get(body.pk, body)
        found.append(
            Unit(
                body.pk,
                was.name,
                was.short_name,
                was.kind,
                was.parent_id,
                was.area_id,
                body.position,
            )
        )
    return sorted(found, key=lambda u: (u.position, plain(u.name), u.pk))


def by_rank(post: Post) -> tuple[bool, bool, str, UUID]:
    """Return the key by which posts of a body are listed: those who lead it, their deputies, the rest."""
    leads = not {"head", "leader", "standing"}.isdisjoint(post.roles)
    title = plain(post.title)
    return (not leads, title.startswith("pho "), title, post.pk)


def organisation(on: date) -> list[Branch]:
    """Return every body of a day with its posts and their holders; four queries."""
    seats: dict[UUID, list[Seat]] = {}
    by_post: dict[UUID, Seat] = {}
    for post in sorted(Post.objects.filter(exists_on(on)), key=by_rank):
        by_post[post.pk] = Seat(post)
        seats.setdefault(post.body_id, []).append(by_post[post.pk])
    held = Tenure.objects.filter(in_force(on)).select_related("member")
    for tenure in held.order_by("member__sort_name"):
        if seat := by_post.get(tenure.post_id):
            seat.tenures.append(tenure)
    tree = laid_out(units(on))
    for branch in tree:
        branch.seats = seats.get(branch.node.pk, [])
    return tree


def areas(on: date | None = None) -> list[Branch]:
    """Return the areas as a tree, by code; with a day, those of that day under their name of then."""
    listed = list(Area.objects.order_by("code"))
    if on is not None:
        listed = [a for a in listed if exists(a, on)]
        then = {p.area_id: p for p in AreaPeriod.objects.filter(period_on(on))}
        for area in listed:
            if was := then.get(area.pk):
                area.name, area.parent_id = was.name, was.parent_id
    return laid_out(listed)


def exists(part: Any, on: date) -> bool:
    """Say whether a body, an area or a post exists on a day."""
    begun = part.valid_from is None or part.valid_from <= on
    return begun and (part.valid_to is None or on < part.valid_to)


def parents_over_time(model: type[Body] | type[Area]) -> dict[UUID, Pieces]:
    """Return {id: [(began, ended, id of the parent)]} of every body or area; two queries."""
    periods: Any = BodyPeriod if model is Body else AreaPeriod
    owner = "body_id" if model is Body else "area_id"
    found: dict[UUID, Pieces] = {}
    for pk, *piece in periods.objects.values_list(owner, "began", "ended", "parent_id"):
        found.setdefault(pk, []).append(tuple(piece))
    rows = model.objects.values_list("pk", "valid_from", "valid_to", "parent_id")
    for pk, began, ended, parent in rows:
        found.setdefault(pk, [(began, ended, parent)])
    return found


def history_of(part: Body | Area) -> QuerySet[Any]:
    """Return the periods of a body or an area, newest first; none when it never changed."""
    model: Any = BodyPeriod if isinstance(part, Body) else AreaPeriod
    key = "body_id" if isinstance(part, Body) else "area_id"
    found = model.objects.filter(**{key: part.pk}).select_related("parent", "successor")
    ordered: QuerySet[Any] = found.order_by(F("began").desc(nulls_last=True))
    return ordered


def open_tenures(body_id: UUID, day: date) -> QuerySet[Tenure]:
    """Return the tenures of a body's posts that last on or beyond a day."""
    held = Tenure.objects.filter(post__body_id=body_id)
    return held.filter(Q(ended__isnull=True) | Q(ended__gt=day))


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not the same on two days: `kind` new, gone, renamed, moved (bodies) or holder (a post)."""

    kind: str
    what: str
    where: str = ""
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


def differences(first: date, second: date) -> list[Difference]:
    """Return what changed between two days: bodies, then holders by body and post; six queries."""
    before, after = organisation(first), organisation(second)
    found = list(_of_bodies([b.node for b in before], [b.node for b in after]))
    old, new = _held(before), _held(after)
    for key in [*new, *(key for key in old if key not in new)]:
        had, has = old.get(key, ("", "", ())), new.get(key, ("", "", ()))
        if had[2] != has[2]:
            title, where = (has if has[0] else had)[:2]
            found.append(Difference("holder", title, where, had[2], has[2]))
    return found


def _held(tree: Iterable[Branch]) -> dict[UUID, tuple[str, str, tuple[str, ...]]]:
    """Return {post: (title, body, names of holders)} in the order of the tree."""
    return {
        seat.post.pk: (
            seat.post.title, branch.node.name, tuple(t.member.name for t in seat.tenures)
        )
        for branch in tree
        for seat in branch.seats
    }  # fmt: skip


def _of_bodies(before: list[Unit], after: list[Unit]) -> Iterable[Difference]:
    old, new = {u.pk: u for u in before}, {u.pk: u for u in after}
    name = {u.pk: u.name for u in [*before, *after]}
    for pk, unit in new.items():
        was = old.get(pk)
        if was is None:
            yield Difference("new", unit.name)
            continue
        if was.name != unit.name:
            yield Difference("renamed", unit.name, was=(was.name,), now=(unit.name,))
        if was.parent_id != unit.parent_id:
            places = [name.get(u.parent_id, "") if u.parent_id else "" for u in (was, unit)]
            yield Difference("moved", unit.name, was=(places[0],), now=(places[1],))
    yield from (Difference("gone", unit.name) for pk, unit in old.items() if pk not in new)
