"""Which people take which posts: an assignment with a clear best answer. Pure; solved by HiGHS.

Wanted, in this order, each only among the answers that are best by the ones before:
1. most due posts filled, 2. fewest people left without a post, 3. fewest gaps between what posts
require and what people hold, 4. fewest offices below their minimum, 5. fewest moves, 6. the readiest.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import highspy

SECONDS = 10.0  # at most, for each of the six questions


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a post. `holder` None: empty. `due`: it is to get another holder. `leaves`: the holder
    goes in any case (retires, ends a term), so the seat is empty unless filled; others stay until
    somebody comes, and then need another post."""

    id: UUID
    body_id: UUID
    holder: UUID | None = None
    due: bool = False
    leaves: bool = False
    at_work: bool = True


@dataclass(frozen=True, slots=True)
class Option:
    """A member may take a seat. `own`: the seat they would leave for it (None: leave none).
    `gaps`: what they lack for it; `rank`: 0 is readiest."""

    member_id: UUID
    seat_id: UUID
    own: UUID | None = None
    gaps: int = 0
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """The seats and who takes them, and the values of the six wishes, in order."""

    taken: dict[UUID, UUID] = field(default_factory=dict)  # seat -> member
    unfilled: tuple[UUID, ...] = ()  # due seats
    scores: tuple[int, ...] = ()


def propose(
    seats: Iterable[Seat], options: Iterable[Option], needed: Mapping[UUID, int],
    at_work: Mapping[UUID, int], *, fixed: Mapping[UUID, UUID] | None = None,
) -> Proposal:  # fmt: skip
    """Return the best assignment.

    `needed` and `at_work` count people by body, the latter as it stands. `fixed` are choices made by
    hand (seat -> member): they are kept, whatever they cost; each must be among the options.
    """
    model = _Model(list(seats), list(options), fixed or {})
    if not model.options:
        return Proposal({}, tuple(s.id for s in model.seats.values() if s.due))
    model.limit()
    scores = tuple(model.best(wish) for wish in model.wishes(needed, at_work))
    taken = {o.seat_id: o.member_id for o, x in model.options.items() if model.is_chosen(x)}
    return Proposal(
        taken, tuple(s.id for s in model.seats.values() if s.due and s.id not in taken), scores
    )


class _Model:
    """The variables: one for each option, 1 when it is chosen."""

    def __init__(
        self, seats: list[Seat], options: list[Option], fixed: Mapping[UUID, UUID]
    ) -> None:
        self.solver = highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("time_limit", SECONDS)):
            self.solver.setOptionValue(name, value)
        self.seats = {seat.id: seat for seat in seats}
        self.fixed = fixed
        self.options: dict[Option, Any] = {
            o: self.solver.addBinary() for o in options if o.seat_id in self.seats
        }

    def sum(self, fits: Callable[[Option], bool]) -> Any:
        """Return how many of the options that fit are chosen."""
        return self.weighed(lambda o: 1 if fits(o) else 0)

    def weighed(self, weight: Callable[[Option], int]) -> Any:
        """Return the sum of the weights of what is chosen."""
        terms = [w * x for o, x in self.options.items() if (w := weight(o))]
        return self.solver.qsum(terms) if terms else 0

    def at_most(self, expression: Any, bound: Any) -> None:
        """Keep an expression within a bound; one without variables always is."""
        if not isinstance(expression, int):
            self.solver.addConstr(expression <= bound)

    def limit(self) -> None:
        """A member moves once; a seat is taken once, and only when its holder goes."""
        for member in {o.member_id for o in self.options}:
            self.at_most(self.sum(lambda o, m=member: o.member_id == m), 1)  # type: ignore[misc]
        for seat in self.seats.values():
            taken = self.sum(lambda o, s=seat: o.seat_id == s.id)  # type: ignore[misc]
            gone = self.sum(lambda o, s=seat: o.own == s.id)  # type: ignore[misc]
            self.at_most(taken, 1)
            if seat.holder is not None and not seat.due and not isinstance(taken, int):
                self.at_most(taken - gone, 0)
            if seat.due and not seat.leaves and not isinstance(gone, int):
                self.at_most(gone - taken, 0)
        for option, chosen in self.options.items():
            if self.fixed.get(option.seat_id) == option.member_id:
                self.solver.addConstr(chosen >= 1)

    def wishes(self, needed: Mapping[UUID, int], at_work: Mapping[UUID, int]) -> list[Any]:
        """Return what is to be as small as possible, the most important first."""
        due = {s.id for s in self.seats.values() if s.due}
        rotating = {s.id for s in self.seats.values() if s.due and not s.leaves}
        return [
            -1 * self.sum(lambda o: o.seat_id in due),
            self.weighed(lambda o: (o.seat_id in rotating) - (o.own in rotating)),
            self.weighed(lambda o: o.gaps),
            self.short(needed, at_work),
            self.sum(lambda o: True),
            self.weighed(lambda o: o.rank),
        ]

    def short(self, needed: Mapping[UUID, int], at_work: Mapping[UUID, int]) -> Any:
        """Return how many bodies stand below what they need."""
        flags = []
        for body, least in needed.items():
            here = {s.id: s for s in self.seats.values() if s.body_id == body}
            left = at_work.get(body, 0) - sum(s.leaves and s.at_work for s in here.values())
            change = self.weighed(lambda o, here=here: self._change(o, here))  # type: ignore[misc]
            if least <= 0 or isinstance(change, int):
                continue
            flag = self.solver.addBinary()
            self.solver.addConstr(change + least * flag >= least - left)
            flags.append(flag)
        return self.solver.qsum(flags) if flags else 0

    def _change(self, option: Option, here: Mapping[UUID, Seat]) -> int:
        """Return how many people a choice brings to a body: its newcomer, less whoever leaves it for
        another seat, and less the holder of a due seat who goes when somebody comes."""
        change = 1 if option.seat_id in here else 0
        seat = here.get(option.seat_id)
        if seat and seat.due and not seat.leaves and seat.at_work:
            change -= 1
        own = here.get(option.own) if option.own else None
        if own and not own.due and own.at_work:
            change -= 1
        return change

    def best(self, wish: Any) -> int:
        """Make a wish as small as possible, keep it there for the wishes that follow."""
        if isinstance(wish, int):
            return wish
        self.solver.minimize(wish)
        value = round(self.solver.getObjectiveValue())
        self.solver.addConstr(wish <= value)
        return value

    def is_chosen(self, variable: Any) -> bool:
        """Say whether an option is chosen in the answer."""
        return bool(self.solver.val(variable) > 0.5)
