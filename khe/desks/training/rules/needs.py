"""Who may propose what people need to learn, and who decides. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.people.competence import LEVELS
from khe.desks.training.refusals import Refusal
from khe.desks.training.rules.common import DECIDERS, first, when
from khe.desks.training.states import OPEN_NEEDS, NeedKind, NeedState


@dataclass(frozen=True)
class Wanted:
    """One thing a member lacks for a post: `kind` theory or degree with its level in `what`, skill or
    certificate with its name."""

    member_id: UUID
    kind: str
    what: str
    post_id: UUID | None = None

    @property
    def level(self) -> str:
        """Return the level wanted, '' for a skill."""
        return self.what if self.kind in LEVELS else ""

    @property
    def skill(self) -> str:
        """Return the skill wanted, '' for a level."""
        return "" if self.level else " ".join(self.what.split())

    @property
    def key(self) -> tuple[UUID, str, str]:
        """Return what makes it the same need as another."""
        return self.member_id, self.kind, self.level or self.skill.casefold()


def is_known_need(kind: str, level: str, skill: str) -> bool:
    """Say whether a need names a level of its kind, or a skill or certificate."""
    if kind in LEVELS:
        return level in LEVELS[kind] and not skill
    return kind in NeedKind.values and bool(skill.strip()) and not level


def why_not_propose_for(member_id: UUID, by: Actor, led: Collection[UUID]) -> Refusal | None:
    """One proposes for oneself, a head for the people of theirs, personnel and standing for anybody."""
    may = by.can(*DECIDERS) or by.is_member(member_id) or member_id in led
    return when(not may, Refusal.NOT_YOUR_PEOPLE)


def why_not_propose_need(
    member_id: UUID, kind: str, level: str, skill: str, reason: str, *, active: bool,
    stands: bool, held: bool, by: Actor, led: Collection[UUID],
) -> Refusal | None:  # fmt: skip
    """A need has a reason, stands once, and is of somebody who is at work and lacks it."""
    return first(
        why_not_propose_for(member_id, by, led),
        when(not is_known_need(kind, level, skill), Refusal.UNKNOWN_NEED),
        when(not reason.strip(), Refusal.NO_REASON),
        when(not active, Refusal.MEMBER_GONE),
        when(stands, Refusal.NEED_STANDS),
        when(held, Refusal.HELD_ALREADY),
    )


def why_not_decide_need(state: str, by: Actor) -> Refusal | None:
    """A proposed need is decided once, by personnel or the standing members."""
    return first(
        when(not by.can(*DECIDERS), Refusal.NOT_KEEPER),
        when(state != NeedState.PROPOSED, Refusal.NEED_DECIDED),
    )


def why_not_decline_need(state: str, reason: str, by: Actor) -> Refusal | None:
    """Whoever declines says why; an approved need may still be given up."""
    return first(
        when(not by.can(*DECIDERS), Refusal.NOT_KEEPER),
        when(state not in OPEN_NEEDS, Refusal.NEED_DECIDED),
        when(not reason.strip(), Refusal.NO_REASON),
    )
