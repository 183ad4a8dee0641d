"""Several sent to the last seat at the same instant, each on a connection of its own."""

import threading

import pytest
from django.db import connection

from conftest import MONDAY, make_person
from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people import queries as people
from khe.base.people.models import Body
from khe.desks.training import actions
from khe.desks.training.models import Enrolment
from khe.desks.training.refusals import RowsRefused
from khe.desks.training.testing import make_course


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_given_once():
    authority = Authority.objects.create(code="ben-khe", name="Phường Bến Khế")
    with acting_for(authority):
        body = Body.objects.create(name="Văn phòng")
        kieu = make_person("Nguyễn Thúy Kiều", "kieu", "Công chức", ["personnel"], body)
        learners = [make_person(f"Người {n}", f"nguoi{n}", "Công chức", [], body) for n in range(4)]
        by = people.actor_for(kieu, MONDAY)
        course = make_course(by, MONDAY, seats=1)
    start, said = threading.Barrier(len(learners)), []

    def send(member_id):
        start.wait(timeout=20)
        try:
            with acting_for(authority):
                actions.enrol(course.pk, member_id=member_id, by=by, at=MONDAY)
            said.append("sent")
        except RowsRefused as refused:
            said.append(refused.reason.value)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(user.member.pk,)) for user in learners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(said) == ["no_seat_left"] * 3 + ["sent"]
    with acting_for(authority):
        assert Enrolment.objects.count() == 1
