"""The list: found, narrowed, taken along; never more than the pages behind it."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from khe.desks.dossiers import actions, queries
from khe.desks.dossiers.actions.intake import Person
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.pages import table
from khe.desks.dossiers.states import Status
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def many(thoa, lan, minh, other_office, who):
    """Four dossiers: Lan's late one, Minh's by post, one of his unit's, one that nobody holds."""
    marriage = make_version()
    land = make_version("1.013225", name="Cấp giấy phép xây dựng", field_name="Xây dựng")
    clerk = who(thoa)
    return {
        "lan": make_dossier(clerk, marriage, MONDAY - 9 * DAY, lan.member),
        "minh": make_dossier(clerk, land, MONDAY - DAY, minh.member, channel="post",
                             person=Person("Lê Thị Hạnh Nguyên")),
        "unit": make_dossier(clerk, land, MONDAY - HOUR, body_id=other_office.pk,
                             person=Person("Đỗ Văn Bảo")),
        "free": make_dossier(clerk, marriage, MONDAY),
    }  # fmt: skip


def codes(page):
    return {row.dossier.code for row in page.context["rows"]}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"lan", "minh", "unit", "free"}),
        ({"q": "nguyen"}, {"minh"}),
        ({"q": "le thi hanh"}, {"minh"}),
        ({"q": "ĐỖ VĂN"}, {"unit"}),
        ({"q": "0900 114 085"}, {"lan", "free"}),
        ({"q": "260302-"}, {"unit", "free"}),
        ({"q": "h99.17-260221"}, {"lan"}),
        ({"group": "late"}, {"lan"}),
        ({"group": "running"}, {"lan", "minh", "unit", "free"}),
        ({"group": "settled"}, set()),
        ({"field": "Xây dựng"}, {"minh", "unit"}),
        ({"channel": "post"}, {"minh"}),
        ({"officer": "-"}, {"unit", "free"}),
        ({"officer": "Trần Văn Minh"}, {"minh"}),
        ({"since": "2026-03-02"}, {"unit", "free"}),
        ({"until": "2026-03-01"}, {"lan", "minh"}),
        ({"since": "không phải ngày"}, {"lan", "minh", "unit", "free"}),
        ({"group": "x", "sort": "y", "trang": "999999999999"}, {"lan", "minh", "unit", "free"}),
    ],
)
def test_it_is_narrowed(many, desk, binh, asked, expected):
    page = desk(binh).get("/ho-so/", asked)
    if "trang" not in asked:
        assert codes(page) == {many[name].code for name in expected}
    assert page.status_code == 200


def test_it_is_sorted(many, desk, binh):
    newest = [r.dossier.code for r in desk(binh).get("/ho-so/").context["rows"]]
    assert newest == [many[name].code for name in ("free", "unit", "minh", "lan")]
    due = desk(binh).get("/ho-so/", {"group": "open", "sort": "due"}).context["rows"]
    assert [r.dossier.due_at for r in due] == sorted(r.dossier.due_at for r in due)


def test_it_counts_no_further_than_it_must(many, desk, binh, monkeypatch):
    monkeypatch.setattr(queries, "CAP", 2)
    assert queries.capped(Dossier.objects.all()) == 3


def test_pages_turn(many, desk, binh, monkeypatch):
    from khe.desks.dossiers.views import listing

    monkeypatch.setattr(listing, "PAGE", 3)
    first = desk(binh).get("/ho-so/", {"group": "open"})
    assert len(first.context["rows"]) == 3
    assert first.context["turner"]["text"] == "1–3 trong 4 hồ sơ"
    second = desk(binh).get("/ho-so/" + first.context["turner"]["after"])
    assert len(second.context["rows"]) == 1
    assert second.context["turner"]["after"] == ""


def test_its_cost_does_not_grow(many, desk, binh, lan, thoa, who, statements):
    few = statements(desk(binh), "/ho-so/")
    version = make_version("2.000001")
    for n in range(8):
        make_dossier(who(thoa), version, MONDAY - n * HOUR, lan.member)
    assert len(few) == len(statements(desk(binh), "/ho-so/")) <= 8


# ---- permission ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lan", "minh", "thoa", "binh", "an"])
def test_lists_searches_exports_and_counts_hold_only_what_one_may_open(many, desk, request, name):
    """Whatever shows dossiers shows a subset of those whose page opens."""
    browser = desk(request.getfixturevalue(name))
    may = {
        d.code for d in Dossier.objects.all()
        if browser.get(d.get_absolute_url()).status_code == 200
    }  # fmt: skip
    everyone = {d.code for d in many.values()}
    assert may == {
        "lan": {many["lan"].code, many["free"].code},
        "minh": {many["minh"].code, many["unit"].code, many["free"].code},
    }.get(name, everyone)
    listed = browser.get("/ho-so/")
    assert codes(listed) == may
    assert listed.context["count"] == len(may)
    for text in ("hoa", "nguyen", "do van bao", "0900114085", "H99.17-", "1.013225"):
        assert codes(browser.get("/ho-so/", {"q": text})) <= may
    assert {line[0] for line in read_csv(browser.get("/ho-so/xuat.csv"))[1:]} == may
    sheet = load_workbook(io.BytesIO(browser.get("/ho-so/xuat.xlsx").content)).active
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == may
    groups = browser.get("/").context["groups"]
    assert {row.dossier.code for group in groups for row in group.rows} <= may
    assert sum(group.count for group in groups if group.key == "free") <= len(may)


# ---- export -------------------------------------------------------------------------------------


def read_csv(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_a_file_holds_what_the_list_shows(many, desk, binh, who):
    lines = read_csv(desk(binh).get("/ho-so/xuat.csv", {"field": "Xây dựng"}))
    assert lines[0] == table.heads()
    assert [line[5] for line in lines[1:]] == ["Đỗ Văn Bảo", "Lê Thị Hạnh Nguyên"]
    assert lines[1][16] == "3 ngày làm việc"


def test_a_typed_name_is_no_formula(thoa, binh, desk, who):
    make_dossier(who(thoa), person=Person('=HYPERLINK("http://evil.example")'))
    lines = read_csv(desk(binh).get("/ho-so/xuat.csv"))
    assert lines[1][5].startswith("'=")


def test_personal_numbers_are_in_no_file(many, desk, binh):
    text = desk(binh).get("/ho-so/xuat.csv").content.decode("utf-8-sig")
    assert "0900" not in text
    assert "092190002085" not in text


def test_settled_says_on_time_or_late(many, desk, binh, thoa, lan, who):
    late = many["lan"]
    actions.reject(late.code, by=who(binh), at=MONDAY, reason="Không đủ điều kiện")
    line = read_csv(desk(binh).get("/ho-so/xuat.csv", {"group": "settled"}))[1]
    assert line[8:10] == [str(Status.DECIDED.label), "Không đồng ý"]
    assert line[15] == "quá hạn"
