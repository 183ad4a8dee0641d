"""Who lacks what for which post."""

from datetime import date

from django.urls import reverse

from conftest import MONDAY
from khe.base.people.models import Member, Post, Qualification, Tenure
from khe.desks.training import actions, queries
from khe.desks.training.models import Need
from khe.desks.training.testing import make_course
from khe.desks.training.tests.common import TODAY


def states(matrix):
    return {(c.kind, c.what): c.state for row in matrix.rows for c in row.cells}


def test_what_the_post_asks_is_held_against_what_the_person_holds(kieu, lan, who, post_of_lan):
    Qualification.objects.create(member=lan.member, kind="theory", level="elementary")
    Qualification.objects.create(member=lan.member, kind="degree", level="master", name="Luật")
    matrix = queries.gaps(who(kieu), TODAY)
    assert states(matrix) == {
        ("theory", "intermediate"): "lacks",
        ("degree", "bachelor"): "met",
        ("skill", "Tin học cơ bản"): "lacks",
    }
    assert (matrix.meeting, len(matrix.rows), matrix.by_kind["theory"]) == (0, 1, 1)
    assert matrix.rows[0].theory[0].has == "elementary"


def test_what_is_looked_after_is_said(kieu, lan, who, post_of_lan):
    facts = {"by": who(kieu), "at": MONDAY}
    actions.propose_need(
        member_id=lan.member.pk, kind="skill", skill="tin học cơ bản", reason="Cần", **facts
    )
    course = make_course(who(kieu), MONDAY, level="advanced")
    actions.enrol(course.pk, member_id=lan.member.pk, **facts)
    found = states(queries.gaps(who(kieu), TODAY))
    assert found["theory", "intermediate"] == "studying"  # a higher level will do
    assert found["skill", "Tin học cơ bản"] == "proposed"
    assert found["degree", "bachelor"] == "lacks"


def test_one_click_takes_the_gaps_into_the_plan(kieu, lan, desk, post_of_lan):
    page = desk(kieu).get(reverse("training:gaps"))
    cells = page.context["matrix"].lacks
    sent = {"gap": [cells[0].value, "khác|x|y|z"]}
    assert desk(kieu).post(reverse("training:gaps"), sent).status_code == 302
    assert [(n.level, n.post_id) for n in Need.objects.all()] == [("intermediate", post_of_lan.pk)]
    desk(kieu).post(reverse("training:gaps"), {"everything": "1"})
    assert Need.objects.count() == 3
    desk(kieu).post(reverse("training:gaps"), {"everything": "1"})
    assert Need.objects.count() == 3


def test_nobody_takes_in_the_gaps_of_strangers(kieu, lan, minh, hung, desk, post_of_lan):
    value = desk(kieu).get(reverse("training:gaps")).context["matrix"].lacks[0].value
    for stranger in (minh, hung):
        page = desk(stranger).get(reverse("training:gaps"))
        assert page.context["matrix"].rows == []
        desk(stranger).post(reverse("training:gaps"), {"gap": [value]})
    assert not Need.objects.exists()


def test_the_matrix_costs_the_same_for_one_and_for_fifty(
    kieu, lan, who, office, post_of_lan, django_assert_num_queries
):
    actor = who(kieu)
    with django_assert_num_queries(4):
        queries.gaps(actor, TODAY)
    for n in range(50):
        member = Member.objects.create(name=f"Người {n}", sort_name=f"nguoi {n}")
        post = Post.objects.create(title="Công chức", body=office, requires={"theory": "advanced"})
        Tenure.objects.create(member=member, post=post, began=date(2025, 1, 1))
    with django_assert_num_queries(4):
        assert len(queries.gaps(actor, TODAY).rows) == 51
