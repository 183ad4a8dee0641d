"""What waits for a person at this desk: to do, to help with, to accept, to answer."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.people.actor import Actor
from khe.base.waiting import Waiting
from khe.desks.tasks import queries
from khe.desks.tasks.models import Task
from khe.desks.tasks.states import Part

KIND = gettext_lazy("Nhiệm vụ")


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield open tasks that the actor (or whom they stand in for) leads or helps with, those handed in
    that they gave, and extensions they are asked for; one query."""
    seen: set[tuple[str, str]] = set()
    for row in queries.waiting_rows(actor):
        task = row.task
        found = _of(row.part, task)
        if found and (task.code, found[0]) not in seen:
            seen.add((task.code, found[0]))
            step, icon, due_at, detail = found
            yield Waiting(
                KIND, task.content, task.get_absolute_url(), due_at, step, icon,
                f"{task.code} · {detail}",
            )  # fmt: skip


def _of(part: str, task: Task) -> tuple[str, str, datetime | None, str] | None:
    """Return (next step, icon, due moment, detail), or None when the turn is somebody else's."""
    own = task.assigner_id == task.lead_id
    if part == Part.ASSIGNER and not own:
        if task.handed_at:
            return _("Xác nhận"), "circle-check", None, _("%s đã báo cáo") % task.lead.name
        if task.asked_due_at:
            who = _("%s xin gia hạn") % task.lead.name
            return _("Trả lời gia hạn"), "calendar-question", task.due_at, who
    if task.handed_at or part not in (Part.LEAD, Part.CO):
        return None
    if part == Part.CO:
        return _("Phối hợp"), "users", task.due_at, _("phối hợp với %s") % task.lead.name
    step = _("Làm tiếp") if task.started_at else _("Bắt đầu")
    given = "" if own else _("%s giao") % task.assigner_name
    return step, "list-check", task.due_at, given or _("tự đặt")
