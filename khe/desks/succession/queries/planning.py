"""What the planner works on: the seats, who may take them, and its proposal."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from khe.base.people import competence
from khe.base.people.actor import Actor
from khe.base.people.competence import Gap, Requirement
from khe.base.people.models import Member, Post, Qualification, Tenure
from khe.desks.succession.models import Candidate, Conflict, Move, RotationPlan
from khe.desks.succession.queries.cover import Cover, cover
from khe.desks.succession.queries.due import DueRow, find_due, tenures_on
from khe.desks.succession.queries.plans import conflicts, moves_of
from khe.desks.succession.queries.pool import (
    READY_FIRST,
    current_term,
    held_by,
    standing_posts,
    visible_candidates,
)
from khe.desks.succession.rules.cover import at_work
from khe.desks.succession.rules.planner import Option, Proposal, Seat, propose
from khe.desks.succession.states import CandidateState, MoveState

MOST = 8  # people looked at for one seat
OUTSIDE = 3  # rank of somebody who is not in the pool


@dataclass
class Choice:
    """Somebody who may take a post: from the pool or not, what they lack, what keeps them away."""

    member: Member
    post: Post
    own: Tenure | None
    candidate: Candidate | None
    gaps: list[Gap]
    conflict: Conflict | None = None

    @property
    def rank(self) -> int:
        """Return 0 for the readiest of the pool, the highest for somebody outside it."""
        return READY_FIRST[self.candidate.readiness] if self.candidate else OUTSIDE  # type: ignore[index]

    @property
    def order(self) -> tuple[int, int, str]:
        """Return by what choices are listed: the pool first, readiness, gaps, name."""
        return self.rank, len(self.gaps), self.member.sort_name


@dataclass
class Ground:
    """The people, posts and pools of a plan's day; a fixed number of queries."""

    day: date
    tenures: list[Tenure]
    due: list[DueRow]
    pool: dict[UUID, list[Candidate]] = field(default_factory=dict)  # by post
    held: dict[UUID, list[Qualification]] = field(default_factory=dict)
    avoid: list[Conflict] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    def main(self, member_id: UUID) -> Tenure | None:
        """Return the tenure somebody would leave for another post: in their own body, else the last."""
        mine = [t for t in self.tenures if t.member_id == member_id]
        own = [t for t in mine if t.post.body_id == t.member.body_id]
        return next(reversed(own or mine), None)

    def choice(self, member: Member, post: Post, candidate: Candidate | None = None) -> Choice:
        """Return somebody as a choice for a post."""
        lacks = competence.gaps(
            Requirement.of(post.requires), self.held.get(member.pk, []), self.day
        )
        own = self.main(member.pk)
        return Choice(member, post, own, candidate, lacks, self.conflict(member.pk, post))

    def conflict(self, member_id: UUID, post: Post) -> Conflict | None:
        """Return what speaks against placing somebody in the body of a post, or None."""
        there = {
            t.member_id for t in self.tenures
            if t.post.body_id == post.body_id and t.post_id != post.pk
        }  # fmt: skip
        for one in self.avoid:
            other = one.other_id if one.member_id == member_id else one.member_id
            if one.member_id == member_id and one.body_id == post.body_id:
                return one
            if one.other_id and member_id in (one.member_id, one.other_id) and other in there:
                return one
        return None

    def choices(self, post: Post) -> list[Choice]:
        """Return who may take a post: its pool; without anybody there, those in posts of its kind."""
        holders = {t.member_id for t in self.tenures if t.post_id == post.pk}
        pool = [c for c in self.pool.get(post.pk, []) if c.member_id not in holders]
        if pool:
            found = [self.choice(c.member, post, c) for c in pool if c.member.active]
        else:
            like = {
                t.member_id: t.member for t in self.tenures
                if t.post_id != post.pk and t.member_id not in holders and alike(t.post, post)
            }  # fmt: skip
            found = [self.choice(member, post) for member in like.values()]
        return sorted(found, key=lambda c: (c.conflict is not None, *c.order))[:MOST]


def alike(one: Post, other: Post) -> bool:
    """Say whether holders of one post may follow in the other without a pool: the same kind of post
    and the same rights."""
    return one.kind == other.kind and set(one.roles) == set(other.roles)


def ground(actor: Actor, day: date, months: int) -> Ground:
    """Read the ground of a plan; eight queries."""
    tenures = tenures_on(day)
    term = current_term(actor, day)
    pool: dict[UUID, list[Candidate]] = {}
    if term:
        listed = visible_candidates(actor).filter(term=term, state=CandidateState.IN)
        for one in listed.select_related("member", "post"):
            pool.setdefault(one.post_id, []).append(one)
    ids = {t.member_id for t in tenures} | {c.member_id for cs in pool.values() for c in cs}
    return Ground(
        day, tenures, find_due(tenures, day, months), pool, held_by(ids), conflicts(),
        list(standing_posts(day)),
    )  # fmt: skip


def choices(actor: Actor, plan: RotationPlan, post: Post) -> list[Choice]:
    """Return who may take a post on the day of a plan, the most fitting first."""
    return ground(actor, plan.day, plan.horizon_months).choices(post)


@dataclass
class Found:
    """The planner's answer with the tenures and posts it speaks of."""

    answer: Proposal
    own: dict[UUID, Tenure | None]  # member -> the tenure they leave
    posts: dict[UUID, Post]  # seat -> post
    due: dict[UUID, DueRow]  # seat (tenure) -> why
    settled: set[UUID]  # members whose move is chosen by hand, kept or decided


def proposal(actor: Actor, plan: RotationPlan) -> Found:
    """Return the best assignment for a plan; what was chosen by hand, kept or decided stays as it is."""
    base = ground(actor, plan.day, plan.horizon_months)
    kept = [m for m in moves_of(plan) if m.by_hand or m.state != MoveState.DRAFT]
    known = cover(plan.day)
    problem = _Problem(base, [m for m in kept if m.state != MoveState.DECLINED], known)
    work = at_work(known.stays, known.absent, plan.day)
    counts = {body: len(people) for body, people in work.items()}
    answer = propose(
        problem.seats.values(), problem.options, known.needed, counts, fixed=problem.fixed
    )
    own = {o.member_id: problem.tenures.get(o.own) if o.own else None for o in problem.options}
    due = {row.tenure.pk: row for row in base.due}
    return Found(answer, own, problem.posts, due, problem.busy)


class _Problem:
    """Seats and options of a ground, with what is settled already taken out."""

    def __init__(self, base: Ground, settled: list[Move], known: Cover) -> None:
        self.base = base
        self.busy = {m.member_id for m in settled}
        self.tenures = {t.pk: t for t in base.tenures}
        away = {
            m
            for m, spans in known.absent.items()
            if any(a <= base.day < (b or a) for a, b in spans)
        }
        self.fixed: dict[UUID, UUID] = {}
        self.posts = {t.pk: t.post for t in base.tenures}
        leaving = {m.tenure_id for m in settled if m.tenure_id and m.state != MoveState.STAYS}
        staying = {m.tenure_id for m in settled if m.state == MoveState.STAYS}
        why = {row.tenure.pk: row for row in base.due if row.tenure.pk not in staying}
        self.seats = {
            t.pk: Seat(
                t.pk, t.post.body_id, t.member_id, t.pk in why or t.pk in leaving,
                t.pk in leaving or (t.pk in why and why[t.pk].leaves), t.member_id not in away,
            )
            for t in base.tenures
        }  # fmt: skip
        self._free_seats()
        self._take_promised(settled)
        self.options = self._options()

    def _free_seats(self) -> None:
        """Add the places nobody holds."""
        for post in self.base.posts:
            held = sum(t.post_id == post.pk for t in self.base.tenures)
            for n in range(held, post.seats):
                seat = Seat(uuid5(post.pk, str(n)), post.body_id)
                self.seats[seat.id], self.posts[seat.id] = seat, post

    def _take_promised(self, settled: list[Move]) -> None:
        """Take out the places that choices made by hand have given away."""
        for move in settled:
            here = [s for s in self.seats.values() if self.posts[s.id].pk == move.to_post_id]
            best = sorted(here, key=lambda s: (s.holder is not None, not s.due))
            if move.to_post_id and best:
                del self.seats[best[0].id]

    def _options(self) -> list[Option]:
        wanted = [s for s in self.seats.values() if s.due]
        found = {o for seat in wanted for o in self._of(seat)}
        movers = {o.own for o in found if o.own}
        open_ = [
            s for s in self.seats.values() if not s.due and (s.holder is None or s.id in movers)
        ]
        rotating = [s for s in wanted if s.holder and not s.leaves and s.holder not in self.busy]
        without_pool = [s for s in wanted if not self.base.pool.get(self.posts[s.id].pk)]
        for seat in [*open_, *without_pool]:
            found |= self._places_for(seat, rotating)
        return sorted(found, key=lambda o: (o.seat_id, o.rank, o.gaps, o.member_id))

    def _of(self, seat: Seat) -> list[Option]:
        chosen = self.base.choices(self.posts[seat.id])
        return [o for c in chosen if c.conflict is None and (o := self._option(c, seat))]

    def _places_for(self, seat: Seat, rotating: list[Seat]) -> set[Option]:
        """Return the options of those who must rotate for a place that is, or may become, free."""
        found = set()
        for own in rotating:
            mine, post = self.tenures[own.id], self.posts[seat.id]
            if mine.post_id != post.pk and alike(mine.post, post):
                choice = self.base.choice(mine.member, post)
                option = None if choice.conflict else self._option(choice, seat)
                found |= {option} if option else set()
        return found

    def _option(self, choice: Choice, seat: Seat) -> Option | None:
        own = choice.own.pk if choice.own and choice.own.pk in self.seats else None
        mine = self.seats.get(own) if own else None
        if choice.member.pk in self.busy or (choice.own and mine is None) or (mine and mine.leaves):
            return None
        return Option(choice.member.pk, seat.id, own, len(choice.gaps), choice.rank)
