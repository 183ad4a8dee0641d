"""Who lacks what for which post: what posts require against what their holders have shown to hold."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from khe.base.people import competence
from khe.base.people.actor import Actor
from khe.base.people.competence import Requirement
from khe.base.people.models import Member, Post, Qualification, Tenure
from khe.base.people.queries import in_force
from khe.desks.training.models import Enrolment
from khe.desks.training.queries.plans import open_needs
from khe.desks.training.queries.visible import people
from khe.desks.training.rules import Wanted
from khe.desks.training.states import ATTENDING, LEVEL_NAMES, CourseKind

Key = tuple[UUID, str, str]


@dataclass(frozen=True)
class Cell:
    """One thing a post asks for. `state`: met, lacks, proposed (a need stands) or studying."""

    kind: str
    what: str
    has: str
    state: str
    wanted: Wanted

    @property
    def label(self) -> Any:
        """Return the level or skill in words."""
        return LEVEL_NAMES.get(self.what, self.what)

    @property
    def has_label(self) -> Any:
        """Return the best level held in words, '' for none."""
        return LEVEL_NAMES.get(self.has, self.has)

    @property
    def value(self) -> str:
        """Return what a form sends to name it."""
        return f"{self.wanted.member_id}|{self.wanted.post_id}|{self.kind}|{self.what}"


@dataclass
class Row:
    """A holder of a post that requires something."""

    member: Member
    post: Post
    cells: list[Cell] = field(default_factory=list)

    def of(self, kind: str) -> list[Cell]:
        """Return what is asked of one kind."""
        return [cell for cell in self.cells if cell.kind == kind]

    @property
    def theory(self) -> list[Cell]:
        """Return what is asked in political theory."""
        return self.of("theory")

    @property
    def degree(self) -> list[Cell]:
        """Return what degree is asked."""
        return self.of("degree")

    @property
    def skills(self) -> list[Cell]:
        """Return the skills asked."""
        return self.of("skill")

    @property
    def lacks(self) -> list[Cell]:
        """Return what is missing."""
        return [cell for cell in self.cells if cell.state != "met"]

    @property
    def meets(self) -> bool:
        """Say whether nothing is missing."""
        return all(cell.state == "met" for cell in self.cells)


@dataclass
class Matrix:
    """The rows with their numbers."""

    rows: list[Row]

    def of(self, kind: str) -> list[Row]:
        """Return the rows with only what is asked of one kind; without the others."""
        rows = [Row(row.member, row.post, row.of(kind)) for row in self.rows]
        return [row for row in rows if row.cells]

    @property
    def size(self) -> int:
        """Return how many holders there are."""
        return len(self.rows)

    @property
    def meeting(self) -> int:
        """Return how many holders lack nothing."""
        return sum(row.meets for row in self.rows)

    @property
    def lacks(self) -> list[Cell]:
        """Return everything that is missing, whether something is done about it or not."""
        return [cell for row in self.rows for cell in row.cells if cell.state != "met"]

    @property
    def by_kind(self) -> Counter[str]:
        """Return how much is missing of each kind."""
        return Counter(cell.kind for cell in self.lacks)

    @property
    def by_state(self) -> Counter[str]:
        """Return how much is not looked after, proposed, being learned."""
        return Counter(cell.state for cell in self.lacks)


def gaps(actor: Actor, day: date) -> Matrix:
    """Return who lacks what for the post they hold on a local day; five queries, whatever the numbers.

    Of people whose training the actor may see.
    """
    return _matrix(people(actor, day), day)


def gaps_of(member_id: UUID, day: date) -> list[Row]:
    """Return the same for the posts of one member. Ask who may see it first."""
    return _matrix(Member.objects.filter(pk=member_id), day).rows


def _matrix(who: QuerySet[Member], day: date) -> Matrix:
    tenures = Tenure.objects.filter(in_force(day), member__in=who, member__active=True)
    tenures = tenures.select_related("member", "post", "post__body")
    held = list(tenures.order_by("post__body__name", "post__title", "member__sort_name", "id"))
    held = [t for t in held if Requirement.of(t.post.requires) != Requirement()]
    known = _known({t.member_id for t in held})
    return Matrix([_row(tenure, known, day) for tenure in held])


@dataclass
class _Known:
    held: dict[UUID, list[Qualification]]
    needs: set[Key]
    studies: set[Key]


def _known(ids: set[UUID]) -> _Known:
    held: dict[UUID, list[Qualification]] = {pk: [] for pk in ids}
    for row in Qualification.objects.filter(member_id__in=ids):
        held[row.member_id].append(row)
    places = Enrolment.objects.filter(member_id__in=ids, state__in=ATTENDING)
    studies: set[Key] = set()
    for place in places.select_related("course"):
        course = place.course
        if course.kind == CourseKind.SHORT:
            studies.add((place.member_id, "skill", (course.skill or course.name).casefold()))
        else:
            order = competence.LEVELS[course.kind]
            reached = order[: order.index(course.level) + 1]
            studies |= {(place.member_id, course.kind, level) for level in reached}
    return _Known(held, set(open_needs(ids)), studies)


def _row(tenure: Tenure, known: _Known, day: date) -> Row:
    asked = Requirement.of(tenure.post.requires)
    held = known.held[tenure.member_id]
    missing = {(g.kind, g.wanted): g.has for g in competence.gaps(asked, held, day)}
    wishes = [("theory", asked.theory), ("degree", asked.degree)]
    wishes += [("skill", skill) for skill in asked.skills]
    row = Row(tenure.member, tenure.post)
    for one, what in wishes:
        if not what:
            continue
        wanted = Wanted(tenure.member_id, one, what, tenure.post_id)
        levels = one in competence.LEVELS
        has = competence.best(one, held, day) if levels else ""
        state = _state(wanted, known) if (one, what) in missing else "met"
        row.cells.append(Cell(one, what, has, state, wanted))
    return row


def _state(wanted: Wanted, known: _Known) -> str:
    if wanted.key in known.studies:
        return "studying"
    also = (wanted.member_id, "certificate", wanted.key[2])
    return "proposed" if wanted.key in known.needs or also in known.needs else "lacks"
