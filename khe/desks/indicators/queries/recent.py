"""The latest periods of indicators: what boards and pages show, and from which day they look back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.desks.indicators.models import Entry, Indicator, Reading, Target
from khe.desks.indicators.queries.seeing import visible_to
from khe.desks.indicators.queries.series import Series, last_over, series_for

SHOWN = {"day": 30, "week": 26, "month": 24, "quarter": 12, "year": 8}  # periods that are looked at
LIVE_ON_BOARD = 1  # a board counts no records but those of a period that nobody has read yet
LIVE_ON_PAGE = 13


def latest_period(kind: str, day: date) -> Period:
    """Return the latest period of a kind that is over at the end of a local day."""
    own = Period.of(kind, day)
    return own if own.last == day else last_over(kind, day)


def first_shown(kind: str, day: date) -> date:
    """Return the first day of the earliest period that is looked at."""
    return latest_period(kind, day).back(SHOWN[kind] - 1).first


def recent(
    actor: Actor, indicators: Iterable[Indicator], day: date, live: int = LIVE_ON_BOARD
) -> dict[UUID, Series]:
    """Return, by id, the latest periods of indicators, each by its own kind of period: two statements for
    each kind, however many indicators. They are those of `visible_to`."""
    by_kind: dict[str, list[Indicator]] = defaultdict(list)
    for one in indicators:
        by_kind[one.kind].append(one)
    found: dict[UUID, Series] = {}
    for kind, group in by_kind.items():
        found |= recent_by(actor, group, kind, day, live)
    return found


def recent_by(
    actor: Actor, indicators: Sequence[Indicator], kind: str, day: date, live: int = LIVE_ON_PAGE
) -> dict[UUID, Series]:
    """Return, by id, the latest periods of a kind."""
    return series_for(actor, indicators, kind, first_shown(kind, day), day, live)


def targets_of(indicator_id: UUID) -> list[Target]:
    """Return the targets of an indicator, also those replaced, the latest first."""
    found = Target.objects.filter(indicator=indicator_id)
    return list(found.order_by("-set_at", "-id"))


def all_entries_of(indicator_id: UUID) -> list[Entry]:
    """Return what was typed in, also what was corrected since: the latest period first, in a period the
    one in force first."""
    found = Entry.objects.filter(indicator=indicator_id)
    return list(found.order_by("-first", "-last", "-entered_at", "-id"))


def read_in(kind: str, period: Period, sources: Iterable[str]) -> dict[str, Reading]:
    """Return, by source, what was read for a period; one statement."""
    found = Reading.objects.filter(kind=kind, first=period.first, source__in=list(sources))
    return {one.source: one for one in found}


def followed(actor: Actor) -> dict[str, Indicator]:
    """Return, by source, an indicator in force that follows it; one statement."""
    found = visible_to(actor).filter(retired_on=None).exclude(source="")
    return {one.source: one for one in found}


def fields_of(actor: Actor) -> list[str]:
    """Return the fields of work that indicators stand under, by name."""
    found = visible_to(actor).exclude(field="").order_by("field")
    return list(found.values_list("field", flat=True).distinct())
