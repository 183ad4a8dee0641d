"""Bodies and areas over time: the tree of any day, changes from a day on, corrections in place."""

from datetime import date

import pytest
from django.urls import reverse

from khe.base.authorities.models import Area
from khe.base.journal import queries as journal
from khe.base.people.models import Body, Member
from khe.base.people.queries import bodies_under
from khe.desks.staff import actions, queries
from khe.desks.staff.models import BodyPeriod
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.states import ActData, Event, PostTerms
from khe.desks.staff.testing import (
    APPOINTED,
    MONDAY,
    RELEASED,
    SINCE,
    TODAY,
    make_body,
    make_member,
    make_post,
    make_tenure,
)
from khe.testing import refused

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def names(day):
    return [(b.node.name, b.depth) for b in queries.organisation(day)]


@pytest.fixture
def by(an, who):
    """An acts."""
    return {"by": who(an), "at": MONDAY}


@pytest.fixture
def top(office):
    """What the office may hang under."""
    return make_body("Ủy ban nhân dân phường", kind="committee")


def test_a_change_holds_from_its_day_and_leaves_what_was(office, top, by):
    old = office.name
    actions.save_body(id=office.pk, name="Văn phòng mới", parent=top, since=MAY, basis="1/NQ", **by)
    assert names(date(2026, 4, 30)) == [(top.name, 0), (old, 0)]
    assert names(MAY) == [(top.name, 0), ("Văn phòng mới", 1)]
    office.refresh_from_db()
    assert office.name == old  # the row is today's
    first, second = reversed(queries.history_of(office))
    assert (second.began, first.ended, second.basis) == (MAY, MAY, "1/NQ")


def test_what_begins_today_holds_today(office, top, by, who, an):
    actions.save_body(id=office.pk, name="Văn phòng mới", parent=top, since=MAY, **by)
    later = MONDAY.replace(month=5, day=1)
    assert actions.carry_over(by=who(an), at=MONDAY) == 0
    assert actions.carry_over(by=who(an), at=later) == 1
    assert actions.carry_over(by=who(an), at=later) == 0
    office.refresh_from_db()
    assert (office.name, office.parent_id) == ("Văn phòng mới", top.pk)
    assert bodies_under([top.pk]) == {top.pk, office.pk}


def test_a_correction_changes_the_period_in_place(office, by):
    actions.save_body(id=office.pk, name="Văn phong", since=MAY, **by)
    actions.save_body(id=office.pk, name="Văn phòng mới", since=JUNE, correct=True, **by)
    assert names(MAY) == [("Văn phòng mới", 0)]
    assert names(TODAY) == [(office.name, 0)]
    assert BodyPeriod.objects.count() == 2


def test_a_typing_mistake_in_a_body_that_never_changed_leaves_no_history(office, by):
    actions.save_body(id=office.pk, name="Văn phòng HĐND, UBND", correct=True, **by)
    assert BodyPeriod.objects.count() == 0
    assert names(date(2020, 1, 1)) == [("Văn phòng HĐND, UBND", 0)]


def test_a_change_between_two_others_ends_where_the_next_begins(office, by):
    actions.save_body(id=office.pk, name="Ba", since=JULY, **by)
    actions.save_body(id=office.pk, name="Hai", since=MAY, **by)
    assert [names(day)[0][0] for day in (TODAY, MAY, JUNE, JULY)] == [
        office.name, "Hai", "Hai", "Ba",
    ]  # fmt: skip


def test_no_circle_closes_on_any_day(office, top, by):
    actions.save_body(id=top.pk, name=top.name, kind="committee", parent=office, since=JUNE, **by)
    before = BodyPeriod.objects.count()
    facts = {"id": office.pk, "name": office.name, "parent": top, **by}
    refused(Refusal.IN_A_CIRCLE, actions.save_body, **facts)  # from today: closes in June
    refused(Refusal.IN_A_CIRCLE, actions.save_body, since=JULY, **facts)
    assert BodyPeriod.objects.count() == before
    assert names(JULY) == [(office.name, 0), (top.name, 1)]


def test_a_body_hangs_below_what_exists(office, by):
    new = actions.save_body(name="Trung tâm", kind="centre", since=MAY, **by)
    facts = {"id": office.pk, "name": office.name, "parent": new, **by}
    refused(Refusal.OUTSIDE_PARENT, actions.save_body, since=TODAY, **facts)
    actions.save_body(since=MAY, **facts)
    assert names(TODAY) == [(office.name, 0)]  # the centre is not there yet
    assert names(MAY) == [("Trung tâm", 0), (office.name, 1)]
    refused(Refusal.NOT_THERE_THEN, actions.save_body, id=new.pk, name="X", since=TODAY, **by)


def test_a_body_is_dissolved_when_nobody_and_nothing_remains(minh, office, other_office, by):
    child = make_body("Tổ đo đạc", kind="team", parent=other_office)
    facts = {"day": MAY, "basis": "2/NQ", **by}
    refused(Refusal.HOLDERS_REMAIN, actions.dissolve_body, other_office.pk, **facts)
    tenure = minh.member.tenures.get()
    actions.end_tenure(tenure.pk, day=MAY, act=RELEASED, **by)
    refused(Refusal.CHILDREN_REMAIN, actions.dissolve_body, other_office.pk, **facts)
    assert BodyPeriod.objects.count() == 0
    actions.dissolve_body(child.pk, successor=office, **facts)
    actions.dissolve_body(other_office.pk, successor=office, **facts)
    assert names(MAY) == [(office.name, 0)]
    assert len(names(date(2026, 4, 30))) == 3
    tenure.post.refresh_from_db()
    assert tenure.post.valid_to == MAY
    assert queries.history_of(other_office)[0].successor == office
    refused(Refusal.GONE_ALREADY, actions.dissolve_body, other_office.pk, **facts)
    assert journal.of(other_office.pk).last().event == Event.BODY_DISSOLVED


def test_people_of_a_merged_body_belong_to_its_successor_from_the_day(
    office, other_office, by, who, an
):
    sen = make_member(body=other_office)
    actions.dissolve_body(other_office.pk, day=MAY, successor=office, basis="1/NQ", **by)
    assert Member.objects.get(pk=sen.pk).body_id == other_office.pk
    actions.carry_over(by=who(an), at=MONDAY.replace(month=5, day=1))
    assert Member.objects.get(pk=sen.pk).body_id == office.pk


def test_nothing_takes_over_from_itself_or_when_it_is_gone(office, other_office, by):
    facts = {"day": MAY, "basis": "1/NQ", **by}
    refused(
        Refusal.OWN_SUCCESSOR,
        actions.dissolve_body,
        other_office.pk,
        successor=other_office,
        **facts,
    )
    gone = make_body("Phòng cũ", valid_to=SINCE)
    refused(Refusal.SUCCESSOR_GONE, actions.dissolve_body, other_office.pk, successor=gone, **facts)
    other_office.refresh_from_db()
    assert other_office.valid_to is None


def test_an_area_has_its_history_too(by, zone):
    area = Area.objects.get()
    actions.save_area(id=area.pk, name="Khu vực Bến Khế", code=area.code, since=MAY, **by)
    assert [b.node.name for b in queries.areas(TODAY)] == ["Khu vực 3"]
    assert [b.node.name for b in queries.areas(MAY)] == ["Khu vực Bến Khế"]
    refused(Refusal.CHILDREN_REMAIN, actions.dissolve_area, area.pk, day=JUNE, **by)
    Body.objects.filter(pk=zone.pk).update(area=None)
    actions.dissolve_area(area.pk, day=JUNE, basis="3/NQ", **by)
    assert queries.areas(JUNE) == []


def test_the_page_of_areas_shows_the_day_asked_for(an, zone, desk):
    sat, area = desk(an), Area.objects.get()
    url = reverse("staff:area", args=[area.pk])
    sent = {
        "name": "Khu vực Bến Khế", "code": "KV03", "since": "01/12/2030", "mode": "change",
        "basis": "7/NQ",
    }  # fmt: skip
    assert sat.post(url, sent).status_code == 302
    assert "7/NQ" in sat.get(url).content.decode()
    names_on = [
        [b.node.name for b in sat.get(reverse("staff:areas"), asked).context["tree"]]
        for asked in ({}, {"day": "01/12/2030"})
    ]
    assert names_on == [["Khu vực 3"], ["Khu vực Bến Khế"]]


def test_a_post_lasts_as_long_as_its_body_and_its_holders(lan, by):
    post = lan.member.tenures.get().post
    facts = {
        "id": post.pk, "title": post.title, "body": post.body, "roles": post.roles, "seats": 1, **by
    }  # fmt: skip
    refused(Refusal.HELD_OUTSIDE, actions.save_post, terms=PostTerms(valid_to=MAY), **facts)
    refused(Refusal.HELD_OUTSIDE, actions.save_post, terms=PostTerms(valid_from=TODAY), **facts)
    Body.objects.filter(pk=post.body_id).update(valid_from=SINCE)
    post.body.refresh_from_db()
    early = PostTerms(valid_from=date(2025, 1, 1))
    refused(Refusal.OUTSIDE_BODY, actions.save_post, terms=early, **facts)
    actions.save_post(terms=PostTerms(kind="ward_officer", valid_from=SINCE), **facts)
    actions.save_post(**facts)  # terms as they are
    post.refresh_from_db()
    assert (post.kind, post.valid_from) == ("ward_officer", SINCE)


def test_nobody_holds_a_post_outside_its_days_or_its_term(minh, office, by):
    post = make_post(office, "Trưởng ban", valid_from=SINCE, valid_to=JULY, term_years=5)
    facts = {"member": minh.member, "act": APPOINTED, **by}
    refused(Refusal.OUTSIDE_POST, actions.appoint, post.pk, began=MAY, **facts)
    refused(
        Refusal.OUTSIDE_POST, actions.appoint, post.pk, began=date(2025, 6, 1), ended=JULY, **facts
    )
    actions.appoint(post.pk, began=MAY, ended=JULY, **facts)
    other = make_post(office, "Bí thư", term_years=5)
    refused(
        Refusal.OUTSIDE_TERM, actions.appoint, other.pk, began=MAY, ended=date(2031, 5, 2), **facts
    )
    assert minh.member.tenures.count() == 2


def test_what_is_different_between_two_days_is_said(lan, minh, office, by):
    seat = lan.member.tenures.get()
    free = make_post(office, "Phó Chánh văn phòng")
    actions.transfer(
        seat.pk, to_post_id=free.pk, day=MAY, act=ActData("transfer", "1/QĐ", TODAY), **by
    )
    actions.save_body(id=office.pk, name="Văn phòng mới", since=MAY, **by)
    found = [(d.kind, d.what, d.was, d.now) for d in queries.differences(TODAY, MAY)]
    assert found == [
        ("renamed", "Văn phòng mới", ("Văn phòng HĐND và UBND",), ("Văn phòng mới",)),
        ("holder", "Công chức tư pháp", ("Lê Thị Lan",), ()),
        ("holder", "Phó Chánh văn phòng", (), ("Lê Thị Lan",)),
    ]
    assert queries.differences(MAY, JULY) == []


def test_the_pages_ask_from_which_day(an, office, desk):
    sat = desk(an)
    url = reverse("staff:body", args=[office.pk])
    page = sat.get(url).content.decode()
    assert "Sửa chỗ ghi sai" in page
    sent = {
        "name": "Văn phòng mới", "kind": "office", "position": "0", "min_cover": "0",
        "since": "01/12/2030", "mode": "change", "basis": "5/NQ",
    }  # fmt: skip
    assert sat.post(url, sent).status_code == 302
    assert "Văn phòng mới" not in sat.get(reverse("staff:list")).content.decode()
    assert "Văn phòng mới" in sat.get(reverse("staff:list"), {"day": "01/12/2030"}).content.decode()
    assert "5/NQ" in sat.get(url).content.decode()


def test_the_page_says_why_a_body_cannot_be_dissolved(an, lan, office, desk):
    url = reverse("staff:dissolve", args=[office.pk])
    answer = desk(an).post(url, {"day": "01/12/2030", "basis": "1/NQ"})
    assert answer.status_code == 422
    assert str(Refusal.HOLDERS_REMAIN.label) in answer.content.decode()


def test_terms_and_limits_are_found(office, minh):
    post = make_post(office, "Trưởng ban", term_years=5, longest_years=8)
    sen = make_member()
    make_tenure(sen, post, began=date(2016, 5, 1), ended=date(2021, 5, 1))
    again = make_tenure(sen, post, began=date(2021, 5, 1))
    assert queries.term_ends(TODAY, date(2026, 5, 31)) == [(again, MAY)]
    assert queries.limited(TODAY) == [(again, date(2024, 5, 1))]  # two terms in a row
