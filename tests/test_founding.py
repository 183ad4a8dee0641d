"""The ward of the founding report: its figures are counted from single records, through the actions."""

import pytest

from khe.base.authorities.tenancy import acting_for
from khe.base.figures import Period, figures
from khe.base.journal import queries as journal
from khe.base.people.actor import system
from khe.config.demo.founding.loading import load
from khe.config.demo.ward import FOUNDING, make_authority

# What the report of 4 May 2015 says of the years after the review, and of the years before it.
REPORTED = {
    "study.attendance_rate": 0.97,
    "staff.changes.area_head": 3,
    "staff.changes.area_cell_secretary": 2,
    "staff.changes.area_youth_secretary": 1,
    "staff.changes.ward_officer": 2,
    "staff.training.political_theory.advanced": 2,
    "staff.training.political_theory.intermediate": 10,
    "staff.training.political_theory.elementary": 6,
    "staff.training.degree.master": 2,
    "staff.training.degree.bachelor": 5,
}


@pytest.fixture
def story(db):
    """The ward of 2010–2015, loaded."""
    from khe.base.authorities.models import Authority

    make_authority()
    authority = Authority.objects.get(code=FOUNDING)
    assert load(authority, "khe-demo-2026") == 311
    return authority


def counted(authority, period):
    with acting_for(authority):
        return {f.id: f for f in figures(system(authority), Period.parse(period))}


def it_was_reviewed_in_2012(story):
    """Every unit completed its review within the deadline; the head's part stands apart."""
    from khe.desks.improvement.models import Campaign, Review

    with acting_for(story):
        campaign = Campaign.objects.get()
        reviews = Review.objects.filter(campaign=campaign)
        assert reviews.count() == 19
        assert not reviews.filter(completed_on=None).exists()
        assert all(review.completed_on <= review.due for review in reviews)
        main = reviews.get(body__kind="standing_committee")
        assert main.part_head
        assert main.part_head not in main.part_collective
        assert main.opinions.count() == 5


@pytest.mark.slow
def test_it_arrives_at_the_figures_of_the_report_by_counting(story):
    after, before = counted(story, "2013-2015"), counted(story, "2011-2012")

    assert {id: after[id].value for id in REPORTED} == REPORTED
    assert after["staff.training.short_course"].value > 10
    assert before["study.attendance_rate"].value == pytest.approx(0.90)
    assert before["staff.changes.area_head"].value == 1  # a change before the review is not counted

    attendance = after["study.attendance_rate"]
    assert (attendance.numerator, attendance.denominator) == (1746, 1800)
    assert len(attendance.records) == 1746
    made_up = after["study.attendance_after_makeup"]
    assert made_up.denominator == 1800
    assert made_up.numerator > 1746  # told apart, never mixed
    assert after["study.held_in_time"].value == 1
    assert before["study.held_in_time"].value < 1

    it_was_reviewed_in_2012(story)
    assert load(story, "khe-demo-2026") == 0  # a second time changes nothing
    with acting_for(story):
        assert journal.broken() == []
