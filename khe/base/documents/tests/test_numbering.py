"""Numbers are gapless in their register, however many ask at once; a cancelled one stays."""

import threading
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.documents import numbering
from khe.base.documents.models import Number, Register
from khe.base.people.actor import system
from khe.base.people.models import Body

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
AT_ONCE, EACH = 8, 5


def take(body, who, *, kind="BC", series="year", key="2026", document=None) -> Number:
    return numbering.take(body.pk, kind, series, key, document or uuid4(), by=who, at=MONDAY)


@pytest.fixture
def clerk(ward):
    return system(ward)


def test_numbers_begin_at_one_and_follow_one_another(office, clerk):
    assert [take(office, clerk).n for _ in range(3)] == [1, 2, 3]


def test_each_body_type_year_and_term_counts_for_itself(office, other_office, clerk):
    take(office, clerk)
    assert take(other_office, clerk).n == 1
    assert take(office, clerk, kind="KH").n == 1
    assert take(office, clerk, key="2027").n == 1
    assert take(office, clerk, series="term", key="2025-2030").n == 1
    assert take(office, clerk).n == 2


def test_a_document_that_asks_again_gets_the_number_it_has(office, clerk):
    first = take(office, clerk, document=UUID(int=1))
    assert take(office, clerk, document=UUID(int=1)) == first
    assert Register.objects.get().next == 2


def test_a_cancelled_number_stays_with_its_reason_and_is_never_given_again(office, clerk):
    number = take(office, clerk)
    numbering.cancel(number.document_id, why="Ghi nhầm", by=clerk, at=MONDAY)
    numbering.cancel(number.document_id, why="Lần hai", by=clerk, at=MONDAY)
    number.refresh_from_db()
    assert (number.cancelled_at, number.why) == (MONDAY, f"Ghi nhầm ({clerk.name})")
    assert take(office, clerk).n == 2


@pytest.mark.parametrize("why", ["", "   "])
def test_a_number_is_not_cancelled_without_a_reason(office, clerk, why):
    number = take(office, clerk)
    with pytest.raises(ValueError, match="reason"):
        numbering.cancel(number.document_id, why=why, by=clerk, at=MONDAY)
    number.refresh_from_db()
    assert number.cancelled_at is None


def test_what_is_rolled_back_leaves_no_gap(office, clerk):
    take(office, clerk)
    with pytest.raises(RuntimeError), transaction.atomic():
        take_then_fail(office, clerk)
    assert take(office, clerk).n == 2


def take_then_fail(body, who) -> None:
    take(body, who)
    raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_no_gap_and_share_no_number():
    authority = Authority.objects.create(code="ben-khe", name="Phường Bến Khế")
    with acting_for(authority):
        body = Body.objects.create(name="Văn phòng")
    start, faults = threading.Barrier(AT_ONCE), []

    def ask(thread: int) -> None:
        try:
            with acting_for(authority):
                start.wait(timeout=20)
                for turn in range(EACH):
                    _take_or_roll_back(body, authority, is_kept=(thread + turn) % 3 != 0)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    kept = sum((n + turn) % 3 != 0 for n in range(AT_ONCE) for turn in range(EACH))
    with acting_for(authority):
        numbers = sorted(Number.objects.values_list("n", flat=True))
        assert numbers == list(range(1, kept + 1))
        assert Register.objects.get().next == kept + 1


def _take_or_roll_back(body, authority, *, is_kept: bool) -> None:
    with transaction.atomic():
        take(body, system(authority))
        if not is_kept:
            transaction.set_rollback(True)
