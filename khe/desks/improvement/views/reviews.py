"""Pages of reviews: the campaigns with their progress, one review as a flow of steps, its minutes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.web.entering import acting, form_page, get_and_post, given, only, people_only
from khe.desks.improvement import review_minutes
from khe.desks.improvement.actions import reviews as actions
from khe.desks.improvement.forms import reviews as asked
from khe.desks.improvement.models import Campaign, Opinion, Review
from khe.desks.improvement.pages import reviews as pages
from khe.desks.improvement.queries import reviews as queries
from khe.desks.improvement.queries.mining import MAY
from khe.desks.improvement.rules import reviews as rules
from khe.desks.improvement.states.reviews import ReviewKind
from khe.desks.staff import actions as staff

standing_only = only(lambda actor: actor.can("standing"))


@require_safe
@people_only
def reviews(request: HttpRequest) -> HttpResponse:
    """List the campaigns with their progress, and the reviews outside any."""
    found = queries.campaigns(request.actor, request.at)
    alone = queries.visible_to(request.actor, request.at).filter(campaign=None)
    context = {
        "campaigns": [(one, pages.progress_says(one)) for one in found],
        "alone": pages.rows(list(alone.order_by("due", "id")), queries.day_of(request.at)),
        "may_open": request.actor.can("standing"),
        "may_mine": request.actor.can(*MAY),
    }
    return render(request, "improvement/reviews.html", context)


@require_safe
@people_only
def campaign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a campaign unit by unit."""
    found = {one.campaign.pk: one for one in queries.campaigns(request.actor, request.at)}
    known = found.get(pk) or get_object_or_404(Campaign.objects.none())
    listed = queries.reviews_of(known.campaign, request.actor, request.at)
    context = {
        "progress": known, "campaign": known.campaign, "says": pages.progress_says(known),
        "rows": pages.rows(listed, queries.day_of(request.at)),
        "may_add": request.actor.can("standing"),
    }  # fmt: skip
    return render(request, "improvement/campaign.html", context)


@get_and_post
@standing_only
def campaign_new(request: HttpRequest) -> HttpResponse:
    """Open a campaign."""
    made: list[Campaign] = []
    return form_page(
        request, asked.CampaignForm(given(request)),
        lambda data: made.append(actions.open_campaign(**data, **acting(request))),
        to=lambda: reverse("improvement:campaign", args=[made[0].pk]),
        say=_("Đã mở đợt; việc tiếp theo là giao cho từng đơn vị."),
        back=reverse("improvement:reviews"), title=_("Mở đợt kiểm điểm"), button=_("Mở đợt"),
        template="improvement/form.html",
        draft="dot-kiem-diem",
    )  # fmt: skip


@get_and_post
@standing_only
def units_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give units their review."""
    known = get_object_or_404(Campaign, pk=pk)
    form = asked.UnitsForm(given(request))
    return form_page(
        request, form, lambda data: actions.add_units(pk, form.units(), **acting(request)),
        to=reverse("improvement:campaign", args=[pk]), say=_("Đã giao kiểm điểm."),
        title=_("Giao kiểm điểm"), intro=str(known), button=_("Giao"),
    )  # fmt: skip


def _one(request: HttpRequest, pk: UUID) -> Review:
    """Return the review if this person may open it, else 404; write down a look at a person's."""
    known = get_object_or_404(queries.visible_to(request.actor, request.at), pk=pk)
    about = known.member_id
    if about and about != request.actor.member_id:
        staff.look(about, what="review", **acting(request))
    return known


@require_safe
@people_only
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a review."""
    known, day = _one(request, pk), queries.day_of(request.at)
    verbs = pages.verbs(known, request.actor, day)
    context = {
        "review": known, "steps": pages.steps(known), "says": pages.says(known, day),
        "verbs": verbs, "next": next((v for v in verbs if v.is_next), None),
        "opinions": queries.opinions_of(known),
        **pages.shortcomings(queries.shortcomings_in(known), request.actor, request.at),
        "why_not_answer": rules.why_not_answer(known, request.actor, "-"),
        "is_person": known.kind == ReviewKind.PERSON,
    }  # fmt: skip
    return render(request, "improvement/review.html", context)


def _step(
    request: HttpRequest, known: Review, form: forms.Form, do: Callable[..., Any], title: str,
    say: str,
) -> HttpResponse:  # fmt: skip
    """Show the form of a step on a page of its own and carry it out."""
    return form_page(
        request, form, lambda data: do(known.pk, **data, **acting(request)),
        to=reverse("improvement:review", args=[known.pk]), say=say, title=title,
        intro=known.subject, button=title, draft=f"kiem-diem-{known.pk}",
    )  # fmt: skip


@get_and_post
@people_only
def prepare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the self-review."""
    known = _one(request, pk)
    form = asked.PrepareForm(given(request), initial={"text": known.prepared_text})
    return _step(request, known, form, actions.prepare, _("Ghi tự kiểm điểm"), _("Đã ghi."))


@get_and_post
@people_only
def opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down an opinion."""
    form = asked.OpinionForm(given(request), initial={"received_on": queries.day_of(request.at)})
    return form_page(
        request, form,
        lambda data: actions.collect_opinion(pk, **data, **acting(request)),
        to=reverse("improvement:review", args=[pk]), say=_("Đã ghi ý kiến."),
        title=_("Ghi ý kiến góp ý"), intro=_one(request, pk).subject, button=_("Ghi ý kiến"),
    )  # fmt: skip


@get_and_post
@people_only
def answer(request: HttpRequest, pk: UUID, opinion: UUID) -> HttpResponse:
    """Answer an opinion."""
    known = get_object_or_404(Opinion, pk=opinion, review=_one(request, pk))
    form = asked.AnswerForm(given(request), initial={"answer": known.answer})
    return form_page(
        request, form,
        lambda data: actions.answer_opinion(pk, opinion_id=known.pk, **data, **acting(request)),
        to=reverse("improvement:review", args=[pk]), say=_("Đã ghi."), title=_("Trả lời ý kiến"),
        intro=known.text, button=_("Ghi trả lời"),
    )  # fmt: skip


@get_and_post
@people_only
def hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down the session."""
    form = asked.HoldForm(given(request), initial={"held_on": queries.day_of(request.at)})
    return _step(request, _one(request, pk), form, actions.hold, _("Ghi phiên họp"), _("Đã ghi."))


@get_and_post
@people_only
def conclude(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Conclude."""
    known = _one(request, pk)
    form = asked.ConcludeForm(given(request), person=known.kind == ReviewKind.PERSON)
    return _step(request, known, form, actions.conclude, _("Ghi kết luận"), _("Đã ghi kết luận."))


@get_and_post
@people_only
def complete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm that it is complete."""
    known = _one(request, pk)
    say = _("Đã xác nhận hoàn thành.")
    form = asked.ConfirmForm(given(request))
    return _step(request, known, form, actions.complete, _("Xác nhận hoàn thành"), say)


@require_safe
@people_only
def minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Print the minutes."""
    known = _one(request, pk)
    content = review_minutes.pdf(known, request.authority, request.at, settings.KHE_FORMS_DIR)
    answered = HttpResponse(content, content_type="application/pdf")
    answered["Content-Disposition"] = 'inline; filename="bien-ban-kiem-diem.pdf"'
    return answered
