"""The page of the day: what must be done now, for each role; and many dossiers at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from khe.base.calendar import queries as calendars
from khe.base.journal import queries as journal
from khe.base.refusal import Refused
from khe.base.waiting import waiting_for
from khe.base.web.parts import Bar
from khe.desks.dossiers import queries, waiting
from khe.desks.dossiers.forms.batch import BatchForm
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.pages import elsewhere, today
from khe.desks.dossiers.pages.today import Group, Row
from khe.desks.dossiers.pages.verbs import VERBS
from khe.desks.dossiers.states import RUNNING
from khe.desks.dossiers.views import detail, verbs

ROLES = ("leader", "officer", "clerk")
PAGE = 40  # rows of one group on a page of its own
FEW = 10  # rows of a group among others
MOST = 40  # rows of the officer's day
OTHERS = 4  # things of other desks shown beside the dossiers
FULL = 5000  # open dossiers a leader's counts run over
Found = QuerySet[Dossier]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Open on what must be done now."""
    roles = [role for role in ROLES if request.actor.can(role)]
    if not roles:
        roles = ["leader"] if request.actor.can("supervisor") else []
    if not roles and not request.actor.can("admin"):
        return redirect("tasks:desk")  # nobody's dossiers wait for them, other work may
    asked = request.GET.get("vai", "")
    role = asked if asked in roles else next(iter(roles), "")
    shown = DAYS[role](request) if role else {"groups": []}
    context = {"role": role, "roles": roles, **shown, **_frame(request, shown)}
    return render(request, "dossiers/home.html", context)


@require_GET
def others(request: HttpRequest) -> HttpResponse:
    """Answer the page of the day with what waits at the other desks, the most urgent first: all of
    them are asked, and the dossiers must not wait for that."""
    if not request.htmx:
        return redirect("tasks:desk")
    found = waiting_for(request.actor, request.at, without=(waiting.PATH,))
    calendar = calendars.calendar(request.actor.authority_id, request.actor.calendar)
    context = {
        "others": elsewhere.others(found[:OTHERS], request.at, calendar), "count": len(found),
    }  # fmt: skip
    return render(request, "dossiers/_others.html", context)


def _frame(request: HttpRequest, shown: dict[str, Any]) -> dict[str, Any]:
    """Mark the first group there is, and offer what can be done to many at once."""
    filled = [group for group in shown["groups"] if group.rows]
    offers = [VERBS[name] for name in shown.get("offers", ())]
    box = BatchForm(at=request.at)["officer"] if offers and filled else None
    return {
        "groups": [replace(group, is_first=group is filled[0]) for group in filled],
        "any_rows": bool(filled),
        "offers": offers,
        "officer_box": box.as_widget(attrs={"class": "form-select"}) if box else "",
    }


def _row(request: HttpRequest, dossier: Dossier) -> Row:
    calendar = calendars.calendar(dossier.authority_id, dossier.calendar_version)
    return today.row(dossier, request.actor, request.at, calendar)


def _rows(request: HttpRequest, found: Found, many: int) -> list[Row]:
    start = _start(request) if many == PAGE else 0
    chosen = found.select_related("area")[start : start + many]
    return [_row(request, dossier) for dossier in chosen]


def _start(request: HttpRequest) -> int:
    page = request.GET.get("trang", "1")
    return (min(int(page), 25) - 1) * PAGE if page.isdecimal() and int(page) else 0


def _day(request: HttpRequest) -> dict[str, Any]:
    """Return today's shifts, and the sentence that counts."""
    calendar = calendars.calendar(request.actor.authority_id, request.actor.calendar)
    return {"calendar": calendar, "close": today.close_of(calendar, request.at)}


# ---- the officer --------------------------------------------------------------------------------


def _officer(request: HttpRequest) -> dict[str, Any]:
    at, end = request.at, today.end_of_day(request.at)
    mine, free = queries.queue_of(request.actor), queries.unclaimed(request.actor)
    counts = {**queries.tally(mine, at, end), "free": queries.capped(free)}
    show = _show(request, ("late", "today", "coming", "waiting", "free"))
    runs = mine.filter(status__in=RUNNING)
    parts: dict[str, Found] = {
        "late": runs.filter(due_at__lt=at),
        "today": runs.filter(due_at__gte=at, due_at__lt=end),
        "coming": runs.filter(due_at__gte=end),
        "waiting": queries.waiting() & mine.order_by("paused_at"),
        "free": free,
    }
    rows = {show: _rows(request, parts[show], PAGE)} if show else _whole_day(request, parts, runs)
    day = _day(request)
    due = [row.dossier for row in rows.get("today", [])]
    return {
        "groups": [_group(key, found, counts[key], show) for key, found in rows.items()],
        "chips": _chips(show, counts, ("late", "today", "coming", "waiting", "free")),
        "answer": today.answer(counts["late"], counts["today"], day["close"]),
        "ruler": today.ruler(day["calendar"], at, due) if due else None,
        "offers": ("claim", "start_step", "finish_step", "reassign"),
        "turner": _turner(request, counts.get(show, 0)) if show else None,
    }


def _whole_day(request: HttpRequest, parts: dict[str, Found], runs: Found) -> dict[str, list[Row]]:
    """Return the groups of the whole day: what runs in one query, what waits, what is free."""
    at, end = request.at, today.end_of_day(request.at)
    groups: dict[str, list[Row]] = {"late": [], "today": [], "coming": []}
    for row in _rows(request, runs, MOST):
        due = row.dossier.due_at
        groups["late" if due < at else "today" if due < end else "coming"].append(row)
    for key in ("waiting", "free"):
        groups[key] = _rows(request, parts[key], FEW)
    return groups


# ---- the leader ---------------------------------------------------------------------------------


def _leader(request: HttpRequest) -> dict[str, Any]:
    at, end = request.at, today.end_of_day(request.at)
    counts = queries.tally(Dossier.objects.all(), at, end, FULL)
    signs = request.actor.can("leader")
    keys = ("sign", "late", "today", "free") if signs else ("late", "today", "free")
    parts: dict[str, Found] = {
        "sign": queries.to_sign(),
        "late": queries.late(at),
        "today": queries.due_between(at, end),
        "free": queries.unclaimed(request.actor),
    }
    show = _show(request, keys)
    rows = {
        key: _rows(request, parts[key], PAGE if show else FEW)
        for key in keys
        if counts[key] and show in ("", key)
    }
    rows["late"] = _with_reasons(request, rows.get("late", []))
    spread = queries.open_by_field_and_officer(at) if not show else []
    return {
        "groups": [_group(key, found, counts[key], show) for key, found in rows.items()],
        "chips": _chips(show, {**counts, "all": 0}, keys),
        "answer": today.answer(counts["late"], counts["today"], _day(request)["close"]),
        "by_field": _bars(spread, 0, "field"),
        "by_officer": _bars(spread, 1, "officer"),
        "offers": ("decide", "reassign", "assign") if signs else (),
        "turner": _turner(request, counts.get(show, 0)) if show else None,
    }


def _with_reasons(request: HttpRequest, rows: list[Row]) -> list[Row]:
    """Say of late dossiers which step they lie at and whose clock it was: one query for all."""
    entries = journal.of_many(row.dossier.pk for row in rows) if rows else {}
    told = []
    for row in rows:
        found = row.dossier
        replay = queries.clock(found, entries[found.pk], request.at, explained=False)
        told.append(replace(row, reason=today.why_late(found, replay.shares if replay else None)))
    return told


def _bars(spread: list[tuple[str, str, int, int]], place: int, name: str) -> list[Bar]:
    """Return late out of open by field or officer, the most late first."""
    sums: dict[str, list[int]] = {}
    for line in spread:
        key = str(line[place])
        sums[key] = [a + b for a, b in zip(sums.get(key, [0, 0]), line[2:], strict=True)]
    order = sorted(sums.items(), key=lambda item: (-item[1][1], -item[1][0], item[0]))
    return [today.late_bar(key, late, held, name) for key, (held, late) in order[:8]]


# ---- the clerk ----------------------------------------------------------------------------------


def _clerk(request: HttpRequest) -> dict[str, Any]:
    at = request.at
    begin, end = today.start_of_day(at), today.end_of_day(at)
    parts: dict[str, Found] = {
        "results": queries.at_counter(),
        "payments": queries.awaiting_payment(),
        "registered": queries.registered(),
        "taken": queries.received_between(begin, end),
    }
    counts = {**queries.counter_tally(), "taken": queries.capped(parts["taken"])}
    show = _show(request, tuple(parts))
    rows = {
        key: _rows(request, found, PAGE if show else FEW)
        for key, found in parts.items()
        if show in ("", key)
    }
    return {
        "groups": [_group(key, found, counts[key], show) for key, found in rows.items()],
        "chips": _chips(show, {**counts, "all": 0}, tuple(parts)),
        "answer": today.answer_at_counter(counts),
        "offers": (),
        "turner": _turner(request, counts.get(show, 0)) if show else None,
    }


DAYS: dict[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "officer": _officer, "leader": _leader, "clerk": _clerk,
}  # fmt: skip


# ---- what the roles share -----------------------------------------------------------------------


def _show(request: HttpRequest, keys: tuple[str, ...]) -> str:
    asked = request.GET.get("xem", "")
    return asked if asked in keys else ""


def _group(key: str, rows: list[Row], count: int, show: str) -> Group:
    title, kind, hint = today.GROUPS[key]
    more = "" if show or count <= len(rows) else key
    return Group(key, str(title), kind, rows, count, str(hint), more)


def _chips(show: str, counts: dict[str, int], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    whole = counts.get("all") or 0
    chips = [{"key": "", "title": _("Tất cả"), "kind": "", "count": whole, "on": not show}]
    return chips + [
        {"key": key, "title": today.GROUPS[key][0], "kind": today.GROUPS[key][1],
         "count": counts[key], "on": key == show}
        for key in keys
    ]  # fmt: skip


def _turner(request: HttpRequest, count: int) -> dict[str, str]:
    start, query = _start(request), request.GET.copy()

    def page(first: int) -> str:
        query["trang"] = str(first // PAGE + 1)
        return f"?{query.urlencode()}"

    return {
        "before": page(start - PAGE) if start else "",
        "after": page(start + PAGE) if start + PAGE < min(count, queries.CAP) else "",
    }


# ---- many at once -------------------------------------------------------------------------------


@require_POST
def batch(request: HttpRequest) -> HttpResponse:
    """Do one verb to each dossier ticked, one by one; show what was done and what was refused."""
    form = BatchForm(request.POST, at=request.at)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.warning(request, " ".join(str(error) for error in errors))
        return redirect(form.back(request))
    name, chosen = form.cleaned_data["verb"], form.cleaned_data["codes"]
    results = [(code, _one(request, form, name, code, seen)) for code, seen in sorted(chosen)]
    context = {
        "results": results, "verb": VERBS[name], "back": form.back(request),
        "done": sum(1 for _code, reason in results if reason is None),
        "refused": [(code, reason) for code, reason in results if reason is not None],
    }  # fmt: skip
    return render(request, "dossiers/batch.html", context)


def _one(request: HttpRequest, form: BatchForm, name: str, code: str, seen: int) -> Any:
    """Do it to one dossier; return the reason when it was refused, None when done."""
    dossier = detail.found(request, code)
    single = form.single(name, dossier, request.actor, seen)
    if not single.is_valid():
        return today.Unfilled(single)
    try:
        with transaction.atomic():  # what is refused leaves no trace among those that are done
            verbs.act(request, name, code, single)
    except Refused as refused:
        return refused.reason
    return None
