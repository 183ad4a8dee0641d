"""What the pages of attendance show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.authorities.models import Area
from khe.base.people.actor import Actor
from khe.base.people.models import Body
from khe.base.web import phrases
from khe.base.web.parts import Bar
from khe.desks.study.models import Roll, Round, Seat, StudyClass
from khe.desks.study.queries import attendance as queries
from khe.desks.study.queries import rounds
from khe.desks.study.rules import attendance as counting
from khe.desks.study.rules import checkin
from khe.desks.study.rules.attendance import NAMED_READERS, Row, Tally
from khe.desks.study.states.attendance import Method
from khe.desks.study.states.planning import ClassKind, SeatState

A_PAGE = 60
KINDS = {
    SeatState.EXPECTED: "idle", SeatState.PRESENT: "done", SeatState.EXCUSED: "wait",
    SeatState.UNEXCUSED: "late",
}  # fmt: skip
GROUPS: dict[str, tuple[Any, Callable[[Row], UUID | None]]] = {
    "body": (Body, lambda row: row.body_id),
    "cell": (Body, lambda row: row.cell_id),
    "area": (Area, lambda row: row.area_id),
}
REST = "rest"


# ---- the roll of a class -------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A seat as the roll shows it."""

    seat: Seat
    kind: str
    late: bool
    exempt: bool

    @property
    def method(self) -> Any:
        """Return in a word how it was taken."""
        return Method(self.seat.method).label if self.seat.method in Method else ""


def line_of(seat: Seat, roll: Roll, study_class: StudyClass) -> Line:
    """Return a seat with its colour and whether it was late."""
    late = seat.state == SeatState.PRESENT and queries.is_late(
        seat.checked_at, study_class.starts_at, roll.late_after
    )
    return Line(seat, KINDS[SeatState(seat.state)], late, seat.learner.exempt)


def roll(
    study_class: StudyClass, at: datetime, *, text: str, which: str, page: str
) -> dict[str, Any]:
    """Return the context of the roll of a class: five queries, whatever the numbers."""
    kept = queries.roll_of(study_class.pk)
    tally = queries.tally_of_class(study_class.pk)
    seats = queries.found(queries.seats(study_class.pk), text)
    if which in SeatState.values:
        seats = seats.filter(state=which, learner__exempt=False)
    listed = Paginator(seats, A_PAGE).get_page(page)
    return {
        "lesson": study_class, "roll": kept, "tally": tally, "page": listed, "q": text, "which": which,
        "lines": [line_of(seat, kept, study_class) for seat in listed.object_list],
        "chips": chips(tally), "unsettled": list(queries.unsettled(study_class.pk)[:20]),
        **doors(study_class, kept, at),
    }  # fmt: skip


def doors(study_class: StudyClass, kept: Roll, at: datetime) -> dict[str, Any]:
    """Return when one may check in, and why not now."""
    open_ = queries.window_of(study_class, kept)
    place = queries.empty_place(study_class, kept)
    return {
        "open": open_,
        "why_not": checkin.why_not_take(place) or checkin.why_not_at(at, open_),
        "why_not_take": checkin.why_not_take(place),
        "begun": at >= study_class.starts_at,
    }


def chips(tally: Tally) -> list[tuple[str, Any, int]]:
    """Return (filter, word, how many)."""
    return [
        ("", _("Tất cả"), len(tally.obliged) + len(tally.exempt)),
        ("expected", _("Chưa điểm danh"), len(tally.waiting)),
        ("present", _("Có mặt"), len(tally.present)),
        ("excused", _("Vắng có phép"), len(tally.excused)),
        ("unexcused", _("Vắng không phép"), len(tally.unexcused)),
    ]


# ---- a round -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """A line of a table of rates."""

    name: str
    tally: Tally

    @property
    def of(self) -> int:
        """Return its denominator."""
        return len(self.tally.obliged)

    @property
    def bar(self) -> Bar:
        """Return it as a bar of the first rate."""
        rate = self.tally.first_rate
        text = phrases.percent(len(self.tally.present), len(self.tally.obliged))
        return Bar(self.name, float(rate or 0), text)


def overview(one: Round, actor: Actor, at: datetime, *, by: str) -> dict[str, Any]:
    """Return the context of a round's attendance: rates for everybody, names as far as one may see."""
    by = by if by in GROUPS else "body"
    rows = queries.rows([one.pk])
    total = counting.tally(rows)
    visible = set(
        rounds.visible_learners(actor, queries.day_of(at))
        .filter(round_id=one.pk)
        .values_list("pk", flat=True)
    )
    groups = grouped(rows, by, named=actor.can(*NAMED_READERS))
    classes = _classes(one, visible)
    return {
        "is_begun": bool(total.present) or any(c["closed"] for c in classes),
        "round": one, "total": total, "groups": groups, "by": by, "axes": axes(),
        "bars": [g.bar for g in groups], "classes": classes,
        "is_small": _is_small(total, visible),
        "missing": _missing(total, visible), "organises": not checkin.why_not_organise(actor),
        "first_rate": _percent(total.first_rate), "final_rate": _percent(total.final_rate),
        "absent": phrases.whole(total.absent), "exempt": phrases.whole(len(total.exempt)),
        "makeup_url": reverse("study:makeup", args=[one.pk]),
    }  # fmt: skip


def _percent(rate: Fraction | None) -> str:
    """Return a rate in percent with one decimal, "97,6"; "–" without a denominator."""
    return "–" if rate is None else phrases.decimal(float(100 * rate), 1)


def _is_small(total: Tally, visible: set[UUID]) -> bool:
    """Say whether a round is too small to show to somebody who must not see whose it is."""
    return len(total.obliged) < counting.LEAST and not set(total.obliged) <= visible


def axes() -> list[tuple[str, str]]:
    """Return what rates are shown by."""
    return [("body", _("Theo đơn vị")), ("cell", _("Theo chi bộ")), ("area", _("Theo khu vực"))]


def grouped(rows: list[Row], by: str, *, named: bool) -> list[Group]:
    """Return rates by body, cell or area, the lowest first; small groups folded unless one may see
    names."""
    model, key = GROUPS[by]
    tallies: dict[Any, Tally] = dict(counting.by(rows, key))
    tallies = {k: t for k, t in tallies.items() if t.obliged}
    if not named:
        tallies = counting.folded(tallies, REST)
    ids = [pk for pk in tallies if pk not in (None, REST)]
    names = dict(model.objects.filter(pk__in=ids).values_list("pk", "name"))
    names |= {None: _("Chưa ghi"), REST: _("Các nhóm nhỏ, gộp lại")}
    found = [Group(str(names.get(pk, "")), tally) for pk, tally in tallies.items()]
    return sorted(found, key=lambda g: (g.tally.first_rate or 0, g.name))


def _classes(one: Round, visible: set[UUID]) -> list[dict[str, Any]]:
    """Return the classes of a round with how many came, of how many; two queries."""
    listed = list(queries.classes_of(one.pk))
    tallies = queries.tallies_of_classes([c.pk for c in listed])
    rolls = queries.rolls_of([c.pk for c in listed])
    found = []
    for c in listed:
        tally, kept = tallies.get(c.pk, Tally()), rolls.get(c.pk)
        found.append(
            {
                "lesson": c, "tally": tally, "of": len(tally.obliged),
                "is_makeup": c.kind == ClassKind.MAKEUP, "closed": bool(kept and kept.closed_at),
                "shown": not _is_small(tally, visible),
            }
        )  # fmt: skip
    return found


def _missing(total: Tally, visible: set[UUID]) -> list[dict[str, Any]]:
    """Return those who have not studied and whom one may see, by given name; one query."""
    done = {*total.present, *total.made_up}
    wanted = [pk for pk in total.obliged if pk not in done and pk in visible]
    words = {pk: ("wait", _("Vắng có phép")) for pk in total.excused}
    words |= {pk: ("late", _("Vắng không phép")) for pk in total.unexcused}
    return [
        {"learner": one, "kind": kind, "word": word}
        for one in queries.learners(wanted)
        for kind, word in [words.get(one.pk, ("idle", _("Chưa điểm danh")))]
    ]
