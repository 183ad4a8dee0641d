"""Steps, parts and people of one dossier, as its page shows them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.web import phrases
from khe.desks.dossiers.states import (
    CLOSED,
    DONE_AT_COUNTER,
    Delivery,
    Event,
    Status,
    StepState,
)

KINDS = {
    "original": gettext_lazy("bản chính"), "copy": gettext_lazy("bản sao"),
    "electronic": gettext_lazy("bản điện tử"), "present": gettext_lazy("xuất trình"),
}  # fmt: skip


def steps(
    dossier: Any, own: Sequence[Any], entries: Sequence[Any], at: datetime
) -> list[tuple[str, str, str]]:
    """Return (label, small, state) from intake to the result; state: ok, on or ''."""
    if dossier.origin == "log" or dossier.status == Status.REFUSED:
        return []
    taken = dossier.received_at
    by = next((e.by_name for e in entries if e.event == Event.RECEIVED), "")
    first = (_("Tiếp nhận"), _day_and(taken, by), "ok") if taken else (_("Tiếp nhận"), "", "on")
    ended = dossier.status in CLOSED
    middle = [(step.name, _step_small(step, at), _step_state(step, ended)) for step in own]
    return [first, *middle, _last(dossier)]


def _step_state(step: Any, ended: bool) -> str:
    if step.state == StepState.DONE:
        return "ok"
    return "on" if step.state == StepState.ACTIVE and not ended else ""


def _step_small(step: Any, at: datetime) -> str:
    if step.state == StepState.DONE and step.finished_at:
        return _day_and(step.finished_at, step.officer_name)
    if step.state == StepState.SKIPPED:
        return _("không làm tiếp")
    if step.due_at:
        late = _("bước quá hạn {moment}") if step.due_at < at else _("hạn {moment}")
        return late.format(moment=phrases.moment(step.due_at))
    return _("lãnh đạo ký") if step.role == "leader" else ""


def _last(dossier: Any) -> tuple[str, str, str]:
    label = _("Trả kết quả")
    if dossier.status == Status.RETURNED:
        return label, _day_and(dossier.returned_at, ""), "ok"
    if dossier.status in DONE_AT_COUNTER:
        where = "" if dossier.delivery == Delivery.NONE else Delivery(dossier.delivery).label
        return label, str(where), "on"
    return label, "", ""


def _day_and(when: datetime | None, who: str) -> str:
    day = f"{phrases.local(when):%d/%m}" if when else ""
    return " · ".join(text for text in (day, who) if text)


@dataclass(frozen=True)
class Part:
    """A paper of the dossier: what came in, or that it is asked for."""

    name: str
    detail: str
    state: str  # done, wait, idle
    text: str


def parts(dossier: Any, pinned: Any, entries: Iterable[Any]) -> list[Part]:
    """Return the papers that came in, those asked for, and those the procedure names besides."""
    taken = _day_and(dossier.received_at or dossier.registered_at, "")
    later, asked = _supplements(entries)
    found = []
    for part in dossier.parts:
        day = later.get(part["key"])
        text = _("Bổ sung {day}").format(day=day) if day else _("Đã nhận {day}").format(day=taken)
        found.append(Part(part["name"], _count(part), "done", text))
    have = {part["name"] for part in dossier.parts}
    if dossier.status == Status.AWAITING_SUPPLEMENT:
        found += [Part(name, "", "wait", _("Đang chờ")) for name in asked]
        have |= set(asked)
    named = pinned.parts if pinned else []
    found += [
        Part(p["name"], "", "idle", _("Không bắt buộc")) for p in named
        if p["name"] not in have and not p.get("required")
    ]  # fmt: skip
    return found


def _supplements(entries: Iterable[Any]) -> tuple[dict[str, str], list[str]]:
    later: dict[str, str] = {}
    asked: list[str] = []
    for entry in entries:
        if entry.event == Event.SUPPLEMENT_REQUESTED:
            asked = list(entry.facts.get("papers", []))
        elif entry.event == Event.SUPPLEMENT_RECEIVED:
            later |= dict.fromkeys(entry.facts.get("parts", []), _day_and(entry.at, ""))
    return later, asked


def _count(part: dict[str, Any]) -> str:
    kind = str(KINDS[part["kind"]]) if part.get("kind") in KINDS else part.get("kind", "")
    n = part.get("count") or 0
    return f"{n} {kind}".strip() if n else str(kind)


def people(dossier: Any, own: Iterable[Any]) -> list[tuple[str, str]]:
    """Return (name, what they do) of those who hold or held the dossier."""
    found: dict[str, str] = {}
    for step in own:
        if step.officer_name:
            found[step.officer_name] = _("làm bước “{step}”").format(step=step.name)
    if dossier.officer_name and dossier.status not in CLOSED:
        found = {dossier.officer_name: _("đang giữ hồ sơ"), **found}
        found[dossier.officer_name] = _("đang giữ hồ sơ")
    return list(found.items())
