"""Taking up an indicator, changing its words, letting it go."""

from dataclasses import replace

import pytest
from django.utils import translation

from conftest import MONDAY
from khe.base.authorities.tenant import uuid7
from khe.base.figures import definitions
from khe.base.journal import queries as journal
from khe.desks.indicators import actions
from khe.desks.indicators.models import Indicator
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.tests.conftest import OCTOBER, ON_TIME
from khe.testing import refused

MANAGERS = ["son", "hanh", "binh", "tuyen", "trung"]
OTHERS = ["thoa", "lan", "an", "sau", "nobody"]


def define(by, **facts):
    return actions.define(**facts, by=by, at=MONDAY)


def events(one):
    return [entry.event for entry in journal.of(one.pk)]


@pytest.mark.parametrize("name", MANAGERS)
def test_who_leads_inspects_or_organises_takes_up_an_indicator(request, who, name):
    by = who(request.getfixturevalue(name))
    made = define(by, source=ON_TIME)
    assert (made.name, made.unit, made.better) == ("Hồ sơ giải quyết đúng hạn", "share", "up")
    assert (made.definition, made.manual, events(made)) == (ON_TIME, False, ["indicator.defined"])


@pytest.mark.parametrize("name", OTHERS)
def test_others_do_not(request, who, name):
    by = who(request.getfixturevalue(name))
    refused(Refusal.NOT_YOURS, define, by, source=ON_TIME)
    assert not Indicator.objects.exists()


def test_one_typed_in_has_a_name_a_unit_and_a_side(son, who):
    made = define(who(son), name=" Số vụ lấn chiếm ", unit="case", better="down", kind="quarter")
    assert made.manual
    assert (made.name, made.unit, made.better, made.kind) == (
        "Số vụ lấn chiếm", "case", "down", "quarter",
    )  # fmt: skip


def test_the_name_is_kept_in_vietnamese_whatever_the_reader_reads(son, who):
    with translation.override("en"):
        assert define(who(son), source=ON_TIME).name == "Hồ sơ giải quyết đúng hạn"


def test_a_part_of_a_figure_is_an_indicator_of_its_own(son, who):
    made = define(who(son), source=f"{ON_TIME}.field:Đất đai. Nhà ở", name="Đất đai đúng hạn")
    assert (made.definition, made.name) == (ON_TIME, "Đất đai đúng hạn")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"name": " "}, Refusal.NO_NAME),
        ({"name": "Số vụ", "unit": "ton"}, Refusal.NO_UNIT),
        ({"name": "Số vụ", "kind": "decade"}, Refusal.NO_KIND),
        ({"name": "Số vụ", "better": "left"}, Refusal.NO_BETTER),
        ({"source": "khong.co"}, Refusal.NO_SOURCE),
        ({"source": "dossiers"}, Refusal.NO_SOURCE),
        ({"name": "Số vụ", "owner_id": uuid7()}, Refusal.NO_OWNER),
    ],
)
def test_it_is_refused_with_what_to_do(son, who, facts, reason):
    refused(reason, define, who(son), **facts)
    assert not Indicator.objects.exists()


def test_a_source_that_is_gone_is_refused_with_the_reason(son, who, monkeypatch):
    gone = replace(definitions()[ON_TIME], retired="hệ thống cũ đã đóng")
    monkeypatch.setitem(definitions(), ON_TIME, gone)
    said = refused(Refusal.SOURCE_GONE, define, who(son), source=ON_TIME)
    assert "hệ thống cũ đã đóng" in str(said)


def test_a_figure_is_followed_once_for_each_kind_of_period(son, who):
    by = who(son)
    define(by, source=ON_TIME, name="Đúng hạn")
    said = refused(Refusal.KNOWN_ALREADY, define, by, source=ON_TIME)
    assert "Đúng hạn" in str(said)
    assert define(by, source=ON_TIME, kind="year").kind == "year"
    assert Indicator.objects.count() == 2


def test_words_change_and_what_it_counts_does_not(on_time, son, lan, who):
    changed = actions.change(
        on_time.pk, name="Đúng hạn", field="Cải cách hành chính", owner_id=lan.member.pk,
        note="Theo Nghị quyết 12", by=who(son), at=OCTOBER,
    )  # fmt: skip
    kept = Indicator.objects.get()
    assert (kept.name, kept.field, kept.owner_id, kept.source) == (
        "Đúng hạn", "Cải cách hành chính", lan.member.pk, ON_TIME,
    )  # fmt: skip
    assert events(changed) == ["indicator.defined", "indicator.changed"]


def test_a_change_is_refused_and_changes_nothing(on_time, son, thoa, who):
    def change(by, **facts):
        facts = {"name": "Khác", **facts}
        return actions.change(on_time.pk, **facts, by=by, at=OCTOBER)

    refused(Refusal.NOT_YOURS, change, who(thoa))
    refused(Refusal.NO_NAME, change, who(son), name=" ")
    refused(Refusal.NO_OWNER, change, who(son), owner_id=uuid7())
    assert Indicator.objects.get().name == "Hồ sơ giải quyết đúng hạn"


def test_a_retired_one_says_why_and_is_changed_no_more(on_time, son, who):
    by = who(son)
    refused(Refusal.NO_WHY, actions.retire, on_time.pk, why=" ", by=by, at=OCTOBER)
    assert Indicator.objects.get().retired_on is None
    actions.retire(on_time.pk, why="Đổi cách đếm", by=by, at=OCTOBER)
    kept = Indicator.objects.get()
    assert (f"{kept.retired_on:%d/%m/%Y}", kept.why_retired) == ("05/10/2026", "Đổi cách đếm")
    for again in (
        lambda: actions.retire(on_time.pk, why="x", by=by, at=OCTOBER),
        lambda: actions.change(on_time.pk, name="Khác", by=by, at=OCTOBER),
    ):
        assert "Đổi cách đếm" in str(refused(Refusal.RETIRED, again))
    assert define(by, source=ON_TIME).pk != on_time.pk, "it may be taken up anew"


def test_who_does_not_manage_retires_nothing(on_time, lan, who):
    refused(Refusal.NOT_YOURS, actions.retire, on_time.pk, why="x", by=who(lan), at=OCTOBER)
    assert Indicator.objects.get().retired_on is None
