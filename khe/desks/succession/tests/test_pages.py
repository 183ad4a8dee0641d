"""Every page of succession, looked at by a real browser and axe, on a desk and on a telephone."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from conftest import MONDAY
from khe.base.people.models import Post, Tenure
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.dossiers.testing import make_dossier, make_version
from khe.desks.staff.states import ActKind
from khe.desks.succession import actions, queries
from khe.desks.succession.models import Handover
from khe.desks.succession.states import HandoverState, Readiness
from khe.desks.succession.testing import make_candidate, make_plan, make_term
from khe.desks.succession.tests.conftest import TODAY
from khe.desks.tasks.testing import make_task

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("KHE_SHOTS_DIR")
LONG_AGO = date(2020, 3, 2)


def today():
    from django.utils.timezone import now

    return queries.day_of(now())


@pytest.fixture
def ward_life(thoa, lan, minh, binh, quyen, son, office, other_office, post_of, who):
    """A pool with people in, proposed and out; a plan; a decided rotation with its handover."""
    by, boss = who(quyen), who(son)
    other_office.min_cover = 2
    other_office.save()
    term = make_term(by, MONDAY)
    head = Post.objects.create(
        title="Chánh Văn phòng", body=office, roles=["head"], kind="office_head", longest_years=10,
        requires={"theory": "intermediate", "degree": "bachelor", "skills": ["Tin học"]},
    )  # fmt: skip
    Post.objects.create(title="Trưởng khu vực 3", body=other_office, kind="area_head")
    in_pool = make_candidate(
        term, head, lan.member, by=by, decided_by=boss, at=MONDAY, readiness=Readiness.NOW
    )
    make_candidate(term, head, thoa.member, by=by, at=MONDAY, note="Đã làm phó hai năm")
    Post.objects.filter(pk=post_of(binh).pk).update(kind="ward_leader")
    make_candidate(term, post_of(binh), minh.member, by=by, decided_by=boss, at=MONDAY)
    review = actions.open_review(term.pk, year=2026, by=by, at=MONDAY)
    for user in (lan, minh):
        Post.objects.filter(pk=post_of(user).pk).update(kind="ward_officer", longest_years=5)
        Tenure.objects.filter(member=user.member).update(began=LONG_AGO)
    version = make_version()
    for _ in range(3):
        make_dossier(who(thoa), version, officer=lan.member)
    make_task(lan, by=who(binh), at=MONDAY, content="Rà soát sổ hộ tịch năm 2025")
    actions.save_conflict(member=thoa.member, other=binh.member, note="Vợ chồng", by=by, at=MONDAY)
    plan = make_plan(by, MONDAY, TODAY)
    actions.plan_moves(plan.pk, by=by, at=MONDAY)
    tenure = Tenure.objects.get(member=lan.member)
    return {
        "term": term, "review": review, "candidate": in_pool, "head": head, "plan": plan,
        "tenure": tenure,
    }  # fmt: skip


def addresses(life):
    plan = life["plan"]
    move = queries.moves_of(plan)[0]
    return {
        "quy-hoach": reverse("succession:list"),
        "chuc-danh": reverse("succession:post", args=[life["head"].pk]),
        "nguoi": reverse("succession:candidate", args=[life["candidate"].pk]),
        "nhiem-ky": reverse("succession:term", args=[life["term"].pk]),
        "cac-nam": reverse("succession:reviews"),
        "ra-soat": reverse("succession:review", args=[life["review"].pk]),
        "luan-chuyen": reverse("succession:plans"),
        "phuong-an": reverse("succession:plan", args=[plan.pk]),
        "chon": reverse("succession:choose", args=[plan.pk, life["tenure"].pk]),
        "them": reverse("succession:add_move", args=[plan.pk]),
        "can-tranh": reverse("succession:conflict"),
        "quyet-dinh": reverse("succession:decide", args=[plan.pk, move.pk]),
        "ban-giao-het": reverse("succession:handovers"),
    }


@pytest.mark.parametrize(("name", "phone"), [("quyen", False), ("quyen", True), ("son", False)])
def test_it_has_no_accessibility_fault(ward_life, quyen, son, open_page, name, phone):
    user = {"quyen": quyen, "son": son}[name]
    page = open_page("/to-chuc/toi/", user, phone=phone)
    for shot, url in addresses(ward_life).items():
        page.goto(url)
        look(page, f"{shot}-{name}-{390 if phone else 1280}")


def look(page, name):
    assert axe(page) == [], name
    assert wider_than_screen(page) == 0, name
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def test_standing_decides_and_minh_accepts_on_the_telephone(
    ward_life, lan, minh, quyen, son, open_page
):
    plan = ward_life["plan"]
    page = open_page(reverse("succession:plan", args=[plan.pk]), son)
    page.click("text=Xem và quyết định")
    page.fill("[name=number]", "118/QĐ-UBND")
    page.fill("[name=signed_on]", f"{today():%d/%m/%Y}")
    page.fill("[name=effective_on]", f"{today():%d/%m/%Y}")
    page.click("section[aria-labelledby=h-quyet-dinh] button")
    page.wait_for_selector("text=Đã quyết định")
    look(page, "phuong-an-sau-1280")
    handover = Handover.objects.get(receiver=minh.member)

    giver = open_page(reverse("succession:handover", args=[handover.pk]), lan, phone=True)
    giver.fill("[name=name]", "Con dấu chức danh")
    giver.fill("[name=condition]", "tốt")
    look(giver, "ban-giao-lan-390")
    giver.click("text=Thêm tài sản, giấy tờ")
    giver.wait_for_selector("text=Đã ghi vào danh mục.")
    giver.click("text=Ký bên giao")
    giver.wait_for_selector("text=Đã ký bên giao.")

    phone = open_page(reverse("succession:handover", args=[handover.pk]), minh, phone=True)
    look(phone, "ban-giao-minh-390")
    phone.check("[name=item] >> nth=0")
    phone.click("text=Không nhận mục đã chọn")
    phone.fill("#ly-do", "Hồ sơ đã trả cho người dân")
    phone.click("text=Ghi không nhận")
    phone.wait_for_selector("text=Đã ghi mục không nhận")
    phone.click("text=Nhận tất cả")
    phone.wait_for_selector("text=Đã ghi xác nhận.")
    look(phone, "ban-giao-xong-390")
    handover.refresh_from_db()
    assert handover.state == HandoverState.RESERVED

    desk = open_page(reverse("succession:handover", args=[handover.pk]), quyen)
    look(desk, "ban-giao-quyen-1280")


def test_a_form_says_what_to_put_right_and_keeps_what_was_typed(ward_life, son, open_page):
    plan = ward_life["plan"]
    page = open_page(addresses(ward_life)["quyet-dinh"], son)
    page.fill("[name=number]", "118/QĐ-UBND")
    page.fill("[name=signed_on]", "31/12/2099")
    page.click("section[aria-labelledby=h-quyet-dinh] button")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("[name=number]") == "118/QĐ-UBND"
    look(page, "quyet-dinh-sai-1280")
    assert queries.moves_of(plan)[0].kind == ActKind.ROTATION


def test_strangers_do_not_find_a_handover(ward_life, lan, minh, binh, thoa, son, desk, who):
    plan = ward_life["plan"]
    ids = [m.pk for m in queries.moves_of(plan)]
    actions.decide(
        plan.pk, ids, number="1", signed_on=TODAY, effective_on=TODAY, by=who(son), at=MONDAY
    )
    handover = Handover.objects.get(receiver=minh.member)
    url = reverse("succession:handover", args=[handover.pk])
    assert desk(binh).get(url).status_code == 404
    assert desk(binh).get(url + "bien-ban.pdf").status_code == 404
    assert list(queries.visible_handovers(who(thoa))) == []
    assert desk(minh).get(url).status_code == 200
    paper = desk(lan).get(url + "bien-ban.pdf")
    assert paper.content.startswith(b"%PDF")
    if SHOTS:
        (Path(SHOTS) / "bien-ban.pdf").write_bytes(paper.content)


def test_the_pool_is_taken_away_as_a_sheet(ward_life, quyen, desk):
    answer = desk(quyen).get(reverse("succession:export"))
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
