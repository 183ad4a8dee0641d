"""The device at the door: its page, which also opens without a network, and what it exchanges as JSON."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.refusal import Refused
from khe.base.web.entering import acting
from khe.desks.study.actions import devices as actions
from khe.desks.study.models import Device, Mark, StudyClass
from khe.desks.study.queries import attendance as queries
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules.devices import Sent
from khe.desks.study.views.common import organisers_only

WORKER = Path(__file__).parents[1] / "static/study/worker.js"
SENSIBLE = timedelta(days=1000)  # from now: other moments are no moments of a class


def _lesson(request: HttpRequest, pk: UUID) -> StudyClass:
    return get_object_or_404(queries.classes(request.actor), pk=pk)


def _no(reason: Any, status: int = 409) -> JsonResponse:
    """Answer a refusal: its code and its sentence; a status from 400 keeps nothing."""
    return JsonResponse({"code": reason.value, "sentence": str(reason.label)}, status=status)


@require_safe
@organisers_only
def device(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the page of the device; the browser keeps it for when there is no network."""
    return render(request, "study/device.html", {"lesson": _lesson(request, pk)})


@require_safe
@organisers_only
def worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker of the pages under this address."""
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript")


@require_safe
@organisers_only
def people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the list of a class as it stands."""
    return JsonResponse(_people(_lesson(request, pk)))


def _people(lesson: StudyClass) -> dict[str, Any]:
    seats = queries.seats(lesson.pk)
    open_ = queries.window_of(lesson, queries.roll_of(lesson.pk))
    return {
        "opens_at": open_.opens_at.isoformat(),
        "closes_at": open_.closes_at.isoformat(),
        "people": [
            {
                "seat": str(s.pk),
                "name": s.learner.member.name,
                "find": s.learner.member.sort_name,
                "body": s.learner.body.name if s.learner.body else "",
                "state": "exempt" if s.learner.exempt else s.state,
                "word": str(_("Miễn học") if s.learner.exempt else s.get_state_display()),
            }
            for s in seats
        ],
    }


@require_POST
@organisers_only
def prepare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Prepare a device for a class: {"now": its clock, "label"}; give it an id and the list."""
    lesson = _lesson(request, pk)
    try:
        said = json.loads(request.body)
        now, label = _moment(said["now"], request.at), str(said.get("label", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return _no(Refusal.CLOCK_UNSET, 422)
    try:
        made = actions.prepare_device(lesson.pk, device_now=now, label=label, **acting(request))
    except Refused as refused:
        return _no(refused.reason)
    return JsonResponse({"device": str(made.pk), **_people(lesson)})


@require_POST
@organisers_only
def send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in {"marks": [{number, seat, what, at}]} of a device, whole or not at all; answer each."""
    lessons = queries.classes(request.actor)
    found = Device.objects.filter(study_class__in=lessons.values("pk"))
    door = get_object_or_404(found.select_related("study_class"), pk=pk)
    try:
        sent = [_sent(one, request.at) for one in json.loads(request.body)["marks"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return _no(Refusal.BAD_MARK, 422)
    try:
        marks = actions.receive_marks(door.pk, sent, **acting(request))
    except Refused as refused:
        return _no(refused.reason)
    return JsonResponse({"marks": list(map(_told, marks)), **_people(door.study_class)})


def _sent(one: Any, at: datetime) -> Sent:
    """Return a mark as it came; ValueError, KeyError, TypeError or AttributeError when it is none."""
    number = one["number"]
    if type(number) is not int or not 0 < number < 2**31:
        raise ValueError(number)
    return Sent(number, UUID(one["seat"]), str(one["what"]), _moment(one["at"], at))


def _moment(text: Any, at: datetime) -> datetime:
    """Return a moment with its zone as UTC; ValueError when it has none or is far from now."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not -SENSIBLE < found.astimezone(UTC) - at < SENSIBLE:
        raise ValueError(text)
    return found.astimezone(UTC)


def _told(mark: Mark) -> dict[str, Any]:
    is_done = mark.outcome == "applied"
    return {
        "number": mark.number, "outcome": mark.outcome, "code": mark.refusal,
        "sentence": "" if is_done else str(mark.why),
    }  # fmt: skip
