"""Bodies and areas over time: what they are called and where they hang, from which day on.

A change holds from a day (default: today) and closes the period before it; a correction changes the
period of that day in place. The row of a body or an area is a copy of the period of today.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from khe.base.authorities.models import Area
from khe.base.authorities.tenant import uuid7
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Member, Post
from khe.base.refusal import Refused, refuse_if
from khe.desks.staff import queries, rules
from khe.desks.staff.actions.organisation import hold_authority
from khe.desks.staff.models import AreaPeriod, BodyPeriod
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.states import Event

PERIODS: dict[
    Any, tuple[Any, str, tuple[str, ...]]
] = {  # owner: periods, its key there, what they hold
    Body: (BodyPeriod, "body_id", ("name", "short_name", "kind", "parent_id", "area_id")),
    Area: (AreaPeriod, "area_id", ("name", "parent_id")),
}


def _periods(owner: Any) -> list[Any]:
    """Return the periods of a body or an area, oldest first; one that is not stored yet for an owner
    that never changed."""
    model, key, held = PERIODS[type(owner)]
    found = list(model.objects.filter(**{key: owner.pk}))
    now = {name: getattr(owner, name) for name in held}
    first = {key: owner.pk, "began": owner.valid_from, "ended": owner.valid_to, **now}
    return sorted(found, key=lambda p: p.began or date.min) or [model(**first)]


def _on(periods: list[Any], day: date) -> Any:
    """Return the period of a day, or refuse: there is none."""
    for period in periods:
        if rules.covers(period.began, period.ended, day):
            return period
    raise Refused(Refusal.NOT_THERE_THEN)


def _window(owner: Any) -> rules.Window:
    return (owner.valid_from, owner.valid_to) if owner else (None, None)


def _why_not(
    owner: Any, values: dict[str, Any], window: rules.Window, parent: Any, by: Actor
) -> Refusal | None:
    return rules.why_not_change_part(
        values["name"],
        owner.pk,
        values["parent_id"],
        window,
        parent_window=_window(parent),
        over_time=queries.parents_over_time(type(owner)),
        by=by,
    )


def _change(
    periods: list[Any], day: date, values: dict[str, Any], correct: bool, basis: str
) -> None:
    """Store values from `day` on, until the next period; or, to correct, for the whole period of that
    day. An owner without history that is corrected stays without."""
    was = _on(periods, day)
    if all(getattr(was, name) == value for name, value in values.items()):
        return
    if correct or was.began == day:
        changed, is_stored = was, not was._state.adding
    else:
        key = PERIODS[Body if isinstance(was, BodyPeriod) else Area][1]
        facts = {key: getattr(was, key), "began": day, "ended": was.ended}
        changed, is_stored = type(was)(**facts, successor_id=was.successor_id), True
        was.ended, was.successor_id = day, None
        was.save()
        periods.append(changed)
    for name, value in values.items():
        setattr(changed, name, value)
    changed.basis = basis.strip() or changed.basis
    if is_stored:
        changed.save()


def _copy(owner: Any, periods: list[Any], today: date) -> bool:
    """Make the row a copy of the period of today, else of the nearest; say whether it changed."""
    listed = sorted(periods, key=lambda p: p.began or date.min)
    then = [p for p in listed if p.began is None or p.began <= today]
    shown = then[-1] if then else listed[0]
    _model, _key, held = PERIODS[type(owner)]
    new = {name: getattr(shown, name) for name in held}
    changed = any(getattr(owner, name) != value for name, value in new.items())
    for name, value in new.items():
        setattr(owner, name, value)
    return changed


def _stored(
    owner: Any, values: dict[str, Any], parent: Any, since: date | None, correct: bool, basis: str,
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    """Ask, and store a new owner or a change of one; its row is saved by the caller's other fields."""
    today = queries.day_of(at)
    if owner._state.adding:
        refuse_if(_why_not(owner, values, (since, None), parent, by))
        owner.valid_from = since
        for name, value in values.items():
            setattr(owner, name, value)
        owner.save(force_insert=True)
        return
    day, periods = since or today, _periods(owner)
    refuse_if(rules.why_not_administer(by))
    was = _on(periods, day)
    window = (was.began if correct else day, was.ended)
    refuse_if(_why_not(owner, values, window, parent, by))
    _change(periods, day, values, correct, basis)
    _copy(owner, periods, today)
    owner.save()


@transaction.atomic
def save_body(
    *, name: str, short_name: str = "", kind: str = "office", parent: Body | None = None,
    area: Area | None = None, position: int = 0, min_cover: int = 0, since: date | None = None,
    correct: bool = False, basis: str = "", id: UUID | None = None, by: Actor, at: datetime,
) -> Body:  # fmt: skip
    """Add a body that exists from `since` (None: always did), or change the one with `id` from `since`
    (local; None: today) on, by a decision (`basis`). `correct`: the period of that day was written
    down wrongly. Body.DoesNotExist if there is none."""
    hold_authority(by)  # two changes of the tree at once could close a circle
    body = Body.objects.select_for_update().get(pk=id) if id else Body(id=uuid7())
    values = {
        "name": name.strip(), "short_name": short_name.strip(), "kind": kind,
        "parent_id": parent.pk if parent else None, "area_id": area.pk if area else None,
    }  # fmt: skip
    body.position, body.min_cover = position, min_cover
    _stored(body, values, parent, since, correct, basis, by, at)
    record(
        body, Event.BODY_SAVED, by=by, at=at,
        name=name.strip(), kind=kind, parent=values["parent_id"], since=since, correct=correct,
        basis=basis.strip(),
    )  # fmt: skip
    return body


@transaction.atomic
def save_area(
    *, name: str, code: str, parent: Area | None = None, since: date | None = None,
    correct: bool = False, basis: str = "", id: UUID | None = None, by: Actor, at: datetime,
) -> Area:  # fmt: skip
    """Add an area, or change the one with `id`, as `save_body`; its code is the authority's own, used
    once, and the same for all time."""
    hold_authority(by)
    area = Area.objects.select_for_update().get(pk=id) if id else Area(id=uuid7())
    code = code.strip()
    taken = not code or Area.objects.filter(code=code).exclude(pk=area.pk).exists()
    refuse_if(rules.why_not_administer(by) or (Refusal.CODE_TAKEN if taken else None))
    area.code = code
    values = {"name": name.strip(), "parent_id": parent.pk if parent else None}
    _stored(area, values, parent, since, correct, basis, by, at)
    record(
        area, Event.AREA_SAVED, by=by, at=at,
        name=name.strip(), code=code, parent=values["parent_id"], since=since, correct=correct,
        basis=basis.strip(),
    )  # fmt: skip
    return area


def _children(model: Any, pk: UUID, day: date) -> int:
    """Return how many hang below a body or an area on a day or later."""
    pieces = queries.parents_over_time(model)
    return sum(
        parent == pk and (ended is None or ended > day)
        for listed in pieces.values()
        for _began, ended, parent in listed
    )


def _end(owner: Any, day: date, successor: Any, basis: str) -> None:
    """Close the last period of an owner, and the owner, on a day; later periods are dropped."""
    periods = _periods(owner)
    last = _on(periods, day)
    for later in periods:
        if later.began is not None and later.began >= day and not later._state.adding:
            type(later).objects.filter(pk=later.pk).delete()  # with its authority
    if last.began is not None and last.began >= day:
        last = periods[periods.index(last) - 1]
    last.ended, last.basis = day, basis.strip() or last.basis
    last.successor_id = successor.pk if successor else None
    last.save()
    owner.valid_to = day
    owner.save(update_fields=["valid_to"])


@transaction.atomic
def dissolve_body(
    body_id: UUID,
    *,
    day: date,
    successor: Body | None = None,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> Body:
    """End a body: `day` (local) is the first day without it. Its posts end too; people who belonged to
    it without a post belong to its successor from the day on."""
    hold_authority(by)
    body = Body.objects.select_for_update().get(pk=body_id)
    heir = successor.pk if successor else None
    refuse_if(
        rules.why_not_dissolve(
            body.pk, _window(body), day,
            holders=queries.open_tenures(body.pk, day).count(),
            children=_children(Body, body.pk, day),
            successor=heir, successor_window=_window(successor), by=by,
        )
    )  # fmt: skip
    _end(body, day, successor, basis)
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    Post.objects.filter(still, body=body).filter(
        Q(valid_from__isnull=True) | Q(valid_from__lt=day)
    ).update(valid_to=day)
    if day <= queries.day_of(at):
        Member.objects.filter(body=body).update(body=successor)
    record(
        body, Event.BODY_DISSOLVED, by=by, at=at,
        name=body.name, ended=day, successor=heir, basis=basis.strip(),
    )  # fmt: skip
    return body


@transaction.atomic
def dissolve_area(
    area_id: UUID,
    *,
    day: date,
    successor: Area | None = None,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> Area:
    """End an area: `day` (local) is the first day without it. Nothing may hang below it, and no body
    (board, cell) may be there any more."""
    hold_authority(by)
    area = Area.objects.select_for_update().get(pk=area_id)
    heir = successor.pk if successor else None
    boards = Body.objects.filter(area=area)
    boards = boards.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    refuse_if(
        rules.why_not_dissolve(
            area.pk, _window(area), day,
            holders=0, children=_children(Area, area.pk, day) + boards.count(),
            successor=heir, successor_window=_window(successor), by=by,
        )
    )  # fmt: skip
    _end(area, day, successor, basis)
    record(
        area, Event.AREA_DISSOLVED, by=by, at=at,
        name=area.name, ended=day, successor=heir, basis=basis.strip(),
    )  # fmt: skip
    return area


@transaction.atomic
def carry_over(*, by: Actor, at: datetime) -> int:
    """Let what begins today hold: rows become copies of their period of today, people of a body that
    is gone belong to its successor. Return how many bodies and areas changed."""
    hold_authority(by)
    today, changed = queries.day_of(at), 0
    for model, event in ((Body, Event.BODY_SAVED), (Area, Event.AREA_SAVED)):
        periods, key, _held = PERIODS[model]
        starting = {getattr(p, key): p for p in periods.objects.filter(began=today)}
        for owner in model.objects.select_for_update().filter(pk__in=list(starting)):
            if _copy(owner, [starting[owner.pk]], today):
                owner.save()
                record(owner, event, by=by, at=at, name=owner.name, since=today)
                changed += 1
    for gone in BodyPeriod.objects.filter(ended=today, successor__isnull=False):
        Member.objects.filter(body_id=gone.body_id).update(body_id=gone.successor_id)
    return changed
