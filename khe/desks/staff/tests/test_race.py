"""Two decisions at the same instant about one seat, each on a connection of its own."""

import threading
from datetime import date

import pytest
from django.db import connection

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import system
from khe.base.people.models import Act, Tenure
from khe.base.refusal import Refused
from khe.desks.staff import actions
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.testing import APPOINTED, MONDAY, TODAY, make_body, make_member, make_post

AT_ONCE = 4


@pytest.mark.django_db(transaction=True)
def test_one_seat_is_given_once():
    authority = Authority.objects.create(code="ben-khe", name="Phường Bến Khế")
    with acting_for(authority):
        post = make_post(make_body(), "Chủ tịch UBND")
        members = [make_member(f"Người Thứ {n}") for n in range(AT_ONCE)]
    start, answers = threading.Barrier(AT_ONCE), []

    def give(member) -> None:
        with acting_for(authority):
            start.wait(timeout=20)
            facts = {"began": date(2026, 4, 1), "by": system(authority), "at": MONDAY}
            try:
                actions.appoint(post.pk, member=member, act=APPOINTED, **facts)
                answers.append("given")
            except Refused as refused:
                answers.append(refused.reason)
        connection.close()

    threads = [threading.Thread(target=give, args=(member,)) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == sorted(["given", *[Refusal.SEATS_TAKEN] * (AT_ONCE - 1)])
    with acting_for(authority):
        assert (Tenure.objects.count(), Act.objects.count()) == (1, 1)
        assert Tenure.objects.get().began > TODAY
