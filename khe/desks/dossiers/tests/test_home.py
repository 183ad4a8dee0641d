"""The page of the day opens on what must be done now."""

from datetime import timedelta

import pytest

from khe.base.journal import queries as journal
from khe.desks.dossiers import actions, queries
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event, Status
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.usefixtures("at_the_desk")


@pytest.fixture
def work(thoa, lan, who):
    """One dossier late, one due today, one due later, one waiting: Lan's; and one nobody holds."""
    version = make_version(supplement_limit=None)
    ages = {"late": 9, "today": 5, "coming": 3, "waiting": 4}
    made = {
        name: make_dossier(who(thoa), version, MONDAY - days * DAY, lan.member)
        for name, days in ages.items()
    }
    made["free"] = make_dossier(who(thoa), version, MONDAY - HOUR)
    actions.request_supplement(
        made["waiting"].code, by=who(lan), at=MONDAY - 3 * DAY, papers=["Ảnh"], reason="Thiếu"
    )
    return made


def test_it_answers_in_words_first(work, desk, lan):
    page = desk(lan).get("/").content.decode()
    assert '<b class="tx-late">1 việc quá hạn</b>' in page
    assert '<b class="tx-soon">1 việc đến hạn</b> trước 17:00.' in page


def test_it_groups_by_remaining_working_time(work, desk, lan):
    groups = desk(lan).get("/").context["groups"]
    assert [(g.key, [r.dossier.code for r in g.rows]) for g in groups] == [
        (key, [work[key].code]) for key in ("late", "today", "coming", "waiting", "free")
    ]
