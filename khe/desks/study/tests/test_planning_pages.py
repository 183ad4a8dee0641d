"""The pages of planning, looked at by a real browser and axe; and who sees what of them."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from khe.base.people.models import Post, Tenure
from khe.base.people.queries import LOCAL
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.study import testing as made
from khe.desks.study.actions import classes, invitations, planning
from khe.desks.study.models import Learner, Plan, Seat, StudyClass
from khe.desks.study.queries import documents, programmes, rounds

__all__ = ["browser", "open_page", "site"]
SHOTS = os.environ.get("KHE_SHOTS_DIR")
BOARDS = ["round", "class", "learner", "learners", "list", "programme", "plan", "naming", "import"]
FORMS = [
    "documents", "document", "document-new", "programme-new", "round-edit", "draw", "class-new",
    "class-edit", "halls", "hall-new", "speaker-new",
]  # fmt: skip
NAMES = ["Đỗ Thị Tám", "Lý Văn Chín", "Cao Văn Mười", "Hồ Thị Một", "Mai Văn Hai", "Tạ Thị Ba"]


@pytest.fixture
def study(dung, lan, who, at_moment):
    """A programme with a deadline; a round with people, some bound, a class kept, a proposal."""
    at = datetime(2026, 3, 4, 2, tzinfo=LOCAL)
    at_moment(at)
    by = {"by": who(dung, at), "at": at}
    programme = made.make_programme(
        superior="Thành ủy", superior_session_on=date(2026, 3, 2), limit="15 working_day",
        ground="Kế hoạch 12-KH/TU", due_at=datetime(2026, 3, 23, 17, tzinfo=LOCAL),
    )  # fmt: skip
    round = made.make_round(programme=programme)
    hall = made.make_hall(seats=4, address="12 đường Bến Khế")
    made.make_hall(name="Nhà văn hóa khu vực 3", seats=3, fee=500000, is_own=False)
    made.make_speaker()
    for name in NAMES:
        cannot = {"not": [{"weekdays": [1]}]} if name > "L" else {}
        made.make_learner(round, name, cannot=cannot)
    mine = made.make_learner(round, lan.member)
    kept = made.make_class(round, hall=hall, seats=4)
    classes.pin_class(kept.pk, **by)
    planning.accept(planning.propose(round.pk, **by).pk, **by)
    plan = planning.propose(round.pk, **by)
    return {
        "programme": programme,
        "round": round,
        "plan": plan,
        "kept": kept,
        "mine": mine,
        "by": by,
    }


def addresses(study):
    of = lambda name, *args: reverse(f"study:{name}", args=args)  # noqa: E731
    return {
        "list": of("list"), "documents": of("documents"),
        "document": of("document", study["programme"].document_id),
        "document-new": of("document_new"),
        "programme-new": of("programme_new", study["programme"].document_id),
        "programme": of("programme", study["programme"].pk),
        "round": of("round", study["round"].pk), "round-edit": of("round_edit", study["round"].pk),
        "naming": of("name_people", study["programme"].pk),
        "import": of("learners_import", study["round"].pk),
        "plan": of("plan", study["plan"].pk), "learners": of("learners", study["round"].pk),
        "draw": of("draw", study["round"].pk), "learner": of("learner", study["mine"].pk),
        "class": of("class", StudyClass.objects.order_by("-starts_at")[0].pk),
        "class-new": of("class_new", study["round"].pk),
        "class-edit": of("class_edit", study["kept"].pk), "halls": of("halls"),
        "hall-new": of("hall_new"), "speaker-new": of("speaker_new"),
    }  # fmt: skip


def holding(study):
    """What an organiser opens before, at and after a class."""
    of = lambda name, *args: reverse(f"study:{name}", args=args)  # noqa: E731
    programme, round, kept = study["programme"].pk, study["round"].pk, study["kept"].pk
    return {
        "attendance": of("attendance", round), "makeup": of("makeup", round),
        "roll": of("roll", kept), "device": of("device", kept),
        "quiz": of("quiz", programme), "essays": of("essays", programme),
        "feedback-result": of("feedback_result", kept),
        "action-programmes": of("action_programmes"),
        "action-programme-new": of("new_action_programme"), "deeds": of("deeds"),
        "deed-new": of("new_deed"),
    }  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_pages_of_holding_have_no_accessibility_fault(study, dung, open_page, phone):
    page = open_page("/hoc-tap/", dung, phone=phone)
    for name, url in holding(study).items():
        page.goto(url)
        assert axe(page) == [], name
        assert wider_than_screen(page) == 0, name


def test_the_pages_of_holding_are_reached_from_the_programme(study, dung, desk):
    sat, pages = desk(dung), holding(study)
    assert {name: sat.get(url).status_code for name, url in pages.items()} == dict.fromkeys(
        pages, 200
    )
    programme = sat.get(reverse("study:programme", args=[study["programme"].pk])).content.decode()
    for name in ("quiz", "essays", "action-programmes"):
        assert pages[name] in programme


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("group", [BOARDS, FORMS], ids=["boards", "forms"])
def test_it_has_no_accessibility_fault(study, dung, open_page, phone, group):
    page = open_page("/hoc-tap/", dung, phone=phone)
    known = addresses(study)
    for name in group:
        url = known[name]
        page.goto(url)
        if SHOTS:
            shot = f"{name}-{390 if phone else 1280}.png"
            page.screenshot(path=Path(SHOTS) / shot, full_page=True)
        assert axe(page) == [], name
        assert wider_than_screen(page) == 0, name


def test_organisers_see_every_page_and_others_find_only_theirs(study, dung, lan, minh, desk):
    for name, url in addresses(study).items():
        assert desk(dung).get(url).status_code == 200, name
        assert desk(minh).get(url).status_code == (200 if name == "list" else 404), name
    assert "Học tập Nghị quyết 12" not in desk(minh).get(reverse("study:list")).content.decode()
    assert desk(lan).get(reverse("study:round", args=[study["round"].pk])).status_code == 404
    invitations.announce(study["round"].pk, **study["by"])
    sat = desk(lan)
    assert sat.get(reverse("study:round", args=[study["round"].pk])).status_code == 200
    own = Seat.objects.get(learner=study["mine"]).study_class_id
    for one in StudyClass.objects.all():
        expected = 200 if one.pk == own else 404
        assert sat.get(reverse("study:class", args=[one.pk])).status_code == expected
    page = sat.get(reverse("study:learners", args=[study["round"].pk])).content.decode()
    assert "Lê Thị Lan" in page
    assert "Đỗ Thị Tám" not in page
    assert "BEGIN:VEVENT" in sat.get(reverse("study:calendar_file")).content.decode()


@pytest.mark.parametrize("roles", [["study"], ["standing"], ["leader"], ["head"], ["officer"], []])
@pytest.mark.parametrize("announced", [False, True])
def test_every_list_is_a_subset_of_what_the_pages_allow(study, lan, who, roles, announced):
    if announced:
        invitations.announce(study["round"].pk, **study["by"])
    post = Tenure.objects.get(member=lan.member).post
    Post.objects.filter(pk=post.pk).update(roles=roles)
    actor, on = who(lan, study["by"]["at"]), study["by"]["at"].date()
    seen = {r.pk for r in rounds.visible_to(actor)}
    opened = {p.pk for p in programmes.visible_to(actor)}
    assert {r.programme_id for r in rounds.visible_to(actor)} <= opened
    assert {d.pk for d in documents.visible_to(actor)} >= {
        p.document_id for p in programmes.visible_to(actor)
    }
    assert {c.round_id for c in rounds.visible_classes(actor)} <= seen
    named = {x.pk for x in rounds.visible_learners(actor, on)}
    assert {x.round_id for x in rounds.visible_learners(actor, on)} <= seen
    assert {s.learner_id for s in rounds.visible_seats(actor, on)} <= named
    classes_seen = {c.pk for c in rounds.visible_classes(actor)}
    assert {s.study_class_id for s in rounds.visible_seats(actor, on)} <= classes_seen
    for pk, seat in rounds.seats_of(named, actor).items():
        assert pk in named
        assert seat.study_class_id in classes_seen


def test_a_long_list_costs_no_more_than_a_short_one(study, dung, desk, statements):
    sat, url = desk(dung), reverse("study:learners", args=[study["round"].pk])
    few = len(statements(sat, url))
    for n in range(20):
        made.make_learner(study["round"], f"Người Mẫu {n}")
    assert len(statements(sat, url)) == few
    board = reverse("study:round", args=[study["round"].pk])
    assert len(statements(sat, board)) <= 22


def test_a_proposal_is_made_reviewed_and_accepted_on_pages(study, dung, desk):
    sat, url = desk(dung), reverse("study:round", args=[study["round"].pk])
    made.make_learner(study["round"], "Người Mới")
    stale = sat.get(reverse("study:plan", args=[study["plan"].pk])).content.decode()
    assert "Đề xuất lại" in stale
    refused = sat.post(reverse("study:plan_accept", args=[study["plan"].pk]))
    assert refused.status_code == 409
    answer = sat.post(reverse("study:propose", args=[study["round"].pk]))
    plan = Plan.objects.filter(accepted_at=None).get()
    assert answer.url == reverse("study:plan", args=[plan.pk])
    assert sat.post(reverse("study:plan_accept", args=[plan.pk])).url == url
    assert not rounds.unseated(study["round"].pk).exists()


def test_what_was_typed_wrongly_is_said_on_the_form_and_nothing_is_lost(study, dung, desk):
    sent = {"name": "Sân", "seats": "0", "fee": "0", "km": "1", "never": "hôm kia"}
    answer = desk(dung).post(reverse("study:hall_new"), sent)
    assert answer.status_code == 422
    assert "hôm kia" in answer.content.decode()
    answer = desk(dung).post(reverse("study:hall_new"), {**sent, "never": "sáng thứ 2"})
    assert answer.status_code == 422
    assert "ít nhất một chỗ ngồi" in answer.content.decode()
    constrained = desk(dung).post(
        reverse("study:constrain", args=[study["mine"].pk]), {"never": "chiều thứ 6 (trực)"}
    )
    assert constrained.status_code == 302
    cannot = Learner.objects.get(pk=study["mine"].pk).cannot
    assert cannot == {"not": [{"weekdays": [4], "parts": ["pm"], "why": "trực"}]}
