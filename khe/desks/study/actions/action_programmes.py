"""Action programmes: writing, issuing, giving tasks under their goals, finishing."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.study.models import ActionProgramme, Goal
from khe.desks.study.queries import action_programmes as queries
from khe.desks.study.rules import action_programmes as rules
from khe.desks.study.states.action_programmes import ActionStatus, Event
from khe.desks.tasks import actions as tasks
from khe.desks.tasks.states import Source


@transacted
def save_action_programme(
    *, id: UUID | None = None, document_id: UUID, title: str, first_day: date,
    last_day: date | None = None, number: str = "", body_id: UUID | None = None, by: Actor,
    at: datetime,
) -> ActionProgramme:  # fmt: skip
    """Write an action programme for a document, or correct it. Days are local, both included."""
    programme = queries.locked(id) if id else ActionProgramme()
    refuse_if(rules.why_not_save(programme.status, title, first_day, last_day, by))
    facts: dict[str, Any] = {
        "document_id": document_id, "title": title.strip(), "first_day": first_day,
        "last_day": last_day, "number": number.strip(), "body_id": body_id,
    }  # fmt: skip
    for name, value in facts.items():
        setattr(programme, name, value)
    return _recorded(programme, Event.ACTION_PROGRAMME_SAVED, by=by, at=at, **facts)


@transacted
def add_goal(
    programme_id: UUID, *, text: str, measure: str = "", target: str = "", by: Actor, at: datetime
) -> Goal:
    """Add a goal: what, how it is measured, what is to be reached."""
    programme = queries.locked(programme_id)
    refuse_if(rules.why_not_add_goal(programme.status, text, by))
    last = Goal.objects.filter(programme=programme).order_by("-position").first()
    goal = Goal.objects.create(
        programme=programme, position=last.position + 1 if last else 1, text=text.strip(),
        measure=measure.strip(), target=target.strip(),
    )  # fmt: skip
    _recorded(programme, Event.GOAL_SAVED, by=by, at=at, goal=goal.pk)
    return goal


@transacted
def issue(programme_id: UUID, *, by: Actor, at: datetime) -> ActionProgramme:
    """Put a programme in force: everybody can read it, tasks can be given."""
    programme = queries.locked(programme_id)
    refuse_if(rules.why_not_issue(programme.status, programme.goals.count(), by))
    programme.status = ActionStatus.IN_FORCE
    return _recorded(programme, Event.ACTION_PROGRAMME_ISSUED, by=by, at=at)


@transacted
def finish(programme_id: UUID, *, by: Actor, at: datetime) -> ActionProgramme:
    """End a programme; open tasks go on by themselves."""
    programme = queries.locked(programme_id)
    refuse_if(rules.why_not_finish(programme.status, by))
    programme.status = ActionStatus.FINISHED
    return _recorded(programme, Event.ACTION_PROGRAMME_FINISHED, by=by, at=at)


@transacted
def give_task(
    goal_id: UUID, *, content: str, lead_id: UUID, due_day: date, co_ids: Iterable[UUID] = (),
    product: str = "", by: Actor, at: datetime,
) -> Any:  # fmt: skip
    """Give a task under a goal to a lead, due at the end of a local working day; return the task."""
    goal = Goal.objects.get(pk=goal_id)
    programme = queries.locked(goal.programme_id)
    refuse_if(rules.why_not_give_task(programme.status, by))
    url = reverse("study:action_programme", args=[programme.pk])
    source = Source(queries.SOURCE, goal.pk, f"{programme.title}: {goal.text}"[:200], url)
    task = tasks.assign(
        content=content, lead_id=lead_id, due_day=due_day, co_ids=co_ids, product=product,
        source=source, by=by, at=at,
    )  # fmt: skip
    _recorded(programme, Event.TASK_GIVEN, by=by, at=at, goal=goal.pk, task=task.pk)
    return task


def _recorded(
    programme: ActionProgramme, event: str, *, by: Actor, at: datetime, **facts: Any
) -> ActionProgramme:
    record(programme, event, by=by, at=at, **facts)
    programme.save()
    return programme
