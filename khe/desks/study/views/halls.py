"""Halls and speakers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given
from khe.desks.study.actions import halls as actions
from khe.desks.study.forms.planning import HallForm, SpeakerForm
from khe.desks.study.models import Hall, Speaker
from khe.desks.study.queries import halls as queries
from khe.desks.study.views.common import organisers_only


@require_safe
@organisers_only
def halls(request: HttpRequest) -> HttpResponse:
    """List halls and speakers."""
    context = {"halls": queries.halls(), "speakers": queries.speakers()}
    return render(request, "study/halls.html", context)


@get_and_post
@organisers_only
def hall(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Write down a hall, or change it."""
    found = get_object_or_404(Hall, pk=pk) if pk else None
    form = HallForm(given(request), hall=found)
    return form_page(
        request, form, lambda _data: actions.save_hall(id=pk, **form.facts(), **acting(request)),
        to=reverse("study:halls"), say=_("Đã ghi hội trường."),
        title=found.name if found else _("Thêm hội trường"), button=_("Ghi hội trường"),
    )  # fmt: skip


@get_and_post
@organisers_only
def speaker(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Write down a speaker, or change them."""
    found = get_object_or_404(Speaker, pk=pk) if pk else None
    form = SpeakerForm(given(request), speaker=found)
    return form_page(
        request, form, lambda _data: actions.save_speaker(id=pk, **form.facts(), **acting(request)),
        to=reverse("study:halls"), say=_("Đã ghi báo cáo viên."),
        title=found.name if found else _("Thêm báo cáo viên"), button=_("Ghi báo cáo viên"),
    )  # fmt: skip
