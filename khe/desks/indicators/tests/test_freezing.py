"""A frozen figure never changes; its records may, and then it is said what changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from khe.base import figures
from khe.base.figures import Period
from khe.base.journal import queries as journal
from khe.base.people.actor import system
from khe.desks.indicators import actions, queries
from khe.desks.indicators.models import Frozen
from khe.desks.indicators.queries import drifting
from khe.desks.indicators.tests.conftest import OCTOBER, ON_TIME

MARCH, MONTH = Period.parse("2026-03"), timedelta(days=30)


@pytest.fixture
def freeze(ward, settled, son, who):
    """Return a function that keeps the share on time of March 2026: 18 of 20."""
    settled(2026, 3, late=2, whole=20)

    def do():
        found = figures.figure(system(ward), MARCH, ON_TIME)
        return actions.freeze(found, MARCH, purpose="Báo cáo quý I", by=who(son), at=OCTOBER)

    return do


@pytest.fixture
def drift(son, who):
    return lambda frozen: queries.drift(who(son), frozen)


def test_it_keeps_the_numbers_the_records_and_the_checksum(ward, freeze):
    kept = Frozen.objects.get(pk=freeze().pk)
    now = figures.figure(system(ward), MARCH, ON_TIME)
    assert (kept.numerator, kept.denominator, kept.value, kept.records, kept.of_records) == (
        18, 20, 0.9, 18, 20,
    )  # fmt: skip
    assert kept.record_ids == list(now.records)
    assert kept.checksum == figures.checksum(now)
    assert (kept.definition, kept.period, kept.taken_by) == (ON_TIME, MARCH, "Đỗ Văn Sơn")
    assert [entry.event for entry in journal.of(kept.pk)] == ["figure.frozen"]


def test_the_database_itself_refuses_to_change_it(freeze):
    kept = freeze()
    with pytest.raises(DatabaseError), transaction.atomic():
        Frozen.objects.filter(pk=kept.pk).update(numerator=20)
    assert Frozen.objects.get().numerator == 18


def test_its_label_is_vietnamese_whatever_the_reader_reads(freeze):
    with translation.override("en"):
        assert freeze().label == "Hồ sơ giải quyết đúng hạn"


def test_counted_again_it_is_the_same(freeze, drift):
    found = drift(freeze())
    assert (found.same, found.added, found.removed) == (True, 0, 0)
    assert found.says == "Đếm lại hôm nay: giống hệt lúc chốt."


def test_a_record_that_changed_is_told(freeze, drift, make_late):
    kept = freeze()
    make_late("Hộ tịch-2026-3-7")
    found = drift(kept)
    assert (found.same, found.added, found.removed, found.now.value) == (False, 0, 1, 0.85)
    assert found.says == (
        "Hồ sơ gốc đã thay đổi sau khi chốt: nay đếm được 85,0 %, lúc chốt là 90,0 %"
        " (thêm 0, bớt 1 bản ghi)."
    )


def test_records_that_came_late_are_told_once_though_they_count_twice(freeze, drift, settled):
    kept = freeze()
    settled(2026, 3, late=1, whole=4, field="Đất đai")
    found = drift(kept)
    assert (found.same, found.added, found.removed) == (False, 4, 0)


def test_records_that_are_gone_are_told(freeze, drift, make_late):
    kept = freeze()
    make_late("Hộ tịch-2026-3-5", after=MONTH)
    assert (drift(kept).added, drift(kept).removed) == (0, 1)


def test_another_record_in_the_place_of_one_is_told_though_the_number_is_the_same(
    freeze, drift, settled, make_late
):
    kept = freeze()
    make_late("Hộ tịch-2026-3-5", after=MONTH)
    settled(2026, 3, late=0, whole=1, field="Đất đai")
    found = drift(kept)
    assert (found.same, found.added, found.removed, found.now.value) == (False, 1, 1, 0.9)


def test_of_very_many_records_only_the_number_and_the_checksum_are_kept(
    freeze, drift, make_late, monkeypatch
):
    monkeypatch.setattr(drifting, "KEPT", 19)
    monkeypatch.setattr("khe.desks.indicators.actions.freezing.KEPT", 19)
    kept = freeze()
    assert (len(kept.record_ids), kept.records, kept.of_ids, kept.of_records) == (18, 18, [], 20)
    assert drift(kept).same
    make_late("Hộ tịch-2026-3-7")
    found = drift(kept)
    assert (found.same, found.added, found.removed) == (False, 0, 1), "as far as ids are known"


def test_a_source_that_is_gone_leaves_the_frozen_figure(freeze, drift, settings):
    kept = freeze()
    settings.KHE_FIGURES = ["khe.desks.tasks.figures.of"]
    found = drift(kept)
    assert (found.same, found.now) == (False, None)
    assert "không còn được đếm" in found.says
    assert Frozen.objects.get().value == 0.9


def test_a_share_of_nothing_may_be_kept_and_has_no_value(ward, son, who):
    empty = replace(figures.figure(system(ward), MARCH, ON_TIME), url="/x")
    kept = actions.freeze(empty, MARCH, purpose="", by=who(son), at=OCTOBER)
    assert kept.value is None
    assert queries.drift(who(son), kept).same
