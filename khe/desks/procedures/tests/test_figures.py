"""How much of the catalogue has all the parts that a procedure must have."""

from datetime import date

import pytest

from khe.base.authorities.models import Authority
from khe.base.figures import Period
from khe.desks.procedures import figures
from khe.desks.procedures.testing import make_version

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
WHOLE = {
    "about": {"sequence": "Bước 1: nộp hồ sơ.", "audience": "Công dân", "agency": "UBND phường"},
    "result": [{"name": "Giấy khai sinh", "code": ""}],
}


@pytest.fixture
def counted(binh, who):
    def of(period=MARCH):
        (found,) = figures.of(who(binh), period)
        assert len(found.records) == found.numerator
        assert len(found.of) == found.denominator
        return found.numerator, found.denominator

    return of


def test_a_procedure_with_all_parts_counts(counted):
    assert counted() == (0, 0)
    make_version(**WHOLE)
    make_version("1.000002", **WHOLE | {"about": {**WHOLE["about"], "handler": "Công chức"}})
    assert counted() == (2, 2)


@pytest.mark.parametrize(
    "lack",
    [
        {"channels": []}, {"parts": []}, {"result": []}, {"about": {}},
        {"channels": [{"channel": "direct", "limit": "1 day"}, {"channel": "post", "limit": None}]},
        {"about": {"sequence": "Bước 1", "audience": "Công dân"}},
        {"about": {"sequence": "Bước 1", "agency": "UBND phường"}},
        {"about": {"audience": "Công dân", "agency": "UBND phường"}},
    ],
)  # fmt: skip
def test_one_that_lacks_a_part_does_not(counted, lack):
    make_version(**WHOLE | lack)
    assert counted() == (0, 1)


def test_it_tells_of_what_the_ward_offers_on_the_last_day(counted, ward):
    make_version("1.000001", **WHOLE, effective_from=date(2026, 4, 1))
    make_version("1.000002", **WHOLE, effective_to=date(2026, 3, 31))
    make_version("1.000003", **WHOLE)
    make_version("1.000003", owner=ward.pk, effective_from=date(2026, 3, 31))
    other = Authority.objects.create(code="khac", name="Phường khác")
    make_version("1.000004", owner=other.pk, **WHOLE)
    assert counted() == (0, 1), "its own edition, without the parts, goes first"
    assert counted(Period(date(2026, 2, 1), date(2026, 2, 28))) == (2, 2)
