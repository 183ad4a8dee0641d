"""The page of one dossier, why its date is what it is, and looking at personal data."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from khe.base.calendar import queries as calendars
from khe.base.web.parts import Step as Drawn
from khe.base.web.responses import look_again
from khe.desks.dossiers import actions, attachments, papers, queries, rules
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.pages import clock, life, timeline, today, verbs
from khe.desks.dossiers.states import NATIONAL, Channel, Status
from khe.desks.procedures import queries as procedures

PAGE = "dossiers/detail.html"


def found(request: HttpRequest, code: str) -> Dossier:
    """Return the dossier if this person may open it; else 404, without saying which."""
    return get_object_or_404(
        queries.visible_to(request.actor).select_related("applicant", "area", "body"), code=code
    )


@require_GET
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one dossier: state, next action, date, parts, timeline."""
    return render(request, PAGE, context(request, found(request, code)))


@require_GET
def explain(request: HttpRequest, code: str) -> HttpResponse:
    """Show why the date is what it is, line by line, for the screen and for paper."""
    dossier = found(request, code)
    replay = queries.clock(dossier, queries.entries_of(dossier.pk), request.at)
    shown = {"dossier": dossier, "whole": True, **_clock(request, dossier, replay)}
    return look_again(request, "dossiers/explain.html#why", shown, status=200)


@require_POST
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Show the applicant's whole numbers and contacts, and write down that they were shown."""
    dossier = found(request, code)
    actions.see_personal_data(code, by=request.actor, at=request.at)
    if request.htmx:
        shown = {"dossier": dossier, "revealed": True, "may_see": True}
        return look_again(request, f"{PAGE}#applicant", shown, status=200)
    return render(request, PAGE, {**context(request, dossier), "revealed": True})


def context(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """Return what the page of a dossier shows to this person."""
    actor, at = request.actor, request.at
    entries = queries.entries_of(dossier.pk)
    steps = queries.steps_of(dossier)
    replay = queries.clock(dossier, entries, at)
    pinned = procedures.version(dossier.version_id) if dossier.version_id else None
    limit = pinned.supplement_limit if pinned else None
    calendar = calendars.calendar(dossier.authority_id, dossier.calendar_version)
    return {
        "dossier": dossier,
        "left": today.left(dossier, at, calendar),
        "status_kind": today.STATUS_KINDS[Status(dossier.status)],
        "channel": dict(Channel.choices).get(dossier.channel, dossier.channel),
        "national": NATIONAL[Status(dossier.status)],
        "choice": verbs.choice(dossier, actor, at, limit),
        "turn": verbs.turn_of(dossier),
        "drawn_steps": [Drawn(*s) for s in life.steps(dossier, steps, entries, at)],
        "parts": life.parts(dossier, pinned, entries),
        "people": life.people(dossier, steps),
        "happenings": timeline.timeline(entries),
        "log_rows": timeline.log_rows(entries) if dossier.origin == "log" else [],
        "others": queries.others_of(dossier, actor),
        "may_see": rules.why_not_see_personal_data(actor) is None,
        "papers": _papers(dossier, entries),
        "pinned": pinned,
        **_clock(request, dossier, replay),
        **({} if dossier.origin == "log" else attachments.box(dossier, actor)),
    }


def _clock(request: HttpRequest, dossier: Dossier, replay: Any) -> dict[str, Any]:
    if replay is None:
        return {"explained": None, "shares": []}
    calendar = calendars.calendar(dossier.authority_id, dossier.calendar_version)
    return {
        "explained": clock.explained(dossier, replay, calendar, request.at),
        "shares": clock.shares(replay) if any(replay.shares.values()) else [],
    }


def _papers(dossier: Dossier, entries: list[Any]) -> list[tuple[Any, str]]:
    """Return (label, address) of the official papers that can be printed now."""
    if dossier.origin == "log":
        return []
    found = papers.available(dossier, entries)
    return [(label, verbs.address("paper", dossier.code, kind)) for kind, label in found]
