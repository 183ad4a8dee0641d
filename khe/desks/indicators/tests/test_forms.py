"""What is typed in: periods and numbers as people write them; what is refused is said on the form, nothing
typed is lost, and nothing has changed."""

from datetime import date

import pytest
from django.utils import translation

from khe.base.figures import Period
from khe.base.journal.models import Entry as Line
from khe.desks.indicators import actions
from khe.desks.indicators.forms.boxes import read_number, read_period
from khe.desks.indicators.models import Entry, Frozen, Indicator, Partition, Target
from khe.desks.indicators.tests.conftest import AUTUMN
from khe.desks.indicators.tests.test_pages import at, text

TABLES = (Indicator, Target, Entry, Frozen, Partition, Line)


@pytest.fixture
def refused(desk):
    """Return a function: post it, see the sentence on the form with what was typed, and nothing changed."""

    def post(user, url, typed, sentence):
        before = [list(table.objects.order_by("pk").values()) for table in TABLES]
        answer = desk(user).post(url, typed)
        assert answer.status_code == 422
        assert sentence in text(answer)
        page = answer.content.decode()
        for value in typed.values():
            assert not value or str(value) in page, "nothing typed is lost"
        assert [list(table.objects.order_by("pk").values()) for table in TABLES] == before

    return post


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("3/2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("tháng 12/2025", date(2025, 12, 1), date(2025, 12, 31)),
        ("quý I/2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("Quý 4/2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("Q2/2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("năm 2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2011–2012", date(2011, 1, 1), date(2012, 12, 31)),
        ("1/3/2026", date(2026, 3, 1), date(2026, 3, 1)),
        ("01/03/2026 – 15/03/2026", date(2026, 3, 1), date(2026, 3, 15)),
        ("2026-03-01..2026-03-15", date(2026, 3, 1), date(2026, 3, 15)),
    ],
)
def test_a_period_is_read_as_people_write_it(typed, first, last):
    assert read_period(typed) == Period(first, last)


@pytest.mark.parametrize(
    "typed", ["", "mai", "13/2026", "quý V/2026", "31/02/2026", "15/3/2026-1/3/2026"]
)
def test_what_is_no_period_is_not_guessed(typed):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        read_period(typed)


@pytest.mark.parametrize("kind", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_period_is_read_back_from_its_own_name(kind, language):
    period = Period.of(kind, date(2026, 5, 13))
    with translation.override(language):
        assert read_period(period.title()) == period


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("vi", "5.581", 5581), ("vi", "97,5", 97.5), ("vi", "97.5", 97.5), ("vi", "1.234.567,5", 1234567.5),
        ("vi", "97 %", 97), ("vi", "-3", -3), ("en", "5,581", 5581), ("en", "97.5", 97.5),
        ("en", "97,5", 97.5), ("vi", "0", 0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(language, typed, number):
    with translation.override(language):
        assert read_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "nhiều", "1.2.3", "1,2,3", "12e4", "nan", "inf", "5.581.", "9" * 30]
)
def test_what_is_no_number_is_not_guessed(typed):
    with translation.override("vi"), pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        read_number(typed)


def test_a_target_is_refused_with_its_reason(autumn, satisfaction, son, refused, desk):
    url = at("set_target", satisfaction.pk)
    typed = {"value": "81", "due": "31/12/2026", "baseline": "năm 2025", "document": "NQ 05"}
    refused(son, url, typed, "Mục tiêu bằng đúng mức ban đầu (81,0 %)")
    refused(son, url, typed | {"value": "70,5"}, "Mục tiêu kém hơn mức ban đầu (81,0 %)")
    refused(son, url, typed | {"value": "120"}, "Mục tiêu của một tỷ lệ nằm từ 0 đến 100 %.")
    refused(son, url, typed | {"value": "95", "due": "02/09/2026"}, "Hạn của mục tiêu đã qua")
    refused(
        son, url, typed | {"value": "95", "baseline": "năm 2019"}, "Kỳ ban đầu chưa có gì để đếm"
    )
    refused(son, url, typed | {"value": "95", "baseline": "hồi đó"}, "Không hiểu kỳ này")
    refused(son, url, typed | {"value": "nhiều"}, "Hãy ghi một số")
    assert desk(son).post(url, typed | {"value": "92,5"}).status_code == 302
    assert Target.objects.get().value == 0.925


def test_a_value_is_refused_with_its_reason(autumn, satisfaction, lan, refused, desk):
    url = at("enter", satisfaction.pk)
    typed = {"period": "tháng 8/2026", "numerator": "90", "denominator": "100", "document": "Sổ 1"}
    refused(lan, url, typed | {"denominator": "0"}, "Mẫu số bằng 0 thì không tính được tỷ lệ")
    refused(lan, url, typed | {"numerator": "101"}, "Tử số phải từ 0 đến mẫu số (100).")
    refused(lan, url, typed | {"numerator": "-1"}, "Số liệu không thể nhỏ hơn 0.")
    refused(lan, url, typed | {"period": "tháng 9/2026"}, "Kỳ này chưa kết thúc")
    refused(lan, url, typed | {"period": "quý II/2026"}, "Đã có số liệu nhập cho tháng 4/2026")
    refused(lan, url, typed | {"document": ""}, "Văn bản, sổ sách có số này")
    assert desk(lan).post(url, typed).status_code == 302
    assert Entry.objects.filter(document="Sổ 1", replaced_at=None).count() == 1


def test_nothing_is_typed_in_for_what_is_counted(autumn, posts, son, desk):
    answer = desk(son).post(
        at("enter", posts.pk), {"period": "8/2026", "value": "3", "document": "Sổ"}
    )
    assert answer.status_code == 409
    assert "do hệ thống đếm từ hồ sơ, không nhập tay" in text(answer)
    assert not Entry.objects.exists()


def test_a_source_that_is_not_there_is_said_on_the_form(autumn, probe, son, refused, desk):
    typed = {"name": "Tên tôi đặt", "kind": "month", "better": "up"}
    for source, why in {
        "khong.co": "Hệ thống không đếm số liệu này",
        "probe.gone": "Nguồn của số liệu này không còn: phần mềm cũ đã dừng từ 2025",
        "probe.secret": "Hệ thống không đếm số liệu này",  # for others than Sơn
        "probe.posts.body:" + "x" * 200: "Hệ thống không đếm số liệu này",
    }.items():
        url = at("define") + f"?nguon={source}"
        opened = desk(son).get(url)
        assert opened.status_code == 422
        assert why in text(opened)
        refused(son, url, typed, why)


def test_an_indicator_is_defined_changed_and_let_go_on_forms(
    autumn, probe, son, lan, refused, desk
):
    typed = {
        "name": "",
        "kind": "month",
        "better": "up",
        "field": "Tổ chức",
        "owner": lan.member.pk,
    }
    refused(son, at("define"), typed | {"unit": "share"}, "Tên chỉ tiêu")
    made = desk(son).post(at("define"), typed | {"unit": "share", "name": "Hài lòng"})
    one = Indicator.objects.get()
    assert made.url == one.get_absolute_url()
    assert (one.manual, one.unit, one.owner_id) == (True, "share", lan.member.pk)

    counted = at("define") + "?nguon=probe.posts"
    words = {"name": "Chỗ trống", "kind": "month", "better": "down"}
    assert desk(son).post(counted, words).status_code == 302
    refused(
        son, counted, words | {"name": "Lại chỗ trống"}, "đã được theo dõi theo kỳ này (Chỗ trống)"
    )

    assert desk(son).post(at("change", one.pk), {"name": "Hài lòng hơn"}).status_code == 302
    refused(son, at("retire", one.pk), {"why": ""}, "Lý do")
    assert desk(son).post(at("retire", one.pk), {"why": "Trùng"}).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.why_retired) == ("Hài lòng hơn", "Trùng")
    assert "Thôi theo dõi từ 03/09/2026. Trùng" in text(desk(son).get(one.get_absolute_url()))
    refused(son, at("change", one.pk), {"name": "Nữa"}, "Chỉ tiêu này đã thôi theo dõi: Trùng")


def test_what_cannot_be_kept_is_said(autumn, posts, satisfaction, son, refused, desk):
    url = at("keep", posts.pk)
    refused(son, url, {"period": "tháng 9/2026", "purpose": "Báo cáo"}, "Kỳ này chưa kết thúc")
    refused(son, url, {"period": "tháng 8/2026", "purpose": ""}, "Chốt để làm gì")
    typed = desk(son).get(at("keep", satisfaction.pk))
    assert typed.status_code == 409
    assert "Chỉ tiêu này nhập tay" in text(typed)


def test_a_figure_that_is_gone_since_is_still_read(autumn, posts, son, who, desk, settings):
    kept = actions.keep(
        posts.pk, period=Period.parse("2026-08"), purpose="Báo cáo", by=who(son), at=AUTUMN
    )
    settings.KHE_FIGURES = []
    assert "Nguồn của số liệu này không còn được đếm" in text(
        desk(son).get(kept.get_absolute_url())
    )
    assert desk(son).get(posts.get_absolute_url()).status_code == 200
    assert desk(son).get(at("list")).status_code == 200
