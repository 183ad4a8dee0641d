"""What may be done to a task, by whom, and why not: the buttons. Pure.

One table. A verb is an action, an address and a form of the same name; its rule is the action's.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.people.actor import Actor
from khe.desks.tasks import rules
from khe.desks.tasks.refusals import Refusal
from khe.desks.tasks.states import Status


@dataclass(frozen=True)
class Seen:
    """What the rules need to know of a task, read once."""

    task: Any
    by: Actor
    led: Collection[UUID] = frozenset()
    co_ids: Collection[UUID] = frozenset()
    open_parts: int = 0


@dataclass(frozen=True)
class Verb:
    """One thing that can be done. `at_once`: the button does it, no words are needed first."""

    name: str
    slug: str
    label: Any
    icon: str
    done: Any  # what is said after it
    why_not: Callable[[Seen], Refusal | None]
    at_once: bool = False
    risk: bool = False


@dataclass(frozen=True)
class Button:
    """A verb on the page of one task, for one person."""

    verb: Verb
    url: str
    reason: Refusal | None = None
    label: Any = ""


@dataclass(frozen=True)
class Choice:
    """The buttons: what comes next, what else may be done, what not and why."""

    first: Button | None = None
    others: list[Button] = field(default_factory=list)
    folded: list[tuple[Refusal, list[Button]]] = field(default_factory=list)


VERBS = {
    verb.name: verb
    for verb in (
        Verb("confirm", "xac-nhan", _("Xác nhận hoàn thành"), "circle-check",
             _("Đã xác nhận hoàn thành."), lambda s: rules.why_not_confirm(s.task, s.by, s.led)),
        Verb("start", "bat-dau", _("Bắt đầu làm"), "player-play", _("Đã ghi là bắt đầu làm."),
             lambda s: rules.why_not_start(s.task, s.by), at_once=True),
        Verb("hand_in", "bao-cao", _("Báo cáo hoàn thành"), "send", _("Đã báo cáo hoàn thành."),
             lambda s: rules.why_not_hand_in(s.task, s.by, s.open_parts)),
        Verb("note", "tien-do", _("Ghi tiến độ"), "pencil", _("Đã ghi."),
             lambda s: rules.why_not_note(s.task, s.by, s.co_ids, s.led)),
        Verb("send_back", "tra-lai", _("Trả lại làm tiếp"), "arrow-back-up", _("Đã trả lại."),
             lambda s: rules.why_not_send_back(s.task, s.by, s.led)),
        Verb("extend", "gia-han", _("Gia hạn"), "calendar-plus", _("Đã gia hạn."),
             lambda s: rules.why_not_extend(s.task, s.by, s.led)),
        Verb("deny_extension", "khong-gia-han", _("Giữ hạn cũ"), "calendar-x",
             _("Đã trả lời: giữ hạn cũ."),
             lambda s: rules.why_not_deny_extension(s.task, s.by, s.led)),
        Verb("ask_extension", "xin-gia-han", _("Xin gia hạn"), "calendar-question",
             _("Đã gửi đề nghị gia hạn."), lambda s: rules.why_not_ask_extension(s.task, s.by)),
        Verb("split", "chia-viec", _("Chia việc"), "sitemap", _("Đã giao phần việc."),
             lambda s: rules.why_not_split(s.task, s.by, s.task.depth, s.led)),
        Verb("change_co", "phoi-hop", _("Người phối hợp"), "users", _("Đã đổi người phối hợp."),
             lambda s: rules.why_not_change_co(s.task, s.by, s.led)),
        Verb("reassign", "doi-chu-tri", _("Đổi người chủ trì"), "user-share",
             _("Đã đổi người chủ trì."), lambda s: rules.why_not_reassign(s.task, s.by, s.led)),
        Verb("amend", "sua", _("Sửa nội dung"), "edit", _("Đã sửa nội dung."),
             lambda s: rules.why_not_amend(s.task, s.by, s.led)),
        Verb("drop", "thoi", _("Thôi không làm"), "ban", _("Đã thôi nhiệm vụ này."),
             lambda s: rules.why_not_drop(s.task, s.by, s.open_parts, s.led), risk=True),
    )
}  # fmt: skip
BY_SLUG = {verb.slug: verb for verb in VERBS.values()}
FIRST = ("confirm", "start", "hand_in", "note")  # what comes next, in this order
OBVIOUS = (Refusal.STARTED_ALREADY, Refusal.NOT_IN_YET, Refusal.NOTHING_ASKED)  # go without saying


def address(verb: Verb, code: str) -> str:
    """Return the address of a verb of a task."""
    return reverse(f"tasks:{verb.name}", args=[code])


def works(seen: Seen) -> bool:
    """Say whether the person leads the task or helps with it."""
    return any(map(seen.by.is_member, (seen.task.lead_id, *seen.co_ids)))


def choice(seen: Seen) -> Choice:
    """Return the buttons of a task for a person. What is over has none."""
    if seen.task.status != Status.OPEN:
        return Choice()
    buttons = {
        verb.name: Button(verb, address(verb, seen.task.code), verb.why_not(seen), verb.label)
        for verb in VERBS.values()
    }
    if seen.by.is_member(seen.task.lead_id) and not buttons["extend"].reason:
        del buttons["ask_extension"]  # they may put it off themselves
    order: tuple[str, ...] = FIRST
    if not works(seen):  # those who watch comment; what comes next is not theirs
        buttons["note"] = replace(buttons["note"], label=_("Ghi ý kiến"))
        order = ("confirm", "extend") if seen.task.asked_due_at else ("confirm",)
    first = next((buttons[name] for name in order if not buttons[name].reason), None)
    others = [b for b in buttons.values() if not b.reason and b is not first]
    folded: dict[Refusal, list[Button]] = {}
    for button in buttons.values():
        if button.reason and button.reason not in OBVIOUS:
            folded.setdefault(button.reason, []).append(button)
    return Choice(first, others, list(folded.items()))
