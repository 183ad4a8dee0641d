"""The page of a campaign: problems first, then everybody by body, in the order of names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.web.parts import Bar
from khe.desks.assessment import judging, queries, rules
from khe.desks.assessment.models import Assessment, Campaign
from khe.desks.assessment.queries import Chart
from khe.desks.assessment.queries.facts import Facts
from khe.desks.assessment.rules import FrameData, Place
from khe.desks.assessment.states import (
    BAND_KIND,
    BAND_SHORT,
    BANDS,
    Stage,
    Status,
    SubjectKind,
)

KINDS = (SubjectKind.AREA, SubjectKind.BODY, SubjectKind.MEMBER)


@dataclass
class Line:
    """One subject of the page; `step` is what the actor may do now: self, propose, decide, plan."""

    row: Assessment
    place: Place
    frame: FrameData
    facts: Facts
    open: bool = True  # scores and proposals may be shown
    step: str = ""
    problem: str = ""

    @property
    def url(self) -> str:
        """Return the page of the subject."""
        return reverse("assessment:subject", args=[self.row.pk])

    @property
    def step_url(self) -> str:
        """Return where the actor's step is done."""
        return reverse(f"assessment:{self.step}", args=[self.row.pk]) if self.step else self.url

    @property
    def band_kind(self) -> str:
        """Return the colour of the decided band."""
        return BAND_KIND.get(self.row.decided_band, "idle")  # type: ignore[call-overload]

    @property
    def band(self) -> str:
        """Return the decided band in a word or two."""
        return str(BAND_SHORT.get(self.row.decided_band, ""))

    @property
    def proposed(self) -> str:
        """Return the proposed band in a word or two."""
        return str(BAND_SHORT.get(self.row.proposed_band, ""))


@dataclass
class Group:
    """Subjects of one kind and body."""

    name: str
    lines: list[Line] = field(default_factory=list)


def lines(campaign: Campaign, rows: Iterable[Assessment], actor: Actor, at: datetime) -> list[Line]:
    """Return the lines of what the actor may see; a handful of queries, whatever the number."""
    listed = sorted(rows, key=judging.order)
    today = queries.day_of(at)
    chart = Chart(today)
    led = queries.details_shown(actor, today)
    frames = {kind: FrameData.of(f) for kind, f in queries.frames_of(campaign).items()}
    facts = queries.facts_of(campaign, listed, at)
    found = []
    for row in listed:
        place = chart.place(row)
        line = Line(row, place, frames[row.kind], facts[row.pk])
        line.open = rules.why_not_see_detail(row, place, led, actor) is None
        line.step = step_of(line, campaign, actor)
        line.problem = problem_of(line, campaign, today) if line.open else ""
        found.append(line)
    return found


def step_of(line: Line, campaign: Campaign, actor: Actor) -> str:
    """Return the name of the page where the actor does what the subject waits for from them, or ""."""
    row, stage = line.row, campaign.stage
    if row.status == Status.WAITING and not rules.why_not_self_assess(
        row, stage, line.place, actor
    ):
        return "self_assess"
    undecided = row.status in (Status.WAITING, Status.SELF_ASSESSED)
    if undecided and not rules.why_not_propose(row, stage, line.place, actor):
        return "propose"
    if row.status == Status.PROPOSED and not rules.why_not_decider(row, stage, actor):
        return "decide"
    if is_unplanned(line) and not rules.why_not_plan(True, line.place, actor):
        return "plan"
    return ""


def is_weak(line: Line) -> bool:
    """Say whether a decided area or body needs a plan."""
    row = line.row
    decided = row.status == Status.DECIDED
    return decided and rules.is_weak(line.frame, row.kind, row.decided_band, row.points)


def is_unplanned(line: Line) -> bool:
    """Say whether it needs a plan and has none."""
    return is_weak(line) and line.row.planned_at is None


def problem_of(line: Line, campaign: Campaign, today: date) -> str:
    """Return what is wrong with a subject, in a sentence, or ""."""
    row = line.row
    if row.status == Status.PROPOSED and row.points is not None:
        why = rules.why_not_band(line.frame, row.points, row.proposed_band, line.facts)
        return str(why.label) if why else ""
    late = today > campaign.due_on and campaign.stage != Stage.DECIDED
    if late and row.status == Status.WAITING:
        return _("Quá hạn, chưa tự đánh giá.")
    if late and row.status == Status.SELF_ASSESSED:
        return _("Quá hạn, chưa có đề xuất.")
    if is_unplanned(line):
        return _("Xếp yếu, chưa có kế hoạch khắc phục.")
    return ""


def groups(found: Iterable[Line]) -> list[tuple[Any, list[Group]]]:
    """Return the lines by kind of subject and body, kinds in order, bodies by name."""
    parts: list[tuple[Any, list[Group]]] = []
    listed = list(found)
    for kind in KINDS:
        own = [line for line in listed if line.row.kind == kind]
        if kind != SubjectKind.MEMBER:
            named = {"": own} if own else {}
        else:
            named = {}
            for line in own:
                unit = line.row.unit.name if line.row.unit else _("Chưa thuộc đơn vị nào")
                named.setdefault(unit, []).append(line)
        if named:
            parts.append((kind, [Group(name, named[name]) for name in sorted(named)]))
    return parts


@dataclass
class Counted:
    """A row of the table of results: how many of `total` are decided, and how many in each band."""

    label: str
    total: int
    decided: int
    cells: list[int]
    small: bool = False  # too few to be counted for this reader
    inner: bool = False  # a body within the people


def band_table(found: Iterable[Line], *, reader: bool) -> list[Counted]:
    """Return the decided by kind and band with their denominators, for readers also people by body.
    Others than readers see no counts of people in groups of fewer than five."""
    table = []
    for kind, parts in groups(found):
        listed = [line for part in parts for line in part.lines]
        row = _counted(str(SubjectKind(kind).label), listed)
        row.small = kind == SubjectKind.MEMBER and not reader and row.decided < queries.ENOUGH
        table.append(row)
        if kind == SubjectKind.MEMBER and reader and len(parts) > 1:
            table += [_counted(part.name, part.lines, inner=True) for part in parts]
    return table


def _counted(label: str, listed: list[Line], *, inner: bool = False) -> Counted:
    bands = [line.row.decided_band for line in listed if line.row.status == Status.DECIDED]
    return Counted(label, len(listed), len(bands), [bands.count(b) for b in BANDS], inner=inner)


def gauge_bars(found: Iterable[Line]) -> list[tuple[str, list[Bar], bool]]:
    """Return (sentence, bars, whether full) of every group with a ceiling; for readers only."""
    listed = list(found)
    frames = {line.row.kind: line.frame for line in listed}
    units = {str(line.row.unit_id): line.row.unit.name for line in listed if line.row.unit}
    bars = []
    for gauge in queries.gauges(frames, [line.row for line in listed]):
        if gauge.limit is None:
            continue
        says = _("%(label)s: %(n)s xuất sắc, nhiều nhất %(limit)s trong %(of)s đã đánh giá") % {
            "label": _group_label(gauge.key, units), "n": gauge.excellent, "limit": gauge.limit,
            "of": gauge.assessed,
        }  # fmt: skip
        kind = "late" if gauge.over else "done"
        pair = gauge.limit and [
            Bar(_("Xuất sắc"), gauge.excellent, str(gauge.excellent), kind=kind),
            Bar(_("Nhiều nhất"), gauge.limit, str(gauge.limit), kind="idle"),
        ]
        bars.append((says, pair or [], gauge.limit > 0 and gauge.excellent >= gauge.limit))
    return bars


def _group_label(key: str, units: dict[str, str]) -> str:
    """Name a group of `queries.group_key`."""
    kind, _colon, part = key.partition(":")
    words = {"heads": _("người đứng đầu"), "others": _("người khác")}
    label = str(SubjectKind(kind).label)
    return f"{label}, {words.get(part) or units.get(part, '–')}" if part else label
