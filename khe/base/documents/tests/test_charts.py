"""Charts on paper: nothing lies on anything else, and the axis has round steps."""

import re
from itertools import pairwise

import pytest

from khe.base.documents.official.charts import END_WITH_TARGET, svg
from khe.base.documents.official.paper import Chart, in_lines

TEXT = re.compile(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)"[^>]*>([^<]*)</text>')
YEARS = (("2011", 89.0), ("2012", 90.9), ("2013", 96.5), ("2014", 97.1), ("2015", 97.7))


def texts(chart):
    return [(float(x), float(y), anchor, said) for x, y, anchor, said in TEXT.findall(svg(chart))]


@pytest.mark.parametrize("target", [0.0, 95.0, 97.7, 100.0])
def test_the_target_is_named_where_no_point_can_lie(target):
    found = texts(Chart("Tỷ lệ", YEARS, unit="%", target=target))
    (named,) = [one for one in found if one[3] == "Mục tiêu"]
    assert (named[0] > END_WITH_TARGET, named[2]) == (True, "start")
    points = re.findall(r'<circle cx="([\d.]+)"', svg(Chart("Tỷ lệ", YEARS, target=target)))
    assert max(map(float, points)) < END_WITH_TARGET


def test_values_stand_at_their_points_with_the_same_decimals():
    said = [one[3] for one in texts(Chart("Tỷ lệ", YEARS, unit="%"))]
    for value in ("89,0", "90,9", "96,5", "97,1", "97,7"):
        assert value in said


def test_of_many_points_only_as_many_values_are_written_as_there_is_room_for():
    many = Chart("Nhiệm vụ", tuple((str(n), n * 7 % 50) for n in range(40)), target=12)
    bold = re.findall(r'<text x="([\d.]+)"[^>]*font-weight="bold"', svg(many))
    places = sorted(map(float, bold))
    assert all(after - before > 30 for before, after in pairwise(places))


@pytest.mark.parametrize(
    ("values", "unit", "axis"),
    [
        ((89, 90.9, 97.7), "%", ["85", "90", "95", "100"]),
        ((99.5, 100), "%", ["99,4", "99,6", "99,8", "100"]),
        ((2, 10, 6), "người", ["0", "5", "10", "15"]),
    ],
)  # fmt: skip
def test_the_axis_has_round_steps_and_no_share_above_a_hundred(values, unit, axis):
    found = texts(Chart("", tuple((f"x{n}", v) for n, v in enumerate(values)), unit=unit))
    assert [said for _x, _y, anchor, said in found if anchor == "end" and said != unit] == axis


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ủy ban nhân dân phường Cái Khế", "Ủy ban nhân dân\nphường Cái Khế"),
        ("ỦY BAN NHÂN DÂN XÃ PHONG ĐIỀN", "ỦY BAN NHÂN DÂN\nXÃ PHONG ĐIỀN"),
        ("Đảng ủy phường Cái Khế", "Đảng ủy phường Cái Khế"),
        ("Trung tâm Phục vụ hành chính công", "Trung tâm Phục vụ hành chính công"),
    ],
)  # fmt: skip
def test_a_long_name_breaks_before_its_place(name, lines):
    assert in_lines(name) == lines
