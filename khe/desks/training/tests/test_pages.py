"""Every page of training, looked at by a real browser and axe."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from khe.base.people.models import Member, Post, Qualification, Tenure
from khe.base.people.queries import LOCAL
from khe.base.web.testing import axe, browser, open_page, site, wider_than_screen
from khe.desks.training import actions
from khe.desks.training.models import Enrolment
from khe.desks.training.testing import make_course, make_plan, make_study
from khe.desks.training.tests.common import DAY, THEORY

__all__ = ["browser", "open_page", "site"]
pytestmark = pytest.mark.browser
NOW = datetime.now(UTC)  # the pages read the clock
TODAY = NOW.astimezone(LOCAL).date()
SHOTS = os.environ.get("KHE_SHOTS_DIR")
PEOPLE = [
    "Nguyễn Thị Mẫu Đơn", "Trần Hoàng Khế", "Lê Văn Bần", "Phạm Thị Mận", "Huỳnh Văn Điều",
    "Võ Thị Sen", "Đặng Văn Trâm", "Bùi Thị Lựu",
]  # fmt: skip


def require(*users, **asked):
    """Say what the posts of people require."""
    for user in users:
        post = Tenure.objects.get(member=user.member).post
        Post.objects.filter(pk=post.pk).update(requires=asked)


def some_needs(who, kieu, tam, lan, minh, thoa, hung):
    """Two needs wait, one was declined."""
    actions.propose_need(
        member_id=lan.member.pk, **THEORY, estimate=5_000_000, priority="1", by=who(lan), at=NOW
    )
    actions.propose_need(
        member_id=minh.member.pk, kind="degree", level="master", reason="Quy hoạch Trưởng phòng",
        estimate=18_000_000, by=who(hung), at=NOW,
    )  # fmt: skip
    declined = actions.propose_need(
        member_id=thoa.member.pk, kind="skill", skill="Ngoại ngữ bậc 2", reason="Cần",
        by=who(kieu), at=NOW,
    )  # fmt: skip
    actions.decline_need(declined.pk, reason="Để năm sau", by=who(tam), at=NOW)


def course_without_results(by, plan, ids):
    """A short course that is over, with nobody's result."""
    over = make_course(
        by, NOW - 60 * DAY, name="Bồi dưỡng kỹ năng số cho công chức phường", kind="short",
        level="", skill="Tin học cơ bản", form="online", starts_on=TODAY - 40 * DAY,
        ends_on=TODAY - 35 * DAY, plan_id=plan.pk, cost=600_000,
    )  # fmt: skip
    actions.enrol_many(over.pk, member_ids=ids, decision="9/QĐ-UBND", by=by, at=NOW - 60 * DAY)
    return actions.move_course(over.pk, "running", by=by, at=NOW - 40 * DAY)


def course_that_runs(by, plan, ids):
    """A course of intermediate theory that began ten days ago."""
    running = make_course(by, NOW - 20 * DAY, seats=40, plan_id=plan.pk, starts_on=TODAY - 10 * DAY)
    actions.enrol_many(
        running.pk, member_ids=ids, decision="15/QĐ-ĐU", decided_on=TODAY - 12 * DAY, by=by,
        at=NOW - 15 * DAY,
    )  # fmt: skip
    return actions.move_course(running.pk, "running", by=by, at=NOW)


def earlier_years(by, people):
    """Some studied before."""
    for n, member in enumerate(people):
        make_study(
            by, member, TODAY - (900 - n * 100) * DAY, TODAY - (700 - n * 100) * DAY,
            level=["elementary", "intermediate", "advanced"][n % 3], now=NOW,
            outcome=["completed", "failed"][n == 3], name=f"Lớp lý luận chính trị {n}",
        )  # fmt: skip


@pytest.fixture
def courses(kieu, tam, lan, minh, thoa, hung, binh, office, who, post_of_lan):
    """A year of training: a plan, needs, courses that run, are over and lie ahead."""
    by = who(kieu)
    plan = make_plan(by, NOW - 30 * DAY, budget=60_000_000)
    require(minh, thoa, theory="intermediate", degree="master", skills=["Ngoại ngữ bậc 2"])
    require(binh, theory="advanced")
    Qualification.objects.create(member=binh.member, kind="theory", level="advanced")
    Qualification.objects.create(
        member=lan.member, kind="degree", level="bachelor", name="Luật", issuer="Trường Đại học",
        number="0991", awarded_on=TODAY - timedelta(days=3000),
    )  # fmt: skip
    some_needs(who, kieu, tam, lan, minh, thoa, hung)
    people = [
        Member.objects.create(name=name, sort_name=f"p{n}", body=office)
        for n, name in enumerate(PEOPLE)
    ]
    ids = [m.pk for m in people]
    earlier_years(by, people[:5])
    return {
        "plan": plan,
        "over": course_without_results(by, plan, ids),
        "running": course_that_runs(by, plan, [minh.member.pk, *ids[:3]]),
        "ahead": make_course(
            by, NOW, name="Thạc sĩ Quản lý công khóa 7", kind="degree", level="master",
            field="Quản lý công", form="full_time", starts_on=TODAY + 40 * DAY, cost=18_000_000,
            issuer="Học viện Hành chính", plan_id=plan.pk,
        ),
        "done": make_study(
            by, lan.member, TODAY - 700 * DAY, TODAY - 500 * DAY, level="elementary",
            outcome="completed", now=NOW, name="Sơ cấp lý luận chính trị khóa 30",
        ),
    }  # fmt: skip


@pytest.fixture
def year(courses, lan):
    """The addresses of that year's pages."""
    at = {key: row.pk for key, row in courses.items()}
    plain = ["list", "gaps", "needs", "need_new", "plans", "courses", "course_new", "enrolments",
             "figures", "import"]  # fmt: skip
    return {name: reverse(f"training:{name}") for name in plain} | {
        "plan": reverse("training:plan", args=[at["plan"]]),
        "course": reverse("training:course", args=[at["running"]]),
        "course-open": reverse("training:course", args=[at["ahead"]]),
        "enrol": reverse("training:enrol", args=[at["ahead"]]),
        "results": reverse("training:results", args=[at["over"]]),
        "enrolment": reverse("training:enrolment", args=[at["done"]]),
        "correct": reverse("training:correct", args=[at["done"]]),
        "person": reverse("training:person", args=[lan.member.pk]),
        "record": reverse("staff:record", args=[lan.member.pk]),
    }


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_it_has_no_accessibility_fault(year, kieu, tam, open_page, phone):
    page = open_page(year["list"], kieu, phone=phone)
    plan = ("plan", year["plan"])
    for user, pages in ((kieu, year.items()), (tam, [plan])):
        if user is tam:
            page = open_page(year["plan"], tam, phone=phone)
        for name, url in pages:
            page.goto(url)
            assert axe(page) == [], name
            assert wider_than_screen(page) == 0, name
            if SHOTS:
                who = "" if user is kieu else f"-{user.username}"
                shot = f"{name}{who}-{390 if phone else 1280}.png"
                page.screenshot(path=Path(SHOTS) / shot, full_page=True)


def test_results_of_a_class_are_entered_by_keyboard(year, kieu, open_page):
    page = open_page(year["results"], kieu)
    first = page.locator("tbody select").first
    first.focus()
    page.keyboard.press("ArrowDown")
    for text in ("", "Khá", "12/CC", "1/1/2020"):
        page.keyboard.press("Tab")
        if text:
            page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Còn 1 dòng cần sửa")
    assert axe(page) == []
    assert page.locator("tbody input[name$=certificate]").first.input_value() == "12/CC"
    box = page.locator("tbody input[name$=certified_on]").first
    box.fill("")
    page.locator("tbody input[name$=certificate]").first.fill("")
    box.press("Control+Enter")
    page.wait_for_selector("text=Đã ghi kết quả.")
    done = Enrolment.objects.get(state="completed", course__name__startswith="Bồi dưỡng kỹ năng số")
    assert done.result == "Khá"
