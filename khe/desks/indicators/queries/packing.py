"""What a pack of indicators scores in a period, item by item."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from khe.base import figures
from khe.base.figures import Figure, Period
from khe.base.people.actor import Actor, whole
from khe.desks.indicators import scoring
from khe.desks.indicators.models import Indicator, PackItem
from khe.desks.indicators.packs import Group, Item, Pack
from khe.desks.indicators.queries.measuring import Measured, measures_of
from khe.desks.indicators.queries.seeing import definitions_visible_to, visible_to
from khe.desks.indicators.scoring import Sum


@dataclass(frozen=True)
class Line:
    """An item with what was measured and what it is worth. `indicator` is where its value is followed or
    typed in, if anywhere; `own` is set where the authority changed the weight or the limit."""

    item: Item
    weight: float
    full_at: float
    own: PackItem | None
    indicator: Indicator | None
    numerator: float | None
    denominator: float | None
    points: float | None
    document: str = ""

    @property
    def value(self) -> float | None:
        """Return the share, or None where nothing was counted."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator

    @property
    def counted(self) -> bool:
        """Say whether it is counted from records; else it is typed in, or not there."""
        return bool(self.item.part)


@dataclass(frozen=True)
class Scored:
    """A group with its items."""

    group: Group
    lines: list[Line]
    sum: Sum


@dataclass(frozen=True)
class Score:
    """What a pack scores in a period."""

    pack: Pack
    period: Period
    groups: list[Scored]
    sum: Sum


def own_items(pack: Pack) -> dict[str, PackItem]:
    """Return, by code, what the authority keeps of items; one query."""
    found = PackItem.objects.filter(pack=pack.code).select_related("indicator")
    return {one.code: one for one in found}


def score(actor: Actor, pack: Pack, period: Period) -> Score:
    """Return what the pack scores in a period, for the whole authority, from figures the actor may see
    and from values typed in; as many queries whatever the pack holds."""
    may = definitions_visible_to(actor)
    ids = [id for item in pack.items for id in item.figures if _base(id) in may]
    found = figures.counted(whole(actor), period, ids) if ids else {}
    own = own_items(pack)
    typed = [one.indicator for one in own.values() if one.indicator]
    values = measures_of(actor, typed, period) if typed else {}
    followed = {
        one.source: one
        for one in visible_to(actor).filter(source__in=ids, retired_on=None).order_by("-kind")
    }
    groups = []
    for group in pack.groups:
        lines = [
            _line(item, own.get(item.code), found, values, followed.get(item.part))
            for item in group.items
        ]
        groups.append(Scored(group, lines, _sum(lines)))
    return Score(pack, period, groups, _sum([line for one in groups for line in one.lines]))


def weight_of(item: Item, own: PackItem | None) -> tuple[float, float]:
    """Return what an item gives at most, and from which share on: the authority's own, else as shipped."""
    return (
        item.weight if own is None or own.weight is None else own.weight,
        item.full_at if own is None or own.full_at is None else own.full_at,
    )


def _base(id: str) -> str:
    known = figures.definition_of(id)
    return known.id if known else ""


def _line(
    item: Item, own: PackItem | None, found: Mapping[str, Figure], values: Mapping[UUID, Measured],
    followed: Indicator | None,
) -> Line:  # fmt: skip
    weight, full_at = weight_of(item, own)
    indicator, document = followed, ""
    if item.part:
        part, of = _counted(item, found)
    else:
        indicator = own.indicator if own else None
        read = values.get(indicator.pk) if indicator else None
        part, of, document = (
            (read.numerator, read.denominator, read.document) if read else (None, None, "")
        )
    reached = scoring.points(part, of, weight, full_at)
    changed = own if own and (own.weight is not None or own.full_at is not None) else None
    return Line(item, weight, full_at, changed, indicator, part, of, reached, document)


def _counted(item: Item, found: Mapping[str, Figure]) -> tuple[float | None, float | None]:
    """Return numerator and denominator; a part that has no records is 0 of its whole."""
    part, of = found.get(item.part), found.get(item.whole)
    if not item.whole:
        return (part.numerator, part.denominator) if part else (None, None)
    if of is None:
        return (None, None)
    return (part.numerator if part else 0, of.numerator)


def _sum(lines: list[Line]) -> Sum:
    return scoring.total((line.points, line.weight) for line in lines)
