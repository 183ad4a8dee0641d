"""Do totals and their parts add up? In words, for every period that was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.desks.indicators import queries, rules, words
from khe.desks.indicators.models import Indicator, Partition
from khe.desks.indicators.queries.recent import recent_by
from khe.desks.indicators.rules import Gap


@dataclass(frozen=True)
class Off:
    """A period in which a total and its parts do not add up."""

    period: Period
    gap: Gap
    text: str


@dataclass(frozen=True)
class Checked:
    """A check of sums with what it found: `whole` is the number of periods that could be checked."""

    partition: Partition
    parts: list[Indicator]
    whole: int
    off: list[Off]
    says: str

    @property
    def kind(self) -> str:
        """Return the kind of status."""
        return "late" if self.off else ("done" if self.whole else "idle")


def checked(actor: Actor, day: date, live: int = 1) -> list[Checked]:
    """Check every partition the actor may see over the latest periods; a fixed number of statements for
    each kind of period, however many partitions."""
    found = queries.partitions(actor)
    by_kind: dict[str, dict[object, Indicator]] = {}
    for one in found:
        group = by_kind.setdefault(one.total.kind, {})
        for indicator in (one.total, *(part.indicator for part in one.parts.all())):
            group[indicator.pk] = indicator
    values: dict[tuple[str, object, Period], float] = {}
    for kind, group in by_kind.items():
        for pk, series in recent_by(actor, list(group.values()), kind, day, live).items():
            values |= {(kind, pk, p.period): p.value for p in series.points if p.value is not None}
    return [_check(one, values) for one in found]


def _check(one: Partition, values: dict[tuple[str, object, Period], float]) -> Checked:
    parts = [part.indicator for part in one.parts.all()]
    kind, whole, off = one.total.kind, 0, []
    periods = sorted({p for k, pk, p in values if k == kind and pk == one.total_id}, reverse=True)
    for period in periods:
        total = values[kind, one.total_id, period]
        numbers = {part.pk: values.get((kind, part.pk, period)) for part in parts}
        known = [value for value in numbers.values() if value is not None]
        whole += len(known) == len(parts)
        if gap := rules.gap(total, numbers):
            off.append(Off(period, gap, spelled(total, known)))
    return Checked(one, parts, whole, off, _says(whole, off))


def _says(whole: int, off: list[Off]) -> str:
    facts = {"n": words.number(len(off)), "whole": words.number(whole)}
    if not whole:
        return _("Chưa có kỳ nào đủ số liệu của tổng và các phần.")
    if not off:
        return _("Khớp ở cả %(whole)s kỳ đã có số liệu.") % facts
    return _("Không khớp ở %(n)s trong %(whole)s kỳ đã có số liệu.") % facts


def spelled(total: float, parts: Sequence[float]) -> str:
    """Say a sum: "6.061 ≠ 5.581 + 398: thiếu 82", or "6.061 = 5.581 + 480"."""
    sum_of = " + ".join(words.number(part) for part in parts)
    gap = rules.gap(total, dict(enumerate(parts)))
    if gap is None:
        return f"{words.number(total)} = {sum_of}"
    said = _("thiếu %(n)s") if gap.missing > 0 else _("thừa %(n)s")
    return f"{words.number(total)} ≠ {sum_of}: " + said % {"n": words.number(abs(gap.missing))}


def answer(total: float, parts: Sequence[float]) -> tuple[str, str]:
    """Return the kind and the words for a sum that was typed in."""
    if rules.gap(total, dict(enumerate(parts))) is None:
        return "done", _("Khớp: %(sum)s.") % {"sum": spelled(total, parts)}
    return "late", _("Không khớp: %(sum)s.") % {"sum": spelled(total, parts)}
