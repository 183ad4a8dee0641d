"""What may be done to a dossier, by whom, and why not: the buttons. Pure.

One table. A verb is an action, an address and a form of the same name; its rule is the action's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from khe.base.people.actor import Actor
from khe.desks.dossiers import rules
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import DONE_AT_COUNTER, OPEN, Status

Rule = Callable[[Any, Actor, datetime, int | None], Refusal | None]


@dataclass(frozen=True)
class Verb:
    """One thing that can be done. `at_once`: the button does it, no words are needed first."""

    name: str
    slug: str
    label: Any
    icon: str
    done: Any  # what is said after it: "{code}" is filled in
    why_not: Rule
    at_once: bool = False
    risk: bool = False


@dataclass(frozen=True)
class Button:
    """A verb on the page of one dossier, for one person."""

    verb: Verb
    url: str
    reason: Refusal | None = None


def _plain(rule: Callable[[Any, Actor], Refusal | None]) -> Rule:
    return lambda dossier, by, at, limit: rule(dossier, by)


VERBS = {
    verb.name: verb
    for verb in (
        Verb("claim", "nhan-viec", _("Nhận việc"), "hand-grab", _("Đã nhận hồ sơ {code}."),
             _plain(rules.why_not_claim), at_once=True),
        Verb("assign", "phan-cong", _("Phân công"), "user-plus", _("Đã phân công hồ sơ {code}."),
             _plain(rules.why_not_assign)),
        Verb("start_step", "bat-dau", _("Bắt đầu bước"), "player-play",
             _("Đã bắt đầu bước của hồ sơ {code}."), _plain(rules.why_not_start_step), at_once=True),
        Verb("finish_step", "xong-buoc", _("Xong bước"), "checks",
             _("Đã xong bước, hồ sơ {code} sang bước sau."), _plain(rules.why_not_finish_step)),
        Verb("decide", "ky", _("Ký kết quả"), "signature", _("Đã ký kết quả hồ sơ {code}."),
             _plain(rules.why_not_decide)),
        Verb("issue_result", "ra-quay", _("Chuyển kết quả ra quầy"), "send",
             _("Kết quả hồ sơ {code} đã sẵn sàng để trả."), _plain(rules.why_not_issue_result)),
        Verb("return_result", "tra-ket-qua", _("Trả kết quả"), "package",
             _("Đã trả kết quả hồ sơ {code}."), _plain(rules.why_not_return_result)),
        Verb("request_supplement", "yeu-cau-bo-sung", _("Yêu cầu bổ sung"), "file-alert",
             _("Đã yêu cầu bổ sung; đồng hồ hồ sơ {code} tạm dừng."),
             lambda d, by, at, limit: rules.why_not_request_supplement(d, by, limit)),
        Verb("receive_supplement", "nhan-bo-sung", _("Nhận bổ sung"), "file-plus",
             _("Đã nhận bổ sung; đồng hồ hồ sơ {code} chạy lại."),
             _plain(rules.why_not_receive_supplement)),
        Verb("record_payment", "thu-phi", _("Thu phí"), "cash", _("Đã ghi thu phí hồ sơ {code}."),
             _plain(rules.why_not_record_payment)),
        Verb("request_payment", "yeu-cau-nop-phi", _("Yêu cầu nộp phí"), "coin",
             _("Đã yêu cầu nộp phí; đồng hồ hồ sơ {code} tạm dừng."),
             _plain(rules.why_not_request_payment)),
        Verb("consult", "lay-y-kien", _("Lấy ý kiến"), "message-question",
             _("Đã ghi việc lấy ý kiến cho hồ sơ {code}."), _plain(rules.why_not_consult)),
        Verb("record_answer", "ghi-tra-loi", _("Ghi trả lời"), "message-reply",
             _("Đã ghi trả lời cho hồ sơ {code}."), _plain(rules.why_not_record_answer)),
        Verb("transfer", "chuyen-cap-tren", _("Chuyển cấp trên"), "transfer-out",
             _("Đã chuyển hồ sơ {code} lên cơ quan cấp trên."), _plain(rules.why_not_transfer)),
        Verb("return_transfer", "nhan-lai", _("Nhận lại từ cấp trên"), "transfer-in",
             _("Đã nhận lại hồ sơ {code}."), _plain(rules.why_not_return_transfer)),
        Verb("reassign", "chuyen-nguoi", _("Chuyển người xử lý"), "user-share",
             _("Đã chuyển người xử lý hồ sơ {code}."), _plain(rules.why_not_reassign)),
        Verb("extend", "hen-lai", _("Xin lỗi và hẹn lại"), "calendar-plus",
             _("Đã hẹn lại hồ sơ {code}."), _plain(rules.why_not_extend)),
        Verb("apologise", "xin-loi", _("Gửi thư xin lỗi"), "mail",
             _("Đã ghi thư xin lỗi cho hồ sơ {code}."),
             lambda d, by, at, limit: rules.why_not_apologise(d, by, at)),
        Verb("reject", "khong-dong-y", _("Không đồng ý"), "file-x",
             _("Đã ghi quyết định không đồng ý hồ sơ {code}."), _plain(rules.why_not_reject),
             risk=True),
        Verb("stop", "dung", _("Dừng giải quyết"), "player-stop",
             _("Đã dừng giải quyết hồ sơ {code}."), _plain(rules.why_not_stop), risk=True),
        Verb("withdraw", "rut", _("Công dân rút hồ sơ"), "arrow-back-up",
             _("Đã ghi việc rút hồ sơ {code}."), _plain(rules.why_not_withdraw), risk=True),
        Verb("reopen", "mo-lai", _("Mở lại hồ sơ"), "rotate", _("Đã mở lại hồ sơ {code}."),
             _plain(rules.why_not_reopen), risk=True),
    )
}  # fmt: skip

# What is registered but not taken in yet belongs to the intake pages.
INTAKE = {
    verb.name: verb
    for verb in (
        Verb("accept", "", _("Tiếp nhận"), "inbox", "", _plain(rules.why_not_registered)),
        Verb("refuse_intake", "", _("Từ chối tiếp nhận"), "ban", "",
             _plain(rules.why_not_refuse_intake), risk=True),
    )
}  # fmt: skip

# Refused not for the stage the dossier is in or for one's post, but for a reason worth reading.
TELLING = (
    Refusal.SUPPLEMENT_LIMIT, Refusal.STEPS_LEFT, Refusal.EXTENDED_ALREADY, Refusal.APOLOGY_MISSING,
    Refusal.FEE_UNPAID, Refusal.NOT_YOURS, Refusal.ALREADY_CONSULTING, Refusal.WAITING,
)  # fmt: skip
FRONT = (
    "finish_step", "request_supplement", "decide", "extend", "return_result", "consult",
)  # fmt: skip


def why_not(
    name: str, dossier: Any, by: Actor, at: datetime, limit: int | None = None
) -> Refusal | None:
    """Return why `by` cannot do this at `at`; `limit` is the supplement limit of its procedure."""
    return {**VERBS, **INTAKE}[name].why_not(dossier, by, at, limit)


def address(name: str, code: str, *more: str) -> str:
    """Return the address of a page of a dossier; '' where it is not installed."""
    try:
        return reverse(f"dossiers:{name}", args=[code, *more])
    except NoReverseMatch:
        return ""


def first_of(dossier: Any, by: Actor, at: datetime, limit: int | None = None) -> Verb | None:
    """Return the verb that this person should do next, or None when it is others' turn."""
    mine = by.is_member(dossier.officer_id)
    unsaid = dossier.apology_at is None
    ended = dossier.settled_at or at
    late = unsaid and dossier.due_at is not None and ended > dossier.due_at
    waits = dossier.status == Status.AWAITING_PAYMENT or dossier.status in DONE_AT_COUNTER
    wanted = (
        ("accept", dossier.status == Status.REGISTERED),
        ("receive_supplement", mine or by.can("clerk")),
        ("return_transfer", mine or by.can("clerk")),
        ("record_payment", waits),
        ("decide", True),
        ("extend", late),
        ("apologise", late),
        ("claim", by.can("officer")),
        ("assign", True),
        ("start_step", mine),
        ("finish_step", mine),
        ("return_result", True),
        ("issue_result", True),
        ("record_payment", True),
    )
    for name, fits in wanted:
        if fits and why_not(name, dossier, by, at, limit) is None:
            return {**VERBS, **INTAKE}[name]
    return None


@dataclass(frozen=True)
class Choice:
    """The verbs of a dossier's page: what to do next, what else, and what not, with reasons."""

    first: Button | None
    others: list[Button]
    refused: list[tuple[Refusal, list[Button]]]  # worth reading: shown beside the others
    folded: list[tuple[Refusal, list[Button]]]  # the rest, one tap away


def choice(dossier: Any, by: Actor, at: datetime, limit: int | None = None) -> Choice:
    """Return all verbs sorted for the page; a dossier of an imported log has none."""
    if dossier.origin == "log":
        return Choice(None, [], [], [])
    names = [*INTAKE] if dossier.status == Status.REGISTERED else [*VERBS]
    buttons = []
    for name in names:
        if url := address(name, dossier.code):
            verb = {**VERBS, **INTAKE}[name]
            buttons.append(Button(verb, url, verb.why_not(dossier, by, at, limit)))
    chosen = first_of(dossier, by, at, limit)
    first = next((b for b in buttons if b.verb == chosen and b.reason is None), None)
    others = [b for b in buttons if b.reason is None and b != first]
    told = [b for b in buttons if b.reason in TELLING and b.verb.name in FRONT]
    rest = [b for b in buttons if b.reason and b not in told]
    return Choice(first, others, _by_reason(told), _by_reason(rest))


def _by_reason(buttons: list[Button]) -> list[tuple[Refusal, list[Button]]]:
    found: dict[Refusal, list[Button]] = {}
    for button in buttons:
        if button.reason:
            found.setdefault(button.reason, []).append(button)
    return list(found.items())


def turn_of(dossier: Any) -> str:
    """Say in words whose turn it is, for those who have nothing to do with it now."""
    if dossier.status == Status.AWAITING_SUPPLEMENT:
        return str(_("Đang chờ công dân nộp bổ sung."))
    if dossier.status == Status.AWAITING_PAYMENT:
        return str(_("Đang chờ công dân nộp phí."))
    if dossier.status == Status.TRANSFERRED:
        return str(_("Đang ở cơ quan cấp trên."))
    if dossier.status in DONE_AT_COUNTER:
        return str(_("Đang chờ bộ phận tiếp nhận trả kết quả."))
    if dossier.status not in OPEN:
        return str(_("Hồ sơ đã kết thúc; không còn việc gì."))
    if dossier.officer_id is None:
        return str(_("Đang chờ có người nhận hoặc được phân công."))
    if dossier.step_count and dossier.step >= dossier.step_count:
        return str(_("Đang chờ lãnh đạo ký."))
    return str(_("Đang do {name} xử lý.")).format(name=dossier.officer_name)
