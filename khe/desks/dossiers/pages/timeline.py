"""A sentence for every event of a dossier's journal. Pure."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.calendar.explain import said
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import ClockError
from khe.base.web import phrases
from khe.base.web.parts import Happening
from khe.desks.dossiers.states import Channel, Delivery, Event, PaidBy

KINDS = ("late", "soon", "work", "wait", "done", "idle")
Sentence = Callable[[dict[str, Any]], str]


def limit_text(limit: str) -> str:
    """Say a limit: "3 working_day" is "3 ngày làm việc"."""
    try:
        return said(Limit.parse(limit), _)
    except ClockError:
        return limit


def _moment(text: Any) -> str:
    return phrases.moment(datetime.fromisoformat(text), year=True) if text else ""


def _list(items: Any) -> str:
    return "; ".join(str(item) for item in items or [])


def say(sentence: Any, **facts: Any) -> SafeString:
    """Fill facts, escaped, into a translated sentence that may hold <b>."""
    return format_html(str(sentence), **facts) if facts else SafeString(sentence)


def _fixed(sentence: Any) -> Sentence:
    return lambda facts: say(sentence)


def _received(f: dict[str, Any]) -> str:
    where = dict(Channel.choices).get(f.get("channel", ""), "")
    text = say(_("Tiếp nhận hồ sơ, {where}; <b>đồng hồ bắt đầu chạy</b>"), where=str(where).lower())
    if f.get("due"):
        text += say(
            _(", hẹn trả {due} ({limit})"),
            due=_moment(f["due"]), limit=limit_text(f.get("limit", "")),
        )  # fmt: skip
    return text


def _finished(f: dict[str, Any]) -> str:
    return say(_("Xong bước {step}, sang “{next}”"), step=f.get("step", ""), next=f.get("next", ""))


def _paid(f: dict[str, Any]) -> str:
    amount = phrases.money(f.get("amount") or 0)
    if f.get("way"):
        return say(_("Đã thu {amount}, {way}"), amount=amount, way=PaidBy(f["way"]).label.lower())
    return say(_("Đã thu {amount}"), amount=amount)


def _returned(f: dict[str, Any]) -> str:
    if f.get("to"):
        return say(_("Trả kết quả cho {to}"), to=f["to"])
    return say(_("Trả kết quả cho người nộp"))


def _issued(f: dict[str, Any]) -> str:
    where = dict(Delivery.choices).get(f.get("delivery", ""), "")
    return say(_("Kết quả sẵn sàng để trả: {where}"), where=str(where).lower())


def _decided(f: dict[str, Any]) -> str:
    if f.get("on_time", True):
        return say(_("Ký kết quả, <b>đúng hạn</b>; đồng hồ dừng hẳn"))
    return say(_("Ký kết quả, <b>quá hạn</b>; đồng hồ dừng hẳn"))


def _extended(f: dict[str, Any]) -> str:
    return say(
        _("Xin lỗi và hẹn lại thêm {limit}: từ {former} sang <b>{due}</b>"),
        limit=limit_text(f.get("limit", "")), former=_moment(f.get("former")),
        due=_moment(f.get("due")),
    )  # fmt: skip


def _moved(f: dict[str, Any]) -> str:
    return say(
        _("Ngày hẹn đổi do lịch làm việc thay đổi: từ {former} sang <b>{due}</b>"),
        former=_moment(f.get("former")), due=_moment(f.get("due")),
    )  # fmt: skip


def _supplied(f: dict[str, Any]) -> str:
    text = say(_("Công dân nộp bổ sung; <b>đồng hồ chạy lại</b>"))
    return text + say(_(", hẹn trả {due}"), due=_moment(f["due"])) if f.get("due") else text


# event: (kind, icon, sentence)
SENTENCES: dict[str, tuple[str, str, Sentence]] = {
    Event.REGISTERED: ("idle", "clipboard-list", _fixed(
        gettext_lazy("Ghi nhận hồ sơ nộp, chưa tiếp nhận"))),
    Event.RECEIVED: ("done", "inbox", _received),
    Event.INTAKE_REFUSED: ("late", "ban", _fixed(gettext_lazy("Từ chối tiếp nhận hồ sơ"))),
    Event.ASSIGNED: ("work", "user-plus", lambda f: say(
        _("Giao cho <b>{officer}</b> xử lý"), officer=f.get("officer", ""))),
    Event.REASSIGNED: ("work", "user-share", lambda f: say(
        _("Chuyển từ {former} sang <b>{officer}</b>"),
        former=f.get("former", ""), officer=f.get("officer", ""))),
    Event.STEP_STARTED: ("work", "player-play", lambda f: say(
        _("Bắt đầu bước {step} “{name}”"), step=f.get("step", ""), name=f.get("name", ""))),
    Event.STEP_FINISHED: ("work", "checks", _finished),
    Event.SUPPLEMENT_REQUESTED: ("wait", "player-pause", lambda f: say(
        _("Yêu cầu bổ sung {papers}; <b>đồng hồ tạm dừng</b>"), papers=_list(f.get("papers")))),
    Event.SUPPLEMENT_RECEIVED: ("done", "player-play", _supplied),
    Event.PAYMENT_REQUESTED: ("wait", "player-pause", lambda f: say(
        _("Yêu cầu nộp {amount}; <b>đồng hồ tạm dừng</b>"),
        amount=phrases.money(f.get("amount") or 0))),
    Event.PAYMENT_RECORDED: ("done", "cash", _paid),
    Event.CONSULTED: ("idle", "message-question", lambda f: say(
        _("Lấy ý kiến {body}; đồng hồ vẫn chạy"), body=f.get("body", ""))),
    Event.CONSULTATION_ANSWERED: ("idle", "message-reply", lambda f: say(
        _("Cơ quan được hỏi trả lời: {answer}"), answer=f.get("answer", ""))),
    Event.TRANSFERRED: ("idle", "transfer-out", lambda f: say(
        _("Chuyển {body}; đồng hồ vẫn chạy"), body=f.get("body", ""))),
    Event.TRANSFER_RETURNED: ("idle", "transfer-in", lambda f: say(
        _("Cơ quan cấp trên trả lại: {answer}"), answer=f.get("answer", ""))),
    Event.EXTENDED: ("late", "calendar-plus", _extended),
    Event.STOPPED: ("late", "player-stop", _fixed(gettext_lazy("Dừng giải quyết hồ sơ"))),
    Event.WITHDRAWN: ("idle", "arrow-back-up", _fixed(gettext_lazy("Công dân rút hồ sơ"))),
    Event.DECIDED: ("done", "signature", _decided),
    Event.REJECTED: ("late", "file-x", _fixed(
        gettext_lazy("Quyết định không đồng ý giải quyết; đồng hồ dừng hẳn"))),
    Event.RESULT_ISSUED: ("done", "send", _issued),
    Event.RESULT_RETURNED: ("done", "package", _returned),
    Event.REOPENED: ("late", "rotate", _fixed(gettext_lazy("Mở lại hồ sơ; <b>đồng hồ chạy tiếp</b>"))),
    Event.APOLOGISED: ("late", "mail", _fixed(gettext_lazy("Gửi thư xin lỗi vì trễ hẹn"))),
    Event.DATE_MOVED: ("idle", "calendar-event", _moved),
    Event.FILE_ATTACHED: ("idle", "paperclip", lambda f: say(
        _("Đính kèm tệp {name}"), name=f.get("name", ""))),
    Event.PERSONAL_DATA_SEEN: ("idle", "eye", _fixed(gettext_lazy("Xem thông tin cá nhân của người nộp"))),
    Event.WARNED: ("soon", "bell", _fixed(gettext_lazy("Nhắc: hồ sơ sắp đến hạn"))),
    Event.CHECKED: ("idle", "clipboard-check", _fixed(gettext_lazy("Được chọn kiểm tra mẫu"))),
}  # fmt: skip

# Facts told on the small line under the sentence, beside who did it.
ASIDE = {
    "reason": gettext_lazy("lý do: {text}"),
    "ground": gettext_lazy("căn cứ: {text}"),
    "document": gettext_lazy("văn bản: {text}"),
    "note": gettext_lazy("ghi chú: {text}"),
    "question": gettext_lazy("hỏi: {text}"),
    "result": gettext_lazy("kết quả: {text}"),
    "receipt": gettext_lazy("biên lai: {text}"),
}


def happening(entry: Any) -> Happening:
    """Return the line of one journal entry; an event of an imported log is told as it is named."""
    if entry.event not in SENTENCES:
        name = entry.facts.get("activity") or entry.event
        return Happening(entry.at, str(name), "idle", "history", entry.by_name)
    kind, icon, sentence = SENTENCES[entry.event]
    facts = entry.facts or {}
    told = [str(label).format(text=facts[key]) for key, label in ASIDE.items() if facts.get(key)]
    who = " · ".join([entry.by_name or _("hệ thống"), *told])
    return Happening(entry.at, sentence(facts), kind, icon, who)


def timeline(entries: Iterable[Any]) -> list[Happening]:
    """Return the entries (oldest first) as lines, newest first."""
    return [happening(entry) for entry in reversed(list(entries))]


def log_rows(entries: Iterable[Any]) -> list[tuple[datetime, str, str, list[tuple[str, Any]]]]:
    """Return (moment, activity, resource, further attributes) of a case of an imported log, in the
    order of the log."""
    return [
        (
            entry.at,
            str(entry.facts.get("activity") or entry.event),
            entry.by_name,
            sorted((entry.facts.get("attributes") or {}).items()),
        )
        for entry in entries
    ]
