"""Nobody sees another authority's rows; nothing rewrites the journal."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from khe.base.authorities.models import Area, Authority
from khe.base.authorities.tenancy import NoAuthority, acting_for
from khe.base.journal.models import Entry
from khe.base.journal.record import record
from khe.base.people.actor import system


@pytest.fixture
def other_ward(db):
    return Authority.objects.create(code="ninh-hoa", name="Phường Ninh Hòa")


def test_it_connects_without_special_rights(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


def test_it_shows_no_row_outside_an_authority(db):
    assert Area.objects.count() == 0
    with pytest.raises(NoAuthority):
        Area(name="Khu vực 1", code="1")


def test_it_hides_the_rows_of_another_authority_even_from_raw_sql(ward, other_ward):
    Area.objects.create(name="Khu vực 1", code="1")

    with acting_for(other_ward), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM authorities_area")
        assert cursor.fetchone() == (0,)
        assert not Area.objects.exists()

    assert Area.objects.count() == 1


def test_it_refuses_a_row_for_another_authority(ward, other_ward):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Area.objects.create(name="Lạ", code="9", authority=other_ward)


def test_it_refuses_a_child_under_another_authoritys_parent(ward, other_ward):
    parent = Area.objects.create(name="Khu vực 1", code="1")
    with pytest.raises(IntegrityError), transaction.atomic(), acting_for(other_ward):
        Area.objects.create(name="Con", code="2", parent_id=parent.pk)


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_entry SET seq = 2", "DELETE FROM journal_entry"]
)
def test_it_has_no_right_to_rewrite_the_journal(ward, statement):
    area = Area.objects.create(name="Khu vực 1", code="1")
    record(area, "area.made", by=system(ward), at=datetime(2026, 3, 2, tzinfo=UTC))

    denied = pytest.raises(ProgrammingError, match="permission denied")
    with denied, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.get().seq == 1


def test_it_runs_on_a_postgresql_that_operators_may_have(db):
    connection.ensure_connection()
    assert connection.pg_version >= 160000
