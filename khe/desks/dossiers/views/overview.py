"""The overview: what came in, what was settled on time, where it is late."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.web import charts, phrases
from khe.base.web.parts import Bar
from khe.desks.dossiers import figures, queries
from khe.desks.dossiers.figures import Overview, Tallied
from khe.desks.dossiers.forms.period import PeriodForm
from khe.desks.dossiers.states import Channel

CHANNELS = dict(Channel.choices)
TOP = 8  # bars a group shows before "Xem bảng"


def overview(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period to whoever may see all dossiers; others see their own lists."""
    if not request.actor.can(*queries.SEES_ALL):
        raise Http404  # a count must not tell more than the pages behind it
    now = _now(request)
    form = PeriodForm(request.GET or None, now=now, oldest=queries.oldest(), whole=_whole(request))
    found = figures.overview(*form.period(), now=now)
    low, high = figures.wilson(found.total.on_time, found.total.on_time + found.total.late)
    context = {
        "form": form,
        "found": found,
        "judged": found.total.on_time + found.total.late,
        "low": 100 * low,
        "high": 100 * high,
        "trend": _trend(found),
        "volume": _volume(found),
        "groups": [_group(found, *g) for g in _groups()],
        "partition": _partition(found),
        "now_shown": now,
        "late_url": reverse("dossiers:list") + "?" + urlencode({"group": "late"}),
    }
    return render(request, "dossiers/overview.html", context)


def _now(request: HttpRequest) -> datetime:
    """Return the moment the figures are for: now, or the end of an archive's log."""
    end = request.authority.settings.get("log_end")
    return datetime.fromisoformat(end) if end else request.at


def _whole(request: HttpRequest) -> bool:
    return bool(request.authority.kind == "archive")


def _groups() -> list[tuple[str, str]]:
    return [("field", _("Lĩnh vực")), ("officer", _("Người giữ")), ("channel", _("Hình thức nộp"))]


def _rate(count: Tallied) -> float | None:
    judged = count.on_time + count.late
    return 100 * count.on_time / judged if judged else None


def _label(month: date, former: date | None) -> str:
    return f"{month:%m/%y}" if former is None or month.year != former.year else f"{month.month}"


def _trend(found: Overview) -> charts.Figure:
    rates = [(m, c, _rate(c)) for m, c in sorted(found.months.items())]
    limits = figures.limits_of([r for _m, _c, r in rates if r is not None])
    band = charts.Band(limits[0], max(0.0, limits[1]), min(100.0, limits[2])) if limits else None
    says = ""
    if limits and (last := next((r for _m, _c, r in reversed(rates) if r is not None), None)):
        inside = limits[1] <= last <= limits[2]
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


def _volume(found: Overview) -> charts.Figure:
    months = sorted(found.months)
    points = [
        charts.Point(_label(m, months[n - 1] if n else None), found.months[m].received)
        for n, m in enumerate(months)
    ]
    return charts.bar_chart(points, title=_("Hồ sơ nhận vào theo tháng"))


def _group(found: Overview, dimension: str, title: str) -> dict[str, Any]:
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


def _partition(found: Overview) -> list[tuple[str, int]]:
    names = {
        "settled": _("Đã giải quyết"),
        "in_progress": _("Đang giải quyết"),
        "waiting": _("Tạm dừng, chờ công dân"),
        "gone": _("Rút hoặc dừng"),
    }
    return [(label, found.partition[key]) for key, label in names.items()]
