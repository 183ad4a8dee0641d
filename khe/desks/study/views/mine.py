"""The learner's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khe.base.authorities.models import Authority
from khe.desks.study.pages import mine as page


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the classes the person is called to, the next first."""
    return render(request, "study/mine.html", page.context(request.actor, request.at))


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """Give the person's classes to come as a calendar file."""
    owner = Authority.objects.get(pk=request.actor.authority_id)
    content = page.calendar_file(request.actor, owner.name, request.at)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="lich-hoc.ics"'
    return answer
