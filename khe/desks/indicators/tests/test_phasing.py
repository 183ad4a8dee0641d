"""Known changes: ordinary variation is told before and after them, and what changed is said."""

from datetime import date

import pytest

from khe.base.journal.models import Entry as Line
from khe.base.refusal import Refused
from khe.desks.indicators import actions, drawing, queries, trend
from khe.desks.indicators.models import Indicator
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.tests.conftest import AUTUMN
from khe.desks.indicators.tests.test_pages import at, text

FEBRUARY = date(2026, 2, 1)
WHY = "Thêm một quầy tiếp nhận"


@pytest.fixture
def begin(satisfaction, son, who):
    """Return a function: something was done differently from a day on."""

    def do(began=FEBRUARY, why=WHY, user=son):
        return actions.begin_phase(satisfaction.pk, began=began, why=why, by=who(user), at=AUTUMN)

    return do


@pytest.fixture
def series(satisfaction, son, who):
    """Return a function: the series from January 2025 to August 2026."""
    return lambda: queries.series(
        who(son), satisfaction.pk, "month", date(2025, 1, 1), date(2026, 8, 31)
    )


def test_without_a_change_there_is_one_phase(series):
    found = series()
    assert [(one.first, one.last) for one in found.stretches] == [
        (date(2025, 1, 1), date(2026, 8, 31))
    ]
    assert found.signals, "the jump is told as a sign"


def test_limits_and_signs_are_of_each_phase(begin, series):
    begin()
    found = series()
    before, after = found.stretches
    assert (before.last, after.first, after.why) == (date(2026, 1, 31), FEBRUARY, WHY)
    assert before.mean == pytest.approx(sum(80 + m % 3 for m in [*range(1, 13), 1]) / 1300)
    assert after.mean == pytest.approx(sum(94 + m % 2 for m in range(2, 9)) / 700)
    assert found.limits == after.phase.limits
    assert before.phase.limits.high < after.phase.limits.low
    assert found.signals == []


def test_the_sentence_says_what_changed(begin, series):
    begin()
    says = series().says
    assert says.startswith(
        f"Từ 01/02/2026 ({WHY}): trung bình 81,0 % → 94,4 %, vượt ngoài dao động"
    )
    assert "thường của giai đoạn trước. Từ đó các kỳ chỉ dao động bình thường." in says


def test_a_change_within_ordinary_variation_is_no_progress(begin, series):
    begin(date(2025, 8, 1), "Đổi mẫu phiếu")
    begin(FEBRUARY)
    first, second, _third = series().stretches
    assert first.phase.limits.low < second.mean < first.phase.limits.high
    assert "chưa vượt" in trend.between(first, second, "share")


def test_a_phase_of_few_periods_goes_on_with_the_limits_before_and_says_so(begin, series):
    begin(date(2026, 5, 1))
    found = series()
    before, after = found.stretches
    assert (after.phase.own, after.phase.limits) == (False, before.phase.limits)
    assert "cần thêm 2 kỳ; tạm theo giới hạn của giai đoạn trước." in found.says


@pytest.mark.parametrize(
    ("began", "first"), [(date(2026, 2, 14), FEBRUARY), (date(2026, 2, 20), date(2026, 3, 1))]
)
def test_a_month_belongs_to_the_phase_of_most_of_its_days(begin, series, began, first):
    begin(began)
    assert series().stretches[1].first == first


def test_the_chart_draws_each_phase_and_the_table_names_it(begin, series):
    begin()
    chart = drawing.large("Hài lòng", series(), None)
    assert chart.wide.count('class="c-band"') == chart.wide.count('class="c-mean"') == 2
    assert chart.wide.count('class="c-change"') == 1
    assert "giai đoạn 1" in chart.rows[0][1]
    assert "giai đoạn 2" in chart.rows[-1][1]


def test_it_is_taken_back_and_the_journal_keeps_both(begin, satisfaction, series, son, who):
    begin()
    actions.drop_phase(satisfaction.pk, began=FEBRUARY, why="Ghi nhầm", by=who(son), at=AUTUMN)
    assert len(series().stretches) == 1
    told = Line.objects.filter(event__startswith="indicator.phase").order_by("seq")
    assert [line.event for line in told] == ["indicator.phase_begun", "indicator.phase_dropped"]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [({"why": " "}, Refusal.NO_WHY), ({"began": date(2026, 12, 1)}, Refusal.PHASE_AHEAD),
     ({}, Refusal.PHASE_KNOWN)],
)  # fmt: skip
def test_what_is_refused_changes_nothing(begin, satisfaction, facts, reason):
    begin()
    before = Indicator.objects.filter(pk=satisfaction.pk).values().get()
    with pytest.raises(Refused) as refused:
        begin(**facts)
    assert refused.value.reason == reason
    assert Indicator.objects.filter(pk=satisfaction.pk).values().get() == before


def test_who_may_not_manage_notes_no_change(begin, satisfaction, lan):
    with pytest.raises(Refused):
        begin(user=lan)
    assert Indicator.objects.get(pk=satisfaction.pk).changes == []


def test_a_person_notes_it_on_the_page_and_takes_it_back(autumn, desk, son, satisfaction):
    page = desk(son)
    page.post(at("begin_phase", satisfaction.pk), {"began": "2026-02-01", "why": WHY})
    shown = text(page.get(satisfaction.get_absolute_url()))
    assert "Giai đoạn 2, từ 01/02/2026" in shown
    assert WHY in shown
    url = at("begin_phase", satisfaction.pk) + "2026-02-01/bo/"
    page.post(url, {"why": "Ghi nhầm"})
    assert "Giai đoạn 2" not in text(page.get(satisfaction.get_absolute_url()))
