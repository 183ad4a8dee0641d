"""What a learner fills in: the quiz, the essay, the feedback; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.study import testing as made
from khe.desks.study.actions import essays, quizzes
from khe.desks.study.models import Attempt, Essay, FeedbackGiven
from khe.desks.study.states.feedback import Topic
from khe.desks.study.testing import TUESDAY

__all__ = ["browser", "open_page", "site"]
EARLY, NOON = TUESDAY - timedelta(days=1), TUESDAY + timedelta(hours=5)


@pytest.fixture
def asked(ward, dung, lan, who):
    """A class that Lan was at, with a quiz, an essay to write and feedback to give: her addresses."""
    lesson = made.make_class()
    made.make_seat(
        lesson, made.make_learner(lesson.round, lan.member), state="present", checked_at=TUESDAY
    )
    by = {"by": who(dung), "at": EARLY}
    programme = lesson.round.programme
    question = quizzes.add_question(
        programme.pk, text="Có mấy nhiệm vụ?", kind="single", choices=["Chín", "Mười"],
        correct={1}, **by,
    )  # fmt: skip
    quiz = quizzes.open_quiz(question.quiz_id, **by)
    call = essays.call_for_essays(
        programme.pk, topic="Liên hệ với việc của mình", due_at=NOON + timedelta(days=9), **by
    )
    return {
        "quiz": reverse("study:take_quiz", args=[quiz.pk, "after"]),
        "essay": reverse("study:hand_in", args=[call.pk]),
        "feedback": reverse("study:feedback", args=[lesson.pk]),
        "question": question,
    }


def test_a_learner_fills_in_quiz_essay_and_feedback(asked, lan, desk, at_moment):
    at_moment(NOON)
    sat = desk(lan)
    for name in ("quiz", "essay", "feedback"):
        assert sat.get(asked[name]).status_code == 200, name

    kept = sat.post(asked["feedback"], {"remark": "Hội trường hơi nóng"})
    assert kept.status_code == 422
    assert "Hội trường hơi nóng" in kept.content.decode()
    assert not FeedbackGiven.objects.exists()
    bad = SimpleUploadedFile("bai.pdf", b"not what it says it is")
    kept = sat.post(asked["essay"], {"text": "Tôi sẽ làm gương.", "files": bad})
    assert kept.status_code == 422
    assert "Tôi sẽ làm gương." in kept.content.decode()
    assert sat.post(asked["essay"], {"text": ""}).status_code == 422
    assert sat.post(asked["quiz"], {}).status_code == 422
    assert not Essay.objects.exists()
    assert not Attempt.objects.exists()

    ratings = dict.fromkeys(Topic.values, 4)
    assert sat.post(asked["feedback"], {**ratings, "remark": "Rõ"}).status_code == 302
    assert sat.post(asked["essay"], {"text": "Tôi sẽ làm gương."}).status_code == 302
    answer = {str(asked["question"].pk): "1"}
    assert sat.post(asked["quiz"], answer).status_code == 302
    counts = [kind.objects.count() for kind in (FeedbackGiven, Essay, Attempt)]
    assert counts == [1, 1, 1]
    assert Attempt.objects.get().score == 1


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_its_forms_have_no_accessibility_fault(asked, lan, open_page, at_moment, phone):
    at_moment(NOON)
    page = open_page("/hoc-tap/", lan, phone=phone)
    for name in ("quiz", "essay", "feedback"):
        page.goto(asked[name])
        assert axe(page) == [], name
        assert wider_than_screen(page) == 0, name
