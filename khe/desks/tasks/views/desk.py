"""Everything that waits for a person, from every desk, by due date."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from khe.base.calendar import clock
from khe.base.calendar import queries as calendars
from khe.base.people.models import Member
from khe.base.waiting import Waiting, waiting_for
from khe.base.web import phrases
from khe.base.web.entering import people_only
from khe.desks.tasks import queries, rules
from khe.desks.tasks.pages import rows

MOST = 300  # lines drawn


@dataclass(frozen=True)
class Line:
    """One thing that waits, with how much working time is left."""

    thing: Waiting
    group: str
    kind: str
    left: str
    due: str


@require_safe
@people_only
def desk(request: HttpRequest) -> HttpResponse:
    """Show everything that waits for whoever asks."""
    found = waiting_for(request.actor, request.at)
    lines = [_line(request, thing) for thing in found]
    counts = {key: sum(1 for line in lines if line.group == key) for key in rows.GROUPS}
    context = {
        "groups": rows.grouped(lines[:MOST]), "counts": counts, "total": len(lines),
        "cut": len(lines) > MOST, "most": MOST,
    }  # fmt: skip
    return render(request, "tasks/desk.html", context)


@require_safe
@people_only
def desk_of(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the open tasks of somebody whom the actor heads: that, and nothing else of their desk."""
    if not request.actor.can(*rules.SEES_ALL) and pk not in queries.led_of(
        request.actor, request.at
    ):
        raise Http404
    member = get_object_or_404(Member, pk=pk)
    calendar = calendars.calendar(request.actor.authority_id, request.actor.calendar)
    listed = [rows.row(task, request.at, calendar) for task in queries.open_of([pk])[:MOST]]
    context = {"member": member, "groups": rows.grouped(listed), "total": len(listed)}
    return render(request, "tasks/desk_of.html", context)


def _line(request: HttpRequest, thing: Waiting) -> Line:
    calendar = calendars.calendar(request.actor.authority_id, request.actor.calendar)
    group = rows.urgency(thing.due_at, request.at)
    if thing.due_at is None:
        return Line(thing, group, "idle", "", "")
    minutes = clock.remaining(calendar, request.at, thing.due_at)
    kind = "late" if group == "late" else phrases.urgency(max(minutes, 0))
    left = phrases.remaining(minutes) if minutes else ""
    due = rows.due_words(thing.due_at, request.at)
    return Line(thing, group, kind, left[:1].upper() + left[1:], due)
