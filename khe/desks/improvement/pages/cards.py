"""The cards of the board: baseline → now → target, who, what next, how long still."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.base.web import charts
from khe.desks.improvement import queries
from khe.desks.improvement.pages import charting
from khe.desks.improvement.queries.wholes import Doing, Whole
from khe.desks.improvement.states import State
from khe.desks.indicators import words

SOON = 14  # days
DECIDED = (State.AWAITING, State.OVERCOME, State.DROPPED)  # what comes next is a decision
SETTLED = (State.OVERCOME, State.PARTLY, State.NOT_YET, State.DROPPED)  # no clock runs


@dataclass(frozen=True)
class Card:
    """One shortcoming on the board. Figures are text, ready to be read."""

    whole: Whole
    indicator: str = ""  # what is measured; "" without a link
    baseline: str = ""
    now: str = ""
    target: str = ""
    unit: str = ""
    made_of: str = ""  # "1.286 trong 1.320, 8/2026"
    made_of_url: str = ""
    says: str = ""  # whether the change is more than chance
    chart: charts.Figure | None = None
    more: int = 0  # further indicators
    next_step: str = ""
    owner: str = ""
    left: str = ""
    left_kind: str = ""  # tx-…

    @property
    def shortcoming(self) -> Any:
        """Return the shortcoming itself."""
        return self.whole.shortcoming

    @property
    def state(self) -> State:
        """Return the state shown."""
        return self.whole.state


def cards(actor: Actor, at: datetime, rows: list[Whole]) -> list[Card]:
    """Return the cards of shortcomings: a fixed number of queries, whatever the number of cards."""
    links = [link for row in rows for link in row.links]
    known = queries.indicators_of(actor, links)
    series = queries.series_of(actor, links, queries.day_of(at))
    return [_card(row, known, series) for row in rows]


def board(actor: Actor, at: datetime, **narrowing: Any) -> list[Card]:
    """Return the cards of all shortcomings the actor may see, by field, then code; `narrowing` as in
    `queries.listed`."""
    return cards(actor, at, queries.wholes(queries.listed(actor, at, **narrowing), at))


def _card(row: Whole, known: dict[Any, Any], series: dict[Any, Any]) -> Card:
    left, kind = left_of(row)
    about: dict[str, Any] = {
        "next_step": next_step(row), "owner": owner(row), "left": left, "left_kind": kind,
    }  # fmt: skip
    link = next((one for one in row.links if one.indicator_id in known), None)
    if link is None:
        return Card(row, **about)
    one = known[link.indicator_id]
    run = charting.in_window(link, one, series.get(link.indicator_id), row.judged(link))
    last = charting.last_known(run)
    scale = charting.Scale(is_share=one.unit == "share")
    if run is not None and run.points:
        about["chart"] = charting.card(row.shortcoming.title, link, run, began(row))
    if last is not None:
        of = words.counted(last.numerator, last.denominator) or words.amount(last.value, one.unit)
        about |= {"made_of": f"{of}, {charting.short(last.period)}", "made_of_url": _url(last)}
        about["says"] = str(run.says) if run and row.state != State.RELAPSED else ""
    return Card(
        row, indicator=str(one.name), baseline=scale.text(link.baseline_value),
        now=scale.text(last.value if last else None), target=scale.text(link.target),
        unit=scale.unit, more=len(row.links) - 1, **about,
    )  # fmt: skip


def began(row: Whole) -> date | None:
    """Return the local day on which the first measure was given."""
    return min((d.measure.added_at.astimezone(LOCAL).date() for d in row.doings), default=None)


def owner(row: Whole) -> str:
    """Name who does the next step: who leads the measure, who decides, or who answers for it; ""
    when nobody was named."""
    doing, subject = works_on(row), row.shortcoming
    if doing:
        return str(doing.measure.lead.name)
    if row.state in DECIDED and not row.is_closed:
        return _("Thường trực, lãnh đạo")
    answers = subject.answers_member or subject.answers_body
    return str(answers.name) if answers else ""


def works_on(row: Whole) -> Doing | None:
    """Return the open measure that is the next step, if it is not a decision."""
    return None if row.state in DECIDED or row.is_closed else row.next_doing


def next_step(row: Whole) -> str:
    """Say what has to be done next."""
    if doing := works_on(row):
        return str(doing.measure.content)
    if row.is_closed:
        return _("Theo dõi để không tái diễn")
    if row.state in (State.REMEDIED, State.WATCHED) and not row.links:
        return _("Gắn chỉ tiêu để đo kết quả")
    return {
        State.NO_MEASURES: _("Đặt biện pháp khắc phục"),
        State.REMEDIED: _("Chờ kỳ theo dõi bắt đầu"),
        State.WATCHED: _("Theo dõi đến hết kỳ"),
        State.AWAITING: _("Kết luận theo số đo"),
        State.OVERCOME: _("Duyệt minh chứng và đóng"),
        State.PARTLY: _("Đặt kỳ theo dõi mới"),
        State.NOT_YET: _("Đổi biện pháp, đặt kỳ theo dõi mới"),
        State.RELAPSED: _("Giao biện pháp, đặt kỳ theo dõi mới"),
        State.DROPPED: _("Đã thôi theo dõi"),
    }[row.state]


@dataclass(frozen=True)
class Due:
    """What runs out next: the window of measuring, or the measure that is due first."""

    what: Any
    day: date
    left: str
    kind: str  # tx-…


def due_of(row: Whole) -> Due | None:
    """Return what runs out next, with how long it still runs; None where no clock runs."""
    last, doing = row.window_last, row.next_doing
    if row.is_closed or row.state in SETTLED:
        return None
    if row.state == State.AWAITING and last:
        days = words.number((row.day - last).days)
        return Due(_("Kỳ theo dõi đã hết"), last, _("hết kỳ %(n)s ngày") % {"n": days}, "tx-late")
    if doing is not None and row.state != State.WATCHED:
        return Due(_("Biện pháp đến hạn"), doing.measure.due, *_runs(doing.measure.due, row.day))
    if last is None or last < row.day:
        return None
    return Due(_("Kỳ theo dõi đến hết"), last, *_runs(last, row.day))


def _runs(due: date, day: date) -> tuple[str, str]:
    days = (due - day).days
    if days < 0:
        return _("quá %(n)s ngày") % {"n": words.number(-days)}, "tx-late"
    if days == 0:
        return _("hết hạn hôm nay"), "tx-soon"
    return _("còn %(n)s ngày") % {"n": words.number(days)}, "tx-soon" if days <= SOON else ""


def left_of(row: Whole) -> tuple[str, str]:
    """Say on a card how long the next clock still runs, or since when it is closed, and in which colour."""
    if row.is_closed and row.shortcoming.closed_at:
        closed = row.shortcoming.closed_at.astimezone(LOCAL)
        return _("đóng %(day)s") % {"day": f"{closed:%d/%m/%Y}"}, "tx-done"
    due = due_of(row)
    return (due.left, due.kind) if due else ("", "")


def _url(measured: Any) -> str:
    return str(measured.figure.url) if measured.figure else ""
