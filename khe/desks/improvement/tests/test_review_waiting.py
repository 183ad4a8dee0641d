"""What waits in reviews, and reminders."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import MONDAY, make_person
from khe.base.messages.models import Message
from khe.base.waiting import waiting_for
from khe.desks.improvement import waiting, waiting_reviews
from khe.desks.improvement.actions import reviews as actions
from khe.desks.improvement.actions.reviews import Unit
from khe.desks.improvement.testing import make_measure, make_shortcoming


@pytest.fixture
def son(office):
    return make_person("Đỗ Văn Sơn", "son", "Phó Bí thư Thường trực", ["standing"], office)


@pytest.fixture
def review(zone, sau, son, who):
    return actions.add_review(
        unit=Unit(body_id=zone.pk), due=date(2026, 3, 20), by=who(son), at=MONDAY
    )


def test_the_next_step_waits_for_whose_turn_it_is(
    review, sau, son, lan, who, django_assert_max_num_queries
):
    def steps(user):
        return [w.next_step for w in waiting_reviews.of(who(user), MONDAY)]

    assert steps(sau) == ["Ghi tự kiểm điểm"]
    assert steps(son) == steps(lan) == []
    actions.prepare(review.pk, text="Tự.", by=who(sau), at=MONDAY)
    assert steps(sau) == ["Ghi phiên họp"]
    actions.hold(review.pk, held_on=MONDAY.date(), chair="Sáu", by=who(sau), at=MONDAY)
    actions.conclude(
        review.pk, conclusion="Xong.", part_collective="A", part_head="B", by=who(sau), at=MONDAY
    )
    assert steps(sau) == []
    assert steps(son) == ["Xác nhận hoàn thành"]
    actor = who(sau)
    with django_assert_max_num_queries(6):
        list(waiting_reviews.of(actor, MONDAY))


def test_it_reminds_once_before_the_deadline_and_once_after(review, sau):
    assert waiting_reviews.remind(MONDAY) == 0  # more than a week
    soon = MONDAY + timedelta(days=12)
    assert waiting_reviews.remind(soon) == 1
    assert waiting_reviews.remind(soon + timedelta(days=1)) == 0
    assert waiting_reviews.remind(MONDAY + timedelta(days=30)) == 1
    assert set(Message.objects.values_list("member_id", flat=True)) == {sau.member.pk}


def test_a_review_waits_on_the_page_of_everything_that_waits(review, sau, who, desk):
    mine = [one.url for one in waiting_for(who(sau), MONDAY)]
    assert f"/khac-phuc/kiem-diem/{review.pk}/" in mine
    assert "Ghi tự kiểm điểm" in desk(sau).get(reverse("tasks:desk")).content.decode()


def test_what_waits_costs_the_same_for_many(
    review, zone, sau, son, who, django_assert_max_num_queries
):
    for number in range(12):
        one = make_shortcoming(who(son), MONDAY, title=f"Trễ {number}", answers_body_id=zone.pk)
        make_measure(one, sau.member.pk, by=who(son), at=MONDAY)
        due = date(2026, 4, 1 + number)
        unit = Unit(body_id=zone.pk)
        actions.add_review(unit=unit, due=due, by=who(son), at=MONDAY)
    actor = who(sau)
    with django_assert_max_num_queries(11):
        assert len(list(waiting.of(actor, MONDAY))) == 25
