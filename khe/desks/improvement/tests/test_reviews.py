"""Reviews: what may be done when, who sees them, and what is never traceable."""

from datetime import date, timedelta

import pytest

from conftest import MONDAY, make_person
from khe.base.authorities.tenant import uuid7
from khe.base.journal import queries as journal
from khe.base.journal.models import Entry
from khe.desks.improvement import review_minutes
from khe.desks.improvement.actions import load_fields, name_shortcoming
from khe.desks.improvement.actions import reviews as actions
from khe.desks.improvement.actions.reviews import Unit
from khe.desks.improvement.models import Field, Opinion, Review, Shortcoming
from khe.desks.improvement.queries import reviews as queries
from khe.desks.improvement.review_refusals import ReviewRefusal as Refusal
from khe.desks.improvement.rules import reviews as rules
from khe.desks.improvement.states.reviews import ReviewStatus
from khe.testing import refused

TODAY = MONDAY.date()
AT = MONDAY + timedelta(hours=1)


@pytest.fixture
def son(office):
    return make_person("Đỗ Văn Sơn", "son", "Phó Bí thư Thường trực", ["standing"], office)


@pytest.fixture
def hanh(other_office):
    return make_person("Tạ Thị Hạnh", "hanh", "Ủy ban Kiểm tra", ["supervisor"], other_office)


@pytest.fixture
def campaign(son, who):
    return actions.open_campaign(
        title="Kiểm điểm năm 2025", basis="Nghị quyết Trung ương 4", first=date(2025, 1, 1),
        last=date(2025, 12, 31), deadline=date(2026, 3, 31), by=who(son), at=MONDAY,
    )  # fmt: skip


@pytest.fixture
def added(campaign, zone, lan, sau, son, who):
    units = [Unit(body_id=zone.pk), Unit(member_id=lan.member.pk), Unit(member_id=sau.member.pk)]
    made = actions.add_units(campaign.pk, units, by=who(son), at=MONDAY)
    return dict(zip(("zone", "lan", "sau"), made, strict=True))


def test_it_goes_from_self_review_to_completion(added, sau, son, who):
    pk, boss = added["zone"].pk, who(son)
    actions.prepare(pk, text="Khu vực tự kiểm điểm.", by=who(sau), at=AT)
    actions.hold(pk, held_on=TODAY, chair="Nguyễn Văn Sáu", by=who(sau), at=AT)
    actions.conclude(
        pk, conclusion="Hoàn thành.", part_collective="Tập thể chưa kiểm tra thường xuyên.",
        part_head="Người đứng đầu chịu trách nhiệm chậm đôn đốc.", by=who(sau), at=AT,
    )  # fmt: skip
    done = actions.complete(pk, by=boss, at=AT)
    assert (done.status, done.completed_on) == (ReviewStatus.CONCLUDED, TODAY)
    [progress] = queries.campaigns(boss, AT)
    assert (progress.done, progress.total, progress.late) == (1, 3, 0)
    assert journal.broken() == []


def test_it_counts_a_limit_on_the_legal_clock(campaign, office, son, who):
    [made] = actions.add_units(
        campaign.pk, [Unit(body_id=office.pk, limit="5 working_day")], by=who(son), at=MONDAY
    )
    assert made.due == date(2026, 3, 9)  # Monday to Monday: a weekend lies between


def test_units_are_added_all_or_none(campaign, added, office, lan, son, who):
    twice = [Unit(body_id=office.pk), Unit(member_id=lan.member.pk)]
    refused(Refusal.UNIT_TWICE, actions.add_units, campaign.pk, twice, by=who(son), at=AT)
    odd = [Unit(body_id=office.pk, limit="soon")]
    refused(Refusal.BAD_LIMIT, actions.add_units, campaign.pk, odd, by=who(son), at=AT)
    unknown = [Unit(body_id=lan.member.pk)]
    refused(Refusal.NO_SUCH_UNIT, actions.add_units, campaign.pk, unknown, by=who(son), at=AT)
    assert Review.objects.count() == 3


def test_the_part_of_the_head_stands_apart(added, sau, son, who):
    pk, by = added["zone"].pk, who(sau)
    refused(Refusal.TOO_EARLY, actions.hold, pk, held_on=TODAY, chair="Sáu", by=by, at=AT)
    actions.prepare(pk, text="Tự kiểm điểm.", by=by, at=AT)
    actions.hold(pk, held_on=TODAY, chair="Sáu", by=by, at=AT)
    facts = {"conclusion": "Xong.", "by": by, "at": AT}
    refused(Refusal.NO_PART_HEAD, actions.conclude, pk, part_collective="Có.", **facts)
    refused(Refusal.NO_PART_COLLECTIVE, actions.conclude, pk, part_head="Có.", **facts)
    assert Review.objects.get(pk=pk).status == ReviewStatus.HELD


def test_nobody_concludes_about_themselves(added, sau, who):
    pk, by = added["sau"].pk, who(sau)
    actions.prepare(pk, text="Tôi tự kiểm điểm.", by=by, at=AT)
    refused(Refusal.OWN_REVIEW, actions.hold, pk, held_on=TODAY, chair="Sáu", by=by, at=AT)
    refused(
        Refusal.OWN_REVIEW, actions.collect_opinion, pk, giver_kind="front", text="Tốt.",
        received_on=TODAY, by=by, at=AT,
    )  # fmt: skip
    assert Opinion.objects.count() == 0


def test_an_unnamed_opinion_leads_back_to_nobody(added, son, who):
    review = added["zone"]
    made = actions.collect_opinion(
        review.pk, giver_kind="residents", text="Họp dân còn ít.", received_on=TODAY, by=who(son),
        at=AT,
    )  # fmt: skip
    entry = Entry.objects.filter(subject_id=review.pk).order_by("-seq").first()
    assert (entry.by_id, entry.by_name, entry.facts) == (None, "", {"kind": "residents"})
    assert entry.at.astimezone(AT.tzinfo) < AT
    assert entry.pk.version == 4
    assert made.pk.version == 4
    assert journal.broken() == []


def test_a_named_opinion_says_who_gave_it(added, son, who):
    actions.collect_opinion(
        added["zone"].pk, giver_kind="front", giver="Ủy ban MTTQ phường", text="Đồng ý.",
        received_on=TODAY, by=who(son), at=AT,
    )  # fmt: skip
    entry = Entry.objects.filter(subject_id=added["zone"].pk).order_by("-seq").first()
    assert entry.by_name == "Đỗ Văn Sơn"
    assert entry.facts["giver"] == "Ủy ban MTTQ phường"


def test_every_list_is_a_subset_of_what_may_be_opened(
    campaign, added, thoa, lan, minh, binh, sau, son, hanh, tuyen, who
):
    from khe.base.people.queries import led_by

    for user in (thoa, lan, minh, binh, sau, son, hanh, tuyen):
        actor = who(user)
        allowed = {
            r.pk for r in Review.objects.all() if rules.may_see(r, actor, led_by(actor, TODAY))
        }
        assert {r.pk for r in queries.visible_to(actor, AT)} == allowed, user.username
        assert {r.pk for r in queries.reviews_of(campaign, actor, AT)} == allowed
        assert sum(p.total for p in queries.campaigns(actor, AT)) == len(allowed)
    assert {r.pk for r in queries.visible_to(who(lan), AT)} == {added["lan"].pk}
    assert {r.pk for r in queries.visible_to(who(hanh), AT)} == {added["zone"].pk}
    assert queries.visible_to(who(minh), AT).count() == 0


def test_its_pages_lead_through_the_steps(desk, campaign, added, sau, son, minh):
    page = "/khac-phuc/kiem-diem/"
    head, boss = desk(sau), desk(son)
    url = f"{page}{added['zone'].pk}/"
    assert head.post(url + "tu-kiem-diem/", {"text": "Tự kiểm điểm."}).status_code == 302
    opinion = {"giver_kind": "residents", "giver": "", "received_on": "01/01/2026", "text": "Ít."}
    assert head.post(url + "y-kien/", opinion).status_code == 302
    refused_ = head.post(url + "hop/", {"held_on": "01/01/2099", "chair": "Sáu"})
    assert refused_.status_code == 422
    assert str(Refusal.HELD_AHEAD.label) in refused_.content.decode()
    assert head.post(url + "hop/", {"held_on": "02/01/2026", "chair": "Sáu"}).status_code == 302
    parts = {"conclusion": "Xong.", "part_collective": "Chung.", "part_head": "Riêng."}
    assert head.post(url + "ket-luan/", parts).status_code == 302
    assert boss.post(url + "hoan-thanh/").status_code == 302
    text = boss.get(f"{page}dot/{campaign.pk}/").content.decode()
    assert "1 trong 3 đơn vị đã hoàn thành" in text
    assert "không nêu tên" in head.get(url).content.decode()
    assert boss.get(url + "bien-ban.pdf").content.startswith(b"%PDF")
    assert desk(minh).get(url).status_code == 404
    assert desk(minh).get(url + "bien-ban.pdf").status_code == 404


def test_a_look_at_a_persons_review_is_written_down(desk, added, lan, son):
    url = f"/khac-phuc/kiem-diem/{added['lan'].pk}/"
    before = journal.of(lan.member.pk).count()
    desk(lan).get(url)
    assert journal.of(lan.member.pk).count() == before
    desk(son).get(url)
    assert journal.of(lan.member.pk).last().facts["what"] == "review"


def test_standing_opens_a_campaign_and_gives_units(desk, office, son, binh):
    data = {"title": "Kiểm điểm", "basis": "Kế hoạch 01", "first": "01/01/2026",
            "last": "31/12/2026", "deadline": "31/12/2099"}  # fmt: skip
    assert desk(binh).get("/khac-phuc/kiem-diem/dot/moi/").status_code == 404
    answer = desk(son).post("/khac-phuc/kiem-diem/dot/moi/", data)
    assert answer.status_code == 302
    done = desk(son).post(answer.url + "giao/", {"bodies": [str(office.pk)]})
    assert done.status_code == 302
    assert Review.objects.get().body_id == office.pk
    assert desk(son).get("/khac-phuc/kiem-diem/").status_code == 200


def test_a_shortcoming_is_named_in_a_review_and_stands_in_it(added, zone, desk, son, hanh, who):
    load_fields(by=who(son), at=MONDAY)
    page = f"/khac-phuc/kiem-diem/{added['zone'].pk}/"
    url = page + "neu-han-che/"
    client = desk(son)
    assert url in client.get(page).content.decode()
    form = client.get(url).context["form"]
    assert form["answers_body"].value() == zone.pk, "the collective answers for it unless changed"
    data = {"field": str(Field.objects.get(code="leadership").pk), "title": "Họp dân chưa đều",
            "severity": "2", "found_on": "02/03/2026", "answers_body": str(zone.pk)}  # fmt: skip
    assert client.post(url, data | {"title": ""}).status_code == 422
    assert not Shortcoming.objects.exists()
    assert client.post(url, data).url == page
    made = Shortcoming.objects.get()
    assert made.review_id == added["zone"].pk
    assert made.code in client.get(page).content.decode()
    assert page in client.get(made.get_absolute_url()).content.decode()
    told = review_minutes.said(added["zone"], zone.authority, MONDAY)
    assert [one["title"] for one in told["shortcomings"]] == ["Họp dân chưa đều"]
    assert client.get(page + "bien-ban.pdf").content.startswith(b"%PDF")


def test_only_who_opens_the_review_and_may_name_names_in_it(added, desk, sau, hanh):
    zone, lan = (f"/khac-phuc/kiem-diem/{added[one].pk}/neu-han-che/" for one in ("zone", "lan"))
    assert desk(sau).get(zone).status_code == 404, "its head may not name"
    assert desk(hanh).get(zone).status_code == 200
    assert desk(hanh).get(lan).status_code == 404, "a supervisor does not open reviews of persons"
    assert "Nêu hạn chế<" not in desk(sau).get(zone.removesuffix("neu-han-che/")).content.decode()


def test_a_review_that_is_not_there_names_nothing(son, who, ward):
    load_fields(by=who(son), at=MONDAY)
    facts = {"field": "order", "title": "Trễ", "review_id": uuid7(), "by": who(son), "at": MONDAY}
    refused("no_such_review", name_shortcoming, **facts)
    assert not Shortcoming.objects.exists()
