"""One value for everybody, and only for those who may see it: lists, series, sums and frozen figures."""

from dataclasses import replace

import pytest

from khe.base import figures
from khe.base.figures import Period
from khe.base.people.actor import system
from khe.desks.indicators import actions, queries, rules
from khe.desks.indicators.models import Frozen, Indicator
from khe.desks.indicators.tests.conftest import OCTOBER

MARCH = Period.parse("2026-03")
CAST = ["son", "hanh", "thoa", "lan", "minh", "binh", "an", "sau", "tuyen", "trung", "nobody"]


@pytest.fixture
def everything(ward, settled, happy, son, who):
    """An indicator and a frozen value of every figure, and one typed in."""
    settled(2026, 3, late=2, whole=20)
    for id in figures.definitions():
        actions.define(source=id, kind="month", by=system(ward), at=OCTOBER)
    for one in figures.figures(system(ward), MARCH):
        actions.freeze(one, MARCH, purpose="Báo cáo", by=system(ward), at=OCTOBER)
    return list(Indicator.objects.all())


@pytest.mark.parametrize("name", CAST)
def test_a_person_sees_the_values_they_may_and_every_way_shows_the_same(
    request, who, everything, ward, name
):
    by = who(request.getfixturevalue(name))
    known = figures.definitions()
    may = {
        one.pk for one in everything if by.roles and rules.may_see(by, known.get(one.definition))
    }
    ids = [one.pk for one in everything]
    assert set(queries.visible_to(by).values_list("pk", flat=True)) == may
    assert set(queries.measures(by, ids, MARCH)) == may
    assert set(queries.series_of(by, ids, "month", MARCH.first, MARCH.last)) == may
    shown = {one.definition for one in queries.frozen_visible_to(by)}
    assert shown == {id for id in known if by.roles and rules.may_see(by, known[id])}
    assert set(queries.definitions_visible_to(by)) == shown
    for pk in set(ids) - may:
        with pytest.raises(Indicator.DoesNotExist):
            queries.measure(by, pk, MARCH)
        with pytest.raises(Indicator.DoesNotExist):
            queries.series(by, pk, "month", MARCH.first, MARCH.last)


def test_somebody_is_hidden_from_and_somebody_sees_all(everything, who, son, thoa, nobody):
    assert queries.visible_to(who(son)).count() == len(everything)
    assert 0 < queries.visible_to(who(thoa)).count() < len(everything)
    assert not queries.visible_to(who(nobody)).exists()


def test_it_is_the_same_number_for_everybody(everything, request, who, ward):
    """Minh of another unit may open none of these dossiers; the share on time is the ward's for him too."""
    whole = queries.measures(system(ward), [one.pk for one in everything], MARCH)
    for name in CAST:
        by = who(request.getfixturevalue(name))
        for pk, found in queries.measures(by, [one.pk for one in everything], MARCH).items():
            assert (found.numerator, found.denominator, found.label) == (
                whole[pk].numerator, whole[pk].denominator, whole[pk].label,
            )  # fmt: skip


def test_each_desk_is_run_once_however_many_of_its_figures_are_read(
    everything, who, son, django_assert_max_num_queries
):
    by, some = who(son), [one.pk for one in everything if one.definition.startswith("dossiers.")]
    for ids in (some[:1], some):
        with django_assert_max_num_queries(5):
            assert len(queries.measures(by, ids, MARCH)) == len(ids)


def test_who_may_not_see_a_figure_changes_nothing_about_it(everything, who, binh):
    hidden = next(one for one in everything if one.definition == "staff.requirement_met")
    by = who(binh)  # a leader manages indicators, and may not see this one
    for act in (
        lambda: actions.change(hidden.pk, name="Khác", by=by, at=OCTOBER),
        lambda: actions.retire(hidden.pk, why="Thôi", by=by, at=OCTOBER),
        lambda: actions.set_target(
            hidden.pk, value=0.9, due=OCTOBER.date(), baseline=MARCH, by=by, at=OCTOBER
        ),
    ):
        with pytest.raises(Indicator.DoesNotExist):
            act()
    kept = Indicator.objects.get(pk=hidden.pk)
    assert (kept.name, kept.retired_on) == (hidden.name, None)


def test_a_part_too_small_to_be_told_is_told_nobody(who, son, ward, monkeypatch, settled):
    settled(2026, 3, late=1, whole=4)
    known = figures.definitions()["dossiers.on_time"]
    monkeypatch.setitem(figures.definitions(), known.id, replace(known, least=5))
    part = actions.define(
        source="dossiers.on_time.field:Hộ tịch", name="Hộ tịch", by=who(son), at=OCTOBER
    )
    whole = actions.define(source="dossiers.on_time", by=who(son), at=OCTOBER)
    found = queries.measures(who(son), [part.pk, whole.pk], MARCH)
    assert (found[part.pk].value, found[whole.pk].value) == (None, 0.75)


def test_every_figure_can_be_kept(everything):
    assert Frozen.objects.count() == len(figures.definitions())
