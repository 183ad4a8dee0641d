"""Bodies and areas over time: periods that follow each other without gaps."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.rules.common import first, when, why_not_administer
from khe.desks.staff.rules.organisation import in_a_circle
from khe.desks.staff.rules.spans import Window, outside

Pieces = list[tuple[date | None, date | None, UUID | None]]  # began, ended, parent


def covers(began: date | None, ended: date | None, day: date) -> bool:
    """Say whether a period holds on a day; None is open."""
    return (began is None or began <= day) and (ended is None or day < ended)


def parents_on(day: date, over_time: Mapping[UUID, Pieces]) -> dict[UUID, UUID | None]:
    """Return {id: parent} as the tree stands on a day."""
    return {
        pk: parent
        for pk, pieces in over_time.items()
        for began, ended, parent in pieces
        if covers(began, ended, day)
    }


def ever_in_a_circle(
    id: UUID, parent: UUID | None, window: Window, over_time: Mapping[UUID, Pieces]
) -> bool:
    """Say whether hanging `id` under `parent` for a window closes a circle on any day of it: trees
    change only where a period begins."""
    if parent is None:
        return False
    starts = {began or date.min for pieces in over_time.values() for began, _e, _p in pieces}
    days = {window[0] or date.min, *(day for day in starts if covers(*window, day))}
    return any(in_a_circle(id, parent, parents_on(day, over_time)) for day in days)


def why_not_change_part(
    name: str, id: UUID, parent: UUID | None, window: Window, *, parent_window: Window,
    over_time: Mapping[UUID, Pieces], by: Actor,
) -> Refusal | None:  # fmt: skip
    """A body or an area has a name and hangs, for the days of `window`, in a tree below something that
    exists; a beginning that is open is not asked about."""
    lasts = (window[0] or parent_window[0] or date.min, window[1])
    return first(
        why_not_administer(by),
        when(not name.strip(), Refusal.NO_NAME),
        when(parent and outside(lasts, parent_window), Refusal.OUTSIDE_PARENT),
        when(ever_in_a_circle(id, parent, window, over_time), Refusal.IN_A_CIRCLE),
    )


def why_not_dissolve(
    id: UUID, window: Window, day: date, *, holders: int, children: int, successor: UUID | None,
    successor_window: Window, by: Actor,
) -> Refusal | None:  # fmt: skip
    """A body or an area ends on a day of its life, when nobody holds a post in it and nothing hangs
    below it from that day on; its successor is another one that exists then."""
    return first(
        why_not_administer(by),
        when(window[1] is not None and window[1] <= day, Refusal.GONE_ALREADY),
        when(window[0] is not None and day <= window[0], Refusal.NOT_A_PERIOD),
        when(holders, Refusal.HOLDERS_REMAIN),
        when(children, Refusal.CHILDREN_REMAIN),
        when(successor == id, Refusal.OWN_SUCCESSOR),
        when(successor and not covers(*successor_window, day), Refusal.SUCCESSOR_GONE),
    )
