"""The list of tasks as a spreadsheet. Pure."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from khe.base.sheets import Column, Sheet
from khe.base.web import phrases
from khe.desks.tasks import rules
from khe.desks.tasks.states import kind_label

TASKS = Sheet(
    "tasks.list",
    _("Nhiệm vụ"),
    (
        Column("code", _("Mã"), width=14),
        Column("content", _("Việc cần làm"), width=60, longest=500),
        Column("product", _("Sản phẩm"), width=40, longest=500),
        Column("lead", _("Chủ trì"), width=24),
        Column("assigner", _("Người giao"), width=24),
        Column("source", _("Nguồn"), width=30, longest=300),
        Column("given", _("Ngày giao"), "date", width=12),
        Column("due", _("Hạn"), "date", width=12),
        Column("first_due", _("Hạn ban đầu"), "date", width=12),
        Column("extended_by", _("Người cho gia hạn"), width=24),
        Column("state", _("Trạng thái"), width=16),
        Column("percent", _("Mức hoàn thành (%)"), "number", width=10),
        Column("done", _("Ngày xong"), "date", width=12),
        Column("reason", _("Lý do thôi"), width=30, longest=500),
    ),
)


def line(task: Any, at: datetime) -> dict[str, Any]:
    """Return a task as a row of the sheet, as of `at`; days are local."""
    return {
        "code": task.code, "content": task.content, "product": task.product,
        "lead": task.lead.name, "assigner": task.assigner_name,
        "source": task.source_label or kind_label(task.source_kind),
        "given": _day(task.given_at), "due": _day(task.due_at),
        "first_due": _day(task.original_due_at), "extended_by": task.extended_by,
        "state": str(rules.state_of(task, at).label), "percent": task.percent,
        "done": _day(task.done_at), "reason": task.drop_reason,
    }  # fmt: skip


def _day(at: datetime | None) -> Any:
    return phrases.local(at).date() if at else None
