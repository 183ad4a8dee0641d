"""The database repeats the invariants of classes and seats."""

import pytest
from django.db import IntegrityError, transaction

from khe.desks.study import testing as made
from khe.desks.study.models import Seat, StudyClass


def refused_by_the_database(do):
    with pytest.raises(IntegrityError), transaction.atomic():
        do()


def test_a_learner_has_one_regular_seat_in_a_round(ward):
    study_class = made.make_class()
    seat = made.make_seat(study_class)
    other = made.make_class(study_class.round, hall=made.make_hall(name="Nhà văn hóa"))
    refused_by_the_database(lambda: made.make_seat(other, seat.learner))
    made.make_seat(other, seat.learner, kind="makeup")
    assert set(Seat.objects.values_list("kind", flat=True)) == {"regular", "makeup"}


def test_a_hall_has_seats_and_a_class_an_end_after_its_beginning(ward):
    refused_by_the_database(lambda: made.make_hall(seats=0))
    refused_by_the_database(lambda: made.make_class(ends_at=made.TUESDAY))
    assert not StudyClass.objects.exists()
