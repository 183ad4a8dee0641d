"""The pool of a term: proposed by personnel, decided by the standing members, reviewed every year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conftest import MONDAY, make_person
from khe.base.journal import queries as journal
from khe.base.people.models import Member, Post, Qualification
from khe.base.refusal import Refused
from khe.desks.succession import actions, queries
from khe.desks.succession.models import Candidate, Review
from khe.desks.succession.refusals import Refusal
from khe.desks.succession.states import CandidateState, ReviewState, Verdict
from khe.desks.succession.testing import make_candidate, make_term
from khe.desks.succession.tests.conftest import TODAY

DAY = date(2026, 2, 10)


@pytest.fixture
def head(office):
    """The post of the head of the office."""
    return Post.objects.create(
        title="Chánh Văn phòng", body=office, roles=["head"], kind="office_head",
        requires={"theory": "intermediate", "degree": "bachelor", "skills": ["Tin học"]},
    )  # fmt: skip


@pytest.fixture
def lans(term, head, lan, quyen, who):
    """Lan is proposed for it."""
    return make_candidate(term, head, lan.member, by=who(quyen), at=MONDAY)


def refusal_of(do, *args, **facts):
    with pytest.raises(Refused) as refused:
        do(*args, **facts, at=MONDAY)
    return refused.value.reason


def test_personnel_propose_and_the_standing_members_decide(lans, quyen, son, who):
    assert lans.state == CandidateState.PROPOSED
    facts = {"document": "05-QĐ/ĐU", "day": DAY}
    assert refusal_of(actions.approve, lans.pk, **facts, by=who(quyen)) == Refusal.NOT_STANDING
    actions.approve(lans.pk, **facts, by=who(son), at=MONDAY)
    lans.refresh_from_db()
    assert (lans.state, lans.added_on) == (CandidateState.IN, DAY)
    assert refusal_of(actions.approve, lans.pk, **facts, by=who(son)) == Refusal.NOT_PROPOSED
    assert [e.by_name for e in journal.of(lans.pk)] == ["Ngô Thị Quyên", "Đỗ Văn Sơn"]
    assert journal.broken() == []


def test_standing_members_do_not_propose(term, head, minh, son, who):
    by = who(son)
    reason = refusal_of(actions.propose, term.pk, post=head, member=minh.member, by=by)
    assert reason == Refusal.NOT_PERSONNEL


def test_the_same_person_is_listed_once_for_a_post(term, lans, head, lan, quyen, who):
    by = who(quyen)
    reason = refusal_of(actions.propose, term.pk, post=head, member=lan.member, by=by)
    assert reason == Refusal.LISTED_ALREADY
    assert Candidate.objects.count() == 1


def test_a_post_that_has_ended_takes_nobody(term, head, minh, quyen, who):
    Post.objects.filter(pk=head.pk).update(valid_to=TODAY)
    by = who(quyen)
    reason = refusal_of(actions.propose, term.pk, post=head, member=minh.member, by=by)
    assert reason == Refusal.POST_ENDED


def test_somebody_who_is_gone_is_not_proposed(term, head, minh, quyen, who):
    Member.objects.filter(pk=minh.member.pk).update(active=False)
    by = who(quyen)
    reason = refusal_of(actions.propose, term.pk, post=head, member=minh.member, by=by)
    assert reason == Refusal.MEMBER_GONE


def test_the_holder_is_not_their_own_successor(term, lan, quyen, post_of, who):
    by = who(quyen)
    reason = refusal_of(actions.propose, term.pk, post=post_of(lan), member=lan.member, by=by)
    assert reason == Refusal.HOLDS_IT


def test_the_limits_of_the_term_are_kept(head, lan, minh, thoa, binh, quyen, post_of, who):
    by = who(quyen)
    term = make_term(by, MONDAY, most_posts=1, most_candidates=2)
    make_candidate(term, head, lan.member, by=by, at=MONDAY)
    make_candidate(term, head, minh.member, by=by, at=MONDAY)
    full = refusal_of(actions.propose, term.pk, post=head, member=thoa.member, by=by)
    many = refusal_of(actions.propose, term.pk, post=post_of(binh), member=lan.member, by=by)
    assert (full, many) == (Refusal.POOL_FULL, Refusal.TOO_MANY_POSTS)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2025, 6, 30), Refusal.OUT_OF_TERM),
        (date(2030, 7, 1), Refusal.OUT_OF_TERM),
        (TODAY + timedelta(days=1), Refusal.IN_THE_FUTURE),
    ],
)
def test_a_document_lies_in_the_term_and_not_ahead(lans, son, who, day, reason):
    assert refusal_of(actions.approve, lans.pk, document="5", day=day, by=who(son)) == reason
    assert Candidate.objects.get().state == CandidateState.PROPOSED


def test_gaps_follow_what_a_person_holds_on_the_day(lans, lan):
    assert [g.wanted for g in queries.gaps_of([lans], TODAY)[lans.pk]] == [
        "intermediate", "bachelor", "Tin học",
    ]  # fmt: skip
    hold = {"member": lan.member, "kind": "theory", "level": "advanced"}
    Qualification.objects.create(**hold, expires_on=TODAY + timedelta(days=1))
    Qualification.objects.create(member=lan.member, kind="degree", level="master")
    assert [g.wanted for g in queries.gaps_of([lans], TODAY)[lans.pk]] == ["Tin học"]
    tomorrow = TODAY + timedelta(days=1)
    assert len(queries.gaps_of([lans], tomorrow)[lans.pk]) == 2


def test_training_is_proposed_for_every_gap_once(lans, quyen, who):
    assert actions.propose_training(lans.pk, by=who(quyen), at=MONDAY) == 3
    assert actions.propose_training(lans.pk, by=who(quyen), at=MONDAY) == 0


def test_a_removal_has_its_reason_and_its_document(lans, son, who):
    by = who(son)
    actions.approve(lans.pk, document="05-QĐ/ĐU", day=DAY, by=by, at=MONDAY)
    bare = refusal_of(actions.remove, lans.pk, reason="Chuyển công tác", day=DAY, by=by)
    assert bare == Refusal.NO_DOCUMENT
    actions.remove(
        lans.pk, reason="Chuyển công tác", document="06-QĐ/ĐU", day=DAY, by=by, at=MONDAY
    )
    assert Candidate.objects.get().state == CandidateState.OUT


def test_a_closed_term_changes_no_more(term, lans, son, who):
    actions.close_term(term.pk, by=who(son), at=MONDAY)
    reason = refusal_of(actions.approve, lans.pk, document="5", day=DAY, by=who(son))
    assert reason == Refusal.TERM_CLOSED


# ---- the yearly review --------------------------------------------------------------------------


@pytest.fixture
def pool(term, head, lan, minh, thoa, quyen, son, who):
    """Lan and Minh are in, Thoa is proposed."""
    by = who(quyen)
    made = [
        make_candidate(term, head, user.member, by=by, decided_by=who(son), at=MONDAY)
        for user in (lan, minh)
    ]
    return [*made, make_candidate(term, head, thoa.member, by=by, at=MONDAY)]


def words(pool, *verdicts, reason="Sức khỏe"):
    return [
        actions.Word(c.pk, verdict, reason if verdict == Verdict.REMOVED else "")
        for c, verdict in zip(pool, verdicts, strict=True)
    ]


def test_a_year_without_a_decided_review_is_not_reviewed(term, pool, quyen, who):
    by = who(quyen)
    assert [(y.year, y.kind) for y in queries.years(by, term, TODAY)] == [
        (2026, "late"), (2025, "late"),
    ]  # fmt: skip
    actions.open_review(term.pk, year=2026, by=by, at=MONDAY)
    assert queries.years(by, term, TODAY)[0].kind == "work"


def test_the_review_keeps_removes_and_adds_at_once(term, pool, quyen, son, who):
    by = who(quyen)
    review = actions.open_review(term.pk, year=2026, by=by, at=MONDAY)
    facts = {"document": "12-QĐ/ĐU", "day": DAY, "by": who(son)}
    assert refusal_of(actions.decide_review, review.pk, **facts) == Refusal.LINES_LEFT
    actions.say(
        review.pk, words(pool, Verdict.KEPT, Verdict.REMOVED, Verdict.ADDED), by=by, at=MONDAY
    )
    actions.decide_review(review.pk, **facts, at=MONDAY)
    states = [Candidate.objects.get(pk=c.pk).state for c in pool]
    assert states == [CandidateState.IN, CandidateState.OUT, CandidateState.IN]
    assert Review.objects.get().state == ReviewState.DECIDED
    again = refusal_of(actions.decide_review, review.pk, **facts)
    assert again == Refusal.REVIEW_DECIDED
    assert journal.broken() == []


@pytest.mark.parametrize(
    ("verdicts", "reason"),
    [
        ((Verdict.ADDED, Verdict.KEPT, Verdict.ADDED), Refusal.WRONG_VERDICT),
        ((Verdict.KEPT, Verdict.KEPT, Verdict.KEPT), Refusal.WRONG_VERDICT),
        ((Verdict.REMOVED, Verdict.KEPT, Verdict.ADDED), Refusal.NO_REASON),
    ],
)
def test_a_wrong_word_leaves_all_unsaid(term, pool, quyen, who, verdicts, reason):
    review = actions.open_review(term.pk, year=2026, by=who(quyen), at=MONDAY)
    said = words(pool, *verdicts, reason=" ")
    assert refusal_of(actions.say, review.pk, said, by=who(quyen)) == reason
    assert {line.verdict for line in queries.lines_of(review)} == {""}


@pytest.mark.parametrize(
    ("year", "reason"),
    [
        (2024, Refusal.YEAR_OUT_OF_TERM),
        (2027, Refusal.YEAR_AHEAD),
        (2031, Refusal.YEAR_OUT_OF_TERM),
    ],
)
def test_only_a_year_of_the_term_that_has_come(term, pool, quyen, who, year, reason):
    assert refusal_of(actions.open_review, term.pk, year=year, by=who(quyen)) == reason


def test_a_year_is_reviewed_once(term, pool, quyen, who):
    actions.open_review(term.pk, year=2026, by=who(quyen), at=MONDAY)
    reason = refusal_of(actions.open_review, term.pk, year=2026, by=who(quyen))
    assert reason == Refusal.REVIEW_EXISTS


def test_the_review_costs_the_same_for_many(
    term, head, office, quyen, son, who, django_assert_max_num_queries
):
    term.most_candidates = 60
    term.save()
    by = who(quyen)
    people = [
        make_person(f"Người Số {n}", f"so{n}", f"Chuyên viên {n}", [], office) for n in range(20)
    ]
    pool = [make_candidate(term, head, u.member, by=by, at=MONDAY) for u in people]
    with django_assert_max_num_queries(8):
        review = actions.open_review(term.pk, year=2026, by=by, at=MONDAY)
    with django_assert_max_num_queries(8):
        actions.say(review.pk, words(pool, *[Verdict.ADDED] * 20), by=by, at=MONDAY)
    with django_assert_max_num_queries(11):
        actions.decide_review(review.pk, document="1", day=DAY, by=who(son), at=MONDAY)
    with django_assert_max_num_queries(5):
        board = queries.board(by, term, TODAY)
        assert [len(row.listed) for row in board] == [20]


# ---- who sees it --------------------------------------------------------------------------------


def test_nobody_else_sees_a_pool_in_any_way(term, pool, lan, binh, an, quyen, who, desk):
    roles = ("clerk", "officer", "leader", "supervisor", "catalogue", "admin", "head", "study")
    for role in roles:
        actor = replace(who(lan), roles=frozenset({role}))
        assert list(queries.terms(actor)) == []
        assert list(queries.visible_candidates(actor)) == []
        assert queries.board(actor, term, TODAY) == []
        assert list(queries.visible_reviews(actor)) == []
        assert list(queries.visible_plans(actor)) == []
        assert queries.due_rows(actor, TODAY, 600) == []
    for user in (lan, binh, an):
        client = desk(user)
        for path in ("", "xuat/", "ra-soat/", "luan-chuyen/", f"nguoi/{pool[0].pk}/",
                     f"chuc-danh/{pool[0].post_id}/"):  # fmt: skip
            assert client.get(f"/quy-hoach/{path}").status_code == 404, path


def test_figures_waiting_and_panels_are_as_confidential(pool, lan, quyen, son, who):
    from khe.base.figures import Period
    from khe.desks.succession import figures, panels, waiting

    period = Period.parse("2026")
    assert list(figures.of(who(lan), period)) == []
    assert list(waiting.of(who(lan), MONDAY)) == []
    assert panels.of(who(lan), lan.member, MONDAY) is None
    covered, reviewed = figures.of(who(quyen), period)
    assert (covered.numerator, covered.denominator) == (0, 1)
    assert (reviewed.numerator, reviewed.denominator) == (0, 2)
    assert set(reviewed.of) == {pool[0].pk, pool[1].pk}
    assert panels.of(who(quyen), lan.member, MONDAY) is not None
    assert [w.what for w in waiting.of(who(quyen), MONDAY)] == ["Năm 2025 chưa rà soát"]
    assert [w.what for w in waiting.of(who(son), MONDAY)] == ["Huỳnh Kim Thoa: Chánh Văn phòng"]


def test_the_record_of_a_person_names_the_posts_they_are_in_line_for(pool, lan, quyen, desk):
    shown = desk(quyen).get(f"/to-chuc/ho-so/{lan.member.pk}/").content.decode()
    assert f"/quy-hoach/nguoi/{pool[0].pk}/" in shown
    assert pool[0].post.title in shown


def test_looking_at_a_candidate_is_on_record(pool, lan, quyen, desk):
    assert desk(quyen).get(f"/quy-hoach/nguoi/{pool[0].pk}/").status_code == 200
    seen = [e for e in journal.of(lan.member.pk) if e.event == "staff.record_seen"]
    assert [e.facts["what"] for e in seen] == ["succession"]
