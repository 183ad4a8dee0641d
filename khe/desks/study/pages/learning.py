"""What the pages of quizzes, essays and feedback show."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from khe.base.files import media
from khe.base.files import queries as files
from khe.base.people.actor import Actor
from khe.base.web import phrases
from khe.base.web.parts import Bar
from khe.desks.study.models import Essay, EssayCall, Learner, Programme, Quiz, StudyClass
from khe.desks.study.queries import attendance
from khe.desks.study.queries import learning as queries
from khe.desks.study.rules import essays as essay_rules
from khe.desks.study.rules import feedback as feedback_rules
from khe.desks.study.rules import quizzes as quiz_rules
from khe.desks.study.rules.quizzes import Result
from khe.desks.study.states.essays import EssayStatus
from khe.desks.study.states.feedback import Topic
from khe.desks.study.states.planning import SeatState
from khe.desks.study.states.quizzes import QuizStatus

A_PAGE = 50
ESSAY_KINDS = {
    EssayStatus.HANDED_IN: "work", EssayStatus.RETURNED: "wait", EssayStatus.GRADED: "done",
}  # fmt: skip


# ---- quizzes -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A group's result in words."""

    label: Any
    share: str
    detail: str


def _shown(label: Any, result: Result | None) -> Shown | None:
    if result is None or result.share is None:
        return None
    detail = _("%(right)s trong %(asked)s câu trả lời, của %(n)s người") % {
        "right": phrases.whole(result.right), "asked": phrases.whole(result.asked),
        "n": phrases.whole(result.takers),
    }  # fmt: skip
    return Shown(label, phrases.decimal(float(100 * result.share), 1), detail)


def quiz(programme: Programme) -> dict[str, Any]:
    """Return the questions of a programme's quiz, and the results of groups of five and more."""
    found = queries.quiz_of(programme.pk)
    context: dict[str, Any] = {"programme": programme, "quiz": found, "is_draft": True}
    if found is None:
        return context
    results = queries.results(found.pk)
    both = results["both"]
    groups = [
        (_("Trước khi học"), results["before"]),
        (_("Sau khi học"), results["after"]),
        (_("Trước, của người làm cả hai"), both and both[0]),
        (_("Sau, của người làm cả hai"), both and both[1]),
    ]
    return context | {
        "questions": queries.questions_of(found.pk), "taken": results["taken"],
        "is_draft": found.status == QuizStatus.DRAFT, "is_open": found.status == QuizStatus.OPEN,
        "results": [s for label, r in groups if (s := _shown(label, r))],
        "gain": _gain(both),
    }  # fmt: skip


def _gain(both: tuple[Result, Result] | None) -> str:
    """Return the improvement in percentage points, with its sign."""
    if both is None:
        return ""
    before, after = (r.share or Fraction(0) for r in both)
    points = float(100 * (after - before))
    return ("+" if points >= 0 else "−") + phrases.decimal(abs(points), 1)


def paper(found: Quiz, learner: Learner, phase: str, at: datetime) -> dict[str, Any]:
    """Return a learner's paper: why it cannot be taken now, or their own result."""
    why_not = quiz_rules.why_not_take(found.status, phase, queries.taker_of(learner, phase), at)
    return {
        "quiz": found, "phase": phase, "why_not": why_not,
        "attempt": found.attempts.filter(learner=learner, phase=phase).first(),
    }  # fmt: skip


# ---- essays --------------------------------------------------------------------------------------


def essays(
    programme: Programme, call: EssayCall | None, actor: Actor, which: str, page: str
) -> dict[str, Any]:
    """Return the essays of a programme by state, and who owes one."""
    if call is None:
        return {"programme": programme, "call": None}
    found = queries.essays(actor).filter(call=call)
    counts, owing = queries.essay_counts(call.pk), queries.who_owes(call)
    if which in EssayStatus.values:
        found = found.filter(status=which)
    listed = Paginator(owing if which == "owing" else found.order_by("handed_in_at", "id"), A_PAGE)
    chips = [(s.value, s.label, counts.get(s.value, 0)) for s in EssayStatus]
    return {
        "programme": programme, "call": call, "which": which, "late": counts.get("late", 0),
        "page": listed.get_page(page), "handed": sum(n for _key, _word, n in chips),
        "chips": [("", _("Tất cả"), sum(n for _k, _w, n in chips)), *chips,
                  ("owing", _("Chưa nộp"), owing.count())],
        "kinds": ESSAY_KINDS,
    }  # fmt: skip


def my_essay(call: EssayCall, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what is asked of a learner, their essay, and why nothing can be handed in now."""
    learner = queries.learner_of(call.programme_id, actor.member_id)
    essay = Essay.objects.filter(call=call, learner=learner).first() if learner else None
    why_not = essay_rules.why_not_hand_in(
        listed=learner is not None, exempt=bool(learner and learner.exempt),
        closed=call.closed_at is not None, status=essay.status if essay else None, has_content=True,
    )  # fmt: skip
    return {
        "call": call, "essay": essay, "why_not": why_not, "late": at > call.due_at,
        "files": files.of(essay.pk) if essay else [],
        "accept": ",".join(f".{ending}" for ending in media.ENDINGS),
        "kind": ESSAY_KINDS[EssayStatus(essay.status)] if essay else "",
    }  # fmt: skip


# ---- feedback ------------------------------------------------------------------------------------


def feedback_asked(lesson: StudyClass, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return whether somebody may give feedback on a class now, and why not."""
    learner = queries.present_learner(lesson.pk, actor.member_id)
    roll = attendance.roll_of(lesson.pk)
    given = queries.has_given(lesson.pk, learner)
    why_not = feedback_rules.why_not_give(
        dict.fromkeys(Topic.values, 3), present=learner is not None, given=given,
        begun=at >= lesson.starts_at,
        over=at >= feedback_rules.over_at(lesson.ends_at, roll.feedback_closed_at),
    )  # fmt: skip
    return {"lesson": lesson, "why_not": why_not, "given": given}


def feedback_result(lesson: StudyClass, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the ratings and remarks of a class if they may be seen; else how many have come in."""
    roll = attendance.roll_of(lesson.pk)
    over_at = feedback_rules.over_at(lesson.ends_at, roll.feedback_closed_at)
    counts, remarks = queries.feedback_of(lesson.pk)
    given = counts.given if counts else 0
    context: dict[str, Any] = {
        "lesson": lesson, "given": given, "over": at >= over_at, "over_at": over_at,
        "organises": not quiz_rules.why_not_organise(actor),
        "of": lesson.seats_taken.filter(state=SeatState.PRESENT).count(),
    }  # fmt: skip
    if counts is None or not feedback_rules.is_shown(given, at >= over_at):
        return context
    means = {t: feedback_rules.average(counts.ratings[t.value]) or 0 for t in Topic}
    bars = [Bar(str(t.label), m, phrases.decimal(m, 1)) for t, m in means.items()]
    rows = [(t.label, counts.ratings[t.value], phrases.decimal(m, 1)) for t, m in means.items()]
    return context | {"bars": bars, "rows": rows, "remarks": remarks}
