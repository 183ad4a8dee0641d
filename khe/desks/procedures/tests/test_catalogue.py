"""Which version counts, for whom, and how one becomes the next."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from khe.base.authorities.models import Authority
from khe.base.journal.models import Entry
from khe.base.refusal import Refused
from khe.desks.procedures import actions, queries
from khe.desks.procedures.models import Procedure, ProcedureVersion
from khe.desks.procedures.states import Refusal
from khe.desks.procedures.testing import make_version

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


@pytest.fixture
def by(binh, who):
    """Bình keeps the catalogue."""
    return who(binh)


def published(source, by, starts=APRIL, **changes):
    draft = actions.draft_version(source.pk, by=by, at=AT)
    actions.save_draft(draft.pk, {"effective_from": starts, **changes}, by=by, at=AT)
    return actions.publish(draft.pk, by=by, at=AT)


def test_editing_a_national_version_makes_the_wards_own(ward, by):
    national = make_version()

    own = published(national, by, name="Khai sinh ở phường")

    assert own.procedure.owner == ward
    national.refresh_from_db()
    assert (national.effective_to, national.name) == (None, "Đăng ký khai sinh")
    other = Authority.objects.create(code="khac", name="Phường khác")
    assert queries.in_force(ward.pk, "1.001193", date(2026, 3, 31)) == national
    assert queries.in_force(ward.pk, "1.001193", APRIL) == own
    assert queries.in_force(other.pk, "1.001193", APRIL) == national
    assert [one.pk for one in queries.catalogue(ward.pk)] == [own.pk]
    assert [one.pk for one in queries.catalogue(other.pk)] == [national.pk]
    assert own not in queries.visible_to(other.pk)


def test_the_former_version_ends_where_the_next_begins(ward, by):
    first = published(make_version(), by, starts=MARCH)
    second = published(first, by, starts=APRIL)

    first.refresh_from_db()
    assert (first.effective_to, second.effective_to) == (APRIL, None)
    assert not first.covers(APRIL)
    assert second.covers(APRIL)


def test_a_version_of_the_same_day_replaces_the_former(ward, by):
    first = published(make_version(), by)
    second = published(first, by)
    assert queries.in_force(ward.pk, "1.001193", APRIL) == second


def test_a_published_version_is_never_edited(ward, by):
    own = published(make_version(), by)

    with pytest.raises(Refused) as refused:
        actions.save_draft(own.pk, {"name": "Khác"}, by=by, at=AT)

    assert refused.value.reason == Refusal.NOT_A_DRAFT
    own.refresh_from_db()
    assert own.name == "Đăng ký khai sinh"


def test_a_procedure_has_one_draft_at_a_time(ward, by):
    national = make_version()
    actions.draft_version(national.pk, by=by, at=AT)

    with pytest.raises(Refused) as refused:
        actions.draft_version(national.pk, by=by, at=AT)

    assert refused.value.reason == Refusal.DRAFT_OPEN


def test_only_a_keeper_edits(ward, lan, who):
    national = make_version()

    with pytest.raises(Refused) as refused:
        actions.draft_version(national.pk, by=who(lan), at=AT)

    assert refused.value.reason == Refusal.NOT_ALLOWED
    assert not ProcedureVersion.objects.filter(state="draft").exists()


def test_another_wards_procedure_does_not_exist(ward, by):
    other = Authority.objects.create(code="khac", name="Phường khác")
    theirs = make_version(owner=other.pk)

    with pytest.raises(ProcedureVersion.DoesNotExist):
        actions.draft_version(theirs.pk, by=by, at=AT)
    with pytest.raises(ProcedureVersion.DoesNotExist):
        actions.retire(theirs.pk, on=APRIL, by=by, at=AT)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": " "}, Refusal.NO_NAME),
        ({"channels": []}, Refusal.NO_CHANNEL),
        ({"effective_from": None}, Refusal.NO_START),
        ({"effective_from": date(2026, 3, 31)}, Refusal.STARTS_TOO_EARLY),
    ],
)
def test_an_unfinished_draft_is_not_published(ward, by, changes, reason):
    own = published(make_version(), by, starts=APRIL)
    draft = actions.draft_version(own.pk, by=by, at=AT)
    actions.save_draft(draft.pk, {"effective_from": APRIL, **changes}, by=by, at=AT)

    with pytest.raises(Refused) as refused:
        actions.publish(draft.pk, by=by, at=AT)

    assert refused.value.reason == reason
    own.refresh_from_db()
    assert own.effective_to is None


def test_a_retired_procedure_is_not_offered_but_was(ward, by):
    own = published(make_version(), by, starts=MARCH)

    actions.retire(own.pk, on=APRIL, by=by, at=AT)

    assert queries.in_force(ward.pk, "1.001193", APRIL) is None
    assert queries.in_force(ward.pk, "1.001193", date(2026, 3, 31)) == own
    assert list(queries.catalogue(ward.pk)) == []
    assert queries.search(ward.pk, "khai sinh") == []
    with pytest.raises(Refused) as refused:
        actions.retire(own.pk, on=APRIL, by=by, at=AT)
    assert refused.value.reason == Refusal.ALREADY_RETIRED


def test_a_national_procedure_is_not_a_wards_to_retire(ward, by):
    with pytest.raises(Refused) as refused:
        actions.retire(make_version().pk, on=APRIL, by=by, at=AT)
    assert refused.value.reason == Refusal.NOT_YOURS


def test_a_dropped_draft_leaves_only_its_entries(ward, by):
    national = make_version()
    draft = actions.draft_version(national.pk, by=by, at=AT)

    assert actions.drop_draft(draft.pk, by=by, at=AT) == "1.001193"

    assert not Procedure.objects.filter(owner=ward).exists()
    entries = Entry.objects.filter(subject_id=draft.pk).order_by("seq")
    assert [one.event for one in entries] == ["procedures.drafted", "procedures.draft_dropped"]


def test_every_verb_is_in_the_journal(ward, by):
    own = published(make_version(), by)
    actions.retire(own.pk, on=APRIL, by=by, at=AT)

    events = Entry.objects.filter(subject_id=own.pk).order_by("seq").values_list("event", flat=True)
    assert list(events) == [
        "procedures.drafted", "procedures.draft_saved", "procedures.published", "procedures.retired",
    ]  # fmt: skip


def test_a_channel_whose_cases_differ_has_no_single_limit(db):
    found = make_version(
        channels=[
            {"channel": "direct", "limit": "30 day", "fee": 0},
            {"channel": "direct", "limit": "40 day", "fee": 0},
            {"channel": "online", "limit": "5 day", "fee": None},
        ]
    )
    assert (found.limit_for("direct"), found.fee_for("direct")) == (None, 0)
    assert (found.limit_for("online"), found.fee_for("online")) == ("5 day", None)
    assert (found.limit_for("post"), found.limits_for("post")) == (None, [])


def test_a_published_version_is_read_once(ward, django_assert_num_queries):
    own = make_version()
    with django_assert_num_queries(1):
        assert queries.version(own.pk).name == queries.version(own.pk).name
    with pytest.raises(ProcedureVersion.DoesNotExist):
        queries.version(uuid4())


def test_a_version_from_memory_knows_that_it_ended(ward, by):
    first = published(make_version(), by, starts=MARCH)
    assert queries.version(first.pk).covers(APRIL)

    published(first, by, starts=APRIL)

    assert not queries.version(first.pk).covers(APRIL)


def test_a_search_is_one_statement_once_the_index_is_made(ward, by, django_assert_num_queries):
    own = published(make_version(), by)
    make_version("1.000894", name="Đăng ký kết hôn", phrases=[])
    assert [one.id for one in queries.search(ward.pk, "khai sinh")] == [own.pk]

    with django_assert_num_queries(1):
        found = queries.search(ward.pk, "ket hon")

    assert [one.code for one in found] == ["1.000894"]
    assert [piece for piece, hit in found[0].pieces if hit] == ["kết", "hôn"]
    assert queries.search(ward.pk, "khai sinh", on=MARCH)[0].own is False
    assert queries.search(ward.pk, "khai sinh", on=APRIL)[0].own is True
