"""The ward of the founding report: its figures are counted from single records, through the actions."""

import json
from datetime import UTC, datetime

import docx
import pytest
from django.test import Client

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.figures import Period, desks, figures, records_named
from khe.base.journal import queries as journal
from khe.base.people.actor import system
from khe.base.people.models import User
from khe.config import cli
from khe.config.demo.founding.loading import load
from khe.config.demo.ward import FOUNDING, make_authority
from khe.desks.improvement import queries as improvement
from khe.desks.improvement.models import Campaign, Review, Shortcoming
from khe.desks.improvement.states import State, Status
from khe.desks.indicators.models import Frozen, Reading

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


RATE = "study.attendance_rate"
JUDGED_ON = "01/01/2013–31/03/2015"


@pytest.fixture
def story(db):
    """The ward of 2010–2015, loaded."""
    make_authority()
    authority = Authority.objects.get(code=FOUNDING)
    assert load(authority, "khe-demo-2026") == 311
    return authority


def counted(authority, period):
    with acting_for(authority):
        return {f.id: f for f in figures(system(authority), Period.parse(period))}


def every_record_behind_a_figure_has_a_name_and_a_page_that_opens(story):
    """Of every figure with records, the first record: for who sees everything, and never a bare id."""
    keeper = User.objects.get(username="bithu2015", authority=story)
    client, opened = Client(), set()
    client.force_login(keeper)
    with acting_for(story):
        by = system(story)
        for one in figures(by, Period.parse("2013-2015")):
            ids = [*one.records[:20], *one.of[:20]]
            named = records_named(by, one.id, ids, datetime(2015, 4, 1, tzinfo=UTC))
            assert set(named) == set(ids), one.id
            opened |= {record.url for record in list(named.values())[:1]}
    assert len(opened) > 10
    assert {url: client.get(url).status_code for url in opened} == dict.fromkeys(opened, 200)


def it_was_reviewed_in_2012(story):
    """Every unit completed its review within the deadline; the head's part stands apart."""
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


def stories_of(story):
    """What became of the shortcomings by the end of 2015, by code."""
    by, period = system(story), Period.parse("2013-2015")
    told = improvement.of_period(by, period, datetime(2016, 1, 5, 2, tzinfo=UTC))
    return {one.shortcoming.code: one for one in told}


def it_found_ten_shortcomings_in_four_fields(told):
    assert list(told) == [f"HC-2012-{n:02d}" for n in range(1, 11)]
    assert [one.field.code for one in told.values()] == [
        "education", "education", "cadres", "cadres", "order", "order", "order", "order",
        "leadership", "leadership",
    ]  # fmt: skip
    assert all(one.shortcoming.cause and one.shortcoming.answers_member for one in told.values())
    assert {one.shortcoming.review.body.kind for one in told.values()} == {"standing_committee"}
    measures = [measure for one in told.values() for measure in one.measures]
    assert len(measures) == 24
    assert all(measure.result and measure.done_on <= measure.due for measure in measures)


def education_is_judged_by_attendance_and_closed(told):
    """With evidence, by an approver who does not answer for it; every number was counted."""
    one = told["HC-2012-01"]
    assert one.state == State.OVERCOME
    assert one.shortcoming.status == Status.CLOSED
    [row] = one.indicators
    link, now = row.link, one.judgement.rows[0]
    assert (link.baseline_numerator, link.baseline_denominator) == (900, 1000)
    assert (now["numerator"], now["denominator"], now["verdict"]) == (1746, 1800, "overcome")
    assert now["low"] > link.baseline_value  # better than before, not by chance
    assert (
        f"kỳ theo dõi {JUDGED_ON}: 97,0 % (1.746 trong 1.800); ban đầu 90,0 %"
        in one.judgement.reasoning
    )
    assert one.judgement.approver_id != one.shortcoming.answers_member_id
    evidence = improvement.evidence_of(one.shortcoming)
    assert [bool(shown.frozen_id) for shown in evidence].count(True) == 1
    assert len(evidence) == 2
    assert len(Frozen.objects.get(figure_id="study.attendance_rate").record_ids) == 1746


def cadres_are_counted_but_nobody_approved_that_it_is_enough(told):
    for code in ("HC-2012-03", "HC-2012-04"):
        one = told[code]
        assert one.shortcoming.status == Status.JUDGED
        assert {row["label"]: row["numerator"] for row in one.judgement.rows} == {
            row.label: REPORTED.get(row.indicator.source, 57) for row in one.indicators
        }


def the_rest_has_no_figure_and_is_not_judged(told):
    """The report counts nothing there: measures and their results stand for themselves."""
    rest = [one for code, one in told.items() if code[-2:] not in ("01", "03", "04")]
    assert {one.state for one in rest} == {State.REMEDIED}
    assert not any(one.indicators or one.judgement for one in rest)


def what_comes_next_is_a_draft(story):
    [plan] = improvement.plans_visible_to(system(story))
    items = improvement.items_of(plan)
    chosen = [item for item in items if item.choice == "add"]
    assert (plan.status, len(chosen)) == ("draft", 6)
    assert Shortcoming.objects.get(pk=chosen[0].shortcoming_id).code == "HC-2012-02"


def every_figure_is_one_that_a_desk_says_it_counts(story):
    """In the same unit, and nothing that is said is missing."""
    for desk in desks():
        found = {f.id: f.unit for f in desk.count(system(story), Period.parse("2013-2015"))}
        assert found == {one.id: one.unit for one in desk.definitions}, desk.path


def the_years_were_read(story):
    rate = Reading.objects.filter(source="study.attendance_rate", kind="year")
    values = rate.order_by("first").values_list("first__year", "numerator", "denominator")
    assert [year for year, _n, _d in values] == [2011, 2012, 2013, 2014, 2015]
    assert sum(n for year, n, _d in values if year > 2012) == 1746


def its_report_holds_every_figure_as_counted(story, tmp_path, capsys):
    out = tmp_path / "khac-phuc.docx"
    words = ["--authority", FOUNDING, "--out", str(out), "--json"]
    for period in ("2013-2015", "2015"):
        assert cli.main(["report", "improvement", "--period", period, *words]) == 0
        shown = json.loads(capsys.readouterr().out)["figures"]
        after = {one["id"]: one for one in shown if one["last"] == "2015-03-31"}
        assert {id: after[id]["value"] for id in REPORTED} == REPORTED
        assert after["staff.training.short_course"]["value"] == 57
        rate = next(one for one in shown if (one["id"], one["last"][:4]) == (RATE, "2012"))
        assert (rate["numerator"], rate["denominator"]) == (900, 1000)
        assert all(len(one["checksum"]) == 64 and not one["manual"] for one in shown)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    assert "đạt 97,0 % (1.746 trong 1.800 lượt), tăng 7,0 điểm phần trăm" in text
    assert (
        "3 trưởng khu vực, 2 bí thư chi bộ khu vực, 1 bí thư đoàn khu vực và 2 cán bộ phường"
        in text
    )
    for title in Shortcoming.objects.values_list("title", flat=True):
        assert title in text


@pytest.mark.slow
def test_it_arrives_at_the_figures_of_the_report_by_counting(story, tmp_path, capsys):
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

    every_record_behind_a_figure_has_a_name_and_a_page_that_opens(story)
    it_was_reviewed_in_2012(story)
    with acting_for(story):
        told = stories_of(story)
        it_found_ten_shortcomings_in_four_fields(told)
        education_is_judged_by_attendance_and_closed(told)
        cadres_are_counted_but_nobody_approved_that_it_is_enough(told)
        the_rest_has_no_figure_and_is_not_judged(told)
        what_comes_next_is_a_draft(story)
        every_figure_is_one_that_a_desk_says_it_counts(story)
        the_years_were_read(story)
        its_report_holds_every_figure_as_counted(story, tmp_path, capsys)
    assert load(story, "khe-demo-2026") == 0  # a second time changes nothing
    with acting_for(story):
        assert journal.broken() == []
