"""The pages: what the dashboard says, one indicator, the catalogue, kept figures."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from conftest import MONDAY
from khe.base.figures import Period
from khe.base.people.models import Post
from khe.desks.indicators import actions, queries
from khe.desks.indicators.models import Frozen
from khe.desks.indicators.testing import make_indicator
from khe.desks.indicators.tests.conftest import AUTUMN


def at(name, *args):
    return reverse(f"indicators:{name}", args=args)


def text(answer):
    """Return what a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def aimed(satisfaction, son, who):
    """People's satisfaction with a target: 93 % by the end of 2026, from 81 % in 2025."""
    actions.set_target(
        satisfaction.pk, value=0.93, due=date(2026, 12, 31), baseline=Period.parse("2025"),
        document="Nghị quyết 05-NQ/ĐU", by=who(son), at=AUTUMN,
    )  # fmt: skip
    return satisfaction


def test_the_dashboard_says_how_we_stand(autumn, aimed, overdue, read, son, who, desk):
    read("tasks.on_time", [(46, 50), (45, 50), (47, 50)] * 6 + [(40, 50), (38, 50), (39, 50)] * 2)
    actions.define(source="tasks.on_time", field="Điều hành", by=who(son), at=MONDAY)
    page = desk(son).get(at("list"))
    said = text(page)
    assert "1 trong 1 mục tiêu đã đạt." in said
    assert "Tiến bộ thật: Tỷ lệ hài lòng của người dân ." in said
    assert "Sa sút thật: Nhiệm vụ xong đúng hạn ." in said
    assert "94,0 % 94 trong 100, tháng 8/2026 giảm 1,0 điểm phần trăm so với tháng 7/2026" in said
    assert "93,0 % đến 31/12/2026 Đạt mục tiêu" in said
    assert "5 nhiệm vụ tháng 8/2026 tăng 1 nhiệm vụ so với tháng 7/2026" in said
    assert "Chưa có thay đổi thật: các kỳ gần đây chỉ dao động bình thường." in said
    assert [name for name, _rows in page.context["fields"]] == ["Cải cách hành chính", "Điều hành"]
    assert said.count("số nhập tay") == 1, "what was typed in is marked, what was counted is not"
    assert "Lê Thị Lan" in said


def test_a_period_without_a_value_is_said_not_drawn_as_nought(autumn, son, who, read, desk):
    make_indicator(who(son), MONDAY, name="Chỉ số hài lòng", kind="quarter")
    read("tasks.on_time", [(9, 10), (0, 0)])
    actions.define(source="tasks.on_time", by=who(son), at=MONDAY)
    said = text(desk(son).get(at("list")))
    assert "Quý II/2026 chưa nhập" in said
    assert "90,0 % 9 trong 10, tháng 7/2026 Tháng 8/2026 không có gì để đếm" in said


def test_a_target_past_due_is_said(autumn, satisfaction, son, who, desk, monkeypatch):
    actions.set_target(
        satisfaction.pk, value=0.99, due=date(2026, 9, 3), baseline=Period.parse("2025"),
        by=who(son), at=AUTUMN,
    )  # fmt: skip
    monkeypatch.setattr("khe.base.people.middleware.now", lambda: AUTUMN.replace(day=13))
    said = text(desk(son).get(at("list")))
    assert "0 trong 1 mục tiêu đã đạt, 1 mục tiêu quá hạn chưa đạt." in said
    assert "Chưa đạt, quá hạn 10 ngày" in said


def test_the_dashboard_is_narrowed_by_field_period_words_and_day(
    autumn, satisfaction, overdue, son, desk
):
    def shown(query):
        return {row.indicator.name for row in desk(son).get(at("list") + query).context["rows"]}

    both = {satisfaction.name, overdue.name}
    assert shown("") == both
    assert shown("?linh_vuc=Điều+hành") == {overdue.name}
    assert shown("?q=hai+long") == {satisfaction.name}
    assert shown("?ky=week") == set()
    assert shown("?ky=month&q=qua+han") == {overdue.name}
    assert shown("?linh_vuc=la&ky=la&den=la") == both, "what makes no sense narrows nothing"
    then = desk(son).get(at("list") + "?den=15/02/2026&q=hai+long")
    assert "81,0 % 81 trong 100, tháng 1/2026" in text(then), "as it stood then"


def test_the_dashboard_costs_the_same_for_three_and_for_thirty(autumn, son, who, read, desk):
    known = [d for d in queries.definitions_visible_to(who(son)).values() if not d.retired][:15]
    client, costs = desk(son), []
    for number, one in enumerate(known):
        for kind, last in (("month", date(2026, 8, 1)), ("quarter", date(2026, 4, 1))):
            values = [(4, 5)] * 24 if one.unit == "share" else [5] * 24
            read(one.id, values, kind, last, one.unit)
            actions.define(source=one.id, kind=kind, by=who(son), at=MONDAY)
        if number in (1, 14):
            make_indicator(who(son), MONDAY, name=f"Nhập tay {number}")
            with CaptureQueriesContext(connection) as caught:
                page = client.get(at("list"))
            costs.append((len(page.context["rows"]), len(caught)))
    assert [rows for rows, _n in costs] == [5, 32]
    assert costs[0][1] == costs[1][1] <= 20


def test_the_sheet_holds_what_the_dashboard_shows(autumn, aimed, overdue, son, desk):
    def lines(query):
        answer = desk(son).get(at("export") + query)
        assert "chi-tieu-20260903-0900.xlsx" in answer["Content-Disposition"]
        sheet = load_workbook(BytesIO(answer.content)).active
        return [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]

    assert [line[1] for line in lines("")] == [aimed.name, overdue.name]
    assert [line[1] for line in lines("?q=qua+han")] == [overdue.name]
    first = lines("")[0]
    assert first[2:8] == [
        "tháng 8/2026", "94,0 %", 94, 100, "số nhập tay",
        "giảm 1,0 điểm phần trăm so với tháng 7/2026",
    ]  # fmt: skip


def test_one_indicator_shows_its_interval_limits_targets_entries_and_journal(
    autumn, aimed, son, who, desk
):
    actions.enter(
        aimed.pk, period=Period.parse("2026-08"), numerator=96, denominator=100,
        document="Báo cáo sửa", by=who(son), at=AUTUMN,
    )  # fmt: skip
    actions.set_target(
        aimed.pk, value=0.95, due=date(2027, 12, 31), baseline=Period.parse("2025"), by=who(son),
        at=AUTUMN,
    )  # fmt: skip
    page = desk(son).get(aimed.get_absolute_url())
    said = text(page)
    assert "Có tiến bộ thật: 7 kỳ liền ở trên mức trung bình." in said
    assert "Khoảng tin cậy 90,2 % – 98,4 %" in said
    assert "dao động thường từ" in said
    assert "2/2026 – 8/2026 7 kỳ liền ở trên mức trung bình." in said
    assert 'class="c-band"' in page.content.decode()
    assert [(a.value, bool(a.target.replaced_at)) for a in page.context["aims"]] == [
        ("95,0 %", False), ("93,0 %", True),
    ]  # fmt: skip
    newest = page.context["entries"][:2]
    assert [(e.made_of, bool(e.entry.replaced_at)) for e in newest] == [
        ("96 trong 100", False), ("94 trong 100", True),
    ]  # fmt: skip
    assert "Báo cáo sửa" in said
    assert "được thay lúc" in said
    assert "Đặt mục tiêu 95,0 % đến 31/12/2027, từ mức ban đầu 81,0 % (năm 2025)" in said
    assert "Nhập tay tháng 8/2026: 96 trong 100 , theo Báo cáo sửa" in said


def test_the_series_is_read_by_other_periods(autumn, satisfaction, overdue, read, son, desk):
    page = desk(son).get(satisfaction.get_absolute_url() + "?ky=quarter")
    assert page.context["series"].points[-1].period == Period.parse("2026-Q2")
    assert page.context["series"].points[-1].numerator == 94 + 95 + 94, "the sum of its months"
    assert [k.value for k in page.context["kinds"]] == ["month", "quarter", "year"]
    read("tasks.overdue", [7, 8], "year", date(2025, 1, 1))
    page = desk(son).get(overdue.get_absolute_url() + "?ky=year")
    assert page.context["series"].points[-1].value == 8
    assert "week" in [k.value for k in page.context["kinds"]]
    odd = desk(son).get(overdue.get_absolute_url() + "?ky=la&phan=la")
    assert odd.status_code == 200
    assert odd.context["kind"] == "month"


def test_a_counted_one_shows_its_parts_and_opens_its_records(autumn, posts, lan, minh, son, desk):
    page = desk(son).get(posts.get_absolute_url() + "?phan=2026-03")
    said = text(page)
    assert "Tháng 3/2026: 3 người Mở hồ sơ" in said
    assert 'href="/to-chuc/"' in page.content.decode()
    group = page.context["breakdowns"][0]
    assert [(p.label, p.value, p.width) for p in group.parts] == [
        ("Văn phòng HĐND và UBND", "2 người", 100.0),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "1 người", 50.0),
    ]  # fmt: skip
    form = desk(son).get(group.parts[1].follow)
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in form.content.decode()
    typed = {"name": "Chức danh trống ở phòng Kinh tế", "kind": "month", "better": "down"}
    made = desk(son).post(group.parts[1].follow, typed)
    assert made.status_code == 302
    again = desk(son).get(posts.get_absolute_url())
    assert again.context["breakdowns"][0].parts[1].url == made.url, "it is followed on its own"


def test_parts_too_small_to_be_told_are_not(autumn, probe, lan, minh, son, who, desk):
    held = actions.define(source="probe.held", by=who(son), at=MONDAY)
    page = desk(son).get(held.get_absolute_url())
    assert [p.label for p in page.context["breakdowns"][0].parts] == ["Văn phòng HĐND và UBND"]


def test_the_records_of_a_period_are_listed_for_who_manages(autumn, probe, lan, son, who, desk):
    held = actions.define(source="probe.held", by=who(son), at=MONDAY)
    page = desk(son).get(held.get_absolute_url()).content.decode()
    assert at("records", held.pk) in page
    listed = desk(son).get(at("records", held.pk) + "?ky=2026-03").content.decode()
    for one in Post.objects.all():
        assert f'<a href="/to-chuc/chuc-danh/{one.pk}/">{one.title}</a>' in listed
    assert at("records", held.pk) not in desk(lan).get(held.get_absolute_url()).content.decode()
    assert desk(lan).get(at("records", held.pk)).status_code == 404


def test_a_button_that_may_not_be_used_says_why(autumn, posts, satisfaction, son, lan, thoa, desk):
    counted = text(desk(son).get(posts.get_absolute_url()))
    assert "Nhập số liệu: Chỉ tiêu này do hệ thống đếm từ hồ sơ, không nhập tay" in counted
    typed = text(desk(son).get(satisfaction.get_absolute_url()))
    assert "Chốt số liệu: Chỉ tiêu này nhập tay" in typed
    clerk = desk(thoa).get(satisfaction.get_absolute_url())
    assert clerk.content.decode().count('aria-disabled="true"') == 3
    assert "Đặt mục tiêu: Chỉ thường trực, lãnh đạo" in text(clerk)
    owner = desk(lan).get(satisfaction.get_absolute_url()).content.decode()
    assert at("enter", satisfaction.pk) in owner, "who answers for it types in"


def test_the_catalogue_shows_what_is_counted_followed_and_gone(
    autumn, posts, read, son, tuyen, desk
):
    read("probe.held", [(7, 8)])
    page = desk(son).get(at("catalogue"))
    known = {one.definition.id: one for one in page.context["found"]}
    assert set(known) == {"probe.posts", "probe.held", "probe.gone"}, "secrets are for some"
    assert known["probe.posts"].indicator == posts
    assert (known["probe.held"].value, known["probe.held"].made_of) == ("87,5 %", "7 trong 8")
    said = text(page)
    assert "Nguồn không còn: phần mềm cũ đã dừng từ 2025" in said
    assert "đang đếm 3 số liệu từ hồ sơ; 1 đang theo dõi" in said
    assert "nguon=probe.gone" not in page.content.decode()
    found = desk(tuyen).get(at("catalogue") + "?q=chuyen+rieng").context["found"]
    assert [one.definition.id for one in found] == ["probe.secret"]


def test_a_figure_is_kept_and_says_what_changed_since(autumn, posts, lan, thoa, minh, son, desk):
    answer = desk(son).post(at("keep", posts.pk), {"period": "8/2026", "purpose": "Báo cáo tháng"})
    kept = Frozen.objects.get()
    assert answer.url == kept.get_absolute_url()
    same = desk(son).get(kept.get_absolute_url())
    assert "Đếm lại hôm nay: giống hệt lúc chốt." in text(same)
    assert kept.checksum in text(same)
    gone = Post.objects.filter(pk__in=kept.record_ids).first()
    page = desk(son).get(kept.get_absolute_url()).content.decode()
    assert str(gone.pk) in page
    assert str(gone.pk) not in desk(thoa).get(kept.get_absolute_url()).content.decode()
    assert "4 người" in text(desk(thoa).get(kept.get_absolute_url())), "numbers are for all"

    body = gone.body
    Post.objects.create(title="Mới lập", body=body)
    drifted = text(desk(son).get(kept.get_absolute_url()))
    assert "nay đếm được 5 người, lúc chốt là 4 người (thêm 1, bớt 0 bản ghi)." in drifted
    listed = text(desk(thoa).get(at("frozen_list")))
    assert "Chức danh còn trống Tháng 8/2026 4 người Báo cáo tháng" in listed


def test_the_page_of_one_costs_a_fixed_number_of_queries(
    autumn, aimed, son, desk, django_assert_max_num_queries
):
    client = desk(son)
    with django_assert_max_num_queries(22):
        assert client.get(aimed.get_absolute_url()).status_code == 200


def test_dossiers_behind_a_figure_are_opened_by_their_code(
    autumn, settled, son, binh, tuyen, who, desk
):
    settled(2026, 3, late=2, whole=4)
    on_time = actions.define(source="dossiers.on_time", by=who(son), at=MONDAY)
    page = desk(binh).get(at("records", on_time.pk) + "?ky=2026-03")
    found = page.context["lines"]
    assert len(found) == 2
    said = "Tháng 3/2026: 2 bản ghi được đếm. 2 bản ghi khác thuộc mẫu số mà không được đếm."
    assert said in text(page)
    late = desk(binh).get(at("records", on_time.pk) + "?ky=2026-03&phan=con-lai").context["lines"]
    assert len(late) == 2
    assert not {one.id for one in late} & {one.id for one in found}
    for one in (*found, *late):
        assert desk(binh).get(one.record.url).status_code == 200, "who leads the ward opens them"
    for one in found:
        assert f'href="{one.record.url}"' in page.content.decode()
    for one in desk(tuyen).get(at("records", on_time.pk) + "?ky=2026-03").context["lines"]:
        assert one.record is None, "who may not open a dossier gets no link"


def test_a_count_aimed_at_for_years_is_not_held_against_one_year(autumn, sums, son, who, desk):
    total = sums[0]
    actions.set_target(
        total.pk, value=9000, due=date(2027, 12, 31), baseline=Period.parse("2024-2025"),
        by=who(son), at=AUTUMN,
    )  # fmt: skip
    said = text(desk(son).get(at("list")))
    assert "9.000 hồ sơ đến 31/12/2027 Đặt cho nhiều kỳ gộp lại" in said
    assert "Chưa đặt mục tiêu nào." in said, "none that one period can meet"


def test_a_change_that_fell_back_is_no_news(autumn, read, son, who, desk):
    read("tasks.on_time", [(58, 99), (68, 99), (73, 99), (72, 99), (88, 99), (91, 99), (92, 99),
                           (96, 99), (64, 99), (65, 99)])  # fmt: skip
    actions.define(source="tasks.on_time", by=who(son), at=MONDAY)
    page = desk(son).get(at("list"))
    assert page.context["rows"][0].series.signals
    assert not page.context["standing"].better
