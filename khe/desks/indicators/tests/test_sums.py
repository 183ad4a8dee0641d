"""States must partition totals: sums that do not add up are flagged."""

import pytest

from khe.base.figures import Period
from khe.desks.indicators import actions, queries, rules
from khe.desks.indicators.models import Partition, PartitionPart
from khe.desks.indicators.pages.sums import checked
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.testing import make_indicator
from khe.desks.indicators.tests.conftest import OCTOBER
from khe.testing import refused

DAY = OCTOBER.date()
MARCH = Period.parse("2026-03")


@pytest.fixture
def three(son, who):
    """Received, settled and remaining dossiers, as they are published."""
    names = ("Tiếp nhận", "Đã giải quyết", "Còn lại")
    return [make_indicator(who(son), OCTOBER, name=n, unit="dossier", better="") for n in names]


@pytest.fixture
def save(three, son, who):
    def do(parts=None, total=None, name="Hồ sơ của tháng", by=None):
        received, *others = three
        return actions.save_partition(
            name=name, total_id=(total or received).pk,
            part_ids=[one.pk for one in (others if parts is None else parts)],
            by=by or who(son), at=OCTOBER,
        )  # fmt: skip

    return do


def test_a_published_figure_that_does_not_add_up_is_flagged(three, save, enter, son, who):
    check = save()
    for one, value in zip(three, (6061, 5581, 398), strict=True):
        enter(one, "2026-03", value=value)
    (found,) = checked(who(son), DAY)
    (off,) = found.off
    assert (found.partition, off.period, off.gap.missing) == (check, MARCH, 82)
    assert off.text == "6.061 ≠ 5.581 + 398: thiếu 82"
    assert found.says == "Không khớp ở 1 trong 1 kỳ đã có số liệu."


def test_what_adds_up_and_what_is_not_known_is_not_flagged(three, save, enter, son, who):
    save()
    received, settled, left = three
    enter(received, "2026-03", value=6061)
    enter(settled, "2026-03", value=5581)
    (found,) = checked(who(son), DAY)
    assert (found.off, found.says) == ([], "Chưa có kỳ nào đủ số liệu của tổng và các phần.")
    enter(left, "2026-03", value=480)
    (found,) = checked(who(son), DAY)
    assert (found.off, found.says) == ([], "Khớp ở cả 1 kỳ đã có số liệu.")


def test_as_many_queries_for_many_checks(
    three, save, enter, son, who, django_assert_max_num_queries
):
    by = who(son)
    for n in range(5):
        save(name=f"Lần {n}")
    with django_assert_max_num_queries(6):
        checked(by, DAY)


def test_a_check_is_refused_where_it_means_nothing(three, save, happy, son, lan, who):
    received, settled, left = three
    refused(Refusal.NO_NAME, save, name=" ")
    refused(Refusal.NO_PARTS, save, parts=[settled])
    refused(Refusal.NO_PARTS, save, parts=[settled, settled])
    refused(Refusal.NO_PARTS, save, parts=[settled, received])
    refused(Refusal.UNLIKE_PARTS, save, parts=[settled, happy])
    refused(Refusal.UNLIKE_PARTS, save, total=happy, parts=[settled, left])
    refused(Refusal.NOT_YOURS, save, by=who(lan))
    assert not Partition.objects.exists()
    assert not PartitionPart.objects.exists()


def test_what_somebody_may_not_see_is_no_part(three, save, son, binh, who):
    secret = [
        actions.define(source=source, name=source, by=who(son), at=OCTOBER)
        for source in ("staff.training.degree.master", "staff.training.degree.bachelor")
    ]
    people = make_indicator(who(son), OCTOBER, name="Người", unit="person")
    save(total=people, parts=secret)
    refused(Refusal.NO_PARTS, save, total=people, parts=secret, by=who(binh))
    assert queries.partitions(who(binh)) == []
    assert len(queries.partitions(who(son))) == 1


def test_a_dropped_check_flags_nothing(three, save, enter, son, lan, who):
    check = save()
    for one, value in zip(three, (9, 1, 1), strict=True):
        enter(one, "2026-03", value=value)
    refused(Refusal.NOT_YOURS, actions.drop_partition, check.pk, by=who(lan), at=OCTOBER)
    assert len(checked(who(son), DAY)) == 1
    actions.drop_partition(check.pk, by=who(son), at=OCTOBER)
    refused(Refusal.DROPPED, actions.drop_partition, check.pk, by=who(son), at=OCTOBER)
    assert checked(who(son), DAY) == []


@pytest.mark.parametrize(
    ("total", "parts", "missing"),
    [(10, [4, 6], None), (10, [4, 5], 1), (10, [6, 6], -2), (None, [4, 6], None), (10, [4, None], None),
     (0.3, [0.1, 0.2], None), (10, [], None)],
)  # fmt: skip
def test_a_gap_is_total_less_parts(total, parts, missing):
    found = rules.gap(total, dict(enumerate(parts)))
    assert (found.missing if found else None) == missing
