"""An, the administrator, keeps the organisation; everyone else finds no such page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from khe.base.authorities.models import Area, Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.journal import queries as journal
from khe.base.people import queries as people
from khe.base.people.models import Act, Body, Member, Post, Tenure, User
from khe.desks.dossiers.testing import MONDAY
from khe.desks.staff import actions, queries
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.states import Account, ActData, Event
from khe.testing import refused

DAY = timedelta(days=1)
APPOINTED = ActData("appointment", "5/QĐ-UBND", MONDAY.date())
RELEASED = ActData("release", "6/QĐ-UBND", MONDAY.date())
TYPED = {"kind": "appointment", "number": "7/QĐ", "signed_on": "01/03/2026", "issuer": ""}


def post_of(user):
    return Tenure.objects.get(member=user.member).post


PAGES = ["list", "people", "areas", "delegations", "body_new", "post_new", "person_new"]


@pytest.mark.parametrize("name", PAGES)
def test_strangers_find_no_such_page(lan, binh, desk, name):
    assert desk(lan).get(reverse(f"staff:{name}")).status_code == 404
    assert desk(binh).get(reverse(f"staff:{name}")).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_an_sees_the_pages(an, lan, desk, name):
    assert desk(an).get(reverse(f"staff:{name}")).status_code == 200


def test_a_refusal_reaches_even_those_who_find_the_action(lan, minh, who):
    refused(Refusal.NOT_ADMIN, actions.save_body, name="X", by=who(lan), at=MONDAY)
    refused(Refusal.NOT_ADMIN, actions.reset_password, minh.member.pk, by=who(lan), at=MONDAY)
    refused(
        Refusal.NOT_ACT_KEEPER, actions.appoint, post_of(minh).pk,
        member=lan.member, began=MONDAY.date(), act=APPOINTED, by=who(lan), at=MONDAY,
    )  # fmt: skip
    assert not Body.objects.filter(name="X").exists()


def test_another_authority_is_never_seen(an, lan, who, desk):
    other = Authority.objects.create(code="ben-tre", name="Phường Bến Tre")
    with acting_for(other):
        body = Body.objects.create(name="Văn phòng kia")
        stranger = Member.objects.create(name="Người Kia", sort_name="kia nguoi")
    sat = desk(an)
    assert sat.get(reverse("staff:person", args=[stranger.pk])).status_code == 404
    assert sat.get(reverse("staff:body", args=[body.pk])).status_code == 404
    made = sat.post(reverse("staff:account", args=[stranger.pk]), {"login": "nguoikia"})
    assert made.status_code == 404
    assert not User.objects.filter(username="nguoikia").exists()
    assert "Người Kia" not in sat.get(reverse("staff:people")).content.decode()
    with pytest.raises(Member.DoesNotExist):
        actions.make_account(stranger.pk, login="nguoikia", by=who(an), at=MONDAY)


def test_a_body_hangs_below_another_but_never_below_itself(an, who, office):
    facts = {"by": who(an), "at": MONDAY}
    top = actions.save_body(name="UBND phường", kind="committee", **facts)
    actions.save_body(id=office.pk, name=office.name, parent=top, **facts)
    refused(
        Refusal.IN_A_CIRCLE, actions.save_body, id=top.pk, name=top.name, parent=office, **facts
    )
    assert [(b.node.name, b.depth) for b in queries.organisation(MONDAY.date())] == [
        ("UBND phường", 0), (office.name, 1),
    ]  # fmt: skip
    assert [e.event for e in journal.of(office.pk)] == [Event.BODY_SAVED]


def test_an_area_keeps_its_code_to_itself(an, who, desk):
    sat = desk(an)
    sent = {"name": "Khu vực 1", "code": "KV01", "parent": ""}
    assert sat.post(reverse("staff:areas"), sent).status_code == 302
    again = sat.post(reverse("staff:areas"), {**sent, "name": "Khu vực một"})
    assert again.status_code == 422
    assert "Khu vực một" in again.content.decode()  # nothing typed is lost
    assert Area.objects.count() == 1
    assert "Khu vực" in sat.get(reverse("staff:list")).content.decode()  # the local label


def test_roles_follow_from_the_post_with_the_next_click(an, lan, who):
    post = post_of(lan)
    actions.save_post(
        id=post.pk, title=post.title, body=post.body, roles=["officer", "supervisor"], seats=1,
        by=who(an), at=MONDAY,
    )  # fmt: skip
    assert who(lan).roles == {"officer", "supervisor"}


def test_one_seat_is_not_held_by_two(an, lan, minh, who):
    facts = {"act": APPOINTED, "by": who(an), "at": MONDAY}
    seat = post_of(lan).pk
    refused(
        Refusal.SEATS_TAKEN, actions.appoint, seat, member=minh.member, began=MONDAY.date(), **facts
    )
    tenure = Tenure.objects.get(member=lan.member)
    actions.end_tenure(tenure.pk, day=date(2026, 3, 10), act=RELEASED, by=who(an), at=MONDAY)
    actions.appoint(seat, member=minh.member, began=date(2026, 3, 10), **facts)

    assert people.actor_for(lan, MONDAY).can("officer")
    assert not people.actor_for(lan, MONDAY + 10 * DAY).roles
    assert [e.event for e in journal.of(lan.member.pk)] == [Event.TENURE_ENDED]
    assert journal.of(minh.member.pk).get().facts["act"] == "5/QĐ-UBND ngày 02/03/2026"


def test_the_page_says_why_a_seat_cannot_be_given(an, lan, minh, desk):
    sent = {"member": minh.member.pk, "began": "2026-11-02", "ended": "", **TYPED}
    answer = desk(an).post(reverse("staff:appoint", args=[post_of(lan).pk]), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert str(Refusal.SEATS_TAKEN.label) in page
    assert 'value="7/QĐ"' in page
    assert Tenure.objects.filter(member=minh.member).count() == 1


def test_an_cannot_take_away_her_own_last_administrators_post(an, office, who, desk):
    tenure = Tenure.objects.get(member=an.member)
    sent = {"day": "2026-12-01", **TYPED, "kind": "release"}
    answer = desk(an).post(reverse("staff:end_tenure", args=[tenure.pk]), sent)
    assert answer.status_code == 422
    assert str(Refusal.OWN_LAST_ADMIN.label) in answer.content.decode()
    post = tenure.post
    refused(
        Refusal.OWN_LAST_ADMIN, actions.save_post, id=post.pk, title=post.title, body=office,
        roles=["catalogue"], seats=1, by=who(an), at=MONDAY,
    )  # fmt: skip
    refused(Refusal.NOT_YOURSELF, actions.lock_account, an.member.pk, by=who(an), at=MONDAY)
    tenure.refresh_from_db()
    assert tenure.ended is None


def test_a_stand_in_cannot_leave_the_authority_without_an_administrator(an, binh, who):
    actions.delegate(
        an.member.pk, binh.member.pk, began=MONDAY, ended=MONDAY + 5 * DAY, roles=[],
        document="1/GUQ", by=who(an), at=MONDAY,
    )  # fmt: skip
    tenure = Tenure.objects.get(member=an.member)
    stand_in = who(binh, MONDAY + DAY)
    assert stand_in.can("admin")
    refused(
        Refusal.NO_ADMIN_LEFT, actions.end_tenure, tenure.pk,
        day=date(2026, 3, 4), act=RELEASED, by=stand_in, at=MONDAY + DAY,
    )  # fmt: skip
    refused(Refusal.NO_ADMIN_LEFT, actions.lock_account, an.member.pk, by=stand_in, at=MONDAY + DAY)


def test_an_makes_an_account_and_its_password_is_seen_once(an, office, desk):
    member = Member.objects.create(name="Đỗ Thị Ánh Tuyết", sort_name="tuyet do thi anh")
    sat = desk(an)
    url = reverse("staff:person", args=[member.pk])
    assert 'value="tuyetdta"' in sat.get(url).content.decode()
    answer = sat.post(reverse("staff:account", args=[member.pk]), {"login": "tuyetdta"})
    user = User.objects.get(username="tuyetdta")
    word = answer.context["word"]
    assert user.check_password(word)
    assert (user.authority_id, user.must_change_password) == (an.authority_id, True)
    assert "no-store" in answer.headers["Cache-Control"]
    assert word not in sat.get(url).content.decode()
    again = sat.post(reverse("staff:account", args=[member.pk]), {"login": "khac"})
    assert again.status_code == 422
    assert queries.standing(user) == Account.WAITING
    facts = [e.facts for e in journal.of(member.pk)]
    assert facts == [{"login": "tuyetdta"}]  # and never the password


def test_a_name_that_is_taken_gets_a_number(an, lan, office):
    User.objects.create(username="lanlt", authority_id=an.authority_id)
    assert queries.suggested_login("Lê Thị Lan") == "lanlt2"
    assert queries.suggested_login("Y") == "y00"
    assert queries.suggested_login("陳") == "canbo"


def test_locking_ends_every_open_session(an, lan, desk, who):
    seat = desk(lan)
    assert seat.get(reverse("staff:me")).status_code == 200
    actions.lock_account(lan.member.pk, by=who(an), at=MONDAY, reason="Nghỉ việc")
    assert seat.get(reverse("staff:me")).status_code == 302  # to the log-in page
    assert lan.member not in people.holders(MONDAY.date(), "officer")

    actions.unlock_account(lan.member.pk, by=who(an), at=MONDAY)
    refused(Refusal.NOT_LOCKED, actions.unlock_account, lan.member.pk, by=who(an), at=MONDAY)
    assert lan.member in people.holders(MONDAY.date(), "officer")


def test_a_reset_ends_sessions_and_asks_for_a_new_password(an, lan, desk, who):
    seat = desk(lan)
    user, word = actions.reset_password(lan.member.pk, by=who(an), at=MONDAY)
    assert user.check_password(word)
    assert seat.get(reverse("staff:me")).status_code == 302
    new = desk(User.objects.get(pk=lan.pk))
    assert new.get(reverse("staff:me")).url == reverse("account_change_password")
    refused(Refusal.NOT_YOURSELF, actions.reset_password, an.member.pk, by=who(an), at=MONDAY)


def test_people_are_listed_by_given_name(an, lan, minh, thoa, desk):
    page = desk(an).get(reverse("staff:people"))
    assert [r["member"].name.split()[-1] for r in page.context["rows"]] == [
        "An", "Lan", "Minh", "Thoa",
    ]  # fmt: skip
    found = desk(an).get(reverse("staff:people"), {"q": "le lan"})
    assert [r["member"].name for r in found.context["rows"]] == ["Lê Thị Lan"]


def test_the_list_of_people_costs_the_same_for_two_and_for_forty(
    an, lan, office, desk, django_assert_max_num_queries
):
    for n in range(40):
        user = User.objects.create(username=f"nguoi{n}", authority_id=an.authority_id)
        member = Member.objects.create(
            name=f"Người Thứ {n}", sort_name=f"{n} nguoi", user_id=user.pk
        )
        post = Post.objects.create(title=f"Chức danh {n}", body=office, roles=["officer"])
        Tenure.objects.create(member=member, post=post, began=date(2025, 7, 1))
    sat = desk(an)
    for name in ("staff:people", "staff:list"):
        with django_assert_max_num_queries(18):
            assert sat.get(reverse(name)).status_code == 200


def test_one_act_ends_a_post_and_begins_another(an, lan, minh, other_office, who):
    seat = Post.objects.create(title="Công chức kinh tế", body=other_office, roles=["officer"])
    held = Tenure.objects.get(member=lan.member)
    act = ActData("rotation", "21/QĐ-ĐU", MONDAY.date(), "Đảng ủy phường")
    facts = {"act": act, "day": date(2026, 4, 1), "by": who(an), "at": MONDAY}
    taken = post_of(minh).pk
    refused(Refusal.SEATS_TAKEN, actions.transfer, held.pk, to_post_id=taken, **facts)
    held.refresh_from_db()
    assert (held.ended, Act.objects.count()) == (None, 0)

    begun = actions.transfer(held.pk, to_post_id=seat.pk, **facts)
    held.refresh_from_db()
    assert (held.ended, begun.began) == (date(2026, 4, 1), date(2026, 4, 1))
    assert held.ended_by_id == begun.began_by_id == Act.objects.get().pk
    assert begun.act == "21/QĐ-ĐU ngày 02/03/2026"
    entry = journal.of(lan.member.pk).get()
    assert (entry.event, entry.facts["act_kind"]) == (Event.TRANSFERRED, "rotation")


def test_nobody_is_moved_to_where_they_are(an, lan, who):
    held = Tenure.objects.get(member=lan.member)
    act = ActData("transfer", "1/QĐ", MONDAY.date())
    refused(
        Refusal.SAME_POST, actions.transfer, held.pk, to_post_id=held.post_id, act=act,
        day=date(2026, 4, 1), by=who(an), at=MONDAY,
    )  # fmt: skip
    assert Tenure.objects.get(member=lan.member).ended is None
    assert not Act.objects.exists()
