"""What people are told about tasks. Messages are written in Vietnamese, whoever causes them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.messages.models import Message
from khe.base.messages.posting import post_many
from khe.base.messages.wording import in_vietnamese
from khe.base.people.actor import Actor
from khe.base.web import phrases
from khe.desks.tasks.models import Recurring, Task


def due_words(due_at: datetime | None) -> str:
    """Say when a task is due."""
    return phrases.moment(due_at, year=True) if due_at else _("không có hạn")


def note(task: Task, member_id: UUID, what: str, subject: str, text: str, at: datetime) -> Message:
    """Return a message about a task, once per member, occasion and entry of the task's journal."""
    return Message(
        member_id=member_id, key=f"task:{task.pk}:{what}:{member_id}", subject=subject[:200],
        text=text, url=task.get_absolute_url(), made_at=at,
    )  # fmt: skip


def _tell(task: Task, to: Iterable[UUID | None], what: str, subject: str, text: str,
          by: Actor, at: datetime) -> int:  # fmt: skip
    """Tell members, but not the one who did it."""
    what = f"{what}-{task.journal_seq}"
    members = {m for m in to if m and m != by.member_id}
    return post_many([note(task, m, what, subject, text, at) for m in sorted(members)])


@in_vietnamese
def assigned(tasks: Iterable[Task], co: dict[UUID, list[UUID]], by: Actor, at: datetime) -> int:
    """Tell leads and co-workers (by task) of new tasks, in one go."""
    rows = []
    for task in tasks:
        facts = {"code": task.code, "content": task.content, "who": task.assigner_name}
        due = _("Hạn: %(due)s.") % {"due": due_words(task.due_at)}
        told = {task.lead_id: _("Việc mới: %(content)s") % facts}
        told |= {m: _("Phối hợp: %(content)s") % facts for m in co.get(task.pk, ())}
        text = _("%(who)s giao nhiệm vụ %(code)s: %(content)s.") % facts + " " + due
        rows += [
            note(task, member, f"given-{task.journal_seq}", subject, text, at)
            for member, subject in told.items()
            if member != by.member_id
        ]
    return post_many(rows)


@in_vietnamese
def started_over(task: Task, reason: str, by: Actor, at: datetime) -> int:
    """Tell the lead that what was handed in came back."""
    facts = {"code": task.code, "content": task.content, "reason": reason, "who": by.name}
    subject = _("Làm tiếp: %(content)s") % facts
    text = _("%(who)s trả lại nhiệm vụ %(code)s. Lý do: %(reason)s") % facts
    return _tell(task, [task.lead_id], "back", subject, text, by, at)


@in_vietnamese
def handed_in(task: Task, by: Actor, at: datetime) -> int:
    """Tell who gave it that the lead says it is done."""
    facts = {"code": task.code, "content": task.content, "who": by.name}
    subject = _("Chờ xác nhận: %(content)s") % facts
    text = _("%(who)s báo cáo hoàn thành nhiệm vụ %(code)s.") % facts
    return _tell(task, [task.assigner_id], "in", subject, text, by, at)


@in_vietnamese
def confirmed(task: Task, by: Actor, at: datetime) -> int:
    """Tell the lead that it is accepted."""
    facts = {"code": task.code, "content": task.content, "who": by.name}
    subject = _("Đã xác nhận: %(content)s") % facts
    text = _("%(who)s xác nhận hoàn thành nhiệm vụ %(code)s.") % facts
    return _tell(task, [task.lead_id], "yes", subject, text, by, at)


@in_vietnamese
def extension_asked(task: Task, by: Actor, at: datetime) -> int:
    """Tell who gave it that more time is asked for."""
    facts = {
        "code": task.code, "content": task.content, "who": by.name,
        "due": due_words(task.asked_due_at), "reason": task.asked_reason,
    }  # fmt: skip
    subject = _("Xin gia hạn: %(content)s") % facts
    text = _("%(who)s xin gia hạn nhiệm vụ %(code)s đến %(due)s. Lý do: %(reason)s") % facts
    return _tell(task, [task.assigner_id], "ask", subject, text, by, at)


@in_vietnamese
def due_changed(task: Task, extended: bool, reason: str, co: Iterable[UUID], by: Actor,
                at: datetime) -> int:  # fmt: skip
    """Tell lead and co-workers of a due moment put off, or the lead that it stays."""
    facts = {
        "code": task.code, "content": task.content, "who": by.name, "reason": reason,
        "due": due_words(task.due_at),
    }  # fmt: skip
    if extended:
        subject = _("Gia hạn: %(content)s") % facts
        text = _("%(who)s gia hạn nhiệm vụ %(code)s đến %(due)s. Lý do: %(reason)s") % facts
        return _tell(task, [task.lead_id, *co], "later", subject, text, by, at)
    subject = _("Không gia hạn: %(content)s") % facts
    text = _("%(who)s giữ hạn cũ của nhiệm vụ %(code)s: %(due)s. Lý do: %(reason)s") % facts
    return _tell(task, [task.lead_id], "stays", subject, text, by, at)


@in_vietnamese
def dropped(task: Task, co: Iterable[UUID], by: Actor, at: datetime) -> int:
    """Tell lead and co-workers that they need not go on."""
    facts = {"code": task.code, "content": task.content, "who": by.name,
             "reason": task.drop_reason}  # fmt: skip
    subject = _("Thôi không làm: %(content)s") % facts
    text = _("%(who)s cho thôi nhiệm vụ %(code)s. Lý do: %(reason)s") % facts
    return _tell(task, [task.lead_id, *co], "drop", subject, text, by, at)


@in_vietnamese
def joined(task: Task, co: Iterable[UUID], by: Actor, at: datetime) -> int:
    """Tell co-workers who came to a task later."""
    facts = {"code": task.code, "content": task.content, "who": by.name}
    subject = _("Phối hợp: %(content)s") % facts
    due = _("Hạn: %(due)s.") % {"due": due_words(task.due_at)}
    text = _("%(who)s mời phối hợp nhiệm vụ %(code)s: %(content)s.") % facts + " " + due
    return _tell(task, co, "join", subject, text, by, at)


@in_vietnamese
def not_given(made: Recurring, period: str, at: datetime) -> int:
    """Tell who set recurring work up that it could not be given: its lead no longer works here."""
    if made.assigner_id is None:
        return 0
    subject = _("Chưa giao được việc định kỳ: %(content)s") % {"content": made.content}
    text = _("Người chủ trì không còn làm việc ở đây. Hãy thôi việc định kỳ này và đặt lại.")
    key = f"recurring:{made.pk}:{period}"
    row = Message(
        member_id=made.assigner_id, key=key, subject=subject[:200], text=text,
        url=reverse("tasks:recurring"), made_at=at,
    )  # fmt: skip
    return post_many([row])


@in_vietnamese
def due_soon(tasks: Iterable[Task], at: datetime) -> int:
    """Remind leads, once per due moment, of what is due soon."""
    return post_many([_reminder(task, "soon", _("Sắp đến hạn: %(content)s"), at) for task in tasks])


@in_vietnamese
def overdue(tasks: Iterable[Task], at: datetime) -> int:
    """Tell leads, once per due moment, that it has passed."""
    return post_many([_reminder(task, "late", _("Quá hạn: %(content)s"), at) for task in tasks])


def _reminder(task: Task, what: str, words: str, at: datetime) -> Message:
    facts = {"code": task.code, "content": task.content, "due": due_words(task.due_at)}
    text = _("Nhiệm vụ %(code)s: %(content)s. Hạn: %(due)s.") % facts
    assert task.due_at  # noqa: S101 - only what has a due moment is reminded of
    return note(task, task.lead_id, f"{what}-{task.due_at:%Y%m%d%H%M}", words % facts, text, at)


@in_vietnamese
def digest(late: dict[UUID, list[Task]], week: str, at: datetime) -> int:
    """Tell those who gave work, once a week, what of it is overdue."""
    rows = []
    for member, tasks in late.items():
        subject = _("%(n)d nhiệm vụ đã giao đang quá hạn") % {"n": len(tasks)}
        lines = [f"{t.code} · {t.lead.name} · {t.content}" for t in tasks[:30]]
        url = reverse("tasks:list") + "?xem=giao&trang_thai=overdue"
        key = f"task-digest:{member}:{week}"
        rows.append(
            Message(member_id=member, key=key, subject=subject, text="\n".join(lines), url=url,
                    made_at=at)
        )  # fmt: skip
    return post_many(rows)
