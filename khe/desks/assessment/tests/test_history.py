"""Earlier periods of a subject: what it got before stays, and is shown as a chart with its table."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from khe.base.figures import Period
from khe.desks.assessment import actions, figures, queries
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.testing import IN_APRIL, make_campaign, make_frames, make_proposal
from khe.desks.assessment.tests.test_deciding import decide

IN_JULY = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)
SECOND = {
    "name": "Quý II/2026", "first": date(2026, 4, 1), "last": date(2026, 6, 30),
    "due_on": date(2026, 7, 10),
}  # fmt: skip


@pytest.fixture
def two_quarters(campaign, people, of, who):
    """Lan was good in the first quarter and completed the second; return both assessments."""
    make_proposal(of(people.lan), who(people.duc))
    actions.begin_deciding(campaign.pk, by=who(people.ha), at=IN_APRIL)
    first = decide(of(people.lan), who(people.tin))
    second = make_campaign(who(people.ha), IN_JULY, **SECOND)
    rows = Assessment.objects.select_related("campaign", "member")
    row = rows.get(campaign=second, member=people.lan.member)
    make_proposal(row, who(people.duc), 0.6, "completed", at=IN_JULY)
    actions.begin_deciding(second.pk, by=who(people.ha), at=IN_JULY)
    day = date(2026, 7, 3)
    last = decide(row, who(people.tin), "completed", at=IN_JULY, signed_on=day, document="30-TB/ĐU")
    return first, last


def test_the_page_draws_the_points_of_all_periods(two_quarters, people, desk, at_the_desk):
    at_the_desk(IN_JULY)
    url = reverse("assessment:subject", args=[two_quarters[1].pk])
    shown = desk(people.lan).get(url).content.decode()
    assert "Điểm qua các kỳ" in shown
    assert "Quý I/2026" in shown
    assert shown.index("Quý I/2026") < shown.rindex("Quý II/2026")


def test_a_figure_counts_the_last_decision_of_each_subject(two_quarters, people, who):
    found = {f.id: f for f in figures.of(who(people.ha, IN_JULY), Period.parse("2026"))}
    assert found["assessment.members.completed"].records == (two_quarters[1].pk,)
    assert found["assessment.members.good"].numerator == 0
    assert found["assessment.members.completed"].denominator == 1
    first = Period(date(2026, 1, 1), date(2026, 3, 31))
    found = {f.id: f for f in figures.of(who(people.ha, IN_JULY), first)}
    assert found["assessment.members.good"].records == (two_quarters[0].pk,)


def test_the_second_campaign_uses_the_new_version_of_a_frame(campaign, people, who):
    frame = campaign.member_frame
    actions.save_frame(key=frame.key, name="Bản mới", by=who(people.ha), at=IN_JULY)
    frames = make_frames(who(people.ha), IN_JULY)
    assert frames[frame.key].version == 2
    second = make_campaign(who(people.ha), IN_JULY, **SECOND)
    assert second.member_frame.name == "Bản mới"
    assert queries.frame_for(campaign, "member").name == "Cá nhân, hằng quý"
