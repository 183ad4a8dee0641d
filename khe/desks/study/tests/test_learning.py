"""Quizzes, essays and feedback: who may, when, once; what others may see of it."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from conftest import make_person
from khe.base.files import queries as files
from khe.base.files.testing import PDF
from khe.base.journal.models import Entry
from khe.base.messages.models import Message
from khe.base.refusal import Refused
from khe.desks.study import testing as made
from khe.desks.study.actions import checkin, essays, feedback, quizzes
from khe.desks.study.models import (
    Attempt,
    Essay,
    FeedbackCount,
    FeedbackGiven,
    FeedbackRemark,
)
from khe.desks.study.pages import duties
from khe.desks.study.queries import learning as queries
from khe.desks.study.refusals.learning import Refusal
from khe.desks.study.rules import quizzes as rules
from khe.desks.study.rules.quizzes import Asked
from khe.desks.study.states.feedback import Topic
from khe.desks.study.testing import TUESDAY

EARLY = TUESDAY - timedelta(days=1)
NOON = TUESDAY + timedelta(hours=5)
CHOICES = ["Chín", "Mười", "Mười một"]
FAIR = dict.fromkeys(Topic.values, 4)


def refusal_of(do):
    with pytest.raises(Refused) as refused:
        do()
    return refused.value.reason


@pytest.fixture
def lesson(ward):
    return made.make_class()


@pytest.fixture
def programme(lesson):
    return lesson.round.programme


def learns(lesson, user, state="expected"):
    learner = made.make_learner(lesson.round, user.member)
    return made.make_seat(lesson, learner, state=state, checked_at=TUESDAY)


@pytest.fixture
def quiz(programme, dung, who):
    """An open quiz of two questions."""
    by = {"by": who(dung), "at": EARLY}
    one = quizzes.add_question(
        programme.pk, text="Nghị quyết có mấy nhiệm vụ?", kind="single", choices=CHOICES,
        correct={1}, **by,
    )  # fmt: skip
    quizzes.add_question(
        programme.pk, text="Việc nào của phường?", kind="multiple", choices=CHOICES,
        correct={0, 2}, **by,
    )  # fmt: skip
    return quizzes.open_quiz(one.quiz_id, **by)


def answers(quiz, *places):
    return {q.pk: set(p) for q, p in zip(queries.questions_of(quiz.pk), places, strict=True)}


# ---- quizzes -------------------------------------------------------------------------------------


def test_a_quiz_is_taken_once_before_and_once_after(quiz, lesson, lan, who):
    seat, by = learns(lesson, lan), who(lan)
    right, half = answers(quiz, [1], [0, 2]), answers(quiz, [1], [0])
    assert quizzes.take_quiz(quiz.pk, phase="before", answers=half, by=by, at=EARLY).score == 1

    def again(phase, at):
        return quizzes.take_quiz(quiz.pk, phase=phase, answers=right, by=by, at=at)

    assert refusal_of(lambda: again("before", EARLY)) is Refusal.TRIED_ALREADY
    assert refusal_of(lambda: again("after", NOON)) is Refusal.NOT_PRESENT
    seat.state = "present"
    seat.save()
    assert again("after", NOON).score == 2
    assert Attempt.objects.count() == 2


def test_before_ends_when_the_class_begins(quiz, lesson, lan, who):
    learns(lesson, lan)
    late = lambda: quizzes.take_quiz(  # noqa: E731
        quiz.pk, phase="before", answers=answers(quiz, [1], [0]), by=who(lan), at=TUESDAY
    )
    assert refusal_of(late) is Refusal.CLASS_BEGUN
    assert not Attempt.objects.exists()


def test_strangers_the_exempt_and_bad_answers_are_refused(quiz, lesson, lan, minh, binh, who):
    learns(lesson, lan)
    made.make_learner(lesson.round, binh.member, exempt=True, exempt_reason="Ốm")
    good = answers(quiz, [1], [0])

    def take(user, said=good):
        return quizzes.take_quiz(quiz.pk, phase="before", answers=said, by=who(user), at=EARLY)

    assert refusal_of(lambda: take(minh)) is Refusal.NOT_A_LEARNER
    assert refusal_of(lambda: take(binh)) is Refusal.EXEMPT
    one, two = good
    for said in (
        {},
        {one: {1}},
        {one: {0, 1}, two: {0}},
        {one: {9}, two: {0}},
        good | {uuid4(): {0}},
    ):
        assert refusal_of(lambda said=said: take(lan, said)) is Refusal.BAD_ANSWER
    assert not Attempt.objects.exists()


def test_questions_are_fixed_once_the_quiz_is_open(quiz, programme, dung, who):
    by = {"by": who(dung), "at": EARLY}
    add = lambda: quizzes.add_question(  # noqa: E731
        programme.pk, text="Thêm?", kind="single", choices=CHOICES, correct={0}, **by
    )
    assert refusal_of(add) is Refusal.NOT_DRAFT
    question = queries.questions_of(quiz.pk)[0]
    assert refusal_of(lambda: quizzes.remove_question(question.pk, **by)) is Refusal.NOT_DRAFT
    assert len(queries.questions_of(quiz.pk)) == 2


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"text": " "}, Refusal.NO_TEXT),
        ({"choices": ["Một"]}, Refusal.FEW_CHOICES),
        ({"choices": ["Một", "Một"]}, Refusal.FEW_CHOICES),
        ({"correct": set()}, Refusal.NO_CORRECT),
        ({"correct": {0, 1}}, Refusal.ONE_CORRECT),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(programme, dung, who, facts, reason):
    usual = {"text": "Mấy?", "kind": "single", "choices": CHOICES, "correct": {0}}
    add = lambda: quizzes.add_question(  # noqa: E731
        programme.pk, **usual | facts, by=who(dung), at=EARLY
    )
    assert refusal_of(add) is reason


def test_results_are_of_groups_of_five_and_paired():
    scores = {n: (n % 2, 2) for n in range(4)}
    assert rules.result(scores.values()) is None
    before = dict.fromkeys(range(6), (1, 2))
    after = dict.fromkeys(range(1, 9), (2, 2))
    one, other = rules.compared(before, after)
    assert (one.takers, one.right, one.asked) == (5, 5, 10)
    assert (other.share, one.share) == (1, one.share)
    assert rules.compared(before, {0: (2, 2)}) is None


@given(st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=6), st.data())
def test_a_question_is_right_only_when_all_of_it_is(corrects, data):
    asked = {uuid4(): Asked("multiple", 4, frozenset(c)) for c in corrects}
    said = {pk: data.draw(st.sets(st.integers(0, 3), min_size=1)) for pk in asked}
    assert rules.why_not_answers(asked, said) is None
    assert rules.score(asked, said) == sum(said[pk] == q.correct for pk, q in asked.items())


# ---- essays --------------------------------------------------------------------------------------


@pytest.fixture
def call(programme, dung, who):
    return essays.call_for_essays(
        programme.pk, topic="Liên hệ với công việc của anh/chị", due_at=NOON, by=who(dung), at=EARLY
    )


def hand_in(call, actor, at=TUESDAY, text="Tôi sẽ trả hồ sơ sớm hơn.", uploads=()):
    return essays.hand_in(call.pk, text=text, uploads=uploads, by=actor, at=at)


def test_an_essay_is_handed_in_returned_and_graded(call, lesson, lan, dung, who):
    learns(lesson, lan)
    pdf = SimpleUploadedFile("bai.pdf", PDF)
    essay = hand_in(call, who(lan), text="", uploads=[pdf])
    assert (essay.status, essay.is_late, files.of(essay.pk).count()) == ("handed_in", False, 1)
    assert refusal_of(lambda: hand_in(call, who(lan))) is Refusal.BEING_GRADED
    essays.return_essay(essay.pk, comment="Cần số liệu", by=who(dung), at=NOON)
    essay = hand_in(call, who(lan), at=NOON + timedelta(days=1))
    assert (essay.times, essay.is_late) == (2, False)  # it came in time the first time
    essays.grade(essay.pk, grade=Decimal("8.5"), comment="Tốt", by=who(dung), at=NOON)
    essay.refresh_from_db()
    assert (essay.status, essay.grade) == ("graded", Decimal("8.5"))
    told = Message.objects.filter(member_id=lan.member.pk)
    assert told.count() == 2
    assert "8.5" not in "".join(m.text + m.subject for m in told)
    events = list(
        Entry.objects.filter(subject_id=essay.pk).order_by("seq").values_list("event", flat=True)
    )
    assert events == ["essay.handed_in", "essay.returned", "essay.handed_in", "essay.graded"]


def test_late_is_noted_and_closed_is_closed(call, lesson, lan, minh, dung, who):
    learns(lesson, lan)
    learns(lesson, minh)
    assert hand_in(call, who(lan), at=NOON + timedelta(minutes=1)).is_late
    essays.close_call(call.pk, by=who(dung), at=NOON + timedelta(days=1))
    assert refusal_of(lambda: hand_in(call, who(minh))) is Refusal.CALL_CLOSED


@pytest.mark.parametrize("grade", ["-1", "10.5", "7.3", "NaN"])
def test_a_grade_goes_from_0_to_10_in_halves(call, lesson, lan, dung, who, grade):
    learns(lesson, lan)
    essay = hand_in(call, who(lan))
    do = lambda: essays.grade(essay.pk, grade=Decimal(grade), by=who(dung), at=NOON)  # noqa: E731
    assert refusal_of(do) is Refusal.BAD_GRADE
    essay.refresh_from_db()
    assert essay.status == "handed_in"


def test_nobody_grades_their_own_essay_nor_an_officer_anybodys(call, lesson, lan, dung, who):
    learns(lesson, dung)
    learns(lesson, lan)
    own, others = hand_in(call, who(dung)), hand_in(call, who(lan))
    grade = lambda pk, user: essays.grade(pk, grade=Decimal(9), by=who(user), at=NOON)  # noqa: E731
    assert refusal_of(lambda: grade(own.pk, dung)) is Refusal.OWN_ESSAY
    assert refusal_of(lambda: grade(others.pk, lan)) is Refusal.NOT_ORGANISER


def test_an_essay_with_a_bad_file_is_not_half_handed_in(call, lesson, lan, who):
    learns(lesson, lan)
    bad = SimpleUploadedFile("bai.pdf", b"MZ\x90\x00 khong phai pdf")
    with pytest.raises(Refused):
        hand_in(call, who(lan), uploads=[bad])
    assert not Essay.objects.exists()


def test_an_essay_is_read_by_its_writer_and_the_markers(
    call, lesson, lan, minh, hanh, dung, who, desk, at_moment
):
    learns(lesson, lan)
    learns(lesson, minh)
    essay = hand_in(call, who(lan), uploads=[SimpleUploadedFile("bai.pdf", PDF)])
    file = files.of(essay.pk).get()
    address = f"/hoc-tap/thu-hoach/bai/{essay.pk}/tep/{file.pk}/"
    seen = {user.username: desk(user).get(address).status_code for user in (lan, minh, hanh, dung)}
    assert seen == {"lan": 200, "minh": 404, "hanh": 404, "dung": 200}
    assert set(queries.essays(who(minh))) == set()


# ---- feedback ------------------------------------------------------------------------------------


def crowd(lesson, office, n):
    """Make learners who were there."""
    users = [
        make_person(f"Người Dự {i}", f"du{i}", "Cán bộ", ["officer"], office) for i in range(n)
    ]
    for user in users:
        learns(lesson, user, "present")
    return users


def give(lesson, actor, at=NOON, remark="", ratings=FAIR):
    feedback.give_feedback(lesson.pk, ratings=ratings, remark=remark, by=actor, at=at)


def test_only_those_present_give_feedback_once(lesson, lan, minh, who):
    learns(lesson, lan, "present")
    learns(lesson, minh, "unexcused")
    assert refusal_of(lambda: give(lesson, who(minh))) is Refusal.NOT_PRESENT
    assert refusal_of(lambda: give(lesson, who(lan), ratings={"content": 9})) is Refusal.BAD_RATING
    late = NOON + timedelta(days=8)
    assert refusal_of(lambda: give(lesson, who(lan), at=late)) is Refusal.FEEDBACK_OVER
    assert not FeedbackCount.objects.exists()
    give(lesson, who(lan))
    assert refusal_of(lambda: give(lesson, who(lan))) is Refusal.GIVEN_ALREADY
    assert FeedbackCount.objects.get().given == 1


def test_nobody_can_find_out_who_said_what(lesson, office, who):
    users = crowd(lesson, office, 6)
    for n, user in enumerate(users):
        give(lesson, who(user), remark=f"Góp ý {n}", ratings=dict.fromkeys(Topic.values, 1 + n % 5))
    texts = list(FeedbackRemark.objects.values_list("id", "text"))
    assert sorted(text for _, text in texts) == [f"Góp ý {n}" for n in range(6)]
    assert {pk.version for pk, _ in texts} == {4}  # no time in it
    assert {pk.version for pk in FeedbackGiven.objects.values_list("id", flat=True)} == {4}
    named = {
        f.name
        for model in (FeedbackRemark, FeedbackCount, FeedbackGiven)
        for f in model._meta.fields
    }
    assert not any("at" in name.split("_") for name in named)  # no moment anywhere
    said = Entry.objects.filter(event="feedback.given").values_list("facts", flat=True)
    assert list(said) == [{}] * 6  # the journal knows that, not what
    assert not any("learner" in f.name for f in FeedbackRemark._meta.fields)


def test_remarks_do_not_lie_in_the_order_in_which_they_came(lesson, office, who):
    for n, user in enumerate(crowd(lesson, office, 12)):
        give(lesson, who(user), remark=f"{n:02}")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT text FROM study_feedbackremark WHERE authority_id = %s ORDER BY ctid",
            [lesson.authority_id],
        )
        lying = [row[0] for row in cursor.fetchall()]
    assert sorted(lying) == [f"{n:02}" for n in range(12)]
    assert lying != sorted(lying)  # one chance in 479 million to fail


def test_results_show_from_five_answers_and_not_while_they_come_in(
    lesson, office, dung, who, desk, at_moment
):
    users = crowd(lesson, office, 5)
    at_moment(NOON)
    page = lambda: desk(dung).get(f"/hoc-tap/gop-y/{lesson.pk}/ket-qua/").context  # noqa: E731
    for user in users[:4]:
        give(lesson, who(user), remark="Hội trường nóng")
    assert "bars" not in page()
    give(lesson, who(users[4]))
    assert "bars" not in page()  # five, but the sixth could be told apart
    feedback.close_feedback(lesson.pk, by=who(dung), at=NOON)
    assert page()["given"] == 5
    assert len(page()["bars"]) == 4
    assert desk(users[0]).get(f"/hoc-tap/gop-y/{lesson.pk}/ket-qua/").status_code == 404


# ---- what is to be done --------------------------------------------------------------------------


def test_a_learner_sees_what_is_to_be_done(
    quiz, call, lesson, lan, who, django_assert_max_num_queries
):
    seat = learns(lesson, lan)
    with django_assert_max_num_queries(10):
        (card,) = duties.of(who(lan), EARLY)
    assert [(i.kind, bool(i.url)) for i in card.items] == [
        ("soon", True),
        ("idle", False),
        ("soon", True),
    ]
    seat.state = "present"
    seat.save()
    (card,) = duties.of(who(lan), NOON)
    assert [i.kind for i in card.items] == ["idle", "soon", "soon", "soon"]


def test_closing_the_roll_lets_those_who_came_go_on(quiz, lesson, lan, dung, who):
    seat = learns(lesson, lan)
    checkin.mark_present(seat.pk, by=who(dung), at=TUESDAY)
    checkin.close_roll(lesson.pk, by=who(dung), at=NOON)
    done = quizzes.take_quiz(
        quiz.pk, phase="after", answers=answers(quiz, [1], [0, 2]), by=who(lan), at=NOON
    )
    assert (done.score, done.out_of) == (2, 2)
