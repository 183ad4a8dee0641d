"""Figures: what desks say they count, finding one by its id, and the checksum over its records."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import ModuleType
from uuid import UUID

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from khe.base import figures
from khe.base.figures import Definition, Figure, Ids, Period, Record, checksum, records_named
from khe.base.people.actor import system
from khe.base.people.models import Body, Member

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
IDS = [UUID(int=n) for n in range(1, 9)]
RATE = Figure("thu.rate", "Tỷ lệ", 2, 4, records=tuple(IDS[:2]), of=tuple(IDS[:4]))
ids = st.lists(st.uuids(), unique=True, max_size=6)


class Desk(ModuleType):
    """A desk that counts what it is given, and says how often it was run."""

    def __init__(self, name, *found, definitions):
        super().__init__(name)
        self.found, self.DEFINITIONS, self.runs = found, tuple(definitions), 0

    def of(self, actor, period):
        self.runs += 1
        yield from self.found

    def named(self, actor, ids, at):
        yield from ((pk, Record(f"{self.__name__} {pk.int}", "/")) for pk in ids if pk.int < 3)


@pytest.fixture
def desks(settings, monkeypatch):
    """Two desks: one counts a rate by area, the other a number."""
    area = Figure("thu.rate.area:KV03", "Khu vực 3", 1, 2)
    deeper = replace(area, breakdown=(Figure("thu.rate.area:KV03.sex:f", "Nữ", 1, 1),))
    one = Desk("thu.figures", replace(RATE, breakdown=(deeper,)), definitions=[
        Definition("thu.rate", _("Tỷ lệ dự học tập"), axes=("area",)),
    ])  # fmt: skip
    other = Desk("dem.figures", Figure("dem.changes", "Lượt", 3, unit="act"), definitions=[
        Definition("dem.changes", "Lượt", "act"),
    ])  # fmt: skip
    modules = {"thu.figures": one, "dem.figures": other}
    monkeypatch.setattr(figures, "import_module", modules.__getitem__)
    settings.KHE_FIGURES = [f"{name}.of" for name in modules]
    return one, other


def test_definitions_are_known_by_id_in_the_order_of_the_desks(desks):
    assert list(figures.definitions()) == ["thu.rate", "dem.changes"]
    assert figures.definition_of("dem.changes").unit == "act"


@pytest.mark.parametrize(
    ("id", "known"),
    [("thu.rate", "thu.rate"), ("thu.rate.area:KV03", "thu.rate"), ("thu", None), ("", None),
     ("thu.rate.field:Đất đai. Xây dựng", "thu.rate"), ("thu.ratex", None), (".thu.rate", None)],
)  # fmt: skip
def test_a_part_belongs_to_the_figure_its_id_begins_with(desks, id, known):
    found = figures.definition_of(id)
    assert (found.id if found else None) == known


@pytest.mark.parametrize("id", ["thu.rate", "thu.rate.area:KV03"])
def test_the_desk_that_counts_a_figure_names_its_records_as_far_as_they_may_be_opened(
    ward, desks, id
):
    named = records_named(system(ward), id, IDS, datetime(2026, 3, 2, tzinfo=UTC))
    assert {pk.int: one.title for pk, one in named.items()} == {
        1: "thu.figures 1",
        2: "thu.figures 2",
    }
    assert not records_named(system(ward), "nobody.counts", IDS, datetime(2026, 3, 2, tzinfo=UTC))


def test_only_the_desks_that_are_needed_are_run_and_each_once(ward, desks):
    rate, changes = desks
    found = figures.counted(system(ward), YEAR, ["thu.rate", "thu.rate.area:KV03"])
    assert {id: one.numerator for id, one in found.items()} == {
        "thu.rate": 2,
        "thu.rate.area:KV03": 1,
    }
    assert (rate.runs, changes.runs) == (1, 0)


def test_a_part_of_a_part_is_found_and_one_without_records_is_left_out(ward, desks):
    assert figures.figure(system(ward), YEAR, "thu.rate.area:KV03.sex:f").label == "Nữ"
    assert figures.figure(system(ward), YEAR, "thu.rate.area:KV99") is None
    assert figures.figure(system(ward), YEAR, "khong.co") is None
    assert desks[1].runs == 0


def test_a_part_that_would_say_what_single_people_did_is_not_told():
    known = Definition("thu.rate", "Tỷ lệ", least=5)
    part = Figure("thu.rate.area:KV03", "Khu vực 3", 4, 4)
    assert not known.tells(part)
    assert known.tells(replace(part, denominator=5))
    assert known.tells(RATE), "the whole is told whatever its size"


def test_all_figures_come_in_the_order_of_the_desks(ward, desks):
    assert [one.id for one in figures.figures(system(ward), YEAR)] == ["thu.rate", "dem.changes"]


def test_records_keep_the_label_in_vietnamese_whatever_the_reader_reads(desks):
    with translation.override("en"):
        assert str(figures.definition_of("thu.rate").label) != "Tỷ lệ dự học tập"
        assert figures.label_of(figures.definition_of("thu.rate")) == "Tỷ lệ dự học tập"


def test_a_share_of_nothing_has_no_value_and_a_count_of_nothing_is_nought():
    assert Figure("a", "a", 0, 0).value is None
    assert Figure("a", "a", 0, unit="act").value == 0
    assert RATE.value == 0.5


@given(st.permutations(IDS[:2]), st.permutations(IDS[:4]))
def test_the_checksum_does_not_change_with_the_order_of_records(records, of):
    assert checksum(replace(RATE, records=records, of=of)) == checksum(RATE)


@given(ids, ids, ids, ids)
def test_the_checksum_changes_with_any_record(records, of, others, other_of):
    one, other = replace(RATE, records=records, of=of), replace(RATE, records=others, of=other_of)
    same = (set(records), set(of)) == (set(others), set(other_of))
    assert (checksum(one) == checksum(other)) == same


@pytest.mark.parametrize(
    "changed",
    [{"id": "thu.other"}, {"numerator": 3}, {"denominator": 5}, {"unit": "act"}, {"denominator": None}],
)  # fmt: skip
def test_the_checksum_changes_with_what_was_counted(changed):
    assert checksum(replace(RATE, **changed)) != checksum(RATE)


def test_the_checksum_is_of_the_numbers_and_records_and_not_of_words():
    assert checksum(replace(RATE, label="Rate", url="/", numerator=2.0)) == checksum(RATE)


def test_ids_of_a_queryset_are_read_once_and_only_when_asked_for(
    ward, office, django_assert_num_queries
):
    made = [Member.objects.create(name=f"Người {n}", sort_name=f"{n}") for n in range(3)]
    with django_assert_num_queries(0):
        figure = replace(RATE, records=Ids(Member.objects.all()), of=Ids(Body.objects.all()))
    with django_assert_num_queries(1):
        assert list(figure.records) == sorted(one.pk for one in made)
        assert len(figure.records) == 3
        assert figure.records[0] == min(one.pk for one in made)
    assert checksum(figure) == checksum(replace(figure, records=list(figure.records)))


def test_every_desk_yields_what_it_says_it_counts_also_where_there_is_nothing(ward):
    for desk in figures.desks():
        found = {one.id: one.unit for one in desk.count(system(ward), YEAR)}
        said = {one.id: one.unit for one in desk.definitions}
        assert found == said, desk.path
