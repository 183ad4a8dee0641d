"""At the same instant: one is first, the others are told; numbers have no gaps; nothing is given twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from conftest import MONDAY
from khe.base.authorities.tenancy import acting_for
from khe.base.journal.queries import broken
from khe.base.people.actor import system
from khe.desks.tasks import actions
from khe.desks.tasks.models import Task
from khe.desks.tasks.tests.race import place
from khe.testing import AT_ONCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MONDAY + timedelta(hours=1)


def test_one_acceptance_one_extension_one_number_one_period():
    """One story, because each needs a database of its own to be filled and emptied."""
    ward, lan = place()
    facts = {"content": "Rà soát", "lead_id": lan.pk, "limit": "5 working_day", "at": MONDAY}

    assert at_once(ward, lambda by: actions.assign(by=by, **facts)) == ["done"] * AT_ONCE
    with acting_for(ward):
        codes = sorted(Task.objects.values_list("code", flat=True))
        assert codes == [f"NV-26-{n:04d}" for n in range(1, AT_ONCE + 1)]
        lead = replace(system(ward), member_id=lan.pk)
        actions.hand_in(codes[0], result="Xong", by=lead, at=MONDAY)

    accept = at_once(ward, lambda by: actions.confirm(codes[0], by=by, at=LATER))
    assert accept == ["done"] + ["not_open"] * (AT_ONCE - 1)

    later = {"due_day": date(2026, 3, 20), "reason": "Mưa", "at": LATER}
    extend = at_once(ward, lambda by: actions.extend(codes[1], by=by, **later))
    assert extend == ["done"] + ["not_later"] * (AT_ONCE - 1)

    with acting_for(ward):
        made = actions.make_recurring(
            content="Báo cáo tuần", lead_id=lan.pk, limit="2 working_day", rhythm="weekly",
            first_on=date(2026, 3, 9), by=system(ward), at=MONDAY,
        )  # fmt: skip
    morning = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)
    at_once(ward, lambda by: actions.give_recurring(made.pk, by=by, at=morning))
    with acting_for(ward):
        assert Task.objects.filter(recurring=made).count() == 1
        assert broken() == []
