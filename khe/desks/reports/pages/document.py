"""What the page of a document shows: its way so far, what comes next, its figures, its history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from khe.base.journal import queries as journal
from khe.base.journal.models import Entry
from khe.base.people.actor import Actor
from khe.base.web.parts import Happening, Step
from khe.base.web.phrases import local
from khe.desks.reports import queries, rules
from khe.desks.reports.models import Bound, Document
from khe.desks.reports.pages import preview
from khe.desks.reports.queries import Drift
from khe.desks.reports.states import LIFE, OUT, STATUS_KIND, Event, File, Status
from khe.desks.reports.wording import Form, amount

KINDS = {
    Event.DRAFTED: ("work", "file-plus"), Event.EDITED: ("work", "pencil"),
    Event.RECOUNTED: ("work", "refresh"), Event.CHECKED: ("soon", "checks"),
    Event.SENT_BACK: ("late", "arrow-back-up"), Event.SIGNED: ("work", "signature"),
    Event.ISSUED: ("done", "rubber-stamp"), Event.FILE_SIGNED: ("done", "shield-check"),
    Event.WITHDRAWN: ("late", "ban"), Event.REPLACED: ("idle", "replace"),
}  # fmt: skip


def page(document: Document, actor: Actor, compared_at: datetime | None = None) -> dict[str, Any]:
    """Return the context of the page. The figures of an issued document are held against their records
    only for `compared_at`, the moment of it: that counts them all, and the page must not wait for it."""
    rows = queries.bounds_of(document)
    is_out = document.status in OUT
    moment = compared_at if is_out else None
    drifts = queries.drift(rows, actor, moment) if moment else []
    every = lines(rows, drifts)
    return {
        "document": document, "status_kind": STATUS_KIND[Status(document.status)],
        "steps": steps(document), "blocks": preview.shown(document.content, rows),
        "figures": [one for one in every if not one.is_drawn_only],
        "drawn": [one for one in every if one.is_drawn_only],
        "drifted": distinct(d for d in drifts if not d.same), "is_out": is_out,
        "compared_at": moment,
        "may": may(document, actor), "files": files(document),
        "happenings": happenings(journal.of(document.pk)),
    }  # fmt: skip


def steps(document: Document) -> list[Step]:
    """Return the four steps of the way, those behind it done."""
    status = Status(document.status)
    here = LIFE.index(status) if status in LIFE else len(LIFE)
    small = (
        _when(document.drafted_at), _when(document.checked_at), _when(document.signed_at),
        document.code or "",
    )  # fmt: skip
    names = (_("Soạn thảo"), _("Kiểm tra"), _("Ký"), _("Ban hành"))
    done = here + 1 if here else 0  # a draft is still being written
    marks = [
        "ok" if n < max(done, here) else ("on" if n == max(done, here) else "") for n in range(4)
    ]
    return [Step(*parts) for parts in zip(names, small, marks, strict=True)]


def _when(at: Any) -> str:
    return f"{local(at):%d/%m/%Y}" if at else ""


def may(document: Document, actor: Actor) -> dict[str, Any]:
    """Return, for each verb that belongs to the status, why it may not be done, or None; verbs that are not
    offered are missing."""
    status = document.status
    found: dict[str, Any] = {}
    if status == Status.DRAFT:
        found["edit"] = rules.why_not_change(document, actor)
        found["check"] = rules.why_not_check(document, actor)
    if status in (Status.CHECKED, Status.SIGNED):
        found["send_back"] = rules.why_not_send_back(document, "x", actor)
    if status == Status.CHECKED:
        found["sign"] = rules.why_not_sign(document, actor)
    if status == Status.SIGNED:
        found["issue"] = rules.why_not_issue(document, actor)
    if status == Status.ISSUED:
        being = queries.is_being_replaced(document)
        found["withdraw"] = rules.why_not_withdraw(document, "x", actor)
        found["replace"] = rules.why_not_replace(document, being, actor)
        found["attach"] = rules.why_not_attach_signed(document, actor)
        found["seal"] = rules.why_not_sign_file(document, actor) or queries.server_key()[1]
    return found


@dataclass(frozen=True)
class Line:
    """A figure of a document, once: the fields that show it, and what its records say now."""

    bound: Bound
    fields: list[Bound]
    drift: Drift | None

    @property
    def is_drawn_only(self) -> bool:
        """Say whether it stands in a chart only."""
        return all(one.form == Form.POINT for one in self.fields)

    @property
    def shown(self) -> str:
        """Return it with all it was counted from."""
        return amount(self.bound.amount, Form.FULL)


def lines(rows: Sequence[Bound], drifts: Sequence[Drift]) -> list[Line]:
    """Return the table of figures, each once however often it is written."""
    now = {drift.bound.place: drift for drift in drifts}
    groups: dict[Any, list[Bound]] = {}
    for row in rows:
        groups.setdefault(queries.source_of(row), []).append(row)
    return [Line(own[0], own, now.get(own[0].place)) for own in groups.values()]


def distinct(drifts: Iterable[Drift]) -> list[Drift]:
    """Return each figure once, however often it is written."""
    found: dict[Any, Drift] = {}
    for drift in drifts:
        found.setdefault(queries.source_of(drift.bound), drift)
    return list(found.values())


def files(document: Document) -> list[tuple[str, Any]]:
    """Return the kept files with what they are."""
    kept = queries.files_of(document)
    return [(str(part.label), kept[part]) for part in File if part in kept]


def happenings(entries: Iterable[Entry]) -> list[Happening]:
    """Return the history, the newest first."""
    found = []
    for entry in entries:
        kind, icon = KINDS.get(Event(entry.event), ("idle", "point"))
        who = f"{entry.by_name}, {local(entry.at):%d/%m/%Y}"
        found.append(Happening(entry.at, _said(entry), kind, icon, who))
    return found[::-1]


def _said(entry: Entry) -> str:
    facts, event = entry.facts, Event(entry.event)
    if event == Event.ISSUED:
        return _("Ban hành số %(code)s") % {"code": facts["code"]}
    if event in (Event.SENT_BACK, Event.WITHDRAWN):
        return f"{event.label}: {facts['reason']}"
    if event == Event.REPLACED:
        return _("Được thay thế bằng văn bản số %(code)s") % {"code": facts["by_code"]}
    if event == Event.RECOUNTED:
        return _("Đếm lại số liệu: %(n)s ô đổi") % {"n": len(facts["changed"])}
    return str(event.label)
