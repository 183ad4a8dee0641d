"""Sentences: numbers, comparisons, and what is said when there is nothing to count."""

from datetime import date

import pytest

from khe.desks.reports import wording
from khe.desks.reports.wording import Amount, Form

NOW = (date(2013, 1, 1), date(2015, 12, 31))
BEFORE = (date(2011, 1, 1), date(2012, 12, 31))
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def share(part, whole, days=NOW, id="study.attendance_rate", **more):
    value = part / whole if whole else None
    return Amount(id, "Dự học đúng đối tượng", "share", *days, part, whole, value, **more)


def count(n, id="staff.changes.area_head", unit="act", label="Thay đổi", days=NOW, **more):
    return Amount(id, label, unit, *days, n, None, n, **more)


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (0, None, "0"), (3, None, "3"), (1746, None, "1.746"), (1_000_000, None, "1.000.000"),
        (7.5, None, "7,5"), (7.25, None, "7,25"), (7.255, None, "7,26"), (7.0, 1, "7,0"),
        (1234.5, 1, "1.234,5"), (-3, None, "-3"), (-3.5, 1, "−3,5"), (0.04, 1, "0,0"), (0.05, 1, "0,1"),
    ],
)  # fmt: skip
def test_a_number_is_written_the_vietnamese_way(value, places, said):
    assert wording.number(value, places) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.97, "97,0 %"), (0, "0,0 %"), (1, "100,0 %"), (0.9745, "97,5 %"), (1 / 3, "33,3 %"),
        (0.285, "28,5 %"),
    ],
)  # fmt: skip
def test_a_share_is_written_with_one_decimal(value, said):
    assert wording.percent(value) == said


@pytest.mark.parametrize(
    ("of", "form", "said"),
    [
        (share(1746, 1800), Form.FULL, "97,0 % (1.746 trong 1.800 lượt)"),
        (share(1746, 1800), Form.SHORT, "97,0 %"),
        (share(0, 12), Form.FULL, "0,0 % (0 trong 12 lượt)"),
        (share(0, 0), Form.FULL, "chưa có số liệu"),
        (share(8, 9, id="tasks.on_time"), Form.FULL, "88,9 % (8 trong 9 nhiệm vụ đến hạn)"),
        (count(3), Form.FULL, "3 trưởng khu vực"),
        (count(3), Form.COUNT, "3 trưởng khu vực"),
        (count(3), Form.SHORT, "3"),
        (count(1), Form.FULL, "1 trưởng khu vực"),
        (count(10, "staff.training.political_theory.intermediate"), Form.FULL,
         "10 cán bộ học trung cấp lý luận chính trị"),
        (count(60_000_000, "staff.training.cost", "vnd"), Form.FULL, "60.000.000 đồng"),
        (count(4.5, "tasks.open_age", "day"), Form.FULL, "4,5 ngày làm việc"),
        (count(12, "x", "cái loa"), Form.FULL, "12 cái loa"),
    ],
)  # fmt: skip
def test_a_figure_names_what_it_counts(of, form, said):
    assert wording.amount(of, form) == said


def test_a_figure_typed_in_says_so_and_after_what():
    typed = share(97, 100, manual=True, document="Báo cáo số 12-BC/ĐU")
    said = "97,0 % (97 trong 100 lượt; số nhập tay, theo Báo cáo số 12-BC/ĐU)"
    assert wording.amount(typed) == said
    assert wording.amount(typed, "short") == "97,0 %, số nhập tay"
    assert wording.amount(count(3, manual=True), "count") == "3 trưởng khu vực, số nhập tay"


def test_a_figure_typed_in_without_its_parts_is_only_a_share():
    typed = Amount("m", "Hài lòng", "share", *NOW, value=0.9, manual=True, document="CV 3")
    assert wording.amount(typed) == "90,0 % (số nhập tay, theo CV 3)"


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (share(1746, 1800), share(1620, 1800), "tăng 7,0 điểm phần trăm"),
        (share(1620, 1800), share(1746, 1800), "giảm 7,0 điểm phần trăm"),
        (share(9, 10), share(90, 100), "không thay đổi"),
        (share(9001, 10000), share(9000, 10000), "không thay đổi"),
        (share(9, 10), share(0, 0), "chưa so sánh được"),
        (count(5), count(2), "tăng 3 trưởng khu vực"),
        (count(2), count(5), "giảm 3 trưởng khu vực"),
        (count(2.5, "a", "day"), count(2, "a", "day"), "tăng 0,5 ngày"),
        (count(2), count(2), "không thay đổi"),
    ],
)
def test_the_way_from_one_figure_to_another(now, before, said):
    assert wording.change(now, before) == said


def filled(text, **values):
    return wording.filled(text, values)


def test_the_sentence_on_attendance_reads_as_a_secretary_would_write_it():
    now, before = share(1746, 1800), share(1620, 1800, BEFORE)
    text = wording.measured(now, "a", before, "b", "c")
    values = {
        "a": wording.shown(now, Form.FULL),
        "b": wording.shown(before, Form.SHORT),
        "c": wording.shown(now, Form.CHANGE, before),
    }
    assert filled(text, **values) == (
        "Tỷ lệ dự học tập, quán triệt đạt 97,0 % (1.746 trong 1.800 lượt), tăng 7,0 điểm phần trăm so với"
        " giai đoạn 2011–2012 (90,0 %)."
    )


def test_a_baseline_without_figures_is_said():
    text = wording.measured(share(9, 10), "a", share(0, 0, BEFORE), "b", "c")
    assert text.endswith("đạt [[a]]; giai đoạn 2011–2012 chưa có số liệu để so sánh.")


def test_an_empty_denominator_is_said_and_is_not_nought():
    said = wording.measured(share(0, 0), "a", share(9, 10, BEFORE), "b", "c")
    assert said == (
        "Tỷ lệ dự học tập, quán triệt chưa tính được: trong giai đoạn 2013–2015 không có lượt nào để tính."
    )
    assert "0" not in said.replace("2013–2015", "")


def test_a_figure_nobody_has_given_is_said_to_be_missing():
    missing = Amount("m", "Mức hài lòng", "share", *MARCH)
    assert wording.measured(missing, "a") == "Mức hài lòng: chưa có số liệu của tháng 3 năm 2026."


def test_counts_with_one_verb_make_one_sentence():
    items = [
        (count(3), "1"), (count(2, "staff.changes.area_cell_secretary"), "2"),
        (count(1, "staff.changes.area_youth_secretary"), "3"),
        (count(2, "staff.changes.ward_officer"), "4"),
    ]  # fmt: skip
    said = wording.counted(items)
    values = {place: wording.amount(of) for of, place in items}
    assert [filled(text, **values) for text in said] == [
        "Trong kỳ đã thay đổi, luân chuyển 3 trưởng khu vực, 2 bí thư chi bộ khu vực, 1 bí thư đoàn khu vực"
        " và 2 cán bộ phường."
    ]


def test_counts_of_nought_are_said_in_words():
    items = [(count(0), "1"), (count(0, "staff.changes.ward_officer"), "2")]
    assert wording.counted(items) == [
        "Không thay đổi, luân chuyển trưởng khu vực hay cán bộ phường nào."
    ]


def test_counts_without_a_verb_of_their_own_are_told_one_by_one():
    said = wording.counted([(count(7, "tasks.overdue", "task", "Nhiệm vụ quá hạn"), "1")])
    assert said == ["Số nhiệm vụ quá hạn cuối kỳ là [[1]]."]


@pytest.mark.parametrize(
    ("now", "target", "better", "said"),
    [
        (share(97, 100), 0.95, "up", "đạt mục tiêu đề ra (từ 95,0 % trở lên)"),
        (share(95, 100), 0.95, "up", "đạt mục tiêu đề ra (từ 95,0 % trở lên)"),
        (share(94, 100), 0.95, "up", "chưa đạt mục tiêu đề ra (từ 95,0 % trở lên)"),
        (count(3, "tasks.overdue", "task"), 5, "down", "đạt mục tiêu đề ra (không quá 5 nhiệm vụ)"),
        (
            count(7, "tasks.overdue", "task"),
            5,
            "down",
            "chưa đạt mục tiêu đề ra (không quá 5 nhiệm vụ)",
        ),
        (share(0, 0), 0.95, "up", "chưa xét được theo mục tiêu (từ 95,0 % trở lên)"),
    ],
)
def test_a_figure_is_held_against_its_target(now, target, better, said):
    assert wording.target_met(now, target, better) == said


@pytest.mark.parametrize(
    ("done", "doing", "dropped", "said"),
    [
        (0, 0, 0, "Chưa có biện pháp nào được giao."),
        (1, 0, 0, "Đã hoàn thành biện pháp đề ra."),
        (3, 0, 0, "Đã hoàn thành cả 3 biện pháp đề ra."),
        (2, 1, 0, "Trong 3 biện pháp đề ra, đã hoàn thành 2 và còn 1 đang thực hiện."),
        (0, 2, 0, "Cả 2 biện pháp đề ra đang được thực hiện."),
        (0, 1, 0, "Biện pháp đề ra đang được thực hiện."),
        (
            2,
            1,
            1,
            "Trong 4 biện pháp đề ra, đã hoàn thành 2, còn 1 đang thực hiện và 1 thôi thực hiện.",
        ),
    ],
)
def test_measures_agree_with_their_number(done, doing, dropped, said):
    assert wording.measures_done(done, doing, dropped) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2015, 1, 1), date(2015, 12, 31), "năm 2015"),
        (date(2013, 1, 1), date(2015, 12, 31), "giai đoạn 2013–2015"),
        (*MARCH, "tháng 3 năm 2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "tháng 2 năm 2026"),
        (date(2026, 1, 1), date(2026, 3, 31), "quý I năm 2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "quý IV năm 2026"),
        (date(2026, 1, 1), date(2026, 6, 30), "6 tháng đầu năm 2026"),
        (date(2026, 1, 1), date(2026, 9, 30), "9 tháng đầu năm 2026"),
        (date(2026, 7, 1), date(2026, 12, 31), "6 tháng cuối năm 2026"),
        (date(2026, 2, 1), date(2026, 4, 30), "thời gian từ ngày 01/02/2026 đến ngày 30/04/2026"),
        (date(2026, 3, 2), date(2026, 3, 2), "ngày 02/03/2026"),
        (date(2025, 11, 1), date(2026, 1, 31), "thời gian từ ngày 01/11/2025 đến ngày 31/01/2026"),
    ],
)
def test_a_period_has_a_name(first, last, said):
    assert wording.period(first, last) == said


def test_lists_end_with_and():
    assert wording.listed([]) == ""
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b"]) == "a và b"
    assert wording.listed(["a", "b", "c"]) == "a, b và c"


def test_texts_become_sentences_and_clauses():
    assert wording.sentence("  mở nhiều  lớp ") == "Mở nhiều lớp."
    assert wording.sentence("Đã xong.") == "Đã xong."
    assert wording.sentence("") == ""
    assert wording.clause("mở nhiều lớp; ") == "mở nhiều lớp"
    assert wording.lower_first("Nhiệm vụ quá hạn") == "nhiệm vụ quá hạn"
    assert wording.lower_first("UBND phường") == "UBND phường"
    assert wording.lower_first("Đảng ủy phường") == "Đảng ủy phường"


def test_fields_are_found_and_filled_and_a_lost_one_shows():
    text = "Đạt [[1]], [[way-2]] so với trước."
    assert wording.fields_in(text) == ["1", "way-2"]
    assert wording.filled(text, {"1": "97,0 %"}) == "Đạt 97,0 %, … so với trước."
    assert wording.filled("[[1]]", {"1": "x"}, lambda place, said: f"<{place}:{said}>") == "<1:x>"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2015, 1, 1), date(2015, 12, 31), "trong năm 2015"),
        (date(2013, 1, 1), date(2015, 12, 31), "trong giai đoạn 2013–2015"),
        (date(2013, 1, 1), date(2015, 3, 31), "từ tháng 1/2013 đến hết tháng 3/2015"),
        (date(2013, 1, 2), date(2015, 3, 31), "từ ngày 02/01/2013 đến ngày 31/03/2015"),
        (date(2026, 3, 2), date(2026, 3, 2), "ngày 02/03/2026"),
    ],
)  # fmt: skip
def test_a_sentence_begins_with_the_days_it_counts(first, last, said):
    assert wording.during(first, last) == said


def test_a_table_says_the_way_shorter():
    now, before = share(97, 100), share(90, 100, BEFORE)
    assert wording.shown(now, Form.WAY, before) == "tăng 7,0 điểm %"
    assert wording.shown(count(3), Form.WAY, count(5, days=BEFORE)) == "giảm 2"
    assert wording.shown(count(3), Form.WAY, count(3, days=BEFORE)) == "không thay đổi"


def test_a_part_of_a_figure_counts_the_same_things_under_its_own_name():
    part = share(97, 100, id="study.attendance_rate.area:x")
    assert part.subject == "Tỷ lệ dự học đúng đối tượng"
    assert wording.amount(part) == "97,0 % (97 trong 100 lượt)"
