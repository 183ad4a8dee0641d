"""The cast: Lan's tasks are counted; Thoa drafts and issues, Trung checks, Bình signs, Minh only reads."""

from datetime import UTC, datetime

import pytest

from conftest import MONDAY
from khe.desks.reports.testing import make_document, make_issued
from khe.desks.tasks import actions as tasks

JANUARY = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def task(lan, binh, who):
    """Return a function that gives Lan a task due in February; done in time, if `done`."""

    def give(content="Rà soát danh sách", done=True, due=FEBRUARY):
        made = tasks.assign(
            content=content, lead_id=lan.member.pk, due_at=due, by=who(binh, JANUARY), at=JANUARY
        )
        if done:
            tasks.hand_in(made.code, result="Đã rà soát", by=who(lan, JANUARY), at=JANUARY)
            tasks.confirm(made.code, by=who(binh, JANUARY), at=JANUARY)
        return made

    return give


@pytest.fixture
def drafted(office, thoa, trung, binh, who, task):
    """The monthly report of February, drafted by Thoa: one task of two was done in time."""
    task("Rà soát danh sách")
    task("Lập biểu thống kê", done=False)
    return make_document(office, by=who(thoa), at=MONDAY)


@pytest.fixture
def issued(office, thoa, trung, binh, who, task):
    """The same, issued."""
    task("Rà soát danh sách")
    task("Lập biểu thống kê", done=False)
    return make_issued(office, by=who(thoa), checker=who(trung), signer=who(binh), at=MONDAY)
