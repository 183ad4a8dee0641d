"""The page of one assessment: criteria, side conditions with their figures, earlier periods, plan."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from khe.base.journal import queries as journal
from khe.base.people.actor import Actor
from khe.base.web import charts
from khe.base.web.parts import Happening, Step
from khe.desks.assessment import queries, rules
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.pages.campaign import Line, is_weak, step_of
from khe.desks.assessment.queries import Chart
from khe.desks.assessment.rules import Condition, Criterion, Fact, FrameData, Score
from khe.desks.assessment.rules.frames import number, plain
from khe.desks.assessment.states import (
    BAND_SHORT,
    COUNTED_FACTS,
    FACTS,
    Band,
    Event,
    Status,
)
from khe.desks.tasks import queries as tasks
from khe.desks.tasks import rules as task_rules
from khe.desks.tasks.states import State

MARKS = {Band.EXCELLENT: "hit", Band.FAILED: "bad"}
DONE = (State.DONE_ON_TIME, State.DONE_LATE)


@dataclass
class Scored:
    """A criterion with what the subject and the head gave."""

    criterion: Criterion
    own: Score | None
    given: Score | None


@dataclass
class Asked:
    """A side condition with its figure: met, broken, or nothing on record."""

    condition: Condition
    title: Any
    fact: Fact
    kind: str  # done, late, idle
    word: str
    band: Any


def line_of(row: Assessment, actor: Actor, at: datetime) -> Line:
    """Return the row with its place, its frame, its facts as of now, and the actor's step."""
    today = queries.day_of(at)
    place = Chart(today).place(row)
    frame = FrameData.of(queries.frame_for(row.campaign, row.kind))
    facts = queries.facts_of(row.campaign, [row], at)[row.pk]
    line = Line(row, place, frame, facts)
    led = queries.details_shown(actor, today)
    line.open = rules.why_not_see_detail(row, place, led, actor) is None
    line.step = step_of(line, row.campaign, actor)
    return line


def page(row: Assessment, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the context of the page."""
    line = line_of(row, actor, at)
    decided = row.status == Status.DECIDED
    facts = stored_facts(row) if decided else line.facts
    earlier = queries.history(row, queries.visible_to(actor, queries.day_of(at)))
    shown = [step for step in verbs(line, actor) if step["name"] != line.step]
    weak = is_weak(line)
    return {
        "a": row, "line": line, "campaign": row.campaign, "decided": decided,
        "criteria": criteria(row, line.frame) if line.open else [],
        "conditions": conditions(line.frame, facts) if line.open else [],
        "counted": [(COUNTED_FACTS[k], f) for k, f in facts.items() if k in COUNTED_FACTS],
        "steps": steps(row), "verbs": shown, "history": earlier,
        "chart": history_chart(earlier), "weak": weak and line.open,
        "events": events(row) if line.open else [],
        **(plan(row, actor, at) if weak and line.open else {}),
    }  # fmt: skip


def stored_facts(row: Assessment) -> dict[str, Fact]:
    """Return the facts as they stood when it was decided."""
    return {key: Fact.of(stored) for key, stored in row.facts.items()}


def criteria(row: Assessment, frame: FrameData) -> list[tuple[str, list[Scored], str]]:
    """Return (group, criteria, sum given) in the order of the frame."""
    found: dict[str, list[Scored]] = {}
    for c in frame.criteria:
        own, given = row.self_scores.get(c.key), row.scores.get(c.key)
        scored = Scored(c, Score.of(own) if own else None, Score.of(given) if given else None)
        found.setdefault(c.group, []).append(scored)
    return [(group, rows, _sum(rows)) for group, rows in found.items()]


def _sum(rows: list[Scored]) -> str:
    given = [number(r.given.points) or Decimal(0) for r in rows if r.given]
    most = plain(sum((r.criterion.max for r in rows), Decimal(0)))
    return f"{plain(sum(given, Decimal(0)))} / {most}" if given else f"– / {most}"


def conditions(frame: FrameData, facts: dict[str, Fact]) -> list[Asked]:
    """Return the side conditions with what the records say."""
    found = []
    for c in frame.conditions:
        fact = facts.get(c.fact, Fact(None))
        kind, word = "idle", _("chưa có số liệu")
        if fact.value is not None:
            met = c.holds(fact.value)
            kind, word = ("done", _("đạt")) if met else ("late", _("chưa đạt"))
        found.append(Asked(c, FACTS[c.fact], fact, kind, word, BAND_SHORT[c.band]))
    return found


def steps(row: Assessment) -> list[Step]:
    """Return the way of an assessment: scored by itself, proposed, decided."""
    when = [
        (_("Tự đánh giá"), row.self_at, ""),
        (_("Đề xuất"), row.proposed_at, row.proposed_by.name if row.proposed_by else ""),
        (_("Quyết định"), row.decided_at, row.document),
    ]
    last = max((n for n, (_label, at, _who) in enumerate(when) if at), default=-1)
    found = []
    for n, (label, at, who) in enumerate(when):
        day = f"{queries.day_of(at):%d/%m/%Y}" if at else ""
        small = " · ".join(x for x in (day, who) if x) or (_("không có") if n < last else "")
        found.append(Step(label, small, "ok" if at else ("on" if n == last + 1 else "")))
    return found


def verbs(line: Line, actor: Actor) -> list[dict[str, Any]]:
    """Return what may be done, with the reason where it may not."""
    row, stage = line.row, line.row.campaign.stage
    asked = [
        ("self_assess", _("Tự đánh giá"), rules.why_not_self_assess(row, stage, line.place, actor)),
        ("propose", _("Đề xuất"), rules.why_not_propose(row, stage, line.place, actor)),
        ("decide", _("Quyết định"), rules.why_not_decider(row, stage, actor)),
    ]
    hidden = {"not_yours", "not_their_head", "not_decider"}
    return [
        {"name": name, "label": label, "why": why}
        for name, label, why in asked
        if why is None or why.value not in hidden
    ]


def history_chart(rows: list[Assessment]) -> charts.Figure | None:
    """Return the points of earlier periods, or None before there are two."""
    if len(rows) < 2:
        return None
    points = [
        charts.Point(
            r.campaign.name, float(r.points or 0), MARKS.get(Band(r.decided_band), ""),
            str(BAND_SHORT[r.decided_band]),
        )
        for r in rows
    ]  # fmt: skip
    return charts.line_chart(
        points, title=_("Điểm qua các kỳ"), heads=(_("Kỳ"), _("Xếp loại"), _("Điểm"))
    )


def events(row: Assessment) -> list[Happening]:
    """Return what happened, newest first."""
    kinds = {
        Event.DECIDED: "done", Event.DECIDED_AGAIN: "soon", Event.PROPOSED: "work",
        Event.LEFT_OUT: "wait",
    }  # fmt: skip
    found = []
    for entry in journal.of(row.pk):
        event = Event(entry.event)
        said = [str(event.label)]
        if band := entry.facts.get("band"):
            said.append(str(BAND_SHORT[band]))
        said += [str(entry.facts[k]) for k in ("document", "reason") if entry.facts.get(k)]
        found.append(Happening(entry.at, ": ".join([said[0], ", ".join(said[1:])]) if said[1:] else said[0],
                               kinds.get(event, "idle"), who=entry.by_name))  # fmt: skip
    return found[::-1]


def plan(row: Assessment, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the tasks of the plan that the actor may open, with their states, and how many of the whole
    plan are done. For those concerned with a weak area or body."""
    whole = [
        (task, task_rules.state_of(task, at))
        for task in tasks.of_source("assessment", [row.pk])[row.pk]
    ]
    opened = tasks.visible_to(actor, at).filter(pk__in=[task.pk for task, _state in whole])
    ids = set(opened.values_list("pk", flat=True))
    kept = [state for _task, state in whole if state != State.DROPPED]
    return {
        "plan": [pair for pair in whole if pair[0].pk in ids],
        "plan_done": sum(state in DONE for state in kept), "plan_total": len(kept),
        "plan_hidden": len(whole) - len(ids),
    }  # fmt: skip
