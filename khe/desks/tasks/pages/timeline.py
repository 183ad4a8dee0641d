"""What happened to a task, in sentences, from its journal. Pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khe.base.web import phrases
from khe.base.web.parts import Happening
from khe.desks.tasks.states import Event

Names = Mapping[str, str]  # {id of a member: name}
Facts = Mapping[str, Any]
Sentence = Callable[[Facts, Names], SafeString]


def names_in(entries: Iterable[Any]) -> set[UUID]:
    """Return the ids of the members that entries speak of."""
    found: set[str] = set()
    for entry in entries:
        for key in ("lead", "former", "to"):
            found |= {entry.facts[key]} if _is_id(entry.facts.get(key)) else set()
        for key in ("co", "added", "removed"):
            found |= set(entry.facts.get(key) or ())
    return {UUID(text) for text in found}


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4


def _moment(text: Any) -> str:
    return phrases.moment(datetime.fromisoformat(text), year=True) if text else _("không có hạn")


def _said(sentence: str, **facts: Any) -> SafeString:
    return format_html(sentence, **facts) if facts else conditional_escape(sentence)


def _who(ids: Any, names: Names) -> str:
    ids = ids if isinstance(ids, list) else [ids]
    return ", ".join(names.get(str(one), "…") for one in ids)


def _assigned(f: Facts, names: Names) -> SafeString:
    text = _said(
        _("Giao cho <b>{lead}</b>, hạn {due}"), lead=_who(f.get("lead"), names),
        due=_moment(f.get("due")),
    )  # fmt: skip
    return text + _said(_("; phối hợp: {co}"), co=_who(f["co"], names)) if f.get("co") else text


def _noted(f: Facts, names: Names) -> SafeString:
    percent = f.get("percent")
    text = _said(_("Tiến độ <b>{n}%</b>"), n=percent) if percent is not None else SafeString("")
    if f.get("text"):
        told = conditional_escape(f["text"])
        return _joined(text, told)
    return text or _said(_("Đính kèm tệp"))


def _joined(head: SafeString, text: Any) -> SafeString:
    return format_html("{}: {}", head, text) if head else format_html("{}", text)


def _co(f: Facts, names: Names) -> SafeString:
    told = []
    if f.get("added"):
        told.append(_said(_("Thêm phối hợp: {co}"), co=_who(f["added"], names)))
    if f.get("removed"):
        told.append(_said(_("Thôi phối hợp: {co}"), co=_who(f["removed"], names)))
    return format_html_join("; ", "{}", ((one,) for one in told)) or _said(
        _("Người phối hợp như cũ")
    )


def _text(sentence: str) -> Sentence:
    """Return a sentence with what was written after it, if anything."""

    def told(f: Facts, names: Names) -> SafeString:
        return _joined(_said(_(sentence)), f["text"]) if f.get("text") else _said(_(sentence))

    return told


# event: (kind, icon, sentence)
SENTENCES: dict[str, tuple[str, str, Sentence]] = {
    Event.ASSIGNED: ("work", "user-plus", _assigned),
    Event.STARTED: ("work", "player-play", lambda f, n: _said(_("Bắt đầu làm"))),
    Event.NOTED: ("work", "pencil", _noted),
    Event.COMMENTED: ("idle", "message", lambda f, n: _said(
        _("Ý kiến: {text}"), text=f.get("text") or "–")),
    Event.HANDED_IN: ("done", "send", _text("Báo cáo hoàn thành")),
    Event.CONFIRMED: ("done", "circle-check", _text("Xác nhận hoàn thành")),
    Event.SENT_BACK: ("late", "arrow-back-up", lambda f, n: _said(_("Trả lại làm tiếp"))),
    Event.EXTENSION_ASKED: ("soon", "calendar-question", lambda f, n: _said(
        _("Xin gia hạn đến {due}"), due=_moment(f.get("due")))),
    Event.EXTENSION_DENIED: ("idle", "calendar-x", lambda f, n: _said(_("Không gia hạn, giữ hạn cũ"))),
    Event.EXTENDED: ("soon", "calendar-plus", lambda f, n: _said(
        _("Gia hạn từ {former} sang <b>{due}</b>"), former=_moment(f.get("former")),
        due=_moment(f.get("due")))),
    Event.DROPPED: ("late", "ban", lambda f, n: _said(_("Thôi không làm"))),
    Event.REASSIGNED: ("work", "user-share", lambda f, n: _said(
        _("Chuyển chủ trì từ {former} sang <b>{lead}</b>"), former=_who(f.get("former"), n),
        lead=_who(f.get("lead"), n))),
    Event.HANDED_OVER: ("idle", "user-share", lambda f, n: _said(
        _("Bàn giao từ {former} sang {to}"), former=_who(f.get("former"), n), to=_who(f.get("to"), n))),
    Event.CO_CHANGED: ("idle", "users", _co),
    Event.AMENDED: ("idle", "edit", lambda f, n: _said(
        _("Sửa nội dung; trước đó: {former}"), former=(f.get("former") or {}).get("content", ""))),
    Event.SPLIT: ("idle", "sitemap", lambda f, n: _said(
        _("Chia việc {code}: {content}"), code=f.get("part", ""), content=f.get("content", ""))),
}  # fmt: skip


def happening(entry: Any, names: Names, files: Iterable[tuple[str, str]] = ()) -> Happening:
    """Return the line of one journal entry, with links (name, address) to its evidence."""
    if entry.event not in SENTENCES:
        return Happening(entry.at, str(entry.event), "idle", "history", entry.by_name)
    kind, icon, sentence = SENTENCES[entry.event]
    text = sentence(entry.facts or {}, names)
    links = list(files)
    if links:
        listed = format_html_join(", ", '<a href="{}">{}</a>', ((url, name) for name, url in links))
        text = format_html('{}<div class="tk-files">{} {}</div>', text, _("Tệp:"), listed)
    told = [entry.by_name or _("hệ thống")]
    if entry.facts.get("reason"):
        told.append(_("lý do: %(text)s") % {"text": entry.facts["reason"]})
    if entry.facts.get("document"):
        told.append(_("văn bản: %(text)s") % {"text": entry.facts["document"]})
    return Happening(entry.at, text, kind, icon, " · ".join(told))


def timeline(
    entries: Iterable[Any], names: Names, files: Mapping[str, list[tuple[str, str]]]
) -> list[Happening]:
    """Return the entries (oldest first) as lines, newest first; `files` by place in the journal."""
    listed = list(entries)
    return [happening(e, names, files.get(str(e.seq), ())) for e in reversed(listed)]
