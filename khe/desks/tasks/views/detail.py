"""One task: what, who, by when and why then, what happened, what comes next."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khe.base.calendar import queries as calendars
from khe.base.files import queries as files
from khe.base.files.serving import download
from khe.base.journal import queries as journal
from khe.base.people.models import Member
from khe.base.web.entering import people_only
from khe.desks.tasks import queries, rules
from khe.desks.tasks.models import Task
from khe.desks.tasks.pages import clock, rows, timeline, verbs
from khe.desks.tasks.states import Part, Status, kind_label
from khe.desks.tasks.views.common import found


@require_safe
@people_only
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show a task."""
    return render(request, "tasks/detail.html", context(request, found(request, code)))


def seen(request: HttpRequest, task: Task, people: list[Any] | None = None) -> verbs.Seen:
    """Return what the rules need to know of a task for this person."""
    people = queries.members_of(task) if people is None else people
    co = frozenset(row.member_id for row in people if row.part == Part.CO)
    led = queries.led_of(request.actor, request.at)
    return verbs.Seen(task, request.actor, led, co, queries.open_parts(task))


def context(request: HttpRequest, task: Task) -> dict[str, Any]:
    """Return everything the page shows; a fixed number of queries."""
    at, entries = request.at, list(journal.of(task.pk))
    people = queries.members_of(task)
    pinned = calendars.calendar(task.authority_id, task.calendar)
    may_see = queries.visible_to(request.actor, at)
    parts = may_see.filter(parent=task).select_related("lead").order_by("due_at", "id")
    return {
        "task": task,
        "row": rows.row(task, at, pinned),
        "choice": verbs.choice(seen(request, task, people)),
        "co": [row.member for row in people if row.part == Part.CO],
        "source_kind": kind_label(task.source_kind),
        "explained": clock.explained(task, pinned, entries, at),
        "happenings": _timeline(task, entries),
        "parts": [rows.row(part, at, pinned) for part in parts],
        "parent": may_see.filter(pk=task.parent_id).first() if task.parent_id else None,
        "is_open": task.status == Status.OPEN,
        "is_own": rules.is_own(task),
    }


def _timeline(task: Task, entries: list[Any]) -> list[Any]:
    ids = timeline.names_in(entries)
    named = Member.objects.filter(pk__in=ids).values_list("pk", "name") if ids else ()
    links: dict[str, list[tuple[str, str]]] = {}
    for file in files.of(task.pk):
        url = reverse("tasks:file", args=[task.code, file.pk])
        links.setdefault(file.part, []).append((file.name, url))
    return timeline.timeline(entries, {str(pk): name for pk, name in named}, links)


@require_safe
@people_only
def file(request: HttpRequest, code: str, pk: UUID) -> HttpResponseBase:
    """Send a piece of evidence as a download; its type is the sniffed one and nothing runs in it."""
    attachment = get_object_or_404(files.of(found(request, code).pk), pk=pk)
    return download(attachment)
