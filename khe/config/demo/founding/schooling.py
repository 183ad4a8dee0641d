"""Chapter three: who studied what, from when to when, and how it ended."""

from collections import defaultdict
from datetime import date, timedelta

from khe.config.demo.founding import Story, day, morning, rows
from khe.desks.staff import actions as staff
from khe.desks.training import actions
from khe.desks.training.actions import Result
from khe.desks.training.states import CourseStatus

BEFORE = timedelta(days=14)  # people are sent this long before a course begins


def tell(story: Story) -> None:
    """What people held already, then course by course."""
    for row in rows("qualifications"):
        staff.add_qualification(
            story.members[row["member"]].pk, kind=row["kind"], level=row["level"],
            awarded_on=day(row["awarded_on"]), by=story.keeper, at=morning(date(2010, 1, 5)),
        )  # fmt: skip
    sent: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("enrolments"):
        sent[row["course"]].append(row)
    for course in rows("courses"):
        _hold(story, course, sent[course["key"]])


def _hold(story: Story, row: dict[str, str], sent: list[dict[str, str]]) -> None:
    starts, ends = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
    by, early = story.keeper, morning(starts - BEFORE)
    course = actions.save_course(
        kind=row["kind"], level=row["level"], name=row["name"], issuer=row["school"],
        starts_on=starts, ends_on=ends, cost=int(row["cost"]), by=by, at=early,
    )  # fmt: skip
    actions.move_course(course.pk, CourseStatus.OPEN, by=by, at=early)
    members = {one["member"]: story.members[one["member"]].pk for one in sent}
    places = actions.enrol_many(course.pk, member_ids=members.values(), by=by, at=early)
    place_of = {place.member_id: place for place in places}
    for one in sent:
        if one["state"] == "withdrawn":
            place = place_of[members[one["member"]]]
            actions.withdraw(place.pk, day=(starts - BEFORE), reason=one["note"], by=by, at=early)
    actions.move_course(course.pk, CourseStatus.RUNNING, by=by, at=morning(starts))
    done = [one for one in sent if one["state"] == "completed"]
    if done:
        results = [
            Result(place_of[members[one["member"]]].pk, "completed", ends, result="Đạt")
            for one in done
        ]
        actions.record_results(course.pk, results=results, by=by, at=morning(ends, 16))
        if not any(one["state"] == "studying" for one in sent):
            actions.move_course(course.pk, CourseStatus.FINISHED, by=by, at=morning(ends, 17))
