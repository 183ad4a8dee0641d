"""From the opening of a campaign to the proposal."""

from datetime import date
from decimal import Decimal

import pytest

from khe.base.journal import queries as journal
from khe.base.messages.models import Message
from khe.desks.assessment import actions, queries
from khe.desks.assessment.models import Assessment, Campaign, Frame
from khe.desks.assessment.rules import Score
from khe.desks.assessment.testing import (
    IN_APRIL,
    IN_MARCH,
    make_campaign,
    make_frames,
    make_proposal,
    scores,
    typed,
)
from khe.testing import refused


def test_it_opens_for_everybody_with_a_post_each_body_and_each_area(campaign, people, board, of):
    rows = Assessment.objects.filter(campaign=campaign)
    assert rows.filter(kind="member").count() == 7
    assert rows.filter(kind="body").count() == 4  # the board is assessed as its area
    assert [r.name for r in rows.filter(kind="area")] == ["Khu vực 3"]
    assert of(people.duc).leads == [str(of(people.duc).unit_id)]
    assert of(people.lan).post == "Công chức tư pháp"


def test_everybody_concerned_is_told_once(campaign, people):
    assert Message.objects.filter(key__startswith="assessment:").count() == 7


def test_nobody_but_personnel_opens_a_campaign(people, who):
    frames = make_frames(who(people.ha))
    refused(
        "not_keeper", actions.open_campaign, name="Quý I", period_kind="quarter",
        first=date(2026, 1, 1), last=date(2026, 3, 31), due_on=date(2026, 4, 3),
        member_frame=frames["member-quarter"], by=who(people.tin), at=IN_MARCH,
    )  # fmt: skip
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": ""}, "no_name"),
        ({"last": date(2026, 3, 30)}, "not_a_period"),
        ({"due_on": date(2026, 3, 24)}, "due_wrong"),
        ({"period_kind": "year", "last": date(2026, 12, 31)}, "wrong_frame"),
        ({"member_frame": None, "body_frame": None, "area_frame": None}, "no_frame"),
        ({"first": date(2025, 10, 1), "last": date(2025, 12, 31)}, "frame_not_yet"),
    ],
)
def test_it_refuses_a_campaign_that_cannot_be(people, who, change, code):
    make_frames(who(people.ha))
    refused(code, make_campaign, who(people.ha), **change)
    assert not Campaign.objects.exists()
    assert not Message.objects.exists()


def test_it_refuses_a_second_campaign_of_the_same_period(campaign, people, who):
    said = refused("overlaps", make_campaign, who(people.ha), name="Quý I lần nữa")
    assert "Quý I/2026" in str(said)
    assert Campaign.objects.count() == 1


def test_a_year_may_hold_quarters(campaign, people, who):
    frames = make_frames(who(people.ha))
    make_campaign(
        who(people.ha), name="Năm 2026", period_kind="year", last=date(2026, 12, 31),
        member_frame=frames["member-year"], body_frame=None, area_frame=None,
    )  # fmt: skip
    assert Campaign.objects.count() == 2


# ---- frames -------------------------------------------------------------------------------------


def test_a_frame_in_use_gets_a_new_version_and_the_campaign_keeps_the_old(campaign, people, who):
    frame = campaign.member_frame
    facts = {"kind": "member", "period_kind": "quarter", "bands": frame.bands}
    new = actions.save_frame(
        key=frame.key, name="Cá nhân, sửa", criteria=frame.criteria, **facts,
        by=who(people.ha), at=IN_MARCH,
    )  # fmt: skip
    again = actions.save_frame(key=frame.key, name="Sửa nữa", by=who(people.ha), at=IN_MARCH)
    assert (new.version, again.version) == (2, 2)
    assert Frame.objects.get(pk=frame.pk).name == "Cá nhân, hằng quý"
    assert [f.name for f in queries.frames() if f.key == frame.key] == ["Sửa nữa"]


def test_shipped_frames_are_loaded_once(people, who):
    assert actions.load_shipped(by=who(people.ha), at=IN_MARCH) == 6
    assert actions.load_shipped(by=who(people.ha), at=IN_MARCH) == 0
    refused("not_keeper", actions.load_shipped, by=who(people.lan), at=IN_MARCH)


# ---- scoring oneself ------------------------------------------------------------------------------


def test_a_person_scores_themselves_and_may_do_so_again(campaign, people, of, who):
    row = of(people.lan)
    given = scores(campaign.member_frame, 0.9)
    actions.self_assess(row.pk, scores=given, by=who(people.lan), at=IN_MARCH)
    given["c1"] = Score("5")
    actions.self_assess(row.pk, scores=given, by=who(people.lan), at=IN_MARCH)
    row = of(people.lan)
    assert (row.status, row.self_points) == ("self_assessed", Decimal("86.0"))
    assert [e.event for e in journal.of(row.pk)] == ["assessment.self_assessed"] * 2


def test_nobody_scores_another(campaign, people, of, who):
    for user in (people.minh, people.duc, people.ha, people.tin):
        refused(
            "not_yours", actions.self_assess, of(people.lan).pk,
            scores=scores(campaign.member_frame), by=who(user), at=IN_MARCH,
        )  # fmt: skip
    assert of(people.lan).status == "waiting"


def test_a_head_scores_their_area(campaign, people, of, who, board):
    row = of(board.area)
    given = scores(campaign.area_frame, 0.6)
    actions.self_assess(row.pk, scores=given, by=who(people.nga), at=IN_MARCH)
    refused("not_yours", actions.self_assess, row.pk, scores=given, by=who(people.tin), at=IN_MARCH)
    assert of(board.area).self_points == 60


def test_points_above_the_maximum_are_refused_and_nothing_is_kept(campaign, people, of, who):
    given = {**scores(campaign.member_frame), "c1": Score("11")}
    said = refused(
        "scores_wrong", actions.self_assess, of(people.lan).pk, scores=given, by=who(people.lan),
        at=IN_MARCH,
    )  # fmt: skip
    assert "10" in str(said)
    assert "11" in str(said)
    assert of(people.lan).self_scores == {}


# ---- the proposal ---------------------------------------------------------------------------------


def test_the_head_proposes(campaign, people, of, who):
    row = make_proposal(of(people.lan), who(people.duc))
    assert (row.status, row.points, row.proposed_band) == ("proposed", Decimal("80.0"), "good")
    assert row.proposed_by_id == people.duc.member.pk


def test_the_head_of_the_committee_proposes_on_the_head_of_the_office(campaign, people, of, who):
    refused("own", make_proposal, of(people.duc), who(people.duc))
    assert make_proposal(of(people.duc), who(people.tin)).status == "proposed"


def test_where_nobody_stands_above_a_standing_member_proposes_but_not_on_themself(
    campaign, people, of, who
):
    refused("own", make_proposal, of(people.tin), who(people.tin))
    assert make_proposal(of(people.tin), who(people.sen)).status == "proposed"


def test_a_standing_member_leaves_the_proposal_to_the_head(campaign, people, of, who):
    refused("has_a_head", make_proposal, of(people.lan), who(people.sen))
    refused("not_their_head", make_proposal, of(people.lan), who(people.nga))
    refused("not_their_head", make_proposal, of(people.lan), who(people.ha))
    assert of(people.lan).status == "waiting"


def test_a_lower_band_than_reached_needs_its_reason(campaign, people, of, who):
    row = of(people.lan)
    refused("no_reason", make_proposal, row, who(people.duc), band="completed")
    assert make_proposal(row, who(people.duc), band="completed", note="Còn hai việc phải làm lại")


def test_a_higher_band_than_reached_is_refused(campaign, people, of, who):
    said = refused("above_points", make_proposal, of(people.lan), who(people.duc), band="excellent")
    assert "80" in str(said)


def test_what_no_record_holds_is_typed_with_evidence(campaign, people, of, who):
    refused("fact_wrong", make_proposal, of(people.lan), who(people.duc), typed={})
    refused(
        "condition_unmet", make_proposal, of(people.lan), who(people.duc),
        typed=typed(discipline=1),
    )  # fmt: skip
    assert (of(people.lan).status, of(people.lan).facts) == ("waiting", {})


def test_what_is_counted_cannot_be_typed(campaign, people, of, who):
    lie = {**typed(), "tasks.on_time": typed()["typed.beyond"]}
    row = make_proposal(of(people.lan), who(people.duc), typed=lie)
    assert row.facts["tasks.on_time"]["value"] is None


def test_who_left_is_taken_out_with_the_reason(campaign, people, of, who):
    row = of(people.minh)
    refused("no_reason", actions.leave_out, row.pk, reason=" ", by=who(people.ha), at=IN_MARCH)
    refused("not_keeper", actions.leave_out, row.pk, reason="x", by=who(people.tin), at=IN_MARCH)
    actions.leave_out(row.pk, reason="Nghỉ thai sản từ tháng 1", by=who(people.ha), at=IN_MARCH)
    refused("is_left_out", make_proposal, of(people.minh), who(people.tin))
    row = of(people.minh)
    assert (row.status, row.left_out_reason) == ("left_out", "Nghỉ thai sản từ tháng 1")


def test_the_opinion_of_the_collective_is_noted_with_its_votes(campaign, people, of, who):
    row = of(people.lan)
    facts = {"by": who(people.duc), "at": IN_MARCH}
    refused(
        "bad_votes", actions.note_opinion, row.pk, text="Nhất trí", votes_for=9, votes_of=8, **facts
    )
    actions.note_opinion(row.pk, text="Nhất trí", votes_for=8, votes_of=9, **facts)
    assert of(people.lan).votes_of == 9


def test_self_assessment_closes_with_the_deciding(campaign, people, of, who):
    refused("nothing_proposed", actions.begin_deciding, campaign.pk, by=who(people.ha), at=IN_APRIL)
    make_proposal(of(people.lan), who(people.duc))
    actions.begin_deciding(campaign.pk, by=who(people.ha), at=IN_APRIL)
    refused(
        "not_open", actions.self_assess, of(people.minh).pk,
        scores=scores(campaign.member_frame), by=who(people.minh), at=IN_APRIL,
    )  # fmt: skip
    assert make_proposal(of(people.minh), who(people.tin), at=IN_APRIL).status == "proposed"
