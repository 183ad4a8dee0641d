"""The cascade on pages: what is due, and a programme from the higher session down to its classes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from khe.base.calendar import explain
from khe.base.calendar.queries import calendar
from khe.base.people.actor import Actor
from khe.base.web.parts import Day, Step
from khe.desks.study.models import Programme
from khe.desks.study.queries import programmes as queries
from khe.desks.study.queries import rounds
from khe.desks.study.queries.common import day_of
from khe.desks.study.rules import programmes as rules
from khe.desks.study.rules.common import why_not_organise
from khe.desks.study.states import ProgrammeStatus, RoundStatus

KIND = {
    ProgrammeStatus.DRAFT: "idle", ProgrammeStatus.OPEN: "work", ProgrammeStatus.CLOSED: "done",
    ProgrammeStatus.CANCELLED: "idle", RoundStatus.PLANNING: "soon", RoundStatus.ANNOUNCED: "work",
    RoundStatus.HELD: "done",
}  # fmt: skip
SOON = 7  # days before a deadline from which it is near


@dataclass(frozen=True)
class Line:
    """A programme in the list: how it stands to its deadline."""

    programme: Programme
    held: int
    rounds: int
    kind: str
    word: Any


def lines(actor: Actor, at: datetime) -> list[Line]:
    """Return the visible programmes with how they stand; three queries."""
    found = queries.with_rounds(queries.visible_to(actor))[:200]
    order: dict[str, int] = {ProgrammeStatus.OPEN: 0, ProgrammeStatus.DRAFT: 1}
    return sorted((_line(one, at) for one in found), key=lambda x: order.get(x.programme.status, 2))


def _line(one: Programme, at: datetime) -> Line:
    listed = list(one.rounds.all())
    held = sum(r.held_at is not None for r in listed)
    return Line(one, held, len(listed), *_standing(one, at))


def _standing(one: Programme, at: datetime) -> tuple[str, Any]:
    if one.status in (ProgrammeStatus.DRAFT, ProgrammeStatus.CANCELLED) or not one.due_at:
        return KIND[ProgrammeStatus(one.status)], one.get_status_display()
    if queries.is_held_in_time(one):
        return "done", _("Xong trong hạn")
    left = (day_of(one.due_at) - day_of(at)).days
    if one.due_at < at:
        ended = one.status == ProgrammeStatus.CLOSED
        return "late", _("Xong sau hạn") if ended else _("Quá hạn %(n)s ngày") % {"n": -left}
    return ("soon" if left <= SOON else "work"), _("Còn %(n)s ngày") % {"n": left}


def listing(actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the context of the list: programmes, and how many of those due were held in time."""
    listed = lines(actor, at)
    year = day_of(at).year
    due = [
        x for x in listed
        if x.programme.due_at and x.programme.due_at <= at and day_of(x.programme.due_at).year == year
        and x.programme.status in (ProgrammeStatus.OPEN, ProgrammeStatus.CLOSED)
    ]  # fmt: skip
    return {
        "lines": listed,
        "open": sum(x.programme.status == ProgrammeStatus.OPEN for x in listed),
        "late": sum(
            x.kind == "late" and x.programme.status == ProgrammeStatus.OPEN for x in listed
        ),
        "due": len(due),
        "in_time": sum(x.kind == "done" for x in due),
        "year": year,
        "organises": why_not_organise(actor) is None,
    }


def programme(one: Programme, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the context of a programme's page: the cascade, the deadline's arithmetic, the rounds."""
    visible = rounds.visible_to(actor)
    listed = list(rounds.with_counts(visible.filter(programme=one)))
    states = [r.status for r in listed]
    answer = queries.deadline_of(one)
    return {
        "programme": one,
        "kind": _standing(one, at)[0],
        "word": _standing(one, at)[1],
        "rounds": [(r, KIND.get(RoundStatus(r.status), "idle")) for r in listed],
        "steps": _steps(one, listed),
        "days": _strip(one, answer, at) if answer else (),
        "who": queries.described(rules.Who.parse(one.who)),
        "organises": why_not_organise(actor) is None,
        "why_not_open": rules.why_not_open_programme(one.status, actor),
        "why_not_close": rules.why_not_close_programme(one.status, states, actor),
        "why_not_cancel": rules.why_not_cancel_programme(one.status, states, "-", actor),
    }


def _strip(one: Programme, answer: rules.clock.Answer, at: datetime) -> list[Day]:
    """Return the days of the legal clock from the session to the deadline."""
    cells = explain.strip(calendar(one.authority_id, one.calendar), answer.lines)
    today, last = day_of(at), day_of(answer.due_at)
    off = {"holiday": "holiday", "compensatory": "holiday"}
    return [
        Day(
            cell.date, "counted" if cell.minutes else off.get(cell.kind, "off"),
            "" if cell.minutes or cell.kind not in off else _("lễ"), cell.date == today,
            cell.date == last,
        )
        for cell in cells
    ]  # fmt: skip


def _steps(one: Programme, listed: list[Any]) -> list[Step]:
    """Return the cascade as steps: higher session, our deadline, rounds, everything held."""
    steps = []
    if one.superior_session_on:
        steps.append(Step(_("Hội nghị cấp trên"), _day(one.superior_session_on), "ok"))
    steps.append(
        Step(
            _("Mở chương trình"), _day(day_of(one.opened_at)) if one.opened_at else "",
            "ok" if one.opened_at else "on",
        )
    )  # fmt: skip
    called = bool(listed) and all(r.status != RoundStatus.PLANNING for r in listed)
    held = bool(listed) and all(r.held_at for r in listed)
    steps.append(
        Step(_("Triệu tập các lớp"), "", "ok" if called else "on" if one.opened_at else "")
    )
    steps.append(Step(_("Học xong"), "", "ok" if held else "on" if called else ""))
    if one.due_at:
        steps.append(Step(_("Hạn của phường"), _day(day_of(one.due_at)), "ok" if held else ""))
    return steps


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
