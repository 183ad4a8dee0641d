"""The page of one indicator: its numbers, its signs of change, what it is made of."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.figures import Figure, Period, definition_of
from khe.base.people.actor import Actor
from khe.base.statistics import Signal
from khe.desks.indicators import drawing, rules, words
from khe.desks.indicators.models import Entry, Indicator, Target
from khe.desks.indicators.queries.measuring import Measured
from khe.desks.indicators.queries.series import Series
from khe.desks.indicators.states import Kind
from khe.desks.indicators.trend import Stretch, is_good, why

AXES = {
    "area": gettext_lazy("Khu vực"), "body": gettext_lazy("Đơn vị"),
    "field": gettext_lazy("Lĩnh vực"), "channel": gettext_lazy("Nơi nộp"),
}  # fmt: skip
RUNS = ("shift", "trend")
MOST = 6  # signs of change that are told
CHOICES = (Kind.WEEK, Kind.MONTH, Kind.QUARTER, Kind.YEAR)


@dataclass(frozen=True)
class Part:
    """One part of a breakdown; `width` is that of its bar, in percent."""

    label: str
    value: str
    made_of: str
    width: float
    url: str = ""  # where it is followed
    follow: str = ""  # the form that takes it up


@dataclass(frozen=True)
class Breakdown:
    """What an indicator is made of, by one axis."""

    axis: str
    title: str
    parts: list[Part]


@dataclass(frozen=True)
class Sign:
    """A sign of change, in words."""

    when: str
    text: str
    kind: str


def interval(one: Measured | None) -> str:
    """Return the 95 % interval of a share in words; "" for a count."""
    if one is None or one.low is None or one.high is None or one.low == one.high:
        return ""
    return f"{words.amount(one.low, one.unit)} – {words.amount(one.high, one.unit)}"


@dataclass(frozen=True)
class Stage:
    """A phase in words."""

    name: str
    why: str
    usual: str
    note: str


def stages(series: Series, indicator: Indicator) -> list[Stage]:
    """Return the phases of the series, the latest first; [] without a change that was said and is seen."""
    if len(series.stretches) < 2:
        return []
    named = [_stage(n, one, indicator.unit) for n, one in enumerate(series.stretches, 1)]
    return named[::-1]


def _stage(n: int, one: Stretch, unit: str) -> Stage:
    limits, note = one.phase.limits, ""
    facts = {"mean": words.amount(one.mean, unit)}
    text = _("trung bình %(mean)s") % facts
    if limits:
        _mean, low, high = drawing.within(limits, unit == "share")
        facts |= {"low": words.amount(low, unit), "high": words.amount(high, unit)}
        text = _("trung bình %(mean)s; dao động thường từ %(low)s đến %(high)s") % facts
    if not one.phase.own:
        note = _("còn ít kỳ, chưa tính được giới hạn riêng")
        if limits:
            note = _("còn ít kỳ, theo giới hạn của giai đoạn trước")
    name = _("Giai đoạn %(n)s, từ %(day)s") % {"n": n, "day": f"{one.first:%d/%m/%Y}"}
    return Stage(name, one.why, text, note)


def changes(indicator: Indicator) -> list[tuple[date, str]]:
    """Return the days from which something was done differently and what, the latest first."""
    known = [(date.fromisoformat(one["began"]), one["why"]) for one in indicator.changes]
    return known[::-1]


def usual(series: Series, unit: str) -> str:
    """Say the mean and the limits of ordinary variation; "" where there are too few values."""
    if series.limits is None:
        return ""
    mean, low, high = drawing.within(series.limits, unit == "share")
    facts = {"mean": words.amount(mean, unit), "low": words.amount(low, unit)}
    facts["high"] = words.amount(high, unit)
    return _("Trung bình %(mean)s; dao động thường từ %(low)s đến %(high)s.") % facts


def signs(series: Series, better: str) -> list[Sign]:
    """Return the signs of change, the latest first; of those that tell of the same change to the same
    side only one, a run before single values."""
    known = series.known
    told: list[Signal] = []
    for one in sorted(series.signals, key=lambda s: (s.kind not in RUNS, s.first - s.last)):
        if not any(s.first <= one.last and one.first <= s.last and s.up == one.up for s in told):
            told.append(one)
    return [
        _sign(known[s.first].period, known[s.last].period, s, better, s.last == len(known) - 1)
        for s in sorted(told, key=lambda s: -s.last)[:MOST]
    ]


def _sign(first: Period, last: Period, one: Signal, better: str, lasts: bool) -> Sign:
    when = first.short() if first == last else f"{first.short()} – {last.short()}"
    good = is_good(one, better) if lasts else None
    return Sign(when, why(one), {True: "done", False: "late", None: ""}[good])


def breakdowns(
    actor: Actor, indicator: Indicator, figure: Figure | None, followed: dict[str, Indicator]
) -> list[Breakdown]:
    """Return what a counted figure is made of, by the axes of its definition."""
    known = definition_of(indicator.source) if figure else None
    if figure is None or known is None:
        return []
    found = []
    for axis in known.axes:
        told = [p for p in figure.breakdown if known.tells(p)]
        parts = [p for p in told if p.id.startswith(f"{figure.id}.{axis}:")]
        if parts:
            found.append(
                Breakdown(
                    axis, str(AXES.get(axis, axis)), _parts(actor, indicator, parts, followed)
                )
            )
    return found


def _parts(
    actor: Actor, indicator: Indicator, parts: list[Figure], followed: dict[str, Indicator]
) -> list[Part]:
    is_share = indicator.unit == "share"
    most = 1.0 if is_share else max((p.value or 0 for p in parts), default=0) or 1.0
    may = not rules.why_not_manage(actor) and not indicator.retired_on
    return [
        Part(
            str(one.label), words.amount(one.value, one.unit),
            words.counted(one.numerator, one.denominator),
            round(100 * max(one.value or 0, 0) / most, 2),
            followed[one.id].get_absolute_url() if one.id in followed else "",
            _follow(indicator, one) if may and len(one.id) <= rules.LONGEST else "",
        )
        for one in sorted(parts, key=lambda p: (p.value is None, -(p.value or 0), str(p.label)))
    ]  # fmt: skip


def _follow(indicator: Indicator, part: Figure) -> str:
    asked = {"nguon": part.id, "ten": f"{indicator.name}: {part.label}"[:200]}
    return f"{reverse('indicators:define')}?{urlencode(asked)}"


def kinds(indicator: Indicator) -> list[Kind]:
    """Return the kinds of period its series can be read by: what was typed in by month cannot be told by
    week."""
    order = list(Kind)
    own = order.index(Kind(indicator.kind))
    found = [one for one in CHOICES if not indicator.manual or order.index(one) >= own]
    return found if indicator.kind != Kind.DAY else [Kind.DAY, *found]


@dataclass(frozen=True)
class Aim:
    """A target in words, also one that was replaced."""

    target: Target
    value: str
    baseline: str
    baseline_of: str


def aims(targets: list[Target], unit: str) -> list[Aim]:
    """Return the targets in words, in their order."""
    return [
        Aim(
            one, words.amount(one.value, unit),
            f"{words.amount(one.baseline_value, unit)}, {one.baseline.title()}",
            words.counted(one.baseline_numerator, one.baseline_denominator),
        )
        for one in targets
    ]  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """An entry in words, also one that was corrected."""

    entry: Entry
    period: str
    value: str
    made_of: str


def typed(entries: list[Entry], unit: str) -> list[Typed]:
    """Return the entries in words, in their order."""
    return [
        Typed(
            one, one.period.title(),
            words.amount(
                one.numerator / one.denominator if one.denominator else one.numerator, unit
            ),
            words.counted(one.numerator, one.denominator),
        )
        for one in entries
    ]  # fmt: skip


def asked(text: str, default: Period) -> Period:
    """Return the period asked for ("2026-03", "2026-03-02..2026-03-08"), else the usual one."""
    try:
        return Period.parse(text)
    except ValueError:
        return default


def code(period: Period) -> str:
    """Return a period as an address says it; `asked` reads it."""
    return f"{period.first:%Y-%m-%d}..{period.last:%Y-%m-%d}"


def periods(series: Series, period: Period) -> list[tuple[str, str]]:
    """Return the periods that can be chosen, as (code, name), the latest first."""
    found = [one.period for one in reversed(drawing.shown_points(series))]
    return [(code(one), one.title()) for one in (found if period in found else [period, *found])]
