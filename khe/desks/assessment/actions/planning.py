"""The plan of a weak area or body: made of tasks, so that its progress is the tasks' progress."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.assessment import queries, rules
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.rules import FrameData
from khe.desks.assessment.states import Event, Status
from khe.desks.tasks import actions as tasks
from khe.desks.tasks.states import Source


def weak(row: Assessment) -> bool:
    """Say whether a row was decided and is weak by its frame."""
    frame = FrameData.of(queries.frame_for(row.campaign, row.kind))
    return row.status == Status.DECIDED and rules.is_weak(
        frame, row.kind, row.decided_band, row.points
    )


@transacted
def plan(
    assessment_id: UUID, *, content: str, lead_id: UUID, due_at: datetime, product: str = "",
    co_ids: Iterable[UUID] = (), by: Actor, at: datetime,
) -> Assessment:  # fmt: skip
    """Add a task to the plan of a weak area or body; the desk of tasks asks whether `by` may give it."""
    row = queries.locked(assessment_id)
    place = queries.Chart(queries.day_of(at)).place(row)
    refuse_if(rules.why_not_plan(weak(row), place, by))
    label = _("Kế hoạch khắc phục của %(name)s, %(campaign)s") % {
        "name": row.name, "campaign": row.campaign.name,
    }  # fmt: skip
    url = reverse("assessment:subject", args=[row.pk])
    task = tasks.assign(
        content=content, lead_id=lead_id, due_at=due_at, co_ids=co_ids, product=product,
        source=Source("assessment", row.pk, label, url), by=by, at=at,
    )  # fmt: skip
    row.planned_at = row.planned_at or at
    record(row, Event.PLANNED, by=by, at=at, task=task.pk, content=content, lead=lead_id)
    row.save(update_fields=["planned_at", "journal_seq", "journal_hash"])
    return row
