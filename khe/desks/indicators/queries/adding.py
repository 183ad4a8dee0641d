"""Sums that do not add up."""

from dataclasses import dataclass

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.desks.indicators.models import Partition
from khe.desks.indicators.queries.measuring import measures_of
from khe.desks.indicators.queries.seeing import partitions
from khe.desks.indicators.rules import Gap, gap


@dataclass(frozen=True)
class Flag:
    """A total that is not the sum of its parts in a period."""

    partition: Partition
    gap: Gap
    period: Period


def gaps(actor: Actor, period: Period) -> list[Flag]:
    """Return the checks of sums, of those the actor may see, that fail in a period; each desk is run once.
    A total or a part that is not known flags nothing."""
    checks = partitions(actor)
    parts = {one.pk: [part.indicator for part in one.parts.all()] for one in checks}
    every = {one.pk: one for check in checks for one in (check.total, *parts[check.pk])}
    found = measures_of(actor, list(every.values()), period) if every else {}
    flags = []
    for one in checks:
        values = {part.pk: found[part.pk].value for part in parts[one.pk]}
        wrong = gap(found[one.total_id].value, values)
        if wrong:
            flags.append(Flag(one, wrong, period))
    return flags
