"""A pack of indicators in a period: what each item is worth, and what has no value."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from khe.base.figures import Period
from khe.base.journal import queries as journal
from khe.base.web import phrases
from khe.base.web.parts import Happening
from khe.desks.indicators import words
from khe.desks.indicators.packs import Item, Pack
from khe.desks.indicators.queries.packing import Line, Score, Scored, own_items
from khe.desks.indicators.queries.recent import latest_period
from khe.desks.indicators.scoring import Sum
from khe.desks.indicators.states import Event


@dataclass(frozen=True)
class Row:
    """One item, ready to be read."""

    line: Line
    value: str
    made_of: str
    most: str  # "12", with the limit: "từ 50 % đạt điểm tối đa"
    full: str
    points: str
    changed: str  # what the decision gives, where the authority changed it
    doubtful: bool
    records: str  # the address of the records, or of the indicator


@dataclass(frozen=True)
class Card:
    """A group, ready to be read; `off` says when its items do not add up to what the decision gives."""

    scored: Scored
    rows: list[Row]
    says: str
    off: str


def cards(score: Score) -> list[Card]:
    """Return the groups of a score."""
    return [
        Card(one, [_row(line, score.period) for line in one.lines], reached(one.sum), _off(one))
        for one in score.groups
    ]


def says(score: Score) -> str:
    """Say the points of a pack: of those that can be measured, never more."""
    facts = {"period": score.period.title(), "reached": reached(score.sum)}
    if not score.sum.of:
        return _("%(period)s: chưa tính được điểm nào.") % facts
    if not score.sum.missing:
        return f"{facts['period']}: {facts['reached']}."
    facts["missing"] = words.number(score.sum.missing)
    return (
        _("%(period)s: %(reached)s; còn %(missing)s điểm chưa có số liệu, không quy đổi.") % facts
    )


def reached(sum: Sum) -> str:
    """Say points of the points that can be measured: "28,4 trên 32 điểm tính được"; of all: "88 trên 100
    điểm"."""
    if not sum.of:
        return _("chưa có số liệu")
    facts = {"points": phrases.decimal(sum.points), "of": words.number(sum.of)}
    text = (
        _("%(points)s trên %(of)s điểm tính được")
        if sum.missing
        else _("%(points)s trên %(of)s điểm")
    )
    return text % facts


def _row(line: Line, period: Period) -> Row:
    made_of = "" if line.value is None else words.counted(line.numerator, line.denominator)
    return Row(
        line, words.amount(line.value, "share"), made_of, words.number(line.weight), full(line.full_at),
        "–" if line.points is None else phrases.decimal(line.points), _changed(line),
        line.item.sure != "high" and line.own is None, _records(line, period),
    )  # fmt: skip


def full(full_at: float) -> str:
    """Say from which share an item gives all its points; "" for the whole."""
    if full_at == 1:
        return ""
    return _("đạt %(share)s là đủ điểm") % {"share": f"{words.number(round(full_at * 100, 1))} %"}


def _changed(line: Line) -> str:
    if line.own is None:
        return ""
    facts = {
        "weight": words.number(line.item.weight), "why": line.own.why,
        "share": f"{words.number(round(line.item.full_at * 100, 1))} %",
    }  # fmt: skip
    return _("đã sửa, mẫu là %(weight)s điểm khi đạt %(share)s: %(why)s") % facts


def _records(line: Line, period: Period) -> str:
    """Return the list of the dossiers counted, where the list can be narrowed to them; else the page of
    the indicator."""
    if line.item.link and line.value is not None:
        days = urlencode({"since": f"{period.first:%d/%m/%Y}", "until": f"{period.last:%d/%m/%Y}"})
        return f"{reverse('dossiers:list')}?{line.item.link}&{days}"
    return line.indicator.get_absolute_url() if line.indicator else ""


def _off(one: Scored) -> str:
    if abs(one.sum.most - one.group.weight) < 1e-9:
        return ""
    facts = {"most": words.number(one.sum.most), "weight": words.number(one.group.weight)}
    return _("Các chỉ số cộng lại %(most)s điểm, Quyết định cho nhóm này %(weight)s điểm.") % facts


def chips(day: Any, chosen: Period) -> list[tuple[str, str, bool]]:
    """Return the latest month, quarter and year that are over: (address, name, is it shown?)."""
    found = [latest_period(kind, day) for kind in ("month", "quarter", "year")]
    return [("?" + urlencode({"ky": one.title()}), one.title(), one == chosen) for one in found]


def history(pack: Pack) -> list[Happening]:
    """Return what was changed in the weights, newest first; two queries."""
    entries = journal.of_many(one.pk for one in own_items(pack).values())
    found = [entry for some in entries.values() for entry in some if entry.event == Event.WEIGHED]
    found.sort(key=lambda one: one.at, reverse=True)
    return [Happening(one.at, _sentence(one.facts), "work", "edit", one.by_name) for one in found]


def _sentence(facts: dict[str, Any]) -> Any:
    return format_html(
        _("{title}: <b>{weight} điểm</b>, {full}. Lý do: {why}"), title=facts["title"],
        weight=words.number(facts["weight"]), why=facts["why"],
        full=full(facts["full_at"]) or _("đạt 100 % là đủ điểm"),
    )  # fmt: skip


def about(item: Item) -> str:
    """Say what an item is, for the form that changes it."""
    return _("Cách tính: %(formula)s.") % {"formula": item.formula}
