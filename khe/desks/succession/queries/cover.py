"""Who is at work where, and what a change uncovers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from khe.base.people.models import Body, Delegation, Post, Tenure
from khe.base.people.queries import LOCAL
from khe.desks.staff.states import ActKind
from khe.desks.succession.models import Move
from khe.desks.succession.rules.cover import Change, Shortage, Span, Stay, seconded, shortages
from khe.desks.training import queries as training

WINDOW = timedelta(days=90)  # how far ahead absences are looked at


@dataclass
class Cover:
    """What is needed to tell what changes uncover, from a day on."""

    first: date
    last: date
    stays: list[Stay]
    absent: dict[UUID, list[Span]]
    needed: dict[UUID, int]
    bodies: dict[UUID, Body]

    def short(self, changes: Iterable[Change]) -> list[Shortage]:
        """Return the bodies that fall, or stand, below their minimum with changes."""
        return shortages(self.stays, self.absent, changes, self.needed, self.first, self.last)


@dataclass
class Effect:
    """What a group of moves that hang together uncovers."""

    moves: list[Move]
    shortages: list[Shortage] = field(default_factory=list)
    empty: list[Post] = field(default_factory=list)  # posts left and not taken by anybody
    bodies: dict[UUID, Body] = field(default_factory=dict)

    @property
    def new(self) -> list[Shortage]:
        """Return the offices that these moves bring below their minimum."""
        return [s for s in self.shortages if s.is_new]


def cover(day: date) -> Cover:
    """Return who is at work where from a day on, with what is known of absences; four queries."""
    last = day + WINDOW
    tenures = Tenure.objects.filter(member__active=True, began__lte=last)
    rows = list(
        tenures.filter(Q(ended__isnull=True) | Q(ended__gt=day))
        .select_related("post", "began_by")
        .only("member_id", "began", "ended", "post__body_id", "began_by__kind")
    )
    stays = [Stay(t.pk, t.member_id, t.post.body_id, t.began, t.ended) for t in rows]
    sent = {t.pk for t in rows if t.began_by and t.began_by.kind == ActKind.SECONDMENT}
    bodies = {b.pk: b for b in Body.objects.filter(min_cover__gt=0)}
    absent = _absent({t.member_id for t in rows if t.post.body_id in bodies}, day, last)
    needed = {pk: body.min_cover for pk, body in bodies.items()}
    return Cover(day, last, seconded(stays, sent), absent, needed, bodies)


def _absent(ids: set[UUID], first: date, last: date) -> dict[UUID, list[Span]]:
    """Return when members are away: somebody stands in for all of their roles, or a full-time course."""
    found: dict[UUID, list[Span]] = {}
    given = Delegation.objects.filter(giver__in=ids, revoked_at=None, roles=[])
    for giver, began, ended in given.values_list("giver_id", "began", "ended"):
        span = began.astimezone(LOCAL).date(), ended.astimezone(LOCAL).date()
        if span[0] <= last and span[1] > first:
            found.setdefault(giver, []).append(span)
    for member, spans in training.away(ids).items():
        found.setdefault(member, []).extend((a, b + timedelta(days=1)) for a, b in spans)
    return found


def changes_of(moves: Iterable[Move], day: date) -> list[Change]:
    """Return moves as changes of who is at work where."""
    return [
        Change(m.member_id, day, m.tenure_id, m.to_post.body_id if m.to_post else None)
        for m in moves
    ]


def effects(groups: Iterable[list[Move]], day: date, known: Cover) -> list[Effect]:
    """Return what each group of moves uncovers on a day and in the 90 days after it."""
    found = []
    for moves in groups:
        short = known.short(changes_of(moves, day))
        touched = {m.tenure.post.body_id for m in moves if m.tenure}
        taken = [m.to_post_id for m in moves if m.to_post_id]
        empty = []
        for move in moves:
            post = move.tenure.post if move.tenure else None
            if post and post.pk in taken:
                taken.remove(post.pk)
            elif post:
                empty.append(post)
        found.append(Effect(moves, [s for s in short if s.body_id in touched], empty, known.bodies))
    return found
