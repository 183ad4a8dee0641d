"""The dashboard: each indicator with its latest value, how it moved, and whether the target is met."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.people.names import plain
from khe.base.web import charts
from khe.desks.indicators import drawing, queries, rules, words
from khe.desks.indicators.models import Indicator, Target
from khe.desks.indicators.queries.measuring import Measured
from khe.desks.indicators.queries.recent import latest_period, recent
from khe.desks.indicators.queries.series import Series
from khe.desks.indicators.trend import is_good

SOON = 30  # days


@dataclass(frozen=True)
class Row:
    """One indicator of the dashboard, ready to be read."""

    indicator: Indicator
    series: Series
    chart: charts.Figure | None
    value: str = "–"
    made_of: str = ""  # "1.286 trong 1.320"
    period: str = ""  # of the value
    late: str = ""  # the latest period has no value: says so
    manual: bool = False  # the value was typed in
    change: str = ""
    target: Target | None = None
    target_text: str = ""
    met: bool | None = None
    aimed: bool = False  # the target can be held against the value of one period
    met_text: str = ""
    met_kind: str = "idle"
    good: bool | None = None  # the latest real change; None: none, or to neither side
    real: bool = False  # there is a real change
    latest: Measured | None = None


def rows(actor: Actor, indicators: Sequence[Indicator], day: date) -> list[Row]:
    """Return the rows of indicators (of `visible_to`), in their order; as many queries for three as for
    thirty."""
    series = recent(actor, indicators, day)
    targets = queries.target_of(one.pk for one in indicators)
    return [row(one, series[one.pk], targets.get(one.pk), day) for one in indicators]


def row(one: Indicator, series: Series, target: Target | None, day: date) -> Row:
    """Return the row of one indicator."""
    known = series.known
    last = known[-1] if known else None
    facts: dict[str, Any] = {"late": _late(series, one, day), "latest": last}
    if last:
        facts |= {
            "value": words.amount(last.value, one.unit), "period": last.period.title(),
            "made_of": words.counted(last.numerator, last.denominator), "manual": last.manual,
        }  # fmt: skip
        facts |= _change(series, last)
    facts |= _aim(last, target, one, day) | _real(series, one.better)
    chart = drawing.small(one.name, series, target if facts.get("aimed") else None)
    return Row(one, series, chart, target=target, **facts)


def _late(series: Series, one: Indicator, day: date) -> str:
    newest = latest_period(one.kind, day)
    if not series.points or series.points[-1].value is not None:
        return ""
    text = _("%(period)s chưa nhập") if one.manual else _("%(period)s không có gì để đếm")
    return _first_large(text % {"period": newest.title()})


def _change(series: Series, last: Measured) -> dict[str, str]:
    """Say how the latest value moved against the period before, if that one has a value."""
    eve = last.period.before()
    then = next((p for p in series.known if p.period == eve), None)
    if then is None or then.value is None or last.value is None:
        return {}
    said = words.difference(last.value, then.value, last.unit)
    facts = {"change": said, "period": eve.title()}
    return {"change": _("%(change)s so với %(period)s") % facts}


def _aim(last: Measured | None, target: Target | None, one: Indicator, day: date) -> dict[str, Any]:
    if target is None:
        return {}
    if not for_one_period(one, target):
        text = _("Đặt cho nhiều kỳ gộp lại")
        return {"target_text": words.amount(target.value, one.unit), "met_text": text}
    met = rules.meets(last.value if last else None, target.value, target.baseline_value)
    kind, text = aim_words(met, (target.due - day).days - 1)  # `day` is over
    return {
        "target_text": words.amount(target.value, one.unit), "met": met, "met_text": text,
        "met_kind": kind, "aimed": True,
    }  # fmt: skip


def for_one_period(one: Indicator, target: Target) -> bool:
    """Say whether a target can be held against the value of one period of its indicator."""
    return rules.is_for_one_period(one.unit, one.kind, target.baseline, one.level)


def aim_words(met: bool | None, left: int) -> tuple[str, str]:
    """Return the kind of status and the words for a target with so many days left."""
    n = {"n": words.number(abs(left))}
    if met:
        return "done", _("Đạt mục tiêu")
    if met is None:
        return "idle", _("Chưa đo được")
    if left < 0:
        return "late", _("Chưa đạt, quá hạn %(n)s ngày") % n
    return ("soon" if left <= SOON else "work"), _("Chưa đạt, còn %(n)s ngày") % n


def _real(series: Series, better: str) -> dict[str, Any]:
    news = series.news
    return {"real": bool(news), "good": is_good(news, better) if news else None}


def by_field(found: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Return the rows by field of work, the fields by name, those without one last."""
    ordered = sorted(found, key=lambda r: (not r.indicator.field, r.indicator.field.casefold()))
    return [(name, list(group)) for name, group in groupby(ordered, lambda r: r.indicator.field)]


@dataclass(frozen=True)
class Standing:
    """How we stand: targets met of those that were set, and who really changed."""

    aims: int
    met: int
    overdue: int
    better: list[Row]
    worse: list[Row]
    says: str


def standing(found: Sequence[Row]) -> Standing:
    """Say how the indicators of a list stand."""
    aimed = [one for one in found if one.aimed]
    met = sum(bool(one.met) for one in aimed)
    overdue = sum(one.met_kind == "late" for one in aimed)
    facts = {"met": words.number(met), "aims": words.number(len(aimed)), "n": words.number(overdue)}
    said = (
        _("%(met)s trong %(aims)s mục tiêu đã đạt") % facts if aimed else _("Chưa đặt mục tiêu nào")
    )
    if overdue:
        said += _(", %(n)s mục tiêu quá hạn chưa đạt") % facts
    better = [one for one in found if one.good]
    worse = [one for one in found if one.good is False]
    return Standing(len(aimed), met, overdue, better, worse, said + ".")


def narrowed(
    indicators: Iterable[Indicator], *, text: str = "", field: str = "", kind: str = ""
) -> list[Indicator]:
    """Return those of a field of work, of a kind of period, with all of the words in what they are
    called (letters with or without marks)."""
    asked = plain(text).split()
    return [
        one for one in indicators
        if (not field or one.field == field)
        and (not kind or one.kind == kind)
        and all(word in plain(f"{one.name} {one.field} {one.note}") for word in asked)
    ]  # fmt: skip


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
