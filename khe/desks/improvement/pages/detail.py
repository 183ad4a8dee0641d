"""What the page of one shortcoming shows of its links and judgements."""

from dataclasses import dataclass
from typing import Any

from khe.base.people.actor import Actor
from khe.base.web import charts
from khe.desks.improvement import queries, wording
from khe.desks.improvement.models import Judgement, ShortcomingLink
from khe.desks.improvement.pages import charting
from khe.desks.improvement.queries.wholes import Whole
from khe.desks.improvement.states import Verdict
from khe.desks.indicators import words


@dataclass(frozen=True)
class Linked:
    """An indicator of a shortcoming, in words, with its chart."""

    link: ShortcomingLink
    name: str
    baseline: str
    baseline_of: str
    baseline_days: str
    target: str
    window: str
    relapse_at: str
    now: str
    now_of: str
    url: str
    retired: str  # why its source is gone
    chart: charts.Figure | None


@dataclass(frozen=True)
class Judged:
    """A judgement with its rows in words."""

    judgement: Judgement
    kind: str
    label: Any
    rows: list[dict[str, Any]]


KINDS = {Verdict.OVERCOME: "done", Verdict.PARTLY: "soon", Verdict.NOT_YET: "late"}


def links(actor: Actor, whole: Whole) -> list[Linked]:
    """Return the links in force with what their indicators say."""
    known = queries.indicators_of(actor, whole.links)
    series = queries.series_of(actor, whole.links, whole.day)
    return [
        _linked(link, one, charting.in_window(link, one, series.get(one.pk), whole.judged(link)))
        for link in whole.links
        if (one := known.get(link.indicator_id))
    ]


def judgements(whole: Whole) -> list[Judged]:
    """Return the judgements, latest first."""
    return [
        Judged(
            one,
            KINDS[Verdict(one.verdict)],
            Verdict(one.verdict).label,
            [_row(r) for r in one.rows],
        )
        for one in whole.judgements
    ]


def _linked(link: ShortcomingLink, one: Any, series: Any) -> Linked:
    last = charting.last_known(series)
    name, unit = str(one.name), one.unit
    chart = charting.page(name, link, series) if series and series.points else None
    return Linked(
        link, name, words.amount(link.baseline_value, unit),
        words.counted(link.baseline_numerator, link.baseline_denominator),
        wording.days(link.baseline), words.amount(link.target, unit), wording.days(link.window),
        words.amount(link.relapse_at, unit), words.amount(last.value if last else None, unit),
        f"{words.counted(last.numerator, last.denominator)} {charting.short(last.period)}".strip()
        if last else "",
        str(last.figure.url) if last and last.figure else "",
        queries.gone(one), chart,
    )  # fmt: skip


def _row(row: dict[str, Any]) -> dict[str, Any]:
    verdict = Verdict(row["verdict"])
    unit = row["unit"]
    return row | {
        "baseline_text": words.amount(row["baseline"], unit),
        "target_text": words.amount(row["target"], unit),
        "value_text": words.amount(row["value"], unit),
        "of_text": words.counted(row["numerator"], row["denominator"]),
        "interval": f"{words.amount(row['low'], unit)} – {words.amount(row['high'], unit)}"
        if row["low"] != row["high"] else "",
        "verdict_label": verdict.label, "verdict_kind": KINDS[verdict],
    }  # fmt: skip
