"""Lists of tasks: mine, given by me, my people's, all; the load of each person; as a spreadsheet."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khe.base.calendar import queries as calendars
from khe.base.sheets.responses import sheet_response
from khe.base.web import phrases
from khe.base.web.entering import people_only
from khe.desks.tasks import queries, rules
from khe.desks.tasks.forms.listing import CHOICES, OPEN, ListForm
from khe.desks.tasks.models import Task
from khe.desks.tasks.pages import rows
from khe.desks.tasks.pages.sheet import TASKS, line
from khe.desks.tasks.states import OPEN_STATES, State

PAGE = 50
EXPORTED = 5000
HEAVY = ("detail", "result", "journal_hash", "find_key")  # columns a list does not show
TABS = {
    "mine": gettext_lazy("Của tôi"),
    "given": gettext_lazy("Tôi giao"),
    "people": gettext_lazy("Người của tôi"),
    "all": gettext_lazy("Tất cả"),
}


@require_safe
@people_only
def listing(request: HttpRequest) -> HttpResponse:
    """Show a page of tasks, by urgency."""
    tabs = _tabs(request)
    tab = request.GET.get("xem", "")
    tab = tab if tab in tabs else "all" if request.actor.can(*rules.SEES_ALL) else "mine"
    form = ListForm(request.GET, **_when(request))
    whole, state = _narrowed(request, tab, form), _state(request)
    counts = queries.counts(whole, request.at)
    start = (_page(request) - 1) * PAGE
    lines = _rows(request, _in_state(whole, state, request)[start : start + PAGE])
    total = _total(counts, state)
    context = {
        "form": form, "whose": {k: TABS[k] for k in tabs}, "tab": tab, "state": state,
        "groups": rows.grouped(lines), "chips": _chips(request, counts, state), "counts": counts,
        "total": total, "narrowed": form.is_narrowed(), "query": request.GET.urlencode(),
        "turner": _turner(request, start, len(lines), total), "shows_lead": tab != "mine",
    }  # fmt: skip
    return render(request, "tasks/list.html", context)


@require_safe
@people_only
def export(request: HttpRequest) -> HttpResponse:
    """Give the same tasks, in the same order, as a spreadsheet."""
    tabs, tab = _tabs(request), request.GET.get("xem", "")
    tab = tab if tab in tabs else "all" if request.actor.can(*rules.SEES_ALL) else "mine"
    whole = _narrowed(request, tab, ListForm(request.GET, **_when(request)))
    found = _in_state(whole, _state(request), request).select_related("lead")[:EXPORTED]
    name = f"nhiem-vu-{phrases.local(request.at):%Y%m%d-%H%M}.xlsx"
    return sheet_response(TASKS, (line(task, request.at) for task in found), name)


@require_safe
@people_only
def load(request: HttpRequest) -> HttpResponse:
    """Show how much each person has to do, by name: of those whom one heads; all to who sees all."""
    actor, at = request.actor, request.at
    own = set(queries.mine(actor))
    members = None if actor.can(*rules.SEES_ALL) else queries.led_of(actor, at) | own
    listed = queries.load_of(members, at, rows.week_end(at))
    sums = {
        name: sum(getattr(row, name) for row in listed)
        for name in ("open", "due_soon", "overdue", "handed_in", "on_time", "was_due")
    }
    idle = [row for row in listed if row.is_idle]
    return render(request, "tasks/load.html", {"rows": listed, "sums": sums, "idle": idle})


def _tabs(request: HttpRequest) -> list[str]:
    return [tab for tab in TABS if tab != "people" or request.actor.led_ids]


def _when(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.actor, "at": request.at}


def _state(request: HttpRequest) -> str:
    asked = request.GET.get("trang_thai", OPEN)
    return asked if asked in CHOICES or asked == "" else OPEN


def _narrowed(request: HttpRequest, tab: str, form: ListForm) -> QuerySet[Task]:
    found = queries.in_tab(tab, request.actor, request.at)
    return queries.narrowed(found, request.at, **form.asked())


def _in_state(found: QuerySet[Task], state: str, request: HttpRequest) -> QuerySet[Task]:
    if state == OPEN:
        found = found.filter(status="open")
    elif state:
        found = found.filter(queries.in_state(state, request.at))
    by_due = F("due_at").asc(nulls_last=True)
    if state == OPEN or state in OPEN_STATES:
        return found.order_by(by_due, "id")
    return found.order_by(F("closed_at").desc(nulls_first=True), by_due, "id")


def _rows(request: HttpRequest, found: QuerySet[Task]) -> list[rows.Row]:
    calendar = calendars.calendar(request.actor.authority_id, request.actor.calendar)
    light = found.select_related("lead").defer(*HEAVY)
    return [rows.row(task, request.at, calendar) for task in light]


def _total(counts: dict[str, int], state: str) -> int:
    if state == OPEN:
        return sum(counts[s] for s in OPEN_STATES)
    return counts[state] if state else sum(counts.values())


def _chips(request: HttpRequest, counts: dict[str, int], state: str) -> list[dict[str, Any]]:
    query = request.GET.copy()
    query.pop("trang", None)
    listed: list[tuple[str, Any, str]] = [(OPEN, _("Đang mở"), "")]
    listed += [(s.value, s.label, s.kind) for s in State]
    listed.append(("", _("Tất cả"), ""))
    chips = []
    for key, title, kind in listed:
        query["trang_thai"] = key
        chips.append(
            {"key": key, "title": title, "kind": kind, "count": _total(counts, key),
             "url": f"?{query.urlencode()}", "on": key == state}
        )  # fmt: skip
    return chips


def _page(request: HttpRequest) -> int:
    text = request.GET.get("trang", "1")
    return max(1, min(int(text), 200)) if text.isdecimal() and len(text) < 5 else 1


def _turner(request: HttpRequest, start: int, shown: int, total: int) -> dict[str, str]:
    query = request.GET.copy()

    def page(first: int) -> str:
        query["trang"] = str(first // PAGE + 1)
        return f"?{query.urlencode()}"

    facts = {"first": start + 1, "last": start + shown, "all": phrases.whole(total)}
    return {
        "before": page(start - PAGE) if start else "",
        "after": page(start + PAGE) if start + shown < total else "",
        "text": _("%(first)d–%(last)d trong %(all)s nhiệm vụ") % facts if total > PAGE else "",
    }
