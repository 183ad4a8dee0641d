"""What figures are counted from: study, as spans of days."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from khe.base.figures import Period
from khe.base.people.models import Member
from khe.desks.training.models import Enrolment
from khe.desks.training.states import HELD, EnrolmentState


@dataclass(frozen=True, slots=True)
class Study:
    """A person's study in one course, from `first` to `last` (local days, both included)."""

    enrolment_id: UUID
    member_id: UUID
    kind: str
    level: str
    state: str
    first: date
    last: date
    cost: int

    def overlaps(self, period: Period) -> bool:
        """Say whether a day of the study lies in the period."""
        return self.first <= period.last and self.last >= period.first


def studies(people: QuerySet[Member], period: Period) -> list[Study]:
    """Return the study of `people` that shares a day with a period, the earliest first; one query.

    Counted is who studied: whose course took place (it began, and was not cancelled), and who did not
    leave before it began. Study lasts from the person's first day to their last; while they attend, to
    the end of the course.
    """
    rows = Enrolment.objects.filter(
        member__in=people,
        course__status__in=HELD,
        course__starts_on__lte=period.last,
        course__ends_on__gte=period.first,
        began_on__isnull=False,
    )
    rows = rows.exclude(state=EnrolmentState.ENROLLED)
    values = rows.order_by("began_on", "id").values_list(
        "pk", "member_id", "course__kind", "course__level", "state", "began_on", "ended_on",
        "course__ends_on", "cost",
    )  # fmt: skip
    found = [
        Study(pk, member, kind, level, state, began, ended or ends, cost)
        for pk, member, kind, level, state, began, ended, ends, cost in values
    ]
    return [study for study in found if study.overlaps(period)]
