"""One assessment: its page, what the subject and the head give, the small steps beside."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khe.base.web.entering import acting, get_and_post, given, status_of, tried
from khe.base.web.responses import done
from khe.desks.assessment import actions, rules
from khe.desks.assessment.forms.campaigns import OpinionForm, ReasonForm
from khe.desks.assessment.forms.scores import ProposalForm, ScoreForm, floors
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.pages import subject as pages
from khe.desks.assessment.pages.campaign import Line
from khe.desks.assessment.refusals import Reason
from khe.desks.assessment.states import BAND_SHORT
from khe.desks.assessment.views.common import look


@require_safe
def subject(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one assessment; whoever looks at a person's is on record."""
    row = look(request, pk)
    context = pages.page(row, request.actor, request.at)
    place, by = context["line"].place, request.actor
    context |= {
        "may_leave_out": by.can("personnel"),
        "may_note": not rules.why_not_note_opinion(row, "x", (None, None), place, by),
        "may_plan": not rules.why_not_plan(context["weak"], place, by),
    }
    return render(request, "assessment/subject.html", context)


def back_to(request: HttpRequest, row: Assessment, say: str, draft: str = "") -> HttpResponse:
    """Go back to the page of the subject."""
    to = reverse("assessment:subject", args=[row.pk])
    return done(request, None, {}, to, say=say, draft=draft)


def allowed(why: Reason | None) -> None:
    """Hide a page from those who have no business there; others get the reason on it."""
    if why is not None and why.value in ("not_yours", "not_their_head", "not_decider", "own"):
        raise Http404


@get_and_post
def self_assess(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Score oneself, or the body or area one heads."""
    row = look(request, pk)
    line = pages.line_of(row, request.actor, request.at)
    why = rules.why_not_self_assess(row, row.campaign.stage, line.place, request.actor)
    allowed(why)
    form = ScoreForm(
        given(request), frame=line.frame, facts=line.facts, before=row.self_scores,
        initial={"note": row.self_note},
    )  # fmt: skip
    if request.method == "POST" and tried(
        form,
        lambda _data: actions.self_assess(
            pk, scores=form.scores(), note=form.cleaned_data["note"], **acting(request)
        ),
    ):
        return back_to(request, row, _("Đã ghi tự đánh giá."), _draft("tu", pk))
    return _score_page(request, row, line, form, why, draft=_draft("tu", pk), own=True)


@get_and_post
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose points and a band."""
    row = look(request, pk)
    line = pages.line_of(row, request.actor, request.at)
    why = rules.why_not_propose(row, row.campaign.stage, line.place, request.actor)
    allowed(why)
    form = ProposalForm(
        given(request), frame=line.frame, facts=line.facts, before=row.scores or row.self_scores,
        others=row.self_scores, initial={"note": row.proposal_note, "band": row.proposed_band},
    )  # fmt: skip
    if request.method == "POST" and tried(form, lambda _data: _propose(request, pk, form)):
        return back_to(request, row, _("Đã ghi đề xuất."), _draft("dx", pk))
    return _score_page(request, row, line, form, why, draft=_draft("dx", pk), own=False)


def _propose(request: HttpRequest, pk: UUID, form: ProposalForm) -> None:
    data = form.cleaned_data
    actions.propose(
        pk, scores=form.scores(), typed=form.typed(), band=data["band"], note=data["note"],
        **acting(request),
    )  # fmt: skip


def _draft(what: str, pk: UUID) -> str:
    return f"danh-gia-{what}-{pk}"


def _score_page(
    request: HttpRequest, row: Assessment, line: Line, form: ScoreForm, why: Reason | None,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form of points."""
    highest = form.highest() if isinstance(form, ProposalForm) else ""
    context |= {
        "a": row, "line": line, "form": form, "why": why, "campaign": row.campaign,
        "conditions": pages.conditions(line.frame, line.facts),
        "floors": [(band, start, BAND_SHORT[band]) for band, start in floors(line.frame)],
        "highest": BAND_SHORT.get(highest, ""),
    }  # fmt: skip
    return render(request, "assessment/scores.html", context, status=status_of(request))


@get_and_post
def opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note what the collective said."""
    row = look(request, pk)
    line = pages.line_of(row, request.actor, request.at)
    allowed(rules.why_not_note_opinion(row, "x", (None, None), line.place, request.actor))
    initial = {"text": row.opinion, "votes_for": row.votes_for, "votes_of": row.votes_of}
    form = OpinionForm(given(request), initial=initial)
    if request.method == "POST" and tried(
        form, lambda data: actions.note_opinion(pk, **data, **acting(request))
    ):
        return back_to(request, row, _("Đã ghi ý kiến của tập thể."))
    return _small_form(request, row, form, _("Ý kiến của tập thể"), _("Ghi ý kiến"))


@get_and_post
def leave_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a subject out of the campaign."""
    row = look(request, pk)
    allowed(rules.why_not_keep(request.actor))
    form = ReasonForm(given(request))
    if request.method == "POST" and tried(
        form, lambda data: actions.leave_out(pk, **data, **acting(request))
    ):
        return back_to(request, row, _("Đã đưa ra khỏi đợt đánh giá."))
    return _small_form(request, row, form, _("Không đánh giá kỳ này"), _("Đưa ra khỏi đợt"))


def _small_form(
    request: HttpRequest, row: Assessment, form: Any, title: str, button: str
) -> HttpResponse:
    context = {"a": row, "campaign": row.campaign, "form": form, "title": title, "button": button}
    return render(request, "assessment/form.html", context, status=status_of(request))
