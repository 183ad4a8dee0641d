"""Who sees what: list, sheet, catalogue, charts, sums and kept figures ⊆ what may be opened."""

import random
from io import BytesIO

import pytest
from openpyxl import load_workbook

from conftest import MONDAY, make_person
from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.figures import Period, definition_of
from khe.base.people.models import Body
from khe.desks.indicators import actions, queries, rules
from khe.desks.indicators.models import Frozen, Indicator
from khe.desks.indicators.testing import make_entry, make_indicator
from khe.desks.indicators.tests.conftest import AUTUMN
from khe.desks.indicators.tests.test_pages import at

VERBS = ("change", "set_target", "keep", "retire", "records")


@pytest.fixture
def everybody(son, lan, minh, thoa, binh, an, sau, tuyen, nobody):
    """Every role, and somebody without any."""
    return [son, lan, minh, thoa, binh, an, sau, tuyen, nobody]


@pytest.fixture
def full(everybody, tuyen, who, read):
    """Every figure of every desk followed, with values, kept ones and a check; some typed in."""
    dice, by = random.Random(20260903), who(tuyen)  # noqa: S311 - a fixed seed, not a secret
    made = []
    for one in queries.definitions_visible_to(by).values():
        if not one.retired:
            read(one.id, [(dice.randrange(9), 9) if one.unit == "share" else 7] * 8, unit=one.unit)
            made.append(actions.define(source=one.id, field=one.id[:5], by=by, at=MONDAY))
    for number in range(3):
        one = make_indicator(by, MONDAY, name=f"Nhập tay {number}", unit="act")
        make_entry(one, "2026-08", value=5, by=by, at=AUTUMN)
    acts = list(Indicator.objects.filter(unit="person")[:3])
    actions.save_partition(
        name="Cộng", total_id=acts[0].pk, part_ids=[i.pk for i in acts[1:]], by=by, at=AUTUMN
    )
    for one in dice.sample(made, 6):
        figure = queries.measure(by, one.pk, Period.parse("2026-08")).figure
        if figure:
            actions.keep(one.pk, period=Period.parse("2026-08"), purpose="Thử", by=by, at=AUTUMN)
    return everybody


def opened(actor):
    """Return what an actor may open by the pure rule."""
    return {
        one.pk
        for one in Indicator.objects.all()
        if rules.may_see(actor, definition_of(one.source) if one.source else None)
    }


def test_every_way_shows_a_subset_of_what_may_be_opened(autumn, full, who, desk):
    sizes = set()
    for person in full:
        actor, client = who(person), desk(person)
        may = opened(actor)
        sizes.add(len(may))
        assert set(queries.visible_to(actor).values_list("pk", flat=True)) == may
        if not actor.roles:
            assert may == set()
            continue
        rows = client.get(at("list")).context["rows"]
        assert {row.indicator.pk for row in rows} == may
        assert {row.chart.title for row in rows if row.chart} <= {
            row.indicator.name for row in rows
        }
        sheet = load_workbook(BytesIO(client.get(at("export")).content)).active
        assert sheet.max_row - 1 == len(may)
        found = client.get(at("catalogue")).context["found"]
        assert all(rules.may_see(actor, one.definition) for one in found)
        assert {one.indicator.pk for one in found if one.indicator} <= may
        for one in client.get(at("sums")).context["checked"]:
            assert {one.partition.total_id, *(p.pk for p in one.parts)} <= may
        listed = client.get(at("frozen_list")).context["rows"]
        assert all(rules.may_see(actor, definition_of(r.frozen.figure_id)) for r in listed)
        for one in Indicator.objects.all()[::7]:
            expected = 200 if one.pk in may else 404
            assert client.get(one.get_absolute_url()).status_code == expected
        for one in Frozen.objects.all():
            expected = 200 if rules.may_see(actor, definition_of(one.figure_id)) else 404
            assert client.get(one.get_absolute_url()).status_code == expected
    assert len(sizes) >= 3, "the cast sees different things"


def test_pages_do_not_exist_for_who_has_no_role(autumn, satisfaction, nobody, desk):
    client = desk(nobody)
    plain = [
        at(name)
        for name in (
            "list",
            "export",
            "catalogue",
            "define",
            "sums",
            "frozen_list",
            "save_partition",
        )
    ]
    of_one = [at(name, satisfaction.pk) for name in ("indicator", "enter", *VERBS)]
    for url in (*plain, *of_one):
        assert client.get(url).status_code == 404, url
        assert client.post(url).status_code in (404, 405), url


def test_verbs_do_not_exist_for_who_does_not_manage(
    autumn, satisfaction, partition, thoa, lan, desk
):
    for person in (thoa, lan):
        client = desk(person)
        for name in VERBS:
            assert client.post(at(name, satisfaction.pk)).status_code in (404, 405)
            assert client.get(at(name, satisfaction.pk)).status_code == 404
        for url in (at("define"), at("save_partition"), at("drop_partition", partition.pk)):
            assert client.post(url).status_code == 404
    typed = {"period": "8/2026", "numerator": 1, "denominator": 2, "document": "Sổ"}
    assert desk(thoa).post(at("enter", satisfaction.pk), typed).status_code == 409
    assert queries.entries_of([satisfaction.pk])[-1].numerator == 94, "nothing has changed"


def test_another_ward_sees_nothing(autumn, satisfaction, partition, posts, son, who, desk):
    kept = actions.keep(
        posts.pk, period=Period.parse("2026-08"), purpose="Thử", by=who(son), at=AUTUMN
    )
    other = Authority.objects.create(code="khac", name="Phường Khác", is_demo=True)
    with acting_for(other):
        stranger = make_person(
            "Ngô Văn Lạ", "la", "Chủ tịch UBND", ["leader"], Body.objects.create(name="UBND")
        )
    client = desk(stranger)
    assert client.get(at("list")).context["rows"] == []
    assert client.get(at("sums")).context["checked"] == []
    assert list(client.get(at("frozen_list")).context["rows"]) == []
    for url in (
        satisfaction.get_absolute_url(), kept.get_absolute_url(),
        at("drop_partition", partition.pk), *(at(name, satisfaction.pk) for name in VERBS),
    ):  # fmt: skip
        assert client.get(url).status_code == 404, url
