"""Training for tests and the demo, with honest defaults; all of it made by the real actions."""

from datetime import date, datetime, time, timedelta
from typing import Any

from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.people.queries import LOCAL
from khe.desks.training import actions
from khe.desks.training.actions import Result
from khe.desks.training.models import Course, Enrolment, Plan
from khe.desks.training.states import CourseStatus, EnrolmentState


def moment(day: date) -> datetime:
    """Return eight in the morning of a local day."""
    return datetime.combine(day, time(8), LOCAL)


def make_plan(by: Actor, at: datetime, **facts: Any) -> Plan:
    """Write the draft of a plan of 100 million đồng for the year of `at`."""
    year = at.astimezone(LOCAL).year
    given = {
        "year": year,
        "title": f"Kế hoạch đào tạo, bồi dưỡng năm {year}",
        "budget": 100_000_000,
    }
    return actions.save_plan(**{**given, **facts}, by=by, at=at)


def make_course(by: Actor, at: datetime, **facts: Any) -> Course:
    """Open a course of intermediate theory that begins on the day of `at` and takes a year."""
    today = at.astimezone(LOCAL).date()
    given: dict[str, Any] = {
        "kind": "theory",
        "level": "intermediate",
        "name": "Trung cấp lý luận chính trị khóa 12",
        "issuer": "Trường Chính trị",
        "starts_on": today,
        "ends_on": today + timedelta(days=365),
        "cost": 5_000_000,
    }
    course = actions.save_course(**{**given, **facts}, by=by, at=at)
    return actions.move_course(course.pk, CourseStatus.OPEN, by=by, at=at)


def make_study(
    by: Actor, member: Member, first: date, last: date, *, outcome: str = "", now: datetime,
    **facts: Any,
) -> Enrolment:  # fmt: skip
    """Let a member study in a course of their own from `first` to `last`, done at those times.

    `outcome` completed or failed records the result on the last day, if that has come by `now`;
    `facts` are those of the course.
    """
    before = moment(first - timedelta(days=14))
    course = make_course(by, before, **{"starts_on": first, "ends_on": last, **facts})
    place = actions.enrol(course.pk, member_id=member.pk, by=by, at=before)
    if moment(first) <= now:
        actions.move_course(course.pk, CourseStatus.RUNNING, by=by, at=moment(first))
    if outcome and moment(last) <= now:
        number = f"{first:%y}/{str(place.pk)[-6:]}" if outcome == EnrolmentState.COMPLETED else ""
        result = Result(
            place.pk, outcome, last, certificate=number, certified_on=last if number else None
        )
        place = actions.record_result(result, by=by, at=moment(last))
        actions.move_course(course.pk, CourseStatus.FINISHED, by=by, at=moment(last))
    return place
