"""The page "Gợi ý từ số liệu": what the records show, for a person to decide on."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given, only
from khe.desks.dossiers.queries import SEES_ALL
from khe.desks.improvement.actions import mining as actions
from khe.desks.improvement.forms.shortcomings import NameForm
from khe.desks.improvement.models import Field, Shortcoming
from khe.desks.improvement.queries import mining as queries

deciders_only = only(lambda actor: actor.can(*queries.MAY))


class ReasonForm(forms.Form):
    """Why a proposal is set aside."""

    reason = forms.CharField(label=gettext_lazy("Lý do gác lại"), max_length=500)


@require_safe
@deciders_only
def proposals(request: HttpRequest) -> HttpResponse:
    """List what is proposed now."""
    context = {
        "rows": queries.proposals(request.actor, request.at),
        "sees_dossiers": request.actor.can(*SEES_ALL),
    }
    return render(request, "improvement/proposals.html", context)


@get_and_post
@deciders_only
def set_aside(request: HttpRequest) -> HttpResponse:
    """Set a proposal aside (`?khoa=`: its key)."""
    one = queries.proposal(request.actor, request.at, request.GET.get("khoa", ""))
    if one is None:
        raise Http404
    return form_page(
        request, ReasonForm(given(request)),
        lambda data: actions.set_aside(one, **data, **acting(request)),
        to=reverse("improvement:proposals"), say=_("Đã gác lại; chỉ gợi ý lại khi tăng rõ."),
        title=_("Gác lại gợi ý"), intro=f"{one.title}. {one.evidence}", button=_("Gác lại"),
    )  # fmt: skip


@get_and_post
@deciders_only
def accept(request: HttpRequest) -> HttpResponse:
    """Name a proposal as a shortcoming (`?khoa=`: its key); the form is filled in, a person decides."""
    key = request.GET.get("khoa", "")
    one = queries.proposal(request.actor, request.at, key)
    if one is None and request.method != "POST":
        raise Http404
    form = NameForm(given(request), suggested=_suggested(one), **acting(request))
    made: list[Shortcoming] = []
    return form_page(
        request, form,
        lambda data: made.append(actions.accept(key, **form.arguments(), **acting(request))),
        to=lambda: made[0], say=_("Đã ghi thành hạn chế; việc tiếp theo là đặt biện pháp."),
        back=reverse("improvement:proposals"), title=_("Ghi thành hạn chế"),
        intro=one.evidence if one else "", button=_("Ghi thành hạn chế"),
    )  # fmt: skip


def _suggested(one: queries.Proposal | None) -> dict[str, Any]:
    """Return what the naming form is filled in with."""
    if one is None:
        return {}
    return {
        "field": Field.objects.filter(code=one.found.field, active=True).first(),
        "title": one.title, "description": one.evidence,
        "severity": one.found.cluster.severity, "recurrence_of": one.recurrence_of,
    }  # fmt: skip
