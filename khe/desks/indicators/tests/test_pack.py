"""The index of Decision 766: points from our own records, the rest not there; never extrapolated."""

import os
from math import isclose

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from khe.base.figures import Period, definition_of
from khe.base.journal import queries as journal
from khe.base.people.actor import system
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.dossiers import queries as dossiers
from khe.desks.indicators import actions, scoring
from khe.desks.indicators.models import Indicator, PackItem
from khe.desks.indicators.packs import pack
from khe.desks.indicators.pages.pack import reached, says
from khe.desks.indicators.queries import packing
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.testing import make_entry
from khe.desks.indicators.tests.conftest import OCTOBER
from khe.testing import refused

__all__ = ["browser", "open_page", "site"]
SHOTS = os.environ.get("KHE_SHOTS_DIR")
MARCH = Period.parse("2026-03")
PACK = pack()
shares = st.floats(0, 1)


@pytest.fixture
def score(son, who):
    """Return what the pack scores in a period: `score("2026-03")`."""
    return lambda period="2026-03": packing.score(who(son), PACK, Period.parse(period))


@pytest.fixture
def lines(score):
    """Return the items of March by code."""
    return lambda *period: {
        line.item.code: line for one in score(*period).groups for line in one.lines
    }


@pytest.fixture
def online(ward, settled):
    """March 2026: twenty dossiers, two late, five of them handed in online."""
    settled(2026, 3, late=2, whole=20)
    codes = [f"Hộ tịch-2026-3-{n}" for n in range(5)]
    dossiers.visible_to(system(ward)).filter(code__in=codes).update(channel="online")


@pytest.fixture
def weigh(son, who):
    def do(code="4.1", weight=10.0, full_at=0.5, why="Công văn 12", by=None):
        return actions.weigh(
            PACK, code, weight=weight, full_at=full_at, why=why, by=by or who(son), at=OCTOBER
        )

    return do


# the data


def test_it_has_five_groups_of_100_points_as_decided():
    assert [(one.code, one.weight) for one in PACK.groups] == [
        ("1", 18), ("2", 20), ("3", 22), ("4", 22), ("5", 18),
    ]  # fmt: skip
    assert sum(item.weight for item in PACK.items) == 100
    for group in PACK.groups:
        assert sum(item.weight for item in group.items) == group.weight, group.title


def test_every_item_says_how_well_its_weight_is_known_and_every_figure_exists():
    assert len({item.code for item in PACK.items}) == len(PACK.items) == 19
    for item in PACK.items:
        assert item.sure in ("high", "medium", "low")
        assert 0 < item.full_at <= 1
        assert item.formula
        assert all(definition_of(id) for id in item.figures), item.code
    assert "766/QĐ-TTg" in PACK.basis
    assert "đối chiếu" in PACK.note


# points


@pytest.mark.parametrize(
    ("numerator", "denominator", "weight", "full_at", "points"),
    [
        (18, 20, 20, 1, 18), (20, 20, 20, 1, 20), (0, 20, 20, 1, 0), (5, 20, 12, 0.5, 6),
        (10, 20, 12, 0.5, 12), (15, 20, 12, 0.5, 12), (None, None, 6, 1, None), (0, 0, 6, 1, None),
        (3, None, 6, 1, None), (5, 10, 0, 1, 0),
    ],
)  # fmt: skip
def test_an_item_gives_its_share_of_the_weight(numerator, denominator, weight, full_at, points):
    assert scoring.points(numerator, denominator, weight, full_at) == points


def test_what_has_no_value_is_left_out_and_not_extrapolated():
    found = scoring.total([(18, 20), (None, 6), (6, 12), (None, 62)])
    assert (found.points, found.of, found.most, found.missing) == (24, 32, 100, 68)
    assert scoring.total([(None, 60), (None, 40)]) == scoring.Sum(0, 0, 100)
    assert scoring.total([]) == scoring.Sum(0, 0, 0)


@given(shares, st.floats(0, 100), st.floats(0.01, 1))
def test_points_lie_between_nothing_and_the_weight_and_grow_with_the_share(share, weight, full_at):
    found = scoring.points(share, 1, weight, full_at)
    assert 0 <= found <= weight
    assert found <= scoring.points(min(1, share * 1.1), 1, weight, full_at)
    assert share < full_at or isclose(found, weight)


@given(st.lists(st.tuples(st.none() | st.floats(0, 5), st.just(5.0)), max_size=20))
def test_the_points_known_never_pass_the_points_that_could_be(pairs):
    found = scoring.total(pairs)
    assert found.points <= found.of <= found.most
    assert found.missing == 5 * sum(reached is None for reached, _w in pairs)


# from records


def test_it_is_computed_from_our_own_records(online, lines, score):
    found = lines()
    assert (found["2.1"].numerator, found["2.1"].denominator, found["2.1"].points) == (18, 20, 18)
    assert (found["4.1"].numerator, found["4.1"].denominator, found["4.1"].points) == (5, 20, 6)
    assert (found["5.3"].numerator, found["5.3"].denominator, found["5.3"].points) == (18, 20, 6)
    others = [line for code, line in found.items() if code not in ("2.1", "4.1", "5.3")]
    assert {line.points for line in others} == {None}
    assert (score().sum.points, score().sum.of, score().sum.most) == (30, 38, 100)
    assert says(score()) == (
        "tháng 3/2026: 30,0 trên 38 điểm tính được; còn 62 điểm chưa có số liệu, không quy đổi."
    )


def test_files_and_payments_count_where_they_are_in_our_records(online, ward, lines, score):
    march = dossiers.visible_to(system(ward)).order_by("code")
    ids = list(march.values_list("pk", flat=True))
    march.filter(pk__in=ids[:10]).update(outcome="granted")
    march.filter(pk__in=ids[:8]).update(papers_filed=True)
    march.filter(pk__in=ids[:4]).update(result_file="electronic")
    march.filter(pk__in=ids[4:6]).update(result_file="scanned")
    march.filter(pk__in=ids[:8]).update(fee=8000, payment="paid", paid_by="online")
    march.filter(pk__in=ids[2:8]).update(paid_by="cash")
    march.filter(pk__in=ids[4:6]).update(paid_by="")  # nobody wrote down how: left out
    march.filter(pk__in=ids[8:10]).update(fee=8000, payment="due")
    found = {code: (line.numerator, line.denominator) for code, line in lines().items()}
    assert (found["3.1"], found["3.2"], found["4.4"]) == ((4, 10), (6, 10), (2, 8))
    assert lines()["3.1"].points == pytest.approx(6 * 0.4)
    assert lines()["3.2"].points == pytest.approx(4 * 0.6 / 0.8)
    assert lines()["4.4"].points == pytest.approx(6 * 0.25)
    assert score().sum.of == 54


def test_what_is_counted_otherwise_than_the_national_portal_says_so():
    counted = [item for item in PACK.items if item.part]
    assert sum(item.weight for item in counted) == 56
    assert all("Cổng quốc gia" in item.note or "chưa ghi" in item.note for item in counted)


def test_a_part_without_records_is_none_of_its_whole(settled, lines):
    settled(2026, 3, late=2, whole=20)
    assert (lines()["4.1"].numerator, lines()["4.1"].points) == (0, 0)


def test_all_points_are_said_without_a_rest():
    assert reached(scoring.Sum(88.31, 100, 100)) == "88,3 trên 100 điểm"


def test_a_period_without_records_has_no_points(online, score):
    assert score("2026-04").sum.of == 0
    assert says(score("2026-04")) == "tháng 4/2026: chưa tính được điểm nào."


@pytest.mark.parametrize("period", ["2026-Q1", "2026", "2026-03-05..2026-03-20"])
def test_it_is_computed_for_a_quarter_a_year_or_any_days(online, lines, period):
    assert lines(period)["2.1"].points == 18


def test_it_is_the_same_for_everybody(online, who, son, thoa, minh, sau):
    found = [packing.score(who(one), PACK, MARCH).sum for one in (son, thoa, minh, sau)]
    assert len(set(found)) == 1


def test_as_many_queries_whatever_was_typed_in(
    online, who, son, django_assert_max_num_queries
):  # fmt: skip
    by = who(son)
    for n in (1, 3):
        for item in PACK.groups[2].items[2 : 2 + n]:
            made = actions.open_item(PACK, item.code, by=by, at=OCTOBER)
            make_entry(made, "2026-03", by=by, at=OCTOBER)
        with django_assert_max_num_queries(7):
            packing.score(by, PACK, MARCH)


# typed in


def test_a_value_that_is_not_in_our_records_may_be_typed_in_and_is_marked(online, lines, son, who):
    by = who(son)
    made = actions.open_item(PACK, "5.1", by=by, at=OCTOBER)
    assert (made.manual, made.name) == (True, "Phản ánh, kiến nghị xử lý đúng hạn")
    assert lines()["5.1"].points is None, "nothing typed in yet"
    make_entry(made, "2026-03", by=by, at=OCTOBER, numerator=9, denominator=12)
    found = lines()["5.1"]
    assert (found.points, found.document) == (4.5, "Sổ theo dõi năm 2025")
    assert lines("2026-Q1")["5.1"].points == 4.5, "the months of a quarter are summed"
    assert actions.open_item(PACK, "5.1", by=by, at=OCTOBER) == made, "made once"


def test_a_retired_one_is_made_anew(son, who):
    by = who(son)
    made = actions.open_item(PACK, "5.1", by=by, at=OCTOBER)
    actions.retire(made.pk, why="Nhầm", by=by, at=OCTOBER)
    assert actions.open_item(PACK, "5.1", by=by, at=OCTOBER) != made
    assert PackItem.objects.count() == 1


def test_what_is_counted_is_not_typed_in(son, lan, who):
    refused(Refusal.COUNTED, actions.open_item, PACK, "2.1", by=who(son), at=OCTOBER)
    refused(Refusal.NOT_YOURS, actions.open_item, PACK, "5.1", by=who(lan), at=OCTOBER)
    with pytest.raises(KeyError):
        actions.open_item(PACK, "9.9", by=who(son), at=OCTOBER)
    assert not Indicator.objects.exists()
    assert not PackItem.objects.exists()


# weights


def test_an_authority_changes_a_weight_with_the_reason(online, lines, weigh):
    made = weigh(weight=10.0, full_at=1.0)
    found = lines()["4.1"]
    assert (found.weight, found.full_at, found.points) == (10, 1, 2.5)
    assert found.own == made
    (entry,) = journal.of(made.pk)
    assert (entry.event, entry.facts["weight"], entry.facts["why"]) == (
        "pack.weighed", 10, "Công văn 12",
    )  # fmt: skip


def test_back_to_the_shipped_weight_it_is_no_change(online, lines, weigh):
    weigh()
    weigh(weight=12.0, full_at=0.5)
    assert lines()["4.1"].own is None
    assert len(journal.of(PackItem.objects.get().pk)) == 2


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"weight": -1.0}, Refusal.BAD_WEIGHT), ({"weight": 101.0}, Refusal.BAD_WEIGHT),
        ({"weight": float("nan")}, Refusal.BAD_WEIGHT), ({"full_at": 0.0}, Refusal.BAD_FULL),
        ({"full_at": 1.01}, Refusal.BAD_FULL), ({"why": " "}, Refusal.NO_WHY),
    ],
)  # fmt: skip
def test_a_weight_that_cannot_be_is_refused(weigh, facts, reason):
    refused(reason, weigh, **facts)
    assert not PackItem.objects.exists()


def test_others_change_no_weight(weigh, lan, who):
    refused(Refusal.NOT_YOURS, weigh, by=who(lan))
    with pytest.raises(KeyError):
        weigh(code="9.9")
    assert not PackItem.objects.exists()


# the page


def page_of(client, period="tháng 3/2026"):
    return client.get(reverse("indicators:pack"), {"ky": period})


def test_the_page_says_what_could_be_measured(online, autumn, son, binh, desk):
    answer = page_of(desk(son))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "30,0 trên 38 điểm tính được; còn 62 điểm chưa có số liệu, không quy đổi." in text
    assert "18 trong 20" in text
    assert "chưa có số liệu" in text
    assert "cần đối chiếu" in text
    records = f"{reverse('dossiers:list')}?channel=online&amp;since=01%2F03%2F2026&amp;until=31%2F03%2F2026"
    assert records in text
    assert len(desk(binh).get(records.replace("&amp;", "&")).context["rows"]) == 5


def test_without_a_period_it_shows_the_latest_month(online, autumn, son, desk):
    assert "Tháng 8/2026: chưa tính được điểm nào." in desk(son).get(
        reverse("indicators:pack")
    ).content.decode()  # fmt: skip


def test_a_period_that_is_none_is_said(autumn, son, desk):
    assert page_of(desk(son), "tháng trước").status_code == 422


def test_a_value_is_typed_in_from_the_page(online, autumn, son, desk):
    client = desk(son)
    answer = client.post(reverse("indicators:open_item", args=["5.1"]))
    made = Indicator.objects.get()
    assert answer.url == reverse("indicators:enter", args=[made.pk])
    assert client.get(answer.url).status_code == 200


def test_a_weight_is_changed_from_the_page(online, autumn, son, desk):
    client, url = desk(son), reverse("indicators:weigh", args=["4.1"])
    assert 'value="12"' in client.get(url).content.decode()
    facts = {"weight": "10", "full_at": "62,5", "why": "Công văn 12"}
    assert client.post(url, {**facts, "full_at": "0"}).status_code == 422
    assert client.post(url, facts).status_code == 302
    text = page_of(client).content.decode()
    assert "đã sửa, mẫu là 12 điểm khi đạt 50 %: Công văn 12" in text
    assert "28,0 trên 36 điểm tính được" in text
    assert "Các chỉ số cộng lại 20 điểm, Quyết định cho nhóm này 22 điểm." in text


def test_who_does_not_manage_reads_and_changes_nothing(online, autumn, lan, nobody, desk):
    text = page_of(desk(lan)).content.decode()
    assert "Sửa điểm" not in text
    assert "Nhập số" not in text
    assert desk(lan).get(reverse("indicators:weigh", args=["4.1"])).status_code == 404
    assert desk(lan).post(reverse("indicators:open_item", args=["5.1"])).status_code == 404
    assert page_of(desk(nobody)).status_code == 404


def test_an_item_it_does_not_have_is_not_found(autumn, son, desk):
    assert desk(son).get(reverse("indicators:weigh", args=["9.9"])).status_code == 404
    assert desk(son).post(reverse("indicators:open_item", args=["9.9"])).status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
def test_it_can_be_read_by_everybody(online, autumn, son, weigh, who, open_page, phone):
    made = actions.open_item(PACK, "5.1", by=who(son), at=OCTOBER)
    make_entry(made, "2026-03", by=who(son), at=OCTOBER, numerator=9, denominator=12)
    weigh("3.2", weight=5.0)
    page = open_page(reverse("indicators:pack") + "?ky=3/2026", user=son, phone=phone)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/pack-{390 if phone else 1280}.png", full_page=True)
    assert axe(page) == []
    assert wider_than_screen(page) == 0
