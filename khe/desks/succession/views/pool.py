"""The pool: all posts, one post, one candidate, and the list to take away."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.journal import queries as journal
from khe.base.people.models import Post
from khe.base.sheets.responses import sheet_response
from khe.base.web.entering import acting, form_page, get_and_post, given, status_of, tried
from khe.base.web.responses import done
from khe.desks.staff import actions as staff
from khe.desks.succession import actions, exports, queries
from khe.desks.succession.forms.pool import ApproveForm, ProposeForm, RateForm, RemoveForm, TermForm
from khe.desks.succession.models import Candidate, PoolTerm
from khe.desks.succession.rules import pool as rules
from khe.desks.succession.rules.common import why_not_decide, why_not_propose
from khe.desks.succession.views.common import readers_only


def term_of(request: HttpRequest) -> PoolTerm | None:
    """Return the term the page is about: the one asked for, else the current one."""
    asked = request.GET.get("nhiem-ky", "")
    known = {str(term.pk): term for term in queries.terms(request.actor)} if asked else {}
    return known.get(asked) or queries.current_term(request.actor, queries.day_of(request.at))


@require_safe
@readers_only
def pool(request: HttpRequest) -> HttpResponse:
    """List the posts that are to have a pool: who is in it, how ready, how the review stands."""
    term, day = term_of(request), queries.day_of(request.at)
    board = queries.Board(queries.board(request.actor, term, day))
    show, text = request.GET.get("xem", ""), request.GET.get("q", "").strip()[:100]
    context = {
        "tab": "pool",
        "term": term,
        "terms": queries.terms(request.actor),
        "board": board,
        "rows": board.narrowed(show, text),
        "show": show,
        "q": text,
        "year": next(iter(queries.years(request.actor, term, day)), None) if term else None,
        "why_not": why_not_propose(request.actor),
    }
    return render(request, "succession/pool.html", context)


@require_safe
@readers_only
def export(request: HttpRequest) -> HttpResponse:
    """Take the pool away as a sheet."""
    term, day = term_of(request), queries.day_of(request.at)
    rows = exports.rows(queries.board(request.actor, term, day))
    return sheet_response(exports.POOL, rows, "quy-hoach.xlsx")


@get_and_post
@readers_only
def term(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Add a term or change one."""
    known = get_object_or_404(queries.terms(request.actor), pk=pk) if pk else None
    names = ("name", "first_day", "last_day", "most_posts", "most_candidates")
    initial = {name: getattr(known, name) for name in names} if known else None
    return form_page(
        request, TermForm(given(request), initial=initial),
        lambda data: actions.save_term(id=pk, **data, **acting(request)),
        to=reverse("succession:list"), say=_("Đã ghi nhiệm kỳ."),
        title=_("Nhiệm kỳ quy hoạch"), button=_("Ghi nhiệm kỳ"),
    )  # fmt: skip


@require_POST
@readers_only
def close_term(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a term."""
    get_object_or_404(queries.terms(request.actor), pk=pk)
    actions.close_term(pk, **acting(request))
    return done(request, None, {}, reverse("succession:list"), say=_("Đã khép lại nhiệm kỳ."))


@get_and_post
@readers_only
def post(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the pool of a post; propose somebody for it."""
    known = get_object_or_404(Post.objects.select_related("body"), pk=pk)
    day, term = queries.day_of(request.at), term_of(request)
    form = ProposeForm(given(request), post=known, day=day)
    here = reverse("succession:post", args=[pk])
    if term and request.method == "POST":
        do = lambda data: actions.propose(term.pk, post=known, **data, **acting(request))  # noqa: E731
        if tried(form, do):
            return done(request, None, {}, here, say=_("Đã đề xuất; chờ thường trực quyết định."))
    context = queries.post_page(request.actor, term, known, day) | {
        "form": form,
        "tab": "pool",
        "term": term,
        "why_not": why_not_propose(request.actor) or (rules.why_not_open(term) if term else None),
    }
    status = status_of(request)
    return render(request, "succession/post.html", context, status=status)


def one(request: HttpRequest, pk: UUID) -> Candidate:
    """Return a candidate the actor may see."""
    found = queries.visible_candidates(request.actor)
    return get_object_or_404(found.select_related("member", "post__body", "term"), pk=pk)


@require_safe
@readers_only
def candidate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a candidate: what the post requires, what they lack, what happened. Looking is on record."""
    return candidate_page(request, one(request, pk))


def candidate_page(request: HttpRequest, known: Candidate, **forms: Any) -> HttpResponse:
    """Render a candidate's page, with the form that needs another look."""
    day, by = queries.day_of(request.at), request.actor
    staff.look(known.member_id, what="succession", **acting(request))
    context = {
        "tab": "pool",
        "candidate": known,
        "profile": queries.profile(known, day),
        "entries": list(journal.of(known.pk)),
        "rating": forms.get("rating") or RateForm(initial={"readiness": known.readiness}),
        "approving": forms.get("approving") or ApproveForm(initial={"day": day}),
        "removing": forms.get("removing") or RemoveForm(initial={"day": day}),
        "why_not_rate": rules.why_not_rate(known.term, known.state, by),
        "why_not_decide": why_not_decide(by),
        "open": next(iter(forms), ""),
    }
    return render(request, "succession/candidate.html", context, status=422 if forms else 200)


@require_POST
@readers_only
def rate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down the readiness."""
    known, form = one(request, pk), RateForm(request.POST)
    if tried(form, lambda data: actions.rate(pk, **data, **acting(request))):
        return done(request, None, {}, _page(known), say=_("Đã ghi mức sẵn sàng."))
    return candidate_page(request, known, rating=form)


@require_POST
@readers_only
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take somebody into the pool."""
    known, form = one(request, pk), ApproveForm(request.POST)
    if tried(form, lambda data: actions.approve(pk, **data, **acting(request))):
        return done(request, None, {}, _page(known), say=_("Đã đưa vào quy hoạch."))
    return candidate_page(request, known, approving=form)


@require_POST
@readers_only
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take somebody out of the pool."""
    known, form = one(request, pk), RemoveForm(request.POST)
    if tried(form, lambda data: actions.remove(pk, **data, **acting(request))):
        return done(request, None, {}, _page(known), say=_("Đã đưa ra khỏi quy hoạch."))
    return candidate_page(request, known, removing=form)


@require_POST
@readers_only
def train(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose training for what a candidate lacks."""
    known = one(request, pk)
    count = actions.propose_training(pk, **acting(request))
    say = _("Đã đề nghị đào tạo %(n)d nội dung.") % {"n": count}
    if not count:
        say = _("Những nội dung này đã được đề nghị từ trước.")
    return done(request, None, {}, _page(known), say=say)


def _page(candidate: Candidate) -> str:
    return reverse("succession:candidate", args=[candidate.pk])
