"""The yearly review of a term."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.web.entering import acting, tried
from khe.base.web.responses import done
from khe.desks.succession import actions, queries
from khe.desks.succession.forms.pool import ApproveForm
from khe.desks.succession.models import Review
from khe.desks.succession.rules.common import why_not_decide, why_not_propose
from khe.desks.succession.states import ReviewState, Verdict
from khe.desks.succession.views.common import readers_only
from khe.desks.succession.views.pool import term_of


@require_safe
@readers_only
def reviews(request: HttpRequest) -> HttpResponse:
    """List the years of the term and how their reviews stand."""
    term = term_of(request)
    context = {
        "tab": "reviews",
        "term": term,
        "years": queries.years(request.actor, term, queries.day_of(request.at)) if term else [],
        "why_not": why_not_propose(request.actor),
    }
    return render(request, "succession/reviews.html", context)


@require_POST
@readers_only
def open_review(request: HttpRequest, year: int) -> HttpResponse:
    """Begin the review of a year."""
    term = term_of(request)
    if term is None:
        raise Http404
    review = actions.open_review(term.pk, year=year, **acting(request))
    return done(request, None, {}, _page(review), say=_("Đã mở rà soát."))


@require_safe
@readers_only
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a review, line by line."""
    return review_page(request, _one(request, pk), ApproveForm())


def review_page(
    request: HttpRequest, known: Review, form: ApproveForm, status: int = 200
) -> HttpResponse:
    """Render a review with the form of the decision."""
    open_ = known.state == ReviewState.OPEN
    context = {
        "tab": "reviews",
        "review": known,
        "rows": queries.review_rows(known, queries.day_of(request.at)),
        "form": form,
        "is_open": open_,
        "may_say": open_ and not why_not_propose(request.actor),
        "why_not_decide": why_not_decide(request.actor),
    }
    return render(request, "succession/review.html", context, status=status)


@require_POST
@readers_only
def say(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in what is proposed of each candidate; lines without a choice are left as they are."""
    known = _one(request, pk)
    words = [
        actions.Word(
            row.candidate.pk, said, request.POST.get(f"reason-{row.candidate.pk}", "")[:500]
        )
        for row in queries.review_rows(known, queries.day_of(request.at))
        if (said := request.POST.get(f"verdict-{row.candidate.pk}", "")) in Verdict.values and said
    ]
    count = actions.say(pk, words, **acting(request)) if words else 0
    return done(
        request, None, {}, _page(known), say=_("Đã ghi ý kiến cho %(n)d người.") % {"n": count}
    )


@require_POST
@readers_only
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide a review."""
    known, form = _one(request, pk), ApproveForm(request.POST)
    if tried(form, lambda data: actions.decide_review(pk, **data, **acting(request))):
        return done(request, None, {}, _page(known), say=_("Đã quyết định kết quả rà soát."))
    return review_page(request, known, form, 422)


def _one(request: HttpRequest, pk: UUID) -> Review:
    return get_object_or_404(queries.visible_reviews(request.actor), pk=pk)


def _page(review: Review) -> str:
    return reverse("succession:review", args=[review.pk])
