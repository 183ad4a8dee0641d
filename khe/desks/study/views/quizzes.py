"""Quizzes: the questions and results for the organiser, the paper for the learner."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khe.base.web.entering import (
    acting,
    form_page,
    get_and_post,
    given,
    people_only,
    status_of,
    tried,
)
from khe.base.web.responses import done
from khe.desks.study.actions import quizzes as actions
from khe.desks.study.forms.learning import QuestionForm, QuizForm
from khe.desks.study.models import Question, Quiz
from khe.desks.study.pages import learning as pages
from khe.desks.study.queries import learning as queries
from khe.desks.study.states.quizzes import Phase
from khe.desks.study.views.common import organisers_only


@get_and_post
@organisers_only
def quiz(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the quiz of a programme, add questions to it, see the results of groups."""
    programme = get_object_or_404(queries.programmes(request.actor), pk=pk)
    form = QuestionForm(given(request))
    add = lambda _data: actions.add_question(pk, **form.facts(), **acting(request))  # noqa: E731
    if request.method == "POST" and tried(form, add):
        return done(request, None, {}, reverse("study:quiz", args=[pk]), say=_("Đã thêm câu hỏi."))
    context = pages.quiz(programme) | {"form": form}
    status = status_of(request)
    return render(request, "study/quiz.html", context, status=status)


@require_POST
@organisers_only
def remove_question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a question out of a draft."""
    question = get_object_or_404(Question.objects.select_related("quiz"), pk=pk)
    actions.remove_question(pk, **acting(request))
    return done(request, None, {}, reverse("study:quiz", args=[question.quiz.programme_id]))


@require_POST
@organisers_only
def open_quiz(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a quiz."""
    made = actions.open_quiz(get_object_or_404(Quiz, pk=pk).pk, **acting(request))
    to = reverse("study:quiz", args=[made.programme_id])
    return done(request, None, {}, to, say=_("Đã mở bài kiểm tra."))


@require_POST
@organisers_only
def close_quiz(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a quiz."""
    made = actions.close_quiz(get_object_or_404(Quiz, pk=pk).pk, **acting(request))
    to = reverse("study:quiz", args=[made.programme_id])
    return done(request, None, {}, to, say=_("Đã đóng bài kiểm tra."))


@get_and_post
@people_only
def take_quiz(request: HttpRequest, pk: UUID, phase: str) -> HttpResponse:
    """Show a learner the paper, and take it in; afterwards their own score."""
    found = get_object_or_404(Quiz.objects.select_related("programme"), pk=pk)
    learner = queries.learner_of(found.programme_id, request.actor.member_id)
    if learner is None or phase not in Phase.values:
        raise Http404
    form = QuizForm(given(request), questions=queries.questions_of(pk))
    return form_page(
        request,
        form,
        lambda _data: actions.take_quiz(pk, phase=phase, answers=form.answers(), **acting(request)),
        to=reverse("study:take_quiz", args=[pk, phase]),
        say=_("Đã nộp bài."),
        template="study/take_quiz.html",
        **pages.paper(found, learner, phase, request.at),
    )
