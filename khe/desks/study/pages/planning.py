"""The planning board of a round, a proposal laid out for review, and a class."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.desks.study.models import Hall, Learner, Plan, Round, Seat, Speaker, StudyClass
from khe.desks.study.planning.values import Proposal
from khe.desks.study.queries import planning as queries
from khe.desks.study.queries import rounds
from khe.desks.study.queries.common import LOCAL, day_of
from khe.desks.study.rules import classes as class_rules
from khe.desks.study.rules import rounds as rules
from khe.desks.study.rules.classes import part_at
from khe.desks.study.rules.common import why_not_organise
from khe.desks.study.rules.planning import why_not_propose
from khe.desks.study.states import ClassStatus, Part, RoundStatus, WhyUnplaced

KIND = {
    ClassStatus.PLANNED: "soon", ClassStatus.ANNOUNCED: "work", ClassStatus.HELD: "done",
    ClassStatus.CANCELLED: "idle",
}  # fmt: skip
SHOWN = 200  # unplaced learners of a proposal


@dataclass
class Row:
    """A part of a day on the board: a cell a hall, each with its classes."""

    day: date
    part: str
    is_first: bool
    cells: list[list[Any]] = field(default_factory=list)


def board(listed: list[Any], begin_of: Any, hall_of: Any) -> tuple[list[str], list[Row]]:
    """Return (halls, rows) of a matrix: parts of days down, halls across; only those in use."""
    halls = sorted({hall_of(one) for one in listed}, key=lambda h: h.name)
    cells: dict[Any, list[Any]] = defaultdict(list)
    for one in listed:
        cells[(*part_at(begin_of(one)), hall_of(one).pk)].append(one)
    rows: list[Row] = []
    for day, part in sorted({part_at(begin_of(one)) for one in listed}, key=_in_order):
        row = Row(day, str(Part(part).label), not rows or rows[-1].day != day)
        row.cells = [cells[(day, part, hall.pk)] for hall in halls]
        rows.append(row)
    return [hall.name for hall in halls], rows


def _in_order(slot: tuple[date, str]) -> tuple[date, int]:
    return slot[0], Part.values.index(slot[1])


def round_page(round: Round, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the context of a round's page; the board shows the classes the actor may see."""
    shown = rounds.visible_classes(actor).filter(round=round).values("pk")
    classes = list(rounds.classes_of(round.pk).filter(pk__in=shown))
    counts = rounds.counts(round.pk)
    halls, rows = board(classes, lambda c: c.starts_at, lambda c: c.hall)
    organises = why_not_organise(actor) is None
    plans = queries.plans_of(round.pk) if organises else []
    return {
        "round": round,
        "programme": round.programme,
        "counts": {**counts, "must": counts["all"] - counts["exempt"]},
        "fees": sum(c.hall.fee for c in classes),
        "classes": classes,
        "halls": halls,
        "rows": rows,
        "seats": sum(c.seats for c in classes),
        "kinds": KIND,
        "organises": organises,
        "is_held": round.status in (RoundStatus.HELD, RoundStatus.CLOSED),
        "plan": next((p for p in plans if not p.accepted_at), None),
        "late_plan": _misses(round),
    } | _verbs(round, classes, counts, actor, at)


def next_step(
    round: Round, counts: dict[str, int], classes: int, uninvited: int, over: bool
) -> str:
    """Return in words what the organiser does next in a round; "" once nothing is left."""
    if not counts["all"]:
        return _("Lập danh sách người phải học.")
    if counts["unseated"] and round.status == RoundStatus.PLANNING:
        return _("Đề xuất xếp lớp để mọi người có chỗ.")
    if uninvited:
        return _("Triệu tập: gửi giấy mời cho người đã có chỗ.")
    if round.status == RoundStatus.ANNOUNCED and classes:
        if over:
            return _("Ghi đợt học xong.")
        return _("Điểm danh từng lớp: mở lớp trong bảng xếp lớp vào giờ học.")
    if round.status == RoundStatus.HELD:
        return _("Lập lớp học bù cho người vắng, rồi khóa sổ đợt học.")
    return ""


def _misses(round: Round) -> bool:
    due = round.programme.due_at
    return bool(due and day_of(due) < round.last_day)


def _verbs(
    round: Round, classes: list[Any], counts: dict[str, int], actor: Actor, at: datetime
) -> dict[str, Any]:
    ends = [c.ends_at for c in classes if c.kind == "regular"]
    uninvited = sum(c.status == ClassStatus.PLANNED and c.taken for c in classes)
    if round.status == RoundStatus.ANNOUNCED:
        uninvited = rounds.uninvited(round.pk)
    halls = Hall.objects.filter(active=True).count()
    over = bool(ends) and max(ends) <= at
    return {
        "next_step": next_step(round, counts, len(classes), uninvited, over),
        "why_not_propose": why_not_propose(round.status, counts["all"], halls, actor),
        "why_not_announce": rules.why_not_announce(
            round.status, uninvited=uninvited, unseated=0, leave_unseated=True, over=0, by=actor
        ),
        "why_not_hold": rules.why_not_hold_round(round.status, ends, at, actor),
        "why_not_close": rules.why_not_close_round(round.status, actor),
        "why_not_draw": rules.why_not_draw(round.status, actor),
        "uninvited": uninvited,
    }


@dataclass
class Proposed:
    """A class of a proposal, with what it was called by."""

    hall: Any
    starts_at: datetime
    ends_at: datetime
    speaker: str
    learners: int
    seats: int
    is_kept: bool
    fee: int


def plan_page(plan: Plan, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the context of a proposal: classes, who has no seat and why, what it costs."""
    proposal = Proposal.parse(plan.content["proposal"])
    proposed = _proposed(plan, proposal)
    halls, rows = board(proposed, lambda c: c.starts_at, lambda c: c.hall)
    names = dict(
        Learner.objects.filter(pk__in=[UUID(u.learner) for u in proposal.unplaced])
        .values_list("pk", "member__name")
    )  # fmt: skip
    by_reason: dict[str, list[str]] = defaultdict(list)
    for one in proposal.unplaced:
        by_reason[one.reason].append(names.get(UUID(one.learner), ""))
    return {
        "plan": plan,
        "round": plan.round,
        "proposal": proposal,
        "classes": proposed,
        "seated": sum(len(c.learners) for c in proposal.classes),
        "halls": halls,
        "rows": rows,
        "unplaced": [
            (WhyUnplaced(reason).label, people[:SHOWN], len(people))
            for reason, people in by_reason.items()
        ],
        "not_proven": _not_proven(proposal),
        "stale": plan.accepted_at is None
        and queries.asked(plan.round, at).fingerprint != plan.fingerprint,
    }


def _not_proven(proposal: Proposal) -> list[str]:
    """Return, in words, what is not shown to be the best."""
    words = {
        "clashes": _("số lượt trái nguyện vọng (không thể dưới %(n)s)"),
        "classes": _("số lớp (không thể dưới %(n)s)"),
        "cost": _("chi phí"),
    }
    return [
        text % {"n": proposal.bounds.get(key, 0)}
        for key, text in words.items()
        if not proposal.proven.get(key)
    ]


def _proposed(plan: Plan, proposal: Proposal) -> list[Proposed]:
    halls = {str(h.pk): h for h in Hall.objects.all()}
    speakers = {str(pk): name for pk, name in Speaker.objects.values_list("pk", "name")}
    kept = {
        str(c.pk): c
        for c in StudyClass.objects.filter(round=plan.round).select_related("hall", "speaker")
    }
    found = []
    for one in proposal.classes:
        _key, begin, end = plan.content["slots"][one.slot]
        there = kept.get(one.kept)
        hall = there.hall if there else halls.get(one.hall)
        if hall is None:
            continue
        speaker = str(there.speaker or "") if there else speakers.get(one.speaker, "")
        found.append(
            Proposed(
                hall, datetime.fromisoformat(begin), datetime.fromisoformat(end), speaker,
                len(one.learners), hall.seats, bool(one.kept), 0 if one.kept else hall.fee,
            )
        )  # fmt: skip
    return found


def class_page(study_class: StudyClass, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the context of a class's page: who sits there, as far as the actor may see names."""
    visible = rounds.visible_seats(actor, day_of(at)).filter(study_class=study_class)
    seats = list(
        visible.select_related("learner__member", "learner__body", "learner__area")
        .order_by("learner__member__sort_name", "id")
    )  # fmt: skip
    round = study_class.round
    others = rounds.classes_of(round.pk).filter(status__in=["planned", "announced"])
    why_not = class_rules.why_not_change_class(study_class.status, round.status, actor)
    return {
        "lesson": study_class,
        "round": round,
        "kind": KIND[ClassStatus(study_class.status)],
        "seats": seats,
        "taken": Seat.objects.filter(study_class=study_class).count(),
        "others": [c for c in others if c.pk != study_class.pk] if why_not is None else [],
        "organises": why_not_organise(actor) is None,
        "why_not_change": why_not,
        "begin": study_class.starts_at.astimezone(LOCAL),
    }
