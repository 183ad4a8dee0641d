"""What the overview shows of the figures: charts, bars, tables, and what they say. Pure."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khe.base.statistics import xmr
from khe.base.web import charts, phrases
from khe.base.web.parts import Bar
from khe.desks.dossiers.figures import Overview, Tallied
from khe.desks.dossiers.states import Channel

CHANNELS = dict(Channel.choices)
TOP = 8  # bars a group shows before "Xem bảng"


def _dimensions() -> list[tuple[str, str]]:
    return [("field", _("Lĩnh vực")), ("officer", _("Người giữ")), ("channel", _("Hình thức nộp"))]


def _rate(count: Tallied) -> float | None:
    judged = count.on_time + count.late
    return 100 * count.on_time / judged if judged else None


def _label(month: date, former: date | None) -> str:
    return f"{month:%m/%y}" if former is None or month.year != former.year else f"{month.month}"


def trend(found: Overview) -> charts.Figure:
    """Return the on-time rate by month with its band of ordinary variation."""
    rates = [(m, c, _rate(c)) for m, c in sorted(found.months.items())]
    limits = xmr([r for _m, _c, r in rates if r is not None])
    band = (
        charts.Band(limits.mean, max(0.0, limits.low), min(100.0, limits.high)) if limits else None
    )
    says = ""
    if limits and (last := next((r for _m, _c, r in reversed(rates) if r is not None), None)):
        inside = limits.low <= last <= limits.high
        says = (
            _("Tháng gần nhất nằm trong dao động thường: chưa nói lên tiến bộ hay sa sút.")
            if inside
            else _("Tháng gần nhất vượt ra ngoài dao động thường: nên xem vì sao.")
        )
    months = sorted(found.months)
    points = [
        charts.Point(
            _label(m, months[n - 1] if n else None), r,
            note=phrases.out_of(c.on_time, c.on_time + c.late),
        )
        for n, (m, c, r) in enumerate(rates)
    ]  # fmt: skip
    return charts.line_chart(
        points, title=_("Tỷ lệ đúng hạn theo tháng"), says=says, unit="%", band=band
    )


def volume(found: Overview) -> charts.Figure:
    """Return what was received by month."""
    months = sorted(found.months)
    points = [
        charts.Point(_label(m, months[n - 1] if n else None), found.months[m].received)
        for n, m in enumerate(months)
    ]
    return charts.bar_chart(points, title=_("Hồ sơ nhận vào theo tháng"))


def _one(found: Overview, dimension: str, title: str) -> dict[str, Any]:
    """Return the bars of open overdue dossiers and the table of one group, largest first."""
    rows = sorted(
        found.groups.get(dimension, {}).items(), key=lambda r: (-r[1].overdue, -r[1].received, r[0])
    )
    named = [(CHANNELS.get(k, k) or _("(chưa có)"), c) for k, c in rows]
    bars = [
        Bar(
            str(name),
            c.overdue,
            f"{phrases.whole(c.overdue)} / {phrases.whole(c.open)}",
            kind="late",
        )
        for name, c in named
        if c.open
    ]
    table = [(name, c, _rate(c)) for name, c in named]
    return {"title": title, "bars": bars[:TOP], "table": table, "dimension": dimension}


def partition(found: Overview) -> list[tuple[str, int]]:
    """Return what became of the dossiers received, in words and numbers."""
    names = {
        "settled": _("Đã giải quyết"),
        "in_progress": _("Đang giải quyết"),
        "waiting": _("Tạm dừng, chờ công dân"),
        "gone": _("Rút hoặc dừng"),
    }
    return [(label, found.partition[key]) for key, label in names.items()]


def groups(found: Overview) -> list[dict[str, Any]]:
    """Return every group of the page."""
    return [_one(found, *dimension) for dimension in _dimensions()]
