"""Counts that a report says in its sentences: shortcomings by field and conclusion, measures by how far
they are. Counted from the same stories as its text, so that both always say the same; never typed.

`improvement.report.followed`, `.fields`, `.all` (measures), `.next` are counts; `.verdict.<key>` (a key
of CONCLUSIONS, of those followed) and `.measures.done|doing|dropped|overdue` (of all) are shares. Each may
be narrowed to a part: `.field:<id>` or `.shortcoming:<id>`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from khe.base.figures import Definition, Figure, Period
from khe.base.people.actor import Actor
from khe.desks.improvement import queries as improvement
from khe.desks.improvement.states import Choice, PlanStatus
from khe.desks.reports import standing

PREFIX = "improvement.report."
Planned = Mapping[UUID, Sequence[Any]]  # by shortcoming, what the plan of the next period adds
CONCLUSIONS = tuple(standing.CONCLUSIONS.values())
FOLLOWED = Definition(
    f"{PREFIX}followed", "Hạn chế được theo dõi khắc phục", "shortcoming", axes=("field",)
)
FIELDS = Definition(f"{PREFIX}fields", "Lĩnh vực có hạn chế được theo dõi", "field")
ALL = Definition(f"{PREFIX}all", "Biện pháp đề ra", "measure", axes=("shortcoming",))
NEXT = Definition(f"{PREFIX}next", "Biện pháp tiếp theo", "measure")
VERDICTS = {
    said: Definition(f"{PREFIX}verdict.{key}", f"Hạn chế {said}", axes=("field",))
    for key, said in standing.CONCLUSIONS.items()
}
MEASURES = {
    state: Definition(f"{PREFIX}measures.{state}", f"Biện pháp {said}", axes=("shortcoming",))
    for state, said in {
        "done": "đã thực hiện xong", "doing": "đang thực hiện", "dropped": "thôi thực hiện",
        "overdue": "đã quá hạn",
    }.items()
}  # fmt: skip
DEFINITIONS = (FOLLOWED, FIELDS, ALL, NEXT, *VERDICTS.values(), *MEASURES.values())


def id_of(what: str) -> str:
    """Return the id of a count by the word a text asks for it with: a conclusion, a state of measures,
    "all" (measures), "followed", "fields", "next"."""
    known = VERDICTS.get(what) or MEASURES.get(what)
    return known.id if known else f"{PREFIX}{what}"


def figures(by: Actor, period: Period, at: datetime) -> dict[str, Figure]:
    """Return the counts of a period as they are at `at`, by id."""
    return of_stories(improvement.of_period(by, period, at), planned(period, by))


def planned(period: Period, by: Actor) -> dict[UUID, list[Any]]:
    """Return by shortcoming the new measures of the plan that closes a period which ends in this one.

    Those of an approved plan that have been given are measures already, and told as such.
    """
    found: dict[UUID, list[Any]] = {}
    plans = improvement.plans_visible_to(by).exclude(status=PlanStatus.DROPPED)
    for plan in plans.filter(closes_last__gte=period.first, closes_last__lte=period.last):
        for item in improvement.items_of(plan):
            if item.choice == Choice.ADD and item.content and not item.made_measure_id:
                found.setdefault(item.shortcoming_id, []).append(item)
    return found


def of_stories(stories: Sequence[Any], ahead: Planned) -> dict[str, Figure]:
    """Return the counts of what became of shortcomings, by id."""
    fields = tuple(dict.fromkeys(one.field.pk for one in stories))
    found = [_count(FIELDS, fields)]
    found += _of_shortcomings(stories, "")
    for field in fields:
        found += _of_shortcomings([s for s in stories if s.field.pk == field], f".field:{field}")
    found += _of_measures([m for one in stories for m in one.measures], "")
    for one in stories:
        found += _of_measures(one.measures, f".shortcoming:{one.shortcoming.pk}")
    coming = [m.id for one in stories for m in one.next_measures]
    coming += [item.pk for own in ahead.values() for item in own]
    return {one.id: one for one in (*found, _count(NEXT, coming))}


def _of_shortcomings(stories: Sequence[Any], part: str) -> Iterator[Figure]:
    every = [one.shortcoming.pk for one in stories]
    yield _count(FOLLOWED, every, part)
    said = [(standing.verdict(one), one.shortcoming.pk) for one in stories]
    for verdict, definition in VERDICTS.items():
        yield _share(definition, [pk for one, pk in said if one == verdict], every, part)


def _of_measures(measures: Sequence[Any], part: str) -> Iterator[Figure]:
    every = [one.id for one in measures]
    tests = {
        "done": standing.is_done, "dropped": standing.is_dropped, "overdue": standing.is_late,
        "doing": standing.is_doing,
    }  # fmt: skip
    yield _count(ALL, every, part)
    for state, holds in tests.items():
        yield _share(MEASURES[state], [m.id for m in measures if holds(m)], every, part)


def _count(of: Definition, ids: Sequence[UUID], part: str = "") -> Figure:
    return Figure(of.id + part, of.label, len(ids), None, of.unit, tuple(ids), url=_board())


def _share(of: Definition, ids: Sequence[UUID], every: Sequence[UUID], part: str) -> Figure:
    return Figure(
        of.id + part, of.label, len(ids), len(every), records=tuple(ids), of=tuple(every),
        url=_board(),
    )  # fmt: skip


def _board() -> str:
    return reverse("improvement:board")
