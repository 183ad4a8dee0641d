"""The explanation adds up, follows time, and reads as the page shows it."""

import random
from itertools import pairwise

import pytest

from khe.base.calendar import clock, explain
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import as_text, minute_of
from khe.base.calendar.tests import cases
from khe.base.calendar.vn import vn

PAUSE = [("2026-08-25T10:00", "2026-08-28T14:00")]


def page():
    """The dossier of the design: seven working days from 20/08/2026 15:20, paused once."""
    return clock.due(vn(), "2026-08-20T15:20", "7 working_day", cutoff="15:00", pauses=PAUSE)


def counted_minutes(case):
    """The minutes a case's working limits allow; elapsed units count none."""
    limits = [Limit.parse(text) for text in (case["limit"], *case["extensions"])]
    first = limits[0].next_day_amount if case["rule"] == "next_day" else limits[0].amount
    amounts = [first, *(limit.amount for limit in limits[1:])]
    return sum(n for n, limit in zip(amounts, limits, strict=True) if limit.is_working)


def test_the_lines_add_up_to_the_limit_and_follow_time():
    rng = random.Random(7)  # noqa: S311 - seeded on purpose
    for _ in range(1500):
        case = cases.some_case(rng)
        answer = clock.due(vn(), *case.values())
        lines = answer.lines
        assert sum(line.minutes for line in lines) == lines[-1].total == counted_minutes(case), case
        assert (lines[-1].kind, lines[-1].end) == ("due", answer.due_at)
        assert all(line.start <= line.end and line.text for line in lines), case
        working = [line for line in lines if line.kind in ("work", "partial", "makeup")]
        for earlier, later in pairwise(working):
            assert earlier.end <= later.start, case
        for line in working:
            assert clock.between(vn(), line.start, line.end) == line.minutes, case


def test_it_reads_as_the_page_of_the_design():
    kinds = [(line.kind, line.minutes, line.text) for line in page().lines]
    office = "07:00–11:00 và 13:00–17:00"
    assert kinds == [
        (
            "cutoff",
            0,
            "Nhận lúc 15:20 Thứ Năm 20/08/2026, từ 15:00 trở đi tính sang ngày làm việc kế tiếp: "
            "07:00 Thứ Sáu 21/08/2026",
        ),
        ("work", 480, f"Ngày làm việc: {office}"),
        ("makeup", 480, f"Làm bù cho Thứ Hai 31/08/2026: {office}"),
        ("weekend", 0, "Nghỉ hằng tuần"),
        ("work", 480, f"Ngày làm việc: {office}"),
        ("partial", 180, "Làm việc 07:00–10:00"),
        (
            "pause",
            0,
            "Tạm dừng 26 giờ (3 ngày 2 giờ), từ 10:00 Thứ Ba 25/08/2026 đến 14:00 Thứ Sáu 28/08/2026",
        ),
        ("partial", 180, "Làm việc 14:00–17:00"),
        ("weekend", 0, "Nghỉ hằng tuần"),
        ("compensatory", 0, "Nghỉ bù, đã làm việc Thứ Bảy 22/08/2026"),
        ("holiday", 0, "Nghỉ lễ Quốc khánh"),
        ("work", 480, f"Ngày làm việc: {office}"),
        ("work", 480, f"Ngày làm việc: {office}"),
        ("weekend", 0, "Nghỉ hằng tuần"),
        ("work", 480, f"Ngày làm việc: {office}"),
        ("partial", 120, "Làm việc 07:00–09:00"),
        ("due", 0, "Hẹn trả 09:00 Thứ Ba 08/09/2026"),
    ]


def test_the_strip_has_one_cell_a_date_with_the_hours_counted():
    cells = explain.strip(vn(), page().lines)
    assert [cell.minutes // 60 for cell in cells] == [
        0, 8, 8, 0, 8, 3, 0, 0, 3, 0, 0, 0, 0, 0, 8, 8, 0, 0, 8, 2,
    ]  # fmt: skip
    assert [cell.kind for cell in cells][2:9] == [
        "makeup", "weekend", "work", "pause", "pause", "pause", "pause",
    ]  # fmt: skip
    assert explain.strip(vn(), ()) == []


@pytest.mark.parametrize(
    "args, kind, text",
    [
        (
            ("2026-01-05T09:00", "6 day"),
            "dayoff_move",
            "Chủ Nhật 11/01/2026 là ngày nghỉ: hạn chuyển sang hết giờ làm việc "
            "17:00 Thứ Hai 12/01/2026",
        ),
        (
            ("2026-01-05T09:00", "1.5 working_day", "next_day"),
            "rule",
            "Không tính ngày bắt đầu: đếm 2 ngày làm việc từ 07:00 Thứ Ba 06/01/2026",
        ),
        (
            ("2026-01-05T09:00", "3 day", "next_day"),
            "rule",
            "Cộng 3 ngày, không tính ngày bắt đầu 09:00 Thứ Hai 05/01/2026: "
            "đến hết giờ làm việc 17:00 Thứ Năm 08/01/2026",
        ),
        (("2026-02-13T09:00", "2 working_day"), "holiday",
         "Nghỉ lễ: từ Giao thừa Tết Nguyên Đán đến Mùng bốn Tết Nguyên Đán"),
        (("2026-01-04T09:00", "1 hour"), "start",
         "Nhận lúc 09:00 Chủ Nhật 04/01/2026, ngoài giờ làm việc: tính từ 07:00 Thứ Hai 05/01/2026"),
    ],
)  # fmt: skip
def test_each_kind_of_line_says_why(args, kind, text):
    assert text in [line.text for line in clock.due(vn(), *args).lines if line.kind == kind]


def test_a_line_can_be_said_in_another_language():
    english = {
        "Hẹn trả %(due)s": "Due %(due)s",
        "Thứ Ba": "Tuesday",
        "Tạm dừng %(paused)s, từ %(start)s đến %(end)s": "Paused %(paused)s",
        "giờ": "h",
        "ngày": "d",
    }
    said = [explain.render(line, lambda text: english.get(text, text)) for line in page().lines]
    assert said[-1] == "Due 09:00 Tuesday 08/09/2026"
    assert "Paused 26 h (3 d 2 h)" in said


def test_a_line_as_json():
    line = page().lines[1].to_json()
    assert line == {
        "kind": "work",
        "from": "2026-08-21T07:00:00+07:00",
        "to": "2026-08-21T17:00:00+07:00",
        "minutes": 480,
        "total": 480,
        "text": "Ngày làm việc: 07:00–11:00 và 13:00–17:00",
    }
    assert as_text(minute_of(page().lines[1].start)) == line["from"]
