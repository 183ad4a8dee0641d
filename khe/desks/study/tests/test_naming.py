"""Several people at once: named one by one in a programme, bound together in a round."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from khe.desks.study import testing as made
from khe.desks.study.models import Learner, Programme
from khe.desks.study.queries import programmes as queries
from khe.desks.study.rules.programmes import Who

AT = datetime(2026, 3, 4, 2, tzinfo=UTC)


@pytest.fixture
def programme(dung, at_moment):
    """A draft for all members of the Party."""
    at_moment(AT)
    return made.make_programme(status="draft", opened_at=None)


def named(programme):
    who = Who.parse(Programme.objects.get(pk=programme.pk).who)
    return {member.name for member in queries.members_of(who, AT.date())}


def test_people_are_searched_ticked_and_left_out(programme, dung, desk):
    tam = made.make_member("Đỗ Thị Tám")
    chin = made.make_member("Lý Văn Chín", party_since=None)
    muoi = made.make_member("Cao Văn Mười", party_since=None)
    sat, url = desk(dung), reverse("study:name_people", args=[programme.pk])
    assert "Lý Văn Chín" not in sat.get(url).content.decode()
    assert "Lý Văn Chín" in sat.get(url, {"q": "ly chin"}).content.decode()
    shown = [tam.pk, chin.pk]
    assert sat.post(url, {"thay": shown, "them": [chin.pk, muoi.pk], "tru": [tam.pk]}).url == url
    assert "Lý Văn Chín" in named(programme)
    assert not {"Đỗ Thị Tám", "Cao Văn Mười"} & named(programme)
    sat.post(url, {"thay": [tam.pk], "them": [tam.pk]})
    assert {"Lý Văn Chín", "Đỗ Thị Tám"} <= named(programme)


def test_nobody_is_named_once_a_programme_is_open(programme, dung, lan, desk):
    Programme.objects.filter(pk=programme.pk).update(status="open")
    tam, url = made.make_member("Đỗ Thị Tám"), reverse("study:name_people", args=[programme.pk])
    assert desk(dung).post(url, {"thay": [tam.pk], "tru": [tam.pk]}).status_code == 409
    assert "Đỗ Thị Tám" in named(programme)
    assert desk(lan).get(url).status_code == 404


def test_ticked_learners_are_bound_together_and_others_stay(dung, at_moment, desk):
    at_moment(AT)
    round = made.make_round()
    two = [made.make_learner(round, name) for name in ("Đỗ Thị Tám", "Lý Văn Chín")]
    other = made.make_learner(round, "Cao Văn Mười")
    sat = desk(dung)
    url = reverse("study:constrain_many", args=[round.pk])
    url += "?" + "&".join(f"nguoi={one.pk}" for one in two)
    assert "Lý Văn Chín" in sat.get(url).content.decode()
    assert sat.post(url, {"never": "hôm kia"}).status_code == 422
    assert not Learner.objects.exclude(cannot={}).exists()
    assert sat.post(url, {"never": "sáng thứ 2", "max_km": "4"}).status_code == 302
    for one in two:
        one.refresh_from_db()
        assert one.cannot == {"not": [{"weekdays": [0], "parts": ["am"]}]}
        assert one.max_km == 4
    other.refresh_from_db()
    assert other.cannot == {}
