"""What single pages show, gathered in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet

from khe.base.people.actor import Actor
from khe.base.people.competence import LEVELS, Gap, Requirement, best
from khe.base.people.models import Post, Tenure
from khe.base.people.names import plain
from khe.base.people.queries import in_force
from khe.desks.succession.models import (
    Candidate,
    Handover,
    Item,
    Move,
    PoolTerm,
    Review,
    RotationPlan,
)
from khe.desks.succession.queries.cover import Effect, changes_of, cover, effects
from khe.desks.succession.queries.due import DueRow
from khe.desks.succession.queries.planning import Choice, ground
from khe.desks.succession.queries.plans import decisions_of, groups_of, moves_of, standings
from khe.desks.succession.queries.pool import (
    CandidateRow,
    PostRow,
    all_candidates,
    gaps_of,
    held_by,
)
from khe.desks.succession.queries.reviews import lines_of
from khe.desks.succession.rules.plan import Standing, why_not_pass_on
from khe.desks.succession.states import LISTED, ItemKind, ItemState, MoveState, ReviewState


@dataclass
class Board:
    """The posts of a pool with their counts."""

    posts: list[PostRow]

    @property
    def with_pool(self) -> int:
        """Return how many posts have anybody in the pool."""
        return sum(bool(row.listed) for row in self.posts)

    @property
    def covered(self) -> int:
        """Return how many posts have somebody ready now."""
        return sum(bool(row.ready) for row in self.posts)

    @property
    def empty(self) -> int:
        """Return how many posts have nobody."""
        return len(self.posts) - self.with_pool

    @property
    def not_ready(self) -> int:
        """Return how many posts have a pool and nobody ready now."""
        return self.with_pool - self.covered

    @property
    def proposed(self) -> int:
        """Return how many proposals wait for a decision."""
        return sum(len(row.rows) - len(row.listed) for row in self.posts)

    def narrowed(self, show: str, text: str) -> list[PostRow]:
        """Return the posts of a part (empty, waiting, soon, ready) in which all words are found."""
        parts = {
            "trong": lambda row: not row.listed,
            "chua": lambda row: row.listed and not row.ready,
            "san-sang": lambda row: row.ready,
            "cho": lambda row: len(row.rows) > len(row.listed),
        }
        fits, words = parts.get(show, lambda row: True), plain(text).split()
        return [row for row in self.posts if fits(row) and all(w in _words(row) for w in words)]


def _words(row: PostRow) -> str:
    names = [t.member.name for t in row.holders] + [r.candidate.member.name for r in row.rows]
    return plain(" ".join([row.post.title, row.post.body.name, *names]))


@dataclass
class Held:
    """One thing a post asks for, against what a person has."""

    kind: str
    wanted: str
    has: str
    is_missing: bool


def profile(candidate: Candidate, day: date) -> list[Held]:
    """Return everything the candidate's post asks for, with what they hold on a day."""
    asked = Requirement.of(candidate.post.requires)
    held = held_by([candidate.member_id]).get(candidate.member_id, [])
    missing = {(g.kind, g.wanted) for g in gaps_of([candidate], day)[candidate.pk]}
    wants = [("theory", asked.theory), ("degree", asked.degree)]
    found = [
        Held(kind, wanted, best(kind, held, day), (kind, wanted) in missing)
        for kind, wanted in wants
        if wanted and kind in LEVELS
    ]
    for skill in asked.skills:
        lacks = ("skill", skill) in missing
        found.append(Held("skill", skill, "" if lacks else skill, lacks))
    return found


def post_page(actor: Actor, term: PoolTerm | None, post: Post, day: date) -> dict[str, Any]:
    """Return the pool of one post: its holders, who is and was listed, with gaps."""
    listed = list(all_candidates(actor, term).filter(post=post)) if term else []
    gaps = gaps_of(listed, day)
    rows = [CandidateRow(c, gaps[c.pk]) for c in listed]
    held = Tenure.objects.filter(in_force(day), post=post).select_related("member")
    return {
        "post": post,
        "asked": Requirement.of(post.requires),
        "holders": list(held.order_by("member__sort_name")),
        "row": PostRow(post, [], [r for r in rows if r.candidate.state in LISTED]),
        "former": [r for r in rows if r.candidate.state not in LISTED],
    }


@dataclass
class ReviewRow:
    """A candidate in a review, with what they lack and what was said."""

    candidate: Candidate
    gaps: list[Gap]
    verdict: str
    reason: str


def review_rows(review: Review, day: date) -> list[ReviewRow]:
    """Return everybody a review is about, by name: its lines, and (while it is open) whoever was proposed
    since it was opened."""
    lines = lines_of(review)
    said = {line.candidate_id: line for line in lines}
    listed = [line.candidate for line in lines]
    if review.state == ReviewState.OPEN:
        late = Candidate.objects.filter(term=review.term, state__in=LISTED)
        late = late.exclude(pk__in=list(said)).select_related("member", "post__body")
        listed = [c for c in listed if c.state in LISTED] + list(late.order_by("member__sort_name"))
    gaps = gaps_of(listed, day)
    return [
        ReviewRow(
            c, gaps[c.pk], said[c.pk].verdict if c.pk in said else "",
            said[c.pk].reason if c.pk in said else "",
        )
        for c in listed
    ]  # fmt: skip


@dataclass
class Group:
    """Moves that are decided together, with what they uncover and what work moves."""

    moves: list[Move]
    effect: Effect
    standings: dict[Any, Standing]

    @property
    def lines(self) -> list[tuple[Move, Standing, Any]]:
        """Return each move with its open work and why the work could not be passed on."""
        return [
            (m, self.standings[m.pk], why_not_pass_on(m, self.standings[m.pk])) for m in self.moves
        ]

    @property
    def is_well(self) -> bool:
        """Say whether nothing is uncovered and all work has somebody."""
        return not self.effect.new and not any(why for _m, _s, why in self.lines)


def plan_board(actor: Actor, plan: RotationPlan) -> dict[str, Any]:
    """Return a plan as a board: who is due (with the move proposed for them), the groups, what was
    decided; a fixed number of queries."""
    base = ground(actor, plan.day, plan.horizon_months)
    moves = moves_of(plan)
    drafts = [m for m in moves if m.state == MoveState.DRAFT]
    by_tenure = {m.tenure_id: m for m in moves if m.tenure_id and m.state != MoveState.DECLINED}
    groups = _groups(drafts, plan.day)
    return {
        "due": [(row, by_tenure.get(row.tenure.pk)) for row in base.due],
        "groups": groups,
        "unfilled": _unfilled(base.due, by_tenure),
        "stays": [m for m in moves if m.state == MoveState.STAYS],
        "declined": [m for m in moves if m.state == MoveState.DECLINED],
        "decisions": decisions_of(plan),
        "short": [g for g in groups if g.effect.new],
        "empty": sum(len(g.effect.empty) for g in groups),
    }


def _unfilled(due: list[DueRow], by_tenure: dict[Any, Move]) -> int:
    return sum(row.tenure.pk not in by_tenure for row in due)


def _groups(moves: list[Move], day: date) -> list[Group]:
    groups = groups_of(moves)
    if not groups:
        return []
    known, stands = cover(day), standings(moves, day)
    return [
        Group(group, effect, stands)
        for group, effect in zip(groups, effects(groups, day, known), strict=True)
    ]


def decide_page(moves: list[Move], day: date) -> dict[str, Any]:
    """Return moves that hang together with what they uncover on a day."""
    return {"group": _groups(moves, day)[0]}


@dataclass
class Option:
    """A choice for a post with what it would uncover: the post left empty, offices that fall short."""

    choice: Choice
    empty: Post | None
    short: list[Any]


def choose_page(actor: Actor, plan: RotationPlan, tenure: Tenure) -> dict[str, Any]:
    """Return who may follow in a post, with what each choice lacks and uncovers."""
    base = ground(actor, plan.day, plan.horizon_months)
    known = cover(plan.day)
    found = []
    for choice in base.choices(tenure.post):
        moves = [
            Move(member_id=tenure.member_id, tenure=tenure),
            Move(member=choice.member, tenure=choice.own, to_post=tenure.post),
        ]
        short = [s for s in known.short(changes_of(moves, plan.day)) if s.is_new]
        named = [(known.bodies[s.body_id], s) for s in short]
        found.append(Option(choice, choice.own.post if choice.own else None, named))
    due = next((row for row in base.due if row.tenure.pk == tenure.pk), None)
    return {"options": found, "due": due, "in_pool": bool(base.pool.get(tenure.post_id))}


def with_counts(found: QuerySet[Handover]) -> QuerySet[Handover]:
    """Return handovers with how many lines they have, and how many wait or were refused."""
    lines = Q(items__isnull=False) & ~Q(items__kind=ItemKind.RIGHT)
    return found.annotate(
        lines=Count("items", filter=lines),
        left=Count("items", filter=Q(items__state=ItemState.LISTED)),
        refused=Count("items", filter=Q(items__state=ItemState.REFUSED)),
    )


def grouped(items: Iterable[Item]) -> list[tuple[ItemKind, list[Item]]]:
    """Return lines by kind, in the order they are listed."""
    return [(ItemKind(kind), list(some)) for kind, some in groupby(items, key=lambda i: i.kind)]
