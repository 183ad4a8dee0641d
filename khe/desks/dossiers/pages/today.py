"""Rows of work, the working day as a ruler, and the sentence that opens the home page. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from khe.base.calendar import clock
from khe.base.calendar.calendars import Calendar
from khe.base.people.actor import Actor
from khe.base.web import phrases
from khe.base.web.parts import STATUS_ICONS, Bar
from khe.desks.dossiers.pages import verbs
from khe.desks.dossiers.pages.timeline import say
from khe.desks.dossiers.states import OPEN, WAITING, Status

STATUS_KINDS: dict[str, str] = {
    Status.REGISTERED: "idle", Status.RECEIVED: "work", Status.IN_PROGRESS: "work",
    Status.AWAITING_SUPPLEMENT: "wait", Status.AWAITING_PAYMENT: "wait",
    Status.TRANSFERRED: "wait", Status.DECIDED: "done", Status.ISSUED: "done",
    Status.RETURNED: "done", Status.REFUSED: "idle", Status.WITHDRAWN: "idle",
    Status.STOPPED: "idle",
}  # fmt: skip
LABELS_OF = dict(Status.choices)
DIRECT = ("claim", "start_step", "finish_step", "decide", "issue_result")
PIPS = 8  # steps drawn at most
LABELS = 4  # names on the ruler at most
SLOT = 15.0  # percent of the ruler that a name takes


@dataclass(frozen=True)
class Left:
    """How much of the time limit is left: minutes (None: no clock), by which count, in words."""

    minutes: int | None
    working: bool
    kind: str
    text: str
    due: str

    @property
    def icon(self) -> str:
        """Return the icon of its kind."""
        return STATUS_ICONS[self.kind]


@dataclass(frozen=True)
class Row:
    """One dossier in a list of work."""

    dossier: Any
    left: Left
    step: str
    pips: list[bool]
    next: verbs.Verb | None
    url: str  # of the next verb
    status_kind: str
    status: str
    reason: str = ""  # where a late one lies, and whose time went

    @property
    def direct(self) -> bool:
        """Say whether the button in the row does it at once, without a page in between."""
        return self.next is not None and self.next.name in DIRECT


def minutes_left(dossier: Any, at: datetime, calendar: Calendar) -> int | None:
    """Return the minutes left: working ones, or elapsed ones for limits in hours, days, months.

    A stopped clock stands where it was stopped; a settled dossier's where it was settled.
    """
    if dossier.due_at is None:
        return None
    then = dossier.settled_at or dossier.closed_at or dossier.paused_at or at
    if counts_working(dossier):
        return clock.remaining(calendar, then, dossier.due_at)
    return int((dossier.due_at - then) // timedelta(minutes=1))


def counts_working(dossier: Any) -> bool:
    """Say whether the limit is in working time (also where an imported log does not say)."""
    return not dossier.limit or "working" in dossier.limit


def left(dossier: Any, at: datetime, calendar: Calendar) -> Left:
    """Return how much is left, in words: "Còn 3 giờ 20 phút làm việc", "Tạm dừng, còn 1 ngày"."""
    minutes = minutes_left(dossier, at, calendar)
    working = counts_working(dossier)
    due = _due_text(dossier.due_at, at) if dossier.due_at else ""
    if minutes is None:
        return Left(None, working, "idle", _("Chưa tính hạn"), "")
    words = phrases.remaining(_coarse(minutes, working), working=working)
    if dossier.settled_at or dossier.closed_at:
        late = dossier.settled_at is not None and dossier.settled_at > dossier.due_at
        return Left(minutes, working, "late" if late else "done", _settled(late), due)
    if dossier.status in WAITING:
        some = phrases.duration(_coarse(minutes, working), phrases.DAY if working else 1440)
        rest = _("còn {time} khi chạy lại").format(time=some) if minutes > 0 else words
        return Left(minutes, working, "wait", _("Tạm dừng"), rest)
    kind = "late" if dossier.due_at < at else phrases.urgency(max(minutes, 0))
    if kind == "late" and minutes >= 0:
        words = _("vừa quá hạn")
    return Left(minutes, working, kind, words[:1].upper() + words[1:], due)


def _coarse(minutes: int, working: bool) -> int:
    """Leave out the minutes from a day on: a list is read at a glance."""
    return minutes - minutes % 60 if minutes >= (phrases.DAY if working else 1440) else minutes


def _settled(late: bool) -> str:
    return _("Xong quá hạn") if late else _("Xong đúng hạn")


def _due_text(due: datetime, at: datetime) -> str:
    there, here = phrases.local(due), phrases.local(at)
    if there.date() == here.date():
        return _("hẹn {time} hôm nay").format(time=f"{there:%H:%M}")
    return _("hẹn {moment}").format(moment=phrases.moment(due, year=there.year != here.year))


def step_text(dossier: Any) -> str:
    """Say where a dossier stands: "Bước 2/3: Thẩm định"."""
    if dossier.status == Status.IN_PROGRESS and dossier.step:
        return _("Bước {n}/{all}: {name}").format(
            n=dossier.step, all=dossier.step_count, name=dossier.step_name
        )
    return str(Status(dossier.status).label)


def row(dossier: Any, by: Actor, at: datetime, calendar: Calendar) -> Row:
    """Return a dossier as a row, with what this person does next."""
    verb = None if dossier.origin == "log" else verbs.first_of(dossier, by, at)
    url = verbs.address(verb.name, dossier.code) if verb else ""
    found = listed(dossier, at, calendar)
    return replace(found, next=verb, url=url) if url else found


def listed(dossier: Any, at: datetime, calendar: Calendar) -> Row:
    """Return a dossier as a row of the list, where nothing is done."""
    done = dossier.step_count if dossier.status not in OPEN else dossier.step
    return Row(
        dossier,
        left(dossier, at, calendar),
        step_text(dossier),
        [n < done for n in range(min(dossier.step_count, PIPS))],
        None,
        "",
        STATUS_KINDS[dossier.status],
        str(LABELS_OF[dossier.status]),
    )


def why_late(dossier: Any, shares: dict[str, int] | None) -> str:
    """Say where a late dossier lies, and whose time went."""
    where = _("đang ở “{step}”").format(step=step_text(dossier))
    who = dossier.officer_name or _("chưa ai nhận")
    text = f"{where}, {who}"
    if not shares:
        return text
    other = [(_("công dân"), shares["citizen"]), (_("cơ quan khác"), shares["other"])]
    spent = [_("phường giữ {time}").format(time=phrases.duration(shares["authority"]))]
    spent += [
        _("{who} giữ {time}").format(who=name, time=phrases.duration(n)) for name, n in other if n
    ]
    return f"{text} · " + ", ".join(spent)


# ---- the ruler of the day -----------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """A due moment on the ruler: where (percent), when, whose; `shown`: there is room for words."""

    x: float
    time: str
    name: str
    url: str
    anchor: str  # start, middle, end
    shown: bool


@dataclass(frozen=True)
class Ruler:
    """Today's shifts as parts of a line (x, width in percent), now, ticks and due moments."""

    shifts: list[tuple[float, float]]
    rests: list[tuple[float, float]]
    past: list[tuple[float, float]]
    ticks: list[tuple[float, str, str]]
    now: float | None
    now_text: str
    now_anchor: str
    marks: list[Mark]


def ruler(calendar: Calendar, at: datetime, due: Iterable[Any]) -> Ruler | None:
    """Return today's ruler with the dossiers due today; None on a day off."""
    here = phrases.local(at)
    shifts = calendar.shifts_on(here.date())
    if not shifts:
        return None
    first, last = shifts[0][0], shifts[-1][1]

    def x(minute: float) -> float:
        return round(100 * min(max(minute - first, 0), last - first) / (last - first), 2)

    now = here.hour * 60 + here.minute
    spans = [(x(a), round(x(b) - x(a), 2)) for a, b in shifts]
    past = [(x(a), round(x(min(b, now)) - x(a), 2)) for a, b in shifts if a < now]
    rests = [(x(b[1]), round(x(c[0]) - x(b[1]), 2)) for b, c in pairwise(shifts)]
    edges = sorted({minute for shift in shifts for minute in shift})
    seen = first <= now <= last
    return Ruler(
        spans, rests, past,
        [(x(m), f"{m // 60:02d}:{m % 60:02d}", _anchor(x(m))) for m in edges
         if not seen or abs(x(m) - x(now)) > 9],
        x(now) if seen else None, _("bây giờ {time}").format(time=f"{here:%H:%M}"),
        _anchor(x(now)), _marks(due, x),
    )  # fmt: skip


def _anchor(x: float) -> str:
    return "start" if x < 7 else "end" if x > 93 else "middle"


def _marks(due: Iterable[Any], x: Any) -> list[Mark]:
    """Lay the due moments out; a name is shown only where it covers no other."""
    marks: list[Mark] = []
    taken = -SLOT
    for dossier in due:
        there = phrases.local(dossier.due_at)
        at = x(there.hour * 60 + there.minute)
        shown = at - taken >= SLOT and sum(m.shown for m in marks) < LABELS
        if shown:
            taken = at
        name = " ".join((dossier.applicant_name or dossier.code).split()[-2:])
        marks.append(
            Mark(at, f"{there:%H:%M}", name, dossier.get_absolute_url(), _anchor(at), shown)
        )
    return marks


# ---- the sentence that opens the page -----------------------------------------------------------


def answer(late: int, today: int, close: str) -> SafeString:
    """Say first what counts: "2 việc quá hạn, 4 việc đến hạn trước 17:00."."""
    parts = []
    if late:
        words = ngettext("{n} việc quá hạn", "{n} việc quá hạn", late)
        parts.append(say('<b class="tx-late">{w}</b>', w=words.format(n=phrases.whole(late))))
    if today:
        words = ngettext("{n} việc đến hạn", "{n} việc đến hạn", today)
        parts.append(say('<b class="tx-soon">{w}</b>', w=words.format(n=phrases.whole(today))))
    if not close:
        if not parts:
            return say(_("Hôm nay là ngày nghỉ, không có việc nào quá hạn."))
        parts.append(say(_("hôm nay là ngày nghỉ")))
    if not parts:
        return say(_("Không có việc quá hạn, hôm nay không có việc nào đến hạn."))
    joined = format_html_join(", ", "{}", ((part,) for part in parts))
    if today and close:
        return format_html(_("{what} trước {close}."), what=joined, close=close)
    return format_html("{}.", joined)


def close_of(calendar: Calendar, at: datetime) -> str:
    """Return when today's work ends ("17:00"); '' on a day off."""
    shifts = calendar.shifts_on(phrases.local(at).date())
    return f"{shifts[-1][1] // 60:02d}:{shifts[-1][1] % 60:02d}" if shifts else ""


def end_of_day(at: datetime) -> datetime:
    """Return the end of the local day of `at` (the midnight that follows)."""
    here = phrases.local(at)
    return here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def start_of_day(at: datetime) -> datetime:
    """Return the midnight at which the local day of `at` began."""
    return end_of_day(at) - timedelta(days=1)


@dataclass(frozen=True)
class Group:
    """A group of rows under one heading; `more` is the address of all of it."""

    key: str
    title: str
    kind: str
    rows: Sequence[Row]
    count: int
    hint: str = ""
    more: str = ""
    is_first: bool = False


# key: (title, kind of status, what to do about it)
GROUPS = {
    "late": (gettext_lazy("Quá hạn"), "late", gettext_lazy("xin lỗi và hẹn lại ngay hôm nay")),
    "today": (gettext_lazy("Đến hạn hôm nay"), "soon", ""),
    "coming": (gettext_lazy("Những ngày tới"), "work", ""),
    "waiting": (gettext_lazy("Đang chờ"), "wait", gettext_lazy("đồng hồ tạm dừng")),
    "free": (gettext_lazy("Chưa ai nhận"), "idle", ""),
    "sign": (gettext_lazy("Chờ ký"), "work", gettext_lazy("bước cuối, chờ lãnh đạo quyết định")),
    "results": (gettext_lazy("Kết quả chờ trao"), "done", gettext_lazy("chờ lâu nhất ở trên")),
    "payments": (gettext_lazy("Chờ nộp phí"), "wait", gettext_lazy("đồng hồ tạm dừng")),
    "registered": (gettext_lazy("Mới đăng ký"), "idle", gettext_lazy("kiểm tra rồi tiếp nhận")),
    "taken": (gettext_lazy("Tiếp nhận hôm nay"), "work", ""),
}


def answer_at_counter(counts: dict[str, int]) -> SafeString:
    """Say what waits at the counter: "3 kết quả chờ trao, 2 hồ sơ mới đăng ký."."""
    words = (
        ("results", _("{n} kết quả chờ trao")),
        ("payments", _("{n} hồ sơ chờ nộp phí")),
        ("registered", _("{n} hồ sơ mới đăng ký chờ kiểm tra")),
    )
    parts = [(text.format(n=phrases.whole(counts[key])),) for key, text in words if counts[key]]
    taken = _("Hôm nay đã tiếp nhận {n}.").format(n=phrases.whole(counts["taken"]))
    if not parts:
        return say("{text}", text=_("Ở quầy không có gì chờ. {taken}").format(taken=taken))
    return format_html("{}. {}", format_html_join(", ", "<b>{}</b>", parts), taken)


def late_bar(name: str, late: int, held: int, by: str) -> Bar:
    """Return how many of the open dossiers of a field or officer are late, with their list."""
    query = urlencode({"group": "late", by: name or "-"})
    label = name or (_("Chưa ai nhận") if by == "officer" else _("Chưa rõ lĩnh vực"))
    return Bar(label, late, f"{late} / {held}", f"{reverse('dossiers:list')}?{query}", "late")


class Unfilled:
    """Why one of many was not done: something is missing in the form."""

    value = "unfilled"

    def __init__(self, form: Any) -> None:
        self.label = " ".join(str(e) for errors in form.errors.values() for e in errors)
