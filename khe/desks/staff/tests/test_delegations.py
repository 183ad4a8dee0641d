"""Lan goes on leave: Minh stands in, within what was written and no longer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from khe.base.journal import queries as journal
from khe.base.people.models import Delegation
from khe.base.refusal import Refused
from khe.desks.dossiers.testing import MONDAY
from khe.desks.staff import actions
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.states import Event

DAY = timedelta(days=1)


def give(giver, taker, by, **facts):
    usual = {
        "began": MONDAY, "ended": MONDAY + 5 * DAY, "roles": [], "document": "12/GUQ", "at": MONDAY,
    }  # fmt: skip
    return actions.delegate(giver.member.pk, taker.member.pk, by=by, **{**usual, **facts})


def test_minh_stands_in_until_the_day_is_over(lan, minh, who):
    given = give(lan, minh, who(lan))
    assert who(minh, MONDAY + DAY).is_member(lan.member.pk)
    assert not who(minh, MONDAY + 5 * DAY).is_member(lan.member.pk)
    entry = journal.of(lan.member.pk).get()
    assert (entry.event, entry.facts["document"]) == (Event.DELEGATED, "12/GUQ")

    actions.revoke(given.pk, by=who(lan), at=MONDAY + DAY)
    assert not who(minh, MONDAY + DAY + DAY).is_member(lan.member.pk)
    with pytest.raises(Refused):
        actions.revoke(given.pk, by=who(lan), at=MONDAY + 2 * DAY)


def test_a_leader_gives_one_role_and_keeps_the_other(binh, minh, who):
    give(binh, minh, who(binh), roles=["catalogue"])
    assert who(minh).roles == {"officer", "catalogue"}


def test_minh_cannot_give_away_what_is_lans(lan, minh, thoa, who):
    give(lan, minh, who(lan))
    with pytest.raises(Refused) as refused:
        give(lan, thoa, who(minh, MONDAY + DAY))
    assert refused.value.reason == Refusal.NOT_YOURS_TO_GIVE


def test_lan_writes_it_down_on_her_own_page(lan, minh, thoa, desk):
    sat = desk(lan)
    page = sat.get(reverse("staff:delegate"))
    assert "giver" not in page.context["form"].fields
    at = page.wsgi_request.at
    sent = {
        "taker": minh.member.pk, "first": f"{at + DAY:%Y-%m-%d}", "last": f"{at + 3 * DAY:%Y-%m-%d}",
        "document": "3/GUQ",
    }  # fmt: skip
    assert sat.post(reverse("staff:delegate"), sent).url == reverse("staff:me")
    given = Delegation.objects.get()
    assert given.ended - given.began == 3 * DAY  # the last day is a whole day
    assert minh.member.name in sat.get(reverse("staff:me")).content.decode()

    again = sat.post(reverse("staff:delegate"), sent)
    assert again.status_code == 422
    assert str(Refusal.GIVEN_ALREADY.label) in again.content.decode()

    stranger = desk(minh).post(reverse("staff:revoke", args=[given.pk]))
    assert stranger.status_code == 404
    assert sat.post(reverse("staff:revoke", args=[given.pk])).status_code == 302


def test_a_clerk_has_no_work_to_give(thoa, desk):
    assert desk(thoa).get(reverse("staff:delegate")).status_code == 404
    assert desk(thoa).get(reverse("staff:me")).status_code == 200


def test_an_writes_one_down_for_anyone(an, lan, minh, desk):
    sat = desk(an)
    at = sat.get(reverse("staff:delegate")).wsgi_request.at
    sent = {
        "giver": lan.member.pk, "taker": minh.member.pk, "first": f"{at + DAY:%Y-%m-%d}",
        "last": f"{at + DAY:%Y-%m-%d}", "roles": ["officer"], "document": "4/GUQ",
    }  # fmt: skip
    assert sat.post(reverse("staff:delegate"), sent).url == reverse("staff:delegations")
    page = sat.get(reverse("staff:delegations")).content.decode()
    assert "4/GUQ" in page
