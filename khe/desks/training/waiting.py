"""What waits in training: results to enter, courses to begin or end, needs and plans to decide."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.base.waiting import Waiting
from khe.desks.training import queries
from khe.desks.training.models import Course, Need, Plan
from khe.desks.training.rules import may_approve, may_keep
from khe.desks.training.states import ATTENDING, CourseStatus, NeedState, PlanStatus

GRACE = timedelta(days=15)  # after a course's last day, for its results


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield what the actor has to do in training; at most three queries."""
    day = queries.day_of(at)
    if may_keep(actor):
        yield from _courses(day)
        yield from _needs()
    if may_approve(actor):
        yield from _plans()


def _courses(day: date) -> Iterator[Waiting]:
    late = Q(status=CourseStatus.OPEN, starts_on__lte=day)
    over = Q(status=CourseStatus.RUNNING, ends_on__lt=day)
    attending = Count("enrolments", filter=Q(enrolments__state__in=ATTENDING))
    for course in Course.objects.filter(late | over).annotate(left=attending).order_by("ends_on"):
        if course.status == CourseStatus.OPEN:
            step, due, detail = _("Ghi lớp đã khai giảng"), course.starts_on, ""
        elif course.left:
            step, due = _("Ghi kết quả học tập"), course.ends_on + GRACE
            detail = ngettext(
                "%(n)s người chưa có kết quả", "%(n)s người chưa có kết quả", course.left
            ) % {"n": course.left}
        else:
            step, due, detail = _("Ghi lớp đã kết thúc"), course.ends_on + GRACE, ""
        page = (
            "training:results"
            if course.left and course.status == CourseStatus.RUNNING
            else "training:course"
        )
        yield Waiting(
            kind=_("Lớp học"), what=course.name, url=reverse(page, args=[course.pk]),
            due_at=_end_of(due), next_step=step, icon="school", detail=detail,
        )  # fmt: skip


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, LOCAL)


def _needs() -> Iterator[Waiting]:
    rows = Need.objects.filter(state=NeedState.PROPOSED).exclude(plan__status=PlanStatus.DRAFT)
    if count := rows.count():
        said = ngettext("%(n)s nhu cầu đào tạo", "%(n)s nhu cầu đào tạo", count) % {"n": count}
        yield Waiting(
            kind=_("Nhu cầu đào tạo"), what=said, url=reverse("training:needs"),
            next_step=_("Duyệt hoặc không duyệt"), icon="user-question",
        )  # fmt: skip


def _plans() -> Iterator[Waiting]:
    for plan in Plan.objects.filter(status=PlanStatus.DRAFT).order_by("year"):
        yield Waiting(
            kind=_("Kế hoạch đào tạo"), what=plan.title,
            url=reverse("training:plan", args=[plan.pk]), next_step=_("Duyệt kế hoạch"),
            icon="certificate",
        )  # fmt: skip
