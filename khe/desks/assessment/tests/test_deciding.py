"""The standing decide: conditions, ceilings, the head and the collective, once and again."""

from datetime import UTC, date, datetime

import pytest

from khe.base.journal import queries as journal
from khe.base.messages.models import Message
from khe.desks.assessment import actions
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.testing import (
    IN_APRIL,
    SIGNED,
    make_proposal,
    scores,
    typed,
)
from khe.desks.tasks import actions as tasks
from khe.desks.tasks import queries as task_book
from khe.testing import refused

PAPER = {"document": "15-TB/ĐU", "signed_on": SIGNED}
EXCELLENT = {"share": 0.95, "band": "excellent", "typed": typed(beyond=40)}


@pytest.fixture
def bench(campaign, people, who):
    """Everything up to the decision: proposals by `propose(row, by)`, then `ready()`."""

    def ready():
        actions.begin_deciding(campaign.pk, by=who(people.ha), at=IN_APRIL)

    return ready


def decide(row, by, band="good", **facts):
    return actions.decide(row.pk, **{**PAPER, "band": band, "by": by, "at": IN_APRIL, **facts})


def on_the_book(user, by, lead, days=(5, 6), done=()):
    """Give `user` a task due on each day of March; those of the days in `done` are done the day before."""
    for day in days:
        task = tasks.assign(
            content=f"Việc hạn ngày {day}", lead_id=user.member.pk,
            due_at=datetime(2026, 3, day, 9, 0, tzinfo=UTC), by=by,
            at=datetime(2026, 3, 2, 2, 0, tzinfo=UTC),
        )  # fmt: skip
        if day in done:
            before = datetime(2026, 3, day - 1, 2, 0, tzinfo=UTC)
            tasks.hand_in(task.code, result="Xong", by=lead, at=before)
            tasks.confirm(task.code, by=by, at=before)


def test_a_proposal_is_decided_with_its_document(campaign, people, of, who, bench):
    make_proposal(of(people.lan), who(people.duc))
    bench()
    decide(of(people.lan), who(people.tin), reason="Chưa có số liệu nhiệm vụ; theo báo cáo quý")
    row = of(people.lan)
    assert (row.status, row.decided_band, row.document) == ("decided", "good", "15-TB/ĐU")
    assert [e.event for e in journal.of(row.pk)] == ["assessment.proposed", "assessment.decided"]
    assert journal.broken() == []


def test_the_result_is_told_but_not_in_the_message(campaign, people, of, who, bench):
    make_proposal(of(people.lan), who(people.duc))
    bench()
    decide(of(people.lan), who(people.tin), reason="Theo báo cáo")
    told = Message.objects.get(member=people.lan.member, key__contains=":decided:")
    assert "Tốt" not in told.subject + told.text
    assert told.url == f"/danh-gia/{of(people.lan).pk}/"


def test_there_is_no_decision_before_the_proposal_or_the_time(campaign, people, of, who, bench):
    refused("not_proposed", decide, of(people.lan), who(people.tin))
    make_proposal(of(people.lan), who(people.duc))
    refused("not_deciding", decide, of(people.lan), who(people.tin))
    assert of(people.lan).status == "proposed"


@pytest.mark.parametrize("name", ["ha", "duc", "lan"])
def test_only_the_standing_decide(campaign, people, of, who, bench, name):
    make_proposal(of(people.minh), who(people.tin))
    bench()
    refused("not_decider", decide, of(people.minh), who(getattr(people, name)))
    assert (of(people.minh).status, of(people.minh).decided_band) == ("proposed", "")


def test_nobody_decides_on_themself(campaign, people, of, who, bench):
    make_proposal(of(people.tin), who(people.sen))
    bench()
    refused("own", decide, of(people.tin), who(people.tin))
    refused("collective_first", decide, of(people.tin), who(people.sen), reason="x")
    assert (of(people.tin).status, of(people.tin).decided_band) == ("proposed", "")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"document": " "}, "no_document"),
        ({"signed_on": None}, "no_document"),
        ({"signed_on": date(2026, 4, 7)}, "day_wrong"),
        ({"signed_on": date(2025, 12, 31)}, "day_wrong"),
        ({"band": "completed"}, "no_reason"),
        ({"band": "excellent", "reason": "x"}, "above_points"),
        ({"band": "best", "reason": "x"}, "unknown_band"),
    ],
)
def test_it_refuses_a_decision_that_is_not_whole(campaign, people, of, who, bench, facts, code):
    make_proposal(of(people.lan), who(people.duc))
    bench()
    refused(code, decide, of(people.lan), who(people.tin), **facts)
    assert of(people.lan).decided_band == ""


def test_what_is_late_in_the_task_book_stops_the_excellent(campaign, people, of, who, bench):
    on_the_book(people.lan, who(people.duc), who(people.lan), (5, 6), done=(5,))
    make_proposal(of(people.lan), who(people.duc), share=0.95, typed=typed(beyond=40),
                  band="failed", note="Còn việc trễ")  # fmt: skip
    row = of(people.lan)
    assert row.facts["tasks.on_time"] == {
        "numerator": 1, "denominator": 2, "value": "50", "evidence": "",
    }  # fmt: skip
    bench()
    said = refused("condition_unmet", decide, row, who(people.tin), band="completed", reason="x")
    assert "50% (1/2)" in str(said)


def test_no_more_are_excellent_than_the_ceiling_allows(people, of, who, campaign, bench):
    six = [people.lan, people.duc, people.ha, people.minh, people.nga, people.sen]
    heads = {"lan": "duc", "duc": "tin", "ha": "duc", "minh": "tin", "nga": "tin", "sen": "tin"}
    for user in six:
        make_proposal(of(user), who(getattr(people, heads[user.username])), **EXCELLENT)
    bench()
    decide(of(people.lan), who(people.tin), "excellent", reason="Sổ nhiệm vụ chưa dùng quý I")
    said = refused(
        "over_ceiling", decide, of(people.ha), who(people.tin), band="excellent", reason="x"
    )
    assert "20%" in str(said)
    assert "6" in str(said)  # of six assessed one may be excellent
    assert of(people.ha).status == "proposed"


def test_a_head_is_not_above_the_body_and_the_body_not_lowered_below_its_head(
    campaign, people, of, who, bench, office
):
    make_proposal(of(office), who(people.tin), share=0.6, band="completed")
    make_proposal(of(people.duc), who(people.tin))
    bench()
    said = refused("collective_first", decide, of(people.duc), who(people.tin), reason="x")
    assert office.name in str(said)
    decide(of(office), who(people.tin), "completed", reason="Theo báo cáo")
    said = refused("above_collective", decide, of(people.duc), who(people.tin), reason="x")
    assert "Hoàn thành" in str(said)
    decide(of(people.duc), who(people.tin), "completed", reason="Không cao hơn tập thể")
    refused("below_head", decide, of(office), who(people.tin), band="failed", reason="x")


def test_a_decision_is_changed_only_by_another_with_its_reason(campaign, people, of, who, bench):
    make_proposal(of(people.lan), who(people.duc))
    bench()
    decide(of(people.lan), who(people.tin), reason="Theo báo cáo")
    refused("changes_nothing", decide, of(people.lan), who(people.tin), reason="x")
    refused("no_reason", decide, of(people.lan), who(people.tin), band="completed")
    refused("is_decided", make_proposal, of(people.lan), who(people.duc))
    decide(
        of(people.lan), who(people.sen), "completed", reason="Có kết luận kiểm tra",
        document="18-TB/ĐU",
    )  # fmt: skip
    again = list(journal.of(of(people.lan).pk))[-1]
    assert again.event == "assessment.decided_again"
    assert (again.facts["former"], again.facts["band"]) == ("good", "completed")
    assert again.facts["document"] == "18-TB/ĐU"


def test_many_are_decided_at_once_or_none(campaign, people, of, who, bench):
    for user, head in ((people.lan, people.duc), (people.minh, people.tin)):
        frame = campaign.member_frame
        make_proposal(of(user), who(head), scores=scores(frame, 0.8))
    bench()
    ids = [of(people.lan).pk, of(people.minh).pk]
    facts = {**PAPER, "by": who(people.tin), "at": IN_APRIL}
    on_the_book(people.minh, who(people.tin), who(people.minh), (5,))
    said = refused("condition_unmet", actions.decide_many, campaign.pk, ids=ids, **facts)
    assert str(said).startswith(people.minh.member.name)
    assert not Assessment.objects.filter(status="decided").exists()
    assert actions.decide_many(campaign.pk, ids=ids[:1], **facts) == 1
    assert (of(people.lan).decided_band, of(people.minh).decided_band) == ("good", "")
    assert journal.broken() == []


def test_excellent_without_any_task_on_record_has_to_be_explained(campaign, people, of, who, bench):
    for user, head in (
        ("lan", "duc"),
        ("ha", "duc"),
        ("duc", "tin"),
        ("minh", "tin"),
        ("nga", "tin"),
    ):
        make_proposal(of(getattr(people, user)), who(getattr(people, head)), **EXCELLENT)
    bench()
    said = refused("unknown_unexplained", decide, of(people.lan), who(people.tin), band="excellent")
    assert "100% nhiệm vụ đúng hạn" in str(said)
    on_the_book(people.lan, who(people.duc), who(people.lan), (5,), done=(5,))
    assert decide(of(people.lan), who(people.tin), "excellent").decided_band == "excellent"


def test_a_campaign_ends_when_everybody_is_decided_or_left_out(campaign, people, of, who, bench):
    make_proposal(of(people.lan), who(people.duc))
    bench()
    said = refused("not_all_decided", actions.conclude, campaign.pk, by=who(people.ha), at=IN_APRIL)
    assert "12" in str(said)
    decide(of(people.lan), who(people.tin), reason="Theo báo cáo")
    for row in Assessment.objects.exclude(status="decided"):
        actions.leave_out(row.pk, reason="Thử", by=who(people.ha), at=IN_APRIL)
    actions.conclude(campaign.pk, by=who(people.ha), at=IN_APRIL)
    refused("closed", actions.conclude, campaign.pk, by=who(people.ha), at=IN_APRIL)


# ---- weak areas ---------------------------------------------------------------------------------


@pytest.fixture
def weak_area(campaign, people, of, who, bench, board):
    """Area 3 was decided "completed" with 55 points: below the threshold of its frame."""
    make_proposal(of(board.area), who(people.tin), share=0.55, band="completed")
    bench()
    decide(of(board.area), who(people.tin), "completed", reason="Theo kiểm tra quý I")
    return of(board.area)


def test_a_weak_area_gets_a_plan_of_tasks(weak_area, people, who):
    facts = {
        "content": "Lập tổ tự quản đường số 7", "lead_id": people.nga.member.pk,
        "due_at": datetime(2026, 5, 8, 9, 0, tzinfo=UTC), "at": IN_APRIL,
    }  # fmt: skip
    refused("not_planner", actions.plan, weak_area.pk, by=who(people.lan), **facts)
    actions.plan(weak_area.pk, by=who(people.tin), **facts)
    found = task_book.of_source("assessment", [weak_area.pk])[weak_area.pk]
    assert [t.content for t in found] == ["Lập tổ tự quản đường số 7"]
    assert found[0].source_url == f"/danh-gia/{weak_area.pk}/"


def test_what_is_not_weak_needs_no_plan(campaign, people, of, who, bench, office):
    make_proposal(of(office), who(people.tin))
    bench()
    decide(of(office), who(people.tin), reason="Theo báo cáo")
    refused(
        "not_weak", actions.plan, of(office).pk, content="x", lead_id=people.lan.member.pk,
        due_at=IN_APRIL, by=who(people.tin), at=IN_APRIL,
    )  # fmt: skip
    assert not task_book.of_source("assessment", [of(office).pk]).get(of(office).pk)
