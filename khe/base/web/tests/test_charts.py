"""Charts: right places, escaped words, nothing lost in the table."""

import math

from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from khe.base.web.charts import Band, Point, bar_chart, line_chart, ticks

# the first draw is slow on a busy machine, and none of these is about speed
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 3))
POINTS = st.lists(
    st.builds(Point, st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=12),
              st.none() | NUMBERS, st.sampled_from(["", "hit", "bad"])),
    max_size=40,
)  # fmt: skip


def drawn(figure):
    return [etree.fromstring(str(svg)) for svg in (figure.wide, figure.narrow)]


@PATIENT
@given(POINTS, st.none() | NUMBERS)
def test_any_series_is_drawn_inside_its_frame(points, target):
    for svg in drawn(line_chart(points, title="Số <liệu> & hình", target=target)):
        width, height = map(float, svg.get("viewBox").split()[2:])
        for circle in svg.iter("circle"):
            assert 0 <= float(circle.get("cx")) <= width
            assert 0 <= float(circle.get("cy")) <= height


@PATIENT
@given(POINTS)
def test_columns_stand_on_zero(points):
    for svg in drawn(bar_chart(points, title="Cột")):
        for bar in svg.iter("rect"):
            assert float(bar.get("height")) >= 0


@PATIENT
@given(NUMBERS, NUMBERS)
def test_ticks_are_round_and_hold_the_values(a, b):
    low, high, step = ticks(min(a, b), max(a, b))
    slack = step * 1e-6
    assert step > 0
    assert low <= min(a, b) + slack
    assert high >= max(a, b) - slack
    assert 1 <= round((high - low) / step) <= 12
    assert math.isclose(low / step, round(low / step), abs_tol=1e-3)


def test_a_gap_in_the_figures_is_a_gap_in_the_line():
    points = [Point("1", 1), Point("2", 2), Point("3", None), Point("4", 3), Point("5", 1)]
    assert [len(list(svg.iter("polyline"))) for svg in drawn(line_chart(points, title="x"))] == [
        2,
        2,
    ]


def test_the_table_names_every_figure_and_its_denominator():
    with override("vi"):
        figure = line_chart(
            [Point("Tháng 1", 97.41, "hit", "1.286 trong 1.320"), Point("Tháng 2", None)],
            title="Đúng hạn",
            unit="%",
            band=Band(90, 85, 99),
        )
    assert figure.heads == ("Kỳ", "Gồm", "Giá trị")
    assert figure.rows == [("Tháng 1", "1.286 trong 1.320", "97,4%"), ("Tháng 2", "", "–")]
    assert figure.summary == "Đúng hạn: Tháng 1 97,4%"


def test_words_cannot_become_markup():
    figure = bar_chart([Point("<script>alert(1)</script>", 3)], title='"><script>')
    assert "<script" not in figure.wide + figure.narrow
