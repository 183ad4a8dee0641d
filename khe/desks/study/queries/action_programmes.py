"""Reading action programmes: goals, and how far their tasks are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from khe.base.people.actor import Actor
from khe.desks.study.models import ActionProgramme, Goal
from khe.desks.study.rules.quizzes import why_not_organise
from khe.desks.study.states.action_programmes import ActionStatus
from khe.desks.tasks import queries as tasks
from khe.desks.tasks import rules as task_rules
from khe.desks.tasks.states import Kind, State

SOURCE = Kind.PROGRAMME
DONE = (State.DONE_ON_TIME, State.DONE_LATE)


@dataclass
class Progress:
    """Tasks by state. What was dropped is neither done nor to be done."""

    states: dict[str, int] = field(default_factory=dict)

    def add(self, state: str) -> None:
        """Count a task."""
        self.states[state] = self.states.get(state, 0) + 1

    @property
    def total(self) -> int:
        """Return how many tasks count."""
        return sum(n for state, n in self.states.items() if state != State.DROPPED)

    @property
    def done(self) -> int:
        """Return how many are done, in time or late."""
        return sum(self.states.get(state, 0) for state in DONE)

    @property
    def overdue(self) -> int:
        """Return how many are overdue."""
        return self.states.get(State.OVERDUE, 0)


@dataclass
class GoalLine:
    """A goal with its tasks as far as the actor may open them, and the progress of all of them."""

    goal: Goal
    tasks: list[tuple[Any, State]] = field(default_factory=list)
    progress: Progress = field(default_factory=Progress)


def visible_to(actor: Actor) -> QuerySet[ActionProgramme]:
    """Return the programmes everybody may read: those in force or finished; drafts are the organisers'."""
    found = ActionProgramme.objects.select_related("document", "body")
    if why_not_organise(actor):
        found = found.exclude(status=ActionStatus.DRAFT)
    return found.order_by("-first_day", "-id")


def locked(programme_id: UUID) -> ActionProgramme:
    """Return a programme, locked."""
    return ActionProgramme.objects.select_for_update().get(pk=programme_id)


def progress_of(programme_ids: Iterable[UUID], at: datetime) -> dict[UUID, Progress]:
    """Return the progress of programmes by id; two queries."""
    ids = list(programme_ids)
    goals = dict(Goal.objects.filter(programme_id__in=ids).values_list("pk", "programme_id"))
    found = {pk: Progress() for pk in ids}
    for goal_id, rows in tasks.of_source(SOURCE, goals).items():
        for task in rows:
            found[goals[goal_id]].add(task_rules.state_of(task, at))
    return found


def lines_of(programme: ActionProgramme, actor: Actor, at: datetime) -> list[GoalLine]:
    """Return the goals of a programme in order; three queries."""
    lines = [GoalLine(g) for g in Goal.objects.filter(programme=programme).order_by("position")]
    rows = tasks.of_source(SOURCE, [line.goal.pk for line in lines])
    ids = [task.pk for found in rows.values() for task in found]
    seen = set(tasks.visible_to(actor, at).filter(pk__in=ids).values_list("pk", flat=True))
    for line in lines:
        for task in rows[line.goal.pk]:
            state = State(task_rules.state_of(task, at))
            line.progress.add(state)
            if task.pk in seen:
                line.tasks.append((task, state))
    return lines
