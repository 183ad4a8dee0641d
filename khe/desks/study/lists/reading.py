"""One row against one learner as they stand: what it changes, and which cells do not fit."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.sheets import Change, Fault, Row
from khe.desks.study.actions.learner_list import Line
from khe.desks.study.lists.places import Places, words_of
from khe.desks.study.lists.sheet import YES_NO, as_cell, from_cell, is_nothing
from khe.desks.study.models import Learner, Round, Seat
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules import classes as class_rules
from khe.desks.study.rules import rounds as rules
from khe.desks.study.rules.availability import Availability, BadWindow
from khe.desks.study.states import ClassKind, SeatState

AT_CELL = {
    Refusal.CANNOT_COME: "day", Refusal.IN_THE_PAST: "day", Refusal.EXEMPT: "exempt",
    Refusal.NO_REASON: "reason",
}  # fmt: skip
MOST_KM = 999


@dataclass(frozen=True)
class Now:
    """How the round stands: regular seats by learner, its classes; who imports, and when."""

    round: Round
    seats: dict[UUID, Seat]
    places: Places
    actor: Actor
    at: datetime


@dataclass
class Read:
    """A row understood. `fields` are (title, old, new) in words; `goes` is the class asked for."""

    row: Row
    learner: Learner
    seat: Seat | None
    line: Line
    goes: Any | None = None
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_change(self) -> bool:
        """Say whether it changes anything."""
        return self.line != Line(self.learner.pk)

    @property
    def change(self) -> Change:
        """Return it for the preview."""
        member = self.learner.member
        label = f"{member.code} {member.name}".strip()
        return Change("change" if self.is_change else "same", label, self.fields)

    @cached_property
    def is_exempt(self) -> bool:
        """Say whether the learner is exempt once it is carried out."""
        return (self.learner.exempt or bool(self.line.exempt)) and not self.line.is_recalled

    def wrong(self, key: str, sentence: Any) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(self.row.fault(key, sentence))

    def refused(self, reason: Refusal | None, key: str) -> None:
        """Note a refusal at the cell it is about."""
        if reason:
            self.wrong(AT_CELL.get(reason, key), reason.label)


def read(row: Row, learner: Learner, now: Now) -> Read:
    """Return what a row asks for a learner."""
    one = Read(row, learner, now.seats.get(learner.pk), Line(learner.pk))
    _exempt(one, now)
    cannot = _bounds(one, now)
    _seat(one, now, cannot)
    return one


def _exempt(one: Read, now: Now) -> None:
    values, learner = one.row.values, one.learner
    said = values.get("exempt", "")
    reason = values.get("reason") or learner.exempt_reason
    allowed_by = values.get("allowed_by") or learner.exempt_by
    is_exempt = said == "yes" or (learner.exempt and not said)
    if said == "no" and learner.exempt:
        one.line = replace(one.line, is_recalled=True)
        one.fields.append((str(_("Miễn học")), str(YES_NO["yes"]), str(YES_NO["no"])))
        one.refused(rules.why_not_draw(now.round.status, now.actor), "exempt")
        return
    if not is_exempt:
        if values.get("reason") and not learner.exempt:
            one.wrong("exempt", _("Hãy ghi “Có” nếu cho miễn, hoặc bỏ lý do miễn."))
        return
    before = (learner.exempt_reason, learner.exempt_by) if learner.exempt else None
    if before == (reason, allowed_by):
        return
    one.line = replace(one.line, exempt=(reason, allowed_by))
    old = f"{before[0]} ({before[1]})" if before else str(YES_NO["no"])
    one.fields.append((str(_("Miễn học")), old, f"{reason} ({allowed_by})"))
    if not allowed_by:
        one.wrong("allowed_by", _("Hãy ghi ai cho phép miễn."))
    else:
        why_not = rules.why_not_exempt(now.round.status, reason, allowed_by, now.actor)
        one.refused(why_not, "exempt")


def _bounds(one: Read, now: Now) -> dict[str, Any]:
    """Read the constraints; return them as they will be."""
    learner = one.learner
    cannot = {
        "not": _windows(one, "never", learner.cannot.get("not", []), _("Không học được vào")),
        "rather_not": _windows(
            one, "rather_not", learner.cannot.get("rather_not", []), _("Nên tránh")
        ),
    }
    cannot = {key: value for key, value in cannot.items() if value}
    max_km = _kilometres(one)
    before = {key: value for key, value in learner.cannot.items() if value}
    if (cannot, max_km) != (before, learner.max_km):
        one.line = replace(one.line, bounds=(cannot, max_km))
        why_not = rules.why_not_constrain(now.round.status, cannot, now.actor)
        one.refused(why_not, "never")
    return cannot


def _windows(one: Read, key: str, before: list[dict[str, Any]], title: str) -> list[dict[str, Any]]:
    text = one.row.values.get(key, "")
    if not text or text == as_cell(before):
        return before
    try:
        after = [] if is_nothing(text) else from_cell(text)
    except BadWindow:
        one.wrong(
            key, _("Chưa hiểu: “%(line)s”. Hãy viết như “sáng thứ 2, thứ 4”.") % {"line": text}
        )
        return before
    if after != before:
        one.fields.append((title, as_cell(before) or "–", as_cell(after) or "–"))
    return after


def _kilometres(one: Read) -> int | None:
    text, before = one.row.values.get("max_km", ""), one.learner.max_km
    if not text:
        return before
    after = None if is_nothing(text) else int(text) if text.isdecimal() else -1
    if after is not None and not 0 <= after <= MOST_KM:
        one.wrong("max_km", _("Hãy ghi số ki-lô-mét chẵn, từ 0 đến 999."))
        return before
    if after != before:
        old, new = ("–" if km is None else str(km) for km in (before, after))
        one.fields.append((str(_("Không nên đi xa quá (km)")), old, new))
    return after


def _seat(one: Read, now: Now, cannot: dict[str, Any]) -> None:
    former = one.seat.study_class if one.seat else None
    if is_nothing(one.row.values.get("hall", "")):
        there = None
    else:
        there, fault = now.places.named(one.row)
        if fault:
            one.faults.append(fault)
        if there is None or (former and there.pk == former.pk):
            _stays(one)
            return
    if former or there:
        one.fields.append((str(_("Lớp")), words_of(former), words_of(there)))
    if there:
        one.goes, one.line = there, replace(one.line, goes=there.pk)
        one.refused(_why_not_go(one, now, there, cannot), "hall")
    elif one.seat and former:
        one.line = replace(one.line, leaves=one.seat.pk)
        why_not = class_rules.why_not_unseat(
            former.status, now.round.status, one.seat.state, now.actor
        )
        one.refused(why_not, "hall")


def _stays(one: Read) -> None:
    """Somebody who keeps a seat cannot be let off."""
    if one.seat and one.line.exempt:
        one.wrong("hall", _("Người này đã có chỗ: ghi “–” để bỏ chỗ khi cho miễn."))


def _why_not_go(one: Read, now: Now, there: Any, cannot: dict[str, Any]) -> Refusal | None:
    """Ask the rule of seats, but for whether one is left: that depends on who else moves."""
    return class_rules.why_not_seat(
        exempt=one.is_exempt, rounds=(now.round.pk, now.round.pk), kind=ClassKind.REGULAR,
        status=there.status, round=now.round.status, seats=1, taken=0, has_regular=False,
        in_class=False, state=one.seat.state if one.seat else SeatState.EXPECTED,
        availability=Availability.parse(cannot), span=(there.starts_at, there.ends_at),
        at=now.at, by=now.actor,
    )  # fmt: skip
