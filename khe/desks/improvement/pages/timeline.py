"""What happened to a shortcoming and to the earlier and later ones of its family, in sentences. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khe.base.people.queries import LOCAL
from khe.base.web.parts import Happening
from khe.desks.improvement.states import Event, Verdict
from khe.desks.indicators import words

Facts = Mapping[str, Any]
LOOKS = {
    Event.NAMED: ("late", "flag"), Event.EDITED: ("idle", "edit"), Event.LINKED: ("work", "gauge"),
    Event.MEASURE_ADDED: ("work", "plus"), Event.MEASURE_DROPPED: ("idle", "ban"),
    Event.EVIDENCE_ADDED: ("work", "paperclip"), Event.JUDGED: ("soon", "gavel"),
    Event.CLOSED: ("done", "circle-check"), Event.RELAPSED: ("late", "repeat"),
    Event.REOPENED: ("soon", "repeat"), Event.TOLD: ("idle", "message"), Event.DROPPED: ("idle", "ban"),
}  # fmt: skip


def _day(text: Any) -> str:
    return f"{date.fromisoformat(str(text)):%d/%m/%Y}" if text else "–"


def _named(f: Facts) -> str:
    if f.get("recurrence_of"):
        return format_html(_("Nêu lại, tái diễn của {old}"), old=f["recurrence_of"])
    return _("Nêu hạn chế")


def _linked(f: Facts) -> SafeString:
    unit = f.get("unit", "")
    return format_html(
        _("Gắn chỉ tiêu <b>{label}</b>: từ {baseline} đến {target}, kỳ {first}–{last}"),
        label=f.get("label", ""), baseline=words.amount(f.get("baseline"), unit),
        target=words.amount(f.get("target"), unit), first=_day(f.get("first")),
        last=_day(f.get("last")),
    )  # fmt: skip


def _measure(f: Facts) -> SafeString:
    text = format_html(
        _("Biện pháp: {content}, hạn {due}"), content=f.get("content", ""), due=_day(f.get("due"))
    )
    if f.get("carried_from"):
        text += format_html(_(" (chuyển tiếp: {why})"), why=f.get("why", ""))
    return text


def _judged(f: Facts) -> SafeString:
    verdict = f.get("verdict", "")
    label = Verdict(verdict).label if verdict in Verdict.values else verdict
    return format_html(_("Kết luận: <b>{verdict}</b>"), verdict=label)


def _with(sentence: str, words: Any) -> SafeString:
    return format_html("{}: {}", sentence, words) if words else conditional_escape(sentence)


def sentence(event: str, f: Facts) -> Any:
    """Return what an entry says."""
    said = {
        Event.NAMED: _named, Event.LINKED: _linked, Event.MEASURE_ADDED: _measure,
        Event.JUDGED: _judged,
        Event.EDITED: lambda f: _("Sửa nội dung"),
        Event.MEASURE_DROPPED: lambda f: _with(
            _("Bỏ biện pháp"), f"{f.get('content', '')} ({f.get('why', '')})"),
        Event.EVIDENCE_ADDED: lambda f: _with(_("Thêm minh chứng"), f.get("label")),
        Event.CLOSED: lambda f: _with(_("Duyệt và đóng"), f.get("note")),
        Event.RELAPSED: lambda f: _with(
            _("Tự mở lại vì tái diễn") if f.get("by_itself") else _("Mở lại vì tái diễn"), f.get("why")),
        Event.REOPENED: lambda f: _with(_("Mở lại"), f.get("why")),
        Event.TOLD: lambda f: _with(_("Đã báo tại giao ban"), f.get("note")),
        Event.DROPPED: lambda f: _with(_("Thôi theo dõi"), f.get("why")),
    }  # fmt: skip
    return said[Event(event)](f) if event in said else event


def timeline(entries: Iterable[Any], codes: Mapping[Any, str]) -> list[tuple[int, list[Happening]]]:
    """Return the entries as lines by local year, newest first; `codes` names the shortcoming of an entry
    where it is another one of the family."""
    found = []
    for entry in sorted(entries, key=lambda e: (e.at, e.seq), reverse=True):
        kind, icon = LOOKS.get(entry.event, ("idle", "history"))
        text = sentence(entry.event, entry.facts or {})
        if code := codes.get(entry.subject_id):
            text = format_html('<span class="num">{}</span> · {}', code, text)
        found.append(Happening(entry.at, text, kind, icon, entry.by_name))
    by_year = groupby(found, key=lambda line: line.at.astimezone(LOCAL).year)
    return [(year, list(lines)) for year, lines in by_year]
