"""Rounds: the planning board, learners, proposals, calling together."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import Data, acting, form_page, get_and_post, given, people_only
from khe.base.web.responses import done
from khe.desks.study.actions import invitations, learners, planning
from khe.desks.study.actions import rounds as actions
from khe.desks.study.forms.planning import ConstraintForm, ExemptForm, RoundForm
from khe.desks.study.models import Learner, Plan, Round
from khe.desks.study.pages import planning as pages
from khe.desks.study.queries import rounds as queries
from khe.desks.study.queries.common import day_of
from khe.desks.study.views.common import organisers_only
from khe.desks.study.views.programmes import seen as seen_programme

A_PAGE = 50


def seen(request: HttpRequest, pk: UUID) -> Round:
    """Return a round that the person may see, with its programme, or 404."""
    found = queries.visible_to(request.actor).select_related("programme__document")
    return get_object_or_404(found, pk=pk)


def back_to(request: HttpRequest, pk: UUID, say: str) -> HttpResponse:
    """Go back to a round's page."""
    return done(request, None, {}, reverse("study:round", args=[pk]), say=say)


@get_and_post
@organisers_only
def round_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set up a round of a programme."""
    programme, made = seen_programme(request, pk), []
    number = programme.rounds.count() + 1
    form = RoundForm(given(request), initial={"name": _("Đợt %(n)s") % {"n": number}})

    def save(_data: Data) -> None:
        made.append(actions.save_round(programme_id=pk, **form.facts(), **acting(request)))

    answer = form_page(
        request, form, save, to=reverse("study:programme", args=[pk]), say=_("Đã lập đợt học."),
        title=_("Đợt học"), intro=programme.title, button=_("Ghi đợt học"),
    )  # fmt: skip
    return done(request, None, {}, reverse("study:round", args=[made[0].pk])) if made else answer


@require_safe
@people_only
def round(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a round: its board, who has a seat, what is next."""
    context = pages.round_page(seen(request, pk), request.actor, request.at)
    return render(request, "study/round.html", context)


@get_and_post
@organisers_only
def round_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a round."""
    found = seen(request, pk)
    form = RoundForm(given(request), round=found)
    which: dict[str, Any] = {"id": pk, "programme_id": found.programme_id}
    return form_page(
        request, form, lambda _data: actions.save_round(**which, **form.facts(), **acting(request)),
        to=reverse("study:round", args=[pk]), say=_("Đã ghi đợt học."), title=found.name,
        intro=found.programme.title, button=_("Ghi đợt học"),
    )  # fmt: skip


@require_POST
@organisers_only
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the planner for classes."""
    seconds = 30.0 if request.POST.get("ky") else planning.solver.SECONDS
    plan = planning.propose(seen(request, pk).pk, seconds=seconds, **acting(request))
    return done(request, None, {}, reverse("study:plan", args=[plan.pk]))


@require_safe
@organisers_only
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what the planner proposes."""
    found = get_object_or_404(Plan.objects.select_related("round__programme"), pk=pk)
    return render(request, "study/plan.html", pages.plan_page(found, request.actor, request.at))


@require_POST
@organisers_only
def plan_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Place classes and learners as proposed."""
    get_object_or_404(Plan, pk=pk)
    found = planning.accept(pk, **acting(request))
    return back_to(request, found.pk, _("Đã xếp lớp theo phương án."))


@require_POST
@organisers_only
def announce(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call the learners together."""
    leave = request.POST.get("bo-lai") == "1"
    found = seen(request, pk).pk
    _round, told = invitations.announce(found, leave_unseated=leave, **acting(request))
    return back_to(request, pk, _("Đã gửi giấy mời kèm lịch cho %(n)s người.") % {"n": told})


@require_POST
@organisers_only
def hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a round has been held."""
    actions.hold_round(seen(request, pk).pk, **acting(request))
    return back_to(request, pk, _("Đã ghi đợt học xong."))


@require_POST
@organisers_only
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a round's books."""
    actions.close_round(seen(request, pk).pk, **acting(request))
    return back_to(request, pk, _("Đã khóa sổ đợt học."))


@require_safe
@people_only
def learners_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """List the learners of a round whom the person may see."""
    found, text = seen(request, pk), request.GET.get("q", "").strip()[:100]
    which = request.GET.get("loc", "")
    visible = queries.visible_learners(request.actor, day_of(request.at)).filter(round=found)
    shown = queries.listed(queries.filtered(queries.searched(visible, text), which))
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    seats = queries.seats_of([one.pk for one in page.object_list], request.actor)
    rows = [(one, seats.get(one.pk)) for one in page.object_list]
    organises = request.actor.can("study")
    context = {"round": found, "page": page, "rows": rows, "q": text, "which": which}
    return render(request, "study/learners.html", context | {"organises": organises})


@get_and_post
@organisers_only
def draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show whom the rule names today, and make the list agree with it."""
    found = seen(request, pk)
    if request.method == "POST":
        seen_then = int(request.POST.get("vao", "0")), int(request.POST.get("ra", "0"))
        actions.draw_learners(pk, expected=seen_then, **acting(request))
        return back_to(request, pk, _("Đã lập danh sách người học."))
    joins, leaves = queries.drawn(found, day_of(request.at))
    context = {"round": found, "joins": joins, "leaves": leaves}
    return render(request, "study/draw.html", context)


@require_safe
@organisers_only
def learner(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a learner: seat, constraints, exemption."""
    return learner_page(request, pk)


def learner_page(request: HttpRequest, pk: UUID, **forms: Any) -> HttpResponse:
    """Render a learner's page, with the form that needs another look."""
    rows = Learner.objects.select_related("member", "round__programme", "body", "cell", "area")
    found = get_object_or_404(rows, pk=pk)
    context = {
        "learner": found,
        "seat": queries.seats_of([pk], request.actor).get(pk),
        "classes": queries.classes_of(found.round_id).filter(status__in=["planned", "announced"]),
        "constraint": forms.get("constraint") or ConstraintForm(learner=found),
        "exemption": forms.get("exemption") or ExemptForm(),
    }
    return render(request, "study/learner.html", context, status=422 if forms else 200)


@require_POST
@organisers_only
def learner_constrain(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down when a learner cannot come."""
    form = ConstraintForm(request.POST, learner=get_object_or_404(Learner, pk=pk))
    if not form.is_valid():
        return learner_page(request, pk, constraint=form)
    learners.constrain(pk, **form.facts(), **acting(request))
    return done(request, None, {}, reverse("study:learner", args=[pk]), say=_("Đã ghi."))


@require_POST
@organisers_only
def learner_exempt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a learner off."""
    get_object_or_404(Learner, pk=pk)
    form = ExemptForm(request.POST)
    if not form.is_valid():
        return learner_page(request, pk, exemption=form)
    learners.exempt(pk, **form.cleaned_data, **acting(request))
    return done(request, None, {}, reverse("study:learner", args=[pk]), say=_("Đã ghi miễn học."))


@require_POST
@organisers_only
def learner_recall(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End an exemption."""
    get_object_or_404(Learner, pk=pk)
    learners.recall(pk, **acting(request))
    return done(request, None, {}, reverse("study:learner", args=[pk]), say=_("Đã thôi miễn học."))
