"""Checking by sample: draw, answer the list, see the share without fault."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khe.base.refusal import Refused
from khe.base.web.phrases import local
from khe.base.web.responses import done
from khe.desks.dossiers import samples as reading
from khe.desks.dossiers import sampling
from khe.desks.dossiers.actions import samples as actions
from khe.desks.dossiers.forms.samples import CheckForm, DrawForm
from khe.desks.dossiers.models import Sample, SampleItem

View = Callable[..., HttpResponse]


def checkers_only(view: View) -> View:
    """Show the page to supervisors and leaders; to everyone else it does not exist."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor is None or sampling.why_not_check(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return shown


@require_http_methods(["GET", "HEAD", "POST"])
@checkers_only
def samples(request: HttpRequest) -> HttpResponse:
    """List the samples with what they found; draw another."""
    form = DrawForm(request.POST or None, today=local(request.at).date())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draw_sample(**form.cleaned_data, by=request.actor, at=request.at)
            say = _("Đã chọn mẫu %(number)d.") % {"number": made.number}
            return done(request, None, {}, reverse("dossiers:sample", args=[made.number]), say=say)
        except Refused as refused:
            form.add_error(None, str(refused.reason.label))
    items = SampleItem.objects.all()
    context = {
        "form": form,
        "samples": reading.with_counts()[:50],
        "shares": reading.shares(items),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "dossiers/samples.html", context, status=status)


@require_safe
@checkers_only
def sample(request: HttpRequest, number: int) -> HttpResponse:
    """Show a sample: how it was drawn, its dossiers, what was found."""
    found = get_object_or_404(Sample, number=number)
    items = reading.items_of(found, request.actor)
    listed = list(items)
    checked = [item for item in listed if item.checked_at]
    total = reading.Share("", sum(item.faults == 0 for item in checked), len(checked))
    context = {
        "sample": found,
        "items": listed,
        "shares": reading.shares(items),
        "total": total,
        "today": local(request.at).date(),
    }
    return render(request, "dossiers/sample.html", context)


def _item(request: HttpRequest, number: int, position: int) -> SampleItem:
    found = get_object_or_404(Sample, number=number)
    return get_object_or_404(reading.items_of(found, request.actor), position=position)


@require_http_methods(["GET", "HEAD", "POST"])
@checkers_only
def check(request: HttpRequest, number: int, position: int) -> HttpResponse:
    """Answer the check list for one dossier."""
    item = _item(request, number, position)
    points = item.sample.points
    form = CheckForm(request.POST or None, points=points, initial=_initial(item))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.check_item(
                item.pk, answers=form.answers(), correction=data["correction"], who=data["who"],
                due=data["due"], by=request.actor, at=request.at,
            )  # fmt: skip
            to = reverse("dossiers:sample", args=[number])
            return done(request, None, {}, to, say=_("Đã ghi kết quả kiểm tra."))
        except Refused as refused:
            form.add_error(None, str(refused.reason.label))
    context = {"item": item, "form": form, "sample": item.sample}
    status = 422 if request.method == "POST" else 200
    return render(request, "dossiers/sample_check.html", context, status=status)


def _initial(item: SampleItem) -> dict[str, Any]:
    found: dict[str, Any] = {
        "correction": item.correction,
        "who": item.correction_who or item.dossier.officer_name,
        "due": item.correction_due,
    }
    for key, (mark, note) in item.answers.items():
        found |= {f"m-{key}": mark, f"n-{key}": note}
    return found


@require_POST
@checkers_only
def fix(request: HttpRequest, number: int, position: int) -> HttpResponse:
    """Write down that what was wrong has been put right."""
    item = _item(request, number, position)
    actions.fix_item(item.pk, note=request.POST.get("note", ""), by=request.actor, at=request.at)
    to = reverse("dossiers:sample", args=[number])
    return done(request, None, {}, to, say=_("Đã ghi là sửa xong."))
