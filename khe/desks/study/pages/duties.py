"""What a learner has to do besides coming: the quiz, the essay, the feedback. A part of "my classes"."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.web import phrases
from khe.desks.study.queries import learning as queries
from khe.desks.study.queries.learning import Duty
from khe.desks.study.states.essays import EssayStatus
from khe.desks.study.states.feedback import OPEN_DAYS
from khe.desks.study.states.quizzes import Phase, QuizStatus


@dataclass(frozen=True)
class Item:
    """One thing: its name, how it stands, where to do it ("" when there is nothing to do)."""

    name: str
    kind: str
    word: Any
    url: str = ""
    due_at: datetime | None = None


@dataclass
class Card:
    """What a programme asks."""

    title: str
    items: list[Item] = field(default_factory=list)


def of(actor: Actor, at: datetime) -> list[Card]:
    """Return what each programme asks of a member now, done and to do; seven queries."""
    cards = []
    for duty in queries.duties(actor.member_id):
        items = [*_quiz(duty, at), *_essay(duty), *_feedback(duty, at)]
        if items and not duty.learner.exempt:
            cards.append(Card(duty.programme.title, items))
    return cards


def _quiz(duty: Duty, at: datetime) -> list[Item]:
    if duty.quiz is None or duty.quiz.status == QuizStatus.DRAFT:
        return []
    names = {Phase.BEFORE: _("Kiểm tra trước khi học"), Phase.AFTER: _("Kiểm tra sau khi học")}
    found = []
    for phase, name in names.items():
        url = reverse("study:take_quiz", args=[duty.quiz.pk, phase])
        if phase in duty.tried:
            found.append(Item(name, "done", _("Đã làm"), url))
        elif duty.why_not_take(phase, at):
            found.append(Item(name, "idle", _("Chưa làm được")))
        else:
            found.append(Item(name, "soon", _("Làm bài"), url))
    return found


def _essay(duty: Duty) -> list[Item]:
    call, essay, name = duty.call, duty.essay, _("Bài thu hoạch")
    if call is None or (call.closed_at and essay is None):
        return []
    url = reverse("study:hand_in", args=[call.pk])
    if essay is None:
        return [Item(name, "soon", _("Nộp bài"), url, call.due_at)]
    if essay.status == EssayStatus.GRADED:
        grade = _("Đã chấm: %s") % phrases.decimal(float(essay.grade or 0), 1)
        return [Item(name, "done", grade, url)]
    if essay.status == EssayStatus.RETURNED:
        return [Item(name, "late", _("Trả lại, cần viết thêm"), url, call.due_at)]
    return [Item(name, "work", _("Đã nộp, chờ chấm"), url)]


def _feedback(duty: Duty, at: datetime) -> list[Item]:
    found = []
    for lesson in duty.attended:
        if lesson.pk in duty.given:
            found.append(Item(_("Góp ý về lớp học"), "done", _("Đã góp ý")))
        elif lesson.starts_at <= at and (at - lesson.ends_at).days < OPEN_DAYS:
            url = reverse("study:feedback", args=[lesson.pk])
            found.append(Item(_("Góp ý về lớp học"), "soon", _("Góp ý"), url))
    return found
