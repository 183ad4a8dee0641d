"""What the miner proposes to a person now: what stands out, without what was decided before."""

from dataclasses import dataclass
from datetime import datetime

from khe.base.people.actor import Actor
from khe.desks.improvement.mining import finding
from khe.desks.improvement.mining.clusters import Said, is_quiet
from khe.desks.improvement.mining.finding import Found
from khe.desks.improvement.models import Counter, SetAside, Shortcoming
from khe.desks.improvement.states import Status

MAY = ("standing", "leader", "supervisor")  # who looks at proposals and decides on them


@dataclass(frozen=True)
class Proposal:
    """A cluster in words. `recurrence_of` is the closed shortcoming that came of it before."""

    found: Found
    title: str
    evidence: str
    recurrence_of: Shortcoming | None = None

    @property
    def key(self) -> str:
        """Return what it is known by from day to day."""
        return self.found.cluster.group.key


def proposals(actor: Actor, at: datetime) -> list[Proposal]:
    """Return what is proposed to the actor, by kind and excess; nothing to those who may not decide."""
    if not actor.can(*MAY):
        return []
    rows = finding.look(actor, at)
    said, closed = _said([row.cluster.group.key for row in rows])
    return [
        Proposal(row, finding.title_of(row), finding.evidence_of(row), closed.get(key))
        for row in rows
        if not is_quiet(row.cluster.group.part, said.get(key := row.cluster.group.key, ()))
    ]


def _said(keys: list[str]) -> tuple[dict[str, list[Said]], dict[str, Shortcoming]]:
    """Return what was decided by key, and the closed shortcoming that came of it last."""
    said: dict[str, list[Said]] = {}
    closed: dict[str, Shortcoming] = {}
    decided = SetAside.objects.filter(key__in=keys).select_related("shortcoming")
    for row in decided.order_by("at", "id"):
        subject = row.shortcoming
        is_over = subject is None or subject.status in (Status.CLOSED, Status.DROPPED)
        said.setdefault(row.key, []).append(Said(row.part, is_open=not is_over))
        if subject and is_over:
            closed[row.key] = subject
    return said, closed


def hold() -> None:
    """Hold decisions on proposals until the transaction ends: one at a time."""
    Counter.objects.select_for_update().get_or_create(key="proposals")


def proposal(actor: Actor, at: datetime, key: str) -> Proposal | None:
    """Return the proposal of a key as it is counted now, or None."""
    return next((one for one in proposals(actor, at) if one.key == key), None)
