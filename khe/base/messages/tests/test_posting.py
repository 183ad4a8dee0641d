"""Leaving messages."""

import pytest

from khe.base.messages.models import Mail, Message
from khe.base.messages.posting import post, post_many
from khe.base.messages.testing import MONDAY, make_message


def test_it_is_left_once_for_a_key(lan):
    first = post(lan.member.pk, key="a", subject="Một", at=MONDAY)
    again = post(lan.member.pk, key="a", subject="Hai", at=MONDAY)
    assert (first, again) == (True, False)
    message = Message.objects.get()
    assert (message.subject, message.mail, message.read_at) == ("Một", Mail.WAITING, None)


def test_a_subject_is_one_line_and_of_a_bearable_length(lan):
    message = make_message(lan.member.pk, subject="Mời\r\nBcc: ai\u0000 " + "đ" * 300)
    assert message.subject.startswith("Mời Bcc: ai đđ")
    assert len(message.subject) == 200


def test_several_are_left_in_the_same_two_statements(lan, minh, django_assert_num_queries):
    rows = [
        Message(member_id=who.member.pk, key=f"{who.pk}-{n}", subject="Nhắc", made_at=MONDAY)
        for who in (lan, minh)
        for n in range(20)
    ]
    with django_assert_num_queries(2):
        assert post_many(rows) == 40
    assert post_many(rows[:3]) == 0


def test_a_key_twice_in_one_list_is_one_message(lan):
    rows = [Message(member_id=lan.member.pk, key="a", subject="Nhắc", made_at=MONDAY)] * 2
    assert post_many(rows) == 1


@pytest.mark.parametrize("url", ["https://xa.example/", "//xa.example", "javascript:alert(1)"])
def test_it_leads_to_our_own_pages_only(lan, url):
    with pytest.raises(ValueError, match="begins with"):
        post(lan.member.pk, key="a", subject="Một", url=url, at=MONDAY)
