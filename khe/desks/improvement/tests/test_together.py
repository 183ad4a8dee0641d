"""At the same instant: one judges, one closes, one relapse; the others are told."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import MONDAY
from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.figures import Period
from khe.base.journal.queries import broken
from khe.base.people.actor import system
from khe.base.people.models import Body, Member, Post, Tenure
from khe.desks.improvement import actions
from khe.desks.improvement.models import Judgement, Relapse
from khe.desks.improvement.testing import make_link, make_measure, make_shortcoming
from khe.desks.improvement.tests.conftest import AFTER, AUTUMN
from khe.desks.indicators import actions as indicators
from khe.testing import AT_ONCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def enter(indicator, by, year, month, part):
    period = Period.of("month", date(year, month, 1))
    facts = {
        "numerator": part,
        "denominator": 200,
        "document": "Sổ theo dõi",
        "by": by,
        "at": AUTUMN,
    }
    indicators.enter(indicator.pk, period=period, **facts)


def test_one_judgement_one_closing_one_relapse():
    """One story, because each needs a database of its own to be filled and emptied."""
    ward = Authority.objects.create(code="ben-khe", name="Phường Bến Khế")
    with acting_for(ward):
        by = system(ward)
        body = Body.objects.create(name="Văn phòng")
        member = Member.objects.create(name="Lê Thị Lan", sort_name="lan le thi")
        post = Post.objects.create(title="Công chức", body=body, roles=["officer"])
        Tenure.objects.create(member=member, post=post, began=date(2025, 7, 1))
        share = indicators.define(
            source="",
            name="Tỷ lệ dự học",
            kind="month",
            unit="share",
            better="up",
            by=by,
            at=MONDAY,
        )
        enter(share, by, 2025, 1, 180)
        enter(share, by, 2026, 4, 197)
        one = make_shortcoming(by, MONDAY)
        make_measure(one, member.pk, by=by, at=MONDAY)
        make_link(one, share.pk, by=by, at=MONDAY)

    judged = at_once(ward, lambda by: actions.judge(one.pk, by=by, at=AFTER))
    assert judged == ["done"] + ["window_used"] * (AT_ONCE - 1)

    with acting_for(ward):
        assert Judgement.objects.count() == 1
        actions.add_evidence(one.pk, label="Sổ", by=replace(by, member_id=None), at=AFTER)
    closed = at_once(ward, lambda by: actions.close(one.pk, by=by, at=AFTER))
    assert closed == ["closed_already"] * (AT_ONCE - 1) + ["done"]

    with acting_for(ward):
        enter(share, by, 2026, 9, 181)
    at_once(ward, lambda by: actions.check_relapses(by=by, at=AUTUMN))
    with acting_for(ward):
        assert Relapse.objects.count() == 1
        assert broken() == []
