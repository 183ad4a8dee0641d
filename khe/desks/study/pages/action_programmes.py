"""What the pages of action programmes and deeds show."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count

from khe.base.files import media
from khe.base.files import queries as files
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.web import phrases
from khe.base.web.parts import Bar
from khe.desks.study.models import ActionProgramme, Deed
from khe.desks.study.queries import action_programmes as queries
from khe.desks.study.queries import deeds as deed_queries
from khe.desks.study.queries.common import day_of
from khe.desks.study.rules import action_programmes as rules
from khe.desks.study.rules.quizzes import why_not_organise
from khe.desks.study.states.action_programmes import ActionStatus, DeedStatus
from khe.desks.tasks.states import State

A_PAGE = 30
KINDS = {ActionStatus.DRAFT: "idle", ActionStatus.IN_FORCE: "work", ActionStatus.FINISHED: "done"}
DEED_KINDS = {DeedStatus.REGISTERED: "work", DeedStatus.DONE: "soon", DeedStatus.CONFIRMED: "done"}


def listed(actor: Actor, at: datetime, page: str) -> dict[str, Any]:
    """Return a page of action programmes with their progress; five queries."""
    found = Paginator(queries.visible_to(actor), A_PAGE).get_page(page)
    progress = queries.progress_of([one.pk for one in found.object_list], at)
    rows = [
        {"one": one, "kind": KINDS[ActionStatus(one.status)], "progress": progress[one.pk]}
        for one in found.object_list
    ]
    in_force = sum(one.status == ActionStatus.IN_FORCE for one in found.object_list)
    return {
        "page": found,
        "rows": rows,
        "in_force": in_force,
        "organises": not why_not_organise(actor),
    }


def detail(one: ActionProgramme, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return a programme with its goals, the tasks one may open, and the state of all of them."""
    lines = queries.lines_of(one, actor, at)
    whole = queries.Progress()
    for line in lines:
        for state, n in line.progress.states.items():
            whole.states[state] = whole.states.get(state, 0) + n
    deeds = deed_queries.visible_to(actor, day_of(at)).filter(document_id=one.document_id)
    bars = [
        Bar(str(s.label), whole.states[s], phrases.whole(whole.states[s]), kind=s.kind)
        for s in State
        if whole.states.get(s)
    ]
    return {
        "one": one, "kind": KINDS[ActionStatus(one.status)], "lines": lines, "progress": whole,
        "bars": bars, "deeds": deeds.count(), "organises": not why_not_organise(actor),
        "why_not_issue": rules.why_not_issue(one.status, len(lines), actor),
        "is_draft": one.status == ActionStatus.DRAFT,
        "in_force": one.status == ActionStatus.IN_FORCE,
    }  # fmt: skip


def deeds(actor: Actor, at: datetime, which: str, page: str) -> dict[str, Any]:
    """Return the deeds one may see, by state; own ones are marked."""
    found = deed_queries.visible_to(actor, day_of(at))
    counts = dict(found.order_by().values_list("status").annotate(n=Count("id")))
    if which in DeedStatus.values:
        found = found.filter(status=which)
    rows = Paginator(found.order_by("-registered_at", "-id"), A_PAGE).get_page(page)
    chips: list[tuple[str, Any, int]] = [(s.value, s.label, counts.get(s, 0)) for s in DeedStatus]
    return {
        "page": rows, "which": which, "chips": chips, "all": sum(counts.values()),
        "done": sum(n for status, n in counts.items() if status != DeedStatus.REGISTERED),
        "rows": [
            {"deed": d, "kind": DEED_KINDS[DeedStatus(d.status)], "mine": d.member_id == actor.member_id}
            for d in rows.object_list
        ],
    }  # fmt: skip


def deed(one: Deed, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return a deed with its evidence, and what the actor may do with it."""
    led = people.led_by(actor, day_of(at), cells=True)
    return {
        "deed": one, "files": files.of(one.pk), "kind": DEED_KINDS[DeedStatus(one.status)],
        "may_do": not rules.why_not_do(one.status, one.member_id, "x", actor),
        "may_confirm": not rules.why_not_confirm(one.status, one.member_id, actor, led),
        "accept": ",".join(f".{ending}" for ending in media.ENDINGS),
    }  # fmt: skip
