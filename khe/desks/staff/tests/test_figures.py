"""Figures of the staff, every one counted from records, and what waits for those who keep them."""

from datetime import date

import pytest

from khe.base.figures import Period, figures
from khe.base.people.models import Qualification
from khe.base.waiting import waiting_for
from khe.desks.staff import actions, queries
from khe.desks.staff.states import ActData
from khe.desks.staff.testing import MONDAY, TODAY, make_body, make_member, make_post, make_tenure

FIRST_HALF = Period(date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture
def heads(zone):
    """Three heads of areas; two of them changed in March, one retired."""
    posts = [make_post(zone, f"Trưởng khu vực {n}", kind="area_head") for n in (1, 2, 3)]
    ends = [(date(2026, 3, 1), "rotation"), (date(2026, 3, 31), "release"), (TODAY, "retirement")]
    return [
        make_tenure(make_member(f"Người Thứ {n}"), post, ended=day, end_kind=kind)
        for n, (post, (day, kind)) in enumerate(zip(posts, ends, strict=True))
    ]


def of(actor, period=FIRST_HALF):
    return {f.id: f for f in figures(actor, period) if f.id.startswith("staff.")}


def test_changes_of_post_are_counted_from_the_acts_that_ended_them(heads, lan, who):
    found = of(who(lan))["staff.changes.area_head"]
    assert (found.value, found.unit) == (2, "act")
    assert found.records == (heads[0].ended_by_id, heads[1].ended_by_id)
    assert {part.id: part.value for part in found.breakdown} == {
        "staff.changes.area_head.rotation": 1, "staff.changes.area_head.release": 1,
    }  # fmt: skip
    assert of(who(lan))["staff.changes.ward_officer"].value == 0


def test_a_change_counts_on_its_first_day_and_not_the_day_before(heads, lan, who):
    counts = [
        of(who(lan), Period(first, last))["staff.changes.area_head"].value
        for first, last in [
            (date(2026, 1, 1), date(2026, 2, 28)),
            (date(2026, 3, 1), date(2026, 3, 30)),
            (date(2026, 3, 31), date(2026, 3, 31)),
            (date(2026, 4, 1), date(2026, 12, 31)),
        ]
    ]
    assert counts == [0, 1, 1, 0]


def test_all_changes_are_those_of_the_ward_and_those_of_the_areas(heads, office, lan, who):
    post = make_post(office, "Công chức", kind="ward_officer")
    make_tenure(make_member(), post, ended=TODAY, end_kind="transfer")
    found = of(who(lan))["staff.changes"]
    assert found.value == 3
    assert [(part.id, part.value) for part in found.breakdown] == [
        ("staff.changes.level.ward", 1), ("staff.changes.level.area", 2),
    ]  # fmt: skip


def test_an_act_recorded_by_hand_counts(an, lan, who):
    tenure = lan.member.tenures.get()
    tenure.post.kind = "ward_officer"
    tenure.post.save()
    act = ActData("release", "9/QĐ", TODAY)
    actions.end_tenure(tenure.pk, day=date(2026, 4, 1), act=act, by=who(an), at=MONDAY)
    assert of(who(an))["staff.changes.ward_officer"].value == 1


@pytest.fixture
def asking(office):
    """Two officers of whom one has the degree that the post asks for; one is there too long."""
    post = make_post(
        office, "Chuyên viên", seats=2, requires={"degree": "bachelor"}, longest_years=5
    )
    met, lacks = make_member("Bùi Thị Sen"), make_member("Võ Văn Tài")
    Qualification.objects.create(member=met, kind="degree", level="master")
    Qualification.objects.create(member=lacks, kind="degree", level="college")
    return make_tenure(met, post), make_tenure(lacks, post, began=date(2020, 1, 1))


def test_the_requirement_and_the_limit_name_whom_they_count(asking, tuyen, who):
    found = of(who(tuyen))
    met, over = found["staff.requirement_met"], found["staff.tenure_over_limit"]
    assert (met.numerator, met.denominator, met.value) == (1, 2, 0.5)
    assert met.records == (asking[0].pk,)
    assert set(met.of) == {t.pk for t in asking}
    assert (over.numerator, over.denominator, over.records) == (1, 2, (asking[1].pk,))


def test_nothing_to_divide_by_is_no_figure(tuyen, who):
    assert of(who(tuyen))["staff.requirement_met"].value is None


@pytest.mark.parametrize("name", ["thoa", "lan", "minh", "binh", "an", "sau", "tuyen", "trung"])
def test_figures_over_people_count_only_those_whose_records_one_may_open(
    asking, heads, sau, zone, name, request, who
):
    mine = make_tenure(make_member("Hồ Thị Ba"), make_post(zone, requires={"theory": "elementary"}))
    actor = who(request.getfixturevalue(name))
    allowed = set(queries.visible_records(actor, FIRST_HALF.last).values_list("pk", flat=True))
    members = {t.pk: t.member_id for t in (*asking, mine)}
    found = of(actor)
    for key in ("staff.requirement_met", "staff.tenure_over_limit"):
        if key in found:
            assert {members[pk] for pk in found[key].of} <= allowed
    sees = {"tuyen": 3, "trung": 3, "sau": 1}.get(name)
    assert (found["staff.requirement_met"].denominator if sees else None) == sees
    assert ("staff.requirement_met" in found) == bool(sees)


def test_terms_that_end_soon_and_tenures_over_limit_wait_for_tuyen(asking, office, tuyen, lan, who):
    post = make_post(office, "Bí thư", term_years=5)
    make_tenure(make_member("Hồ Văn Tư"), post, began=date(2021, 5, 1))
    make_tenure(make_member("Hồ Văn Năm"), make_post(office, term_years=5))
    own = [w for w in waiting_for(who(tuyen), MONDAY) if w.icon == "id-badge-2"]
    assert [(w.what, w.detail) for w in own] == [
        ("Võ Văn Tài, Chuyên viên", "Quá thời hạn giữ chức danh"),
        ("Hồ Văn Tư, Bí thư", "Hết nhiệm kỳ"),
    ]
    assert [w for w in waiting_for(who(lan), MONDAY) if w.icon == "id-badge-2"] == []


def test_figures_cost_the_same_for_many(office, tuyen, who, django_assert_max_num_queries):
    for n in range(20):
        make_tenure(
            make_member(f"Người {n}"),
            make_post(make_body(f"Tổ {n}"), requires={"degree": "master"}),
        )
    from khe.desks.staff import figures as ours

    actor = who(tuyen)
    with django_assert_max_num_queries(6):
        list(ours.of(actor, FIRST_HALF))
