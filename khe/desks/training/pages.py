"""The history of a place in a course, as sentences."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khe.base.journal.models import Entry
from khe.base.web.parts import Happening
from khe.base.web.phrases import local
from khe.desks.training.states import EnrolmentState, Event

KINDS = {
    Event.ENROLLED: ("work", "user-plus"),
    Event.STARTED: ("work", "player-play"),
    Event.WITHDRAWN: ("late", "logout"),
    Event.RESULT_RECORDED: ("done", "certificate"),
    Event.RESULT_CORRECTED: ("wait", "pencil"),
    Event.FILE_ATTACHED: ("idle", "paperclip"),
}


def happenings(entries: Iterable[Entry]) -> list[Happening]:
    """Return a line of the timeline for each entry, the newest first."""
    found = []
    for entry in entries:
        kind, icon = KINDS.get(Event(entry.event), ("idle", "point"))
        who = f"{entry.by_name}, {local(entry.at):%d/%m/%Y}"  # study takes years
        found.append(Happening(entry.at, _said(entry), kind, icon, who))
    return found[::-1]


def _said(entry: Entry) -> str:
    facts, event = entry.facts, Event(entry.event)
    if event == Event.WITHDRAWN:
        told = {"day": _day(facts["day"]), "reason": facts["reason"]}
        return _("Thôi học từ ngày %(day)s: %(reason)s") % told
    if event == Event.STARTED:
        return _("Bắt đầu học ngày %(day)s") % {"day": _day(facts["began_on"])}
    if event == Event.RESULT_RECORDED:
        return _("Ghi kết quả: %(result)s") % {"result": result_text(facts)}
    if event == Event.RESULT_CORRECTED:
        return _("Sửa kết quả, từ “%(old)s” thành “%(new)s”. Lý do: %(reason)s") % {
            "old": result_text(facts["old"]),
            "new": result_text(facts["new"]),
            "reason": facts["reason"],
        }
    if event == Event.FILE_ATTACHED:
        return _("Đính kèm %(name)s") % {"name": facts["name"]}
    decision = facts.get("decision")
    return _("Cử đi học, quyết định số %(n)s") % {"n": decision} if decision else str(event.label)


def result_text(facts: dict[str, Any]) -> str:
    """Say a result: how, when, with which mark and certificate."""
    parts = [str(EnrolmentState(facts["outcome"]).label), _day(facts["ended_on"])]
    parts += [facts["result"]] if facts["result"] else []
    if facts["certificate"]:
        given = {"n": facts["certificate"], "day": _day(facts["certified_on"])}
        parts.append(_("văn bằng số %(n)s ngày %(day)s") % given)
    return ", ".join(parts)


def _day(text: Any) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""
