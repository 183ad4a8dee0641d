"""The inbox: everyone reads their own."""

from datetime import timedelta

import pytest
from django.urls import reverse

from khe.base.messages import queries
from khe.base.messages.models import Message
from khe.base.messages.testing import INVITATION, MONDAY, make_message
from khe.base.people.models import Delegation

INBOX = "/tin-nhan/"


@pytest.fixture
def invitation(lan):
    return make_message(
        lan.member.pk, text="Tại hội trường.\nMang theo sổ.", url="/tai-khoan/", calendar=INVITATION
    )


def read_at(message):
    message.refresh_from_db()
    return message.read_at


def test_unread_messages_stand_first_newest_first(lan, who):
    for n in range(4):
        make_message(lan.member.pk, f"k{n}", subject=f"Tin {n}", at=MONDAY + timedelta(hours=n))
    Message.objects.filter(key="k3").update(read_at=MONDAY)
    assert [m.subject for m in queries.inbox(who(lan))] == ["Tin 2", "Tin 1", "Tin 0", "Tin 3"]


def test_the_bell_counts_what_is_unread(lan, minh, desk, invitation):
    page = desk(lan).get(INBOX).content.decode()
    assert page.count('aria-label="Tin nhắn, 1 chưa đọc"') == 2  # of the desk and of the telephone
    assert "1 tin chưa đọc trong 1 tin" in page
    assert ' aria-label="Tin nhắn"' in desk(minh).get(INBOX).content.decode()


def test_following_a_message_reads_it_and_leads_on(lan, desk, invitation):
    answer = desk(lan).get(reverse("messages:follow", args=[invitation.pk]))
    assert (answer.status_code, answer.url) == (302, "/tai-khoan/")
    first = read_at(invitation)
    assert first is not None
    desk(lan).get(reverse("messages:follow", args=[invitation.pk]))
    assert read_at(invitation) == first


def test_a_message_can_be_marked_as_read_and_all_at_once(lan, desk, invitation):
    make_message(lan.member.pk, "khac")
    desk(lan).post(reverse("messages:read", args=[invitation.pk]))
    assert read_at(invitation) is not None
    assert Message.objects.filter(read_at__isnull=True).count() == 1
    desk(lan).post(reverse("messages:read_all"))
    assert not Message.objects.filter(read_at__isnull=True).exists()


def test_the_calendar_file_can_be_opened(lan, desk, invitation):
    answer = desk(lan).get(reverse("messages:calendar", args=[invitation.pk]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Lớp học tập thứ nhất" in answer.content.decode()


def test_nobody_reads_what_is_anothers_not_even_a_stand_in(lan, minh, binh, desk, who, invitation):
    Delegation.objects.create(
        giver=lan.member, taker=minh.member, began=MONDAY - timedelta(days=1),
        ended=MONDAY + timedelta(days=9999), document="thử",
    )  # fmt: skip
    for other in (minh, binh):
        assert list(queries.inbox(who(other))) == []
        assert queries.unread(who(other)) == 0
        for verb in ("follow", "calendar"):
            to = reverse(f"messages:{verb}", args=[invitation.pk])
            assert desk(other).get(to).status_code == 404
        to = reverse("messages:read", args=[invitation.pk])
        assert desk(other).post(to).status_code == 404
        desk(other).post(reverse("messages:read_all"))
    assert read_at(invitation) is None


def test_a_link_that_leads_away_is_not_followed(lan, desk, invitation):
    Message.objects.filter(pk=invitation.pk).update(url="//xa.example/")
    answer = desk(lan).get(reverse("messages:follow", args=[invitation.pk]))
    assert answer.url == INBOX


def test_a_full_inbox_costs_the_same(lan, desk, django_assert_max_num_queries):
    for n in range(70):
        make_message(lan.member.pk, f"k{n}")
    client = desk(lan)
    client.get(INBOX)
    with django_assert_max_num_queries(16):
        page = client.get(INBOX).content.decode()
    assert "1–30 trong 70" in page
    assert "31–60 trong 70" in client.get(f"{INBOX}?page=2").content.decode()


def test_an_empty_inbox_says_what_will_be_there(lan, desk):
    assert "Chưa có tin nào" in desk(lan).get(INBOX).content.decode()
