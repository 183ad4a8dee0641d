"""What happened to an indicator, in sentences. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khe.base.figures import Period
from khe.base.web.parts import Happening
from khe.desks.indicators import words
from khe.desks.indicators.states import Event

Facts = Mapping[str, Any]
LOOKS = {
    Event.DEFINED: ("work", "plus"), Event.CHANGED: ("idle", "edit"),
    Event.TARGET_SET: ("work", "target"), Event.ENTERED: ("soon", "keyboard"),
    Event.PHASE_BEGUN: ("work", "flag"), Event.PHASE_DROPPED: ("idle", "flag"),
    Event.RETIRED: ("idle", "ban"), Event.FROZEN: ("done", "lock"),
}  # fmt: skip


def _period(f: Facts) -> str:
    try:
        return Period(date.fromisoformat(f["first"]), date.fromisoformat(f["last"])).title()
    except (KeyError, TypeError, ValueError):
        return "–"


def _target(f: Facts, unit: str) -> SafeString:
    due = f.get("due")
    return format_html(
        _("Đặt mục tiêu <b>{value}</b> đến {due}, từ mức ban đầu {baseline} ({period})"),
        value=words.amount(f.get("value"), unit), baseline=words.amount(f.get("baseline"), unit),
        due=f"{date.fromisoformat(due):%d/%m/%Y}" if due else "–", period=_period(f),
    )  # fmt: skip


def _entered(f: Facts, unit: str) -> SafeString:
    part, whole = f.get("numerator"), f.get("denominator")
    said = words.counted(part, whole) or words.amount(part, unit)
    return format_html(
        _("Nhập tay {period}: <b>{said}</b>, theo {document}"), period=_period(f), said=said,
        document=f.get("document", ""),
    )  # fmt: skip


def _phase(event: str, f: Facts) -> SafeString:
    text = (
        _("Mốc thay đổi từ <b>{day}</b>: {why}")
        if event == Event.PHASE_BEGUN
        else _("Bỏ mốc thay đổi {day}: {why}")
    )
    day = f.get("began")
    said = f"{date.fromisoformat(day):%d/%m/%Y}" if day else "–"
    return format_html(text, day=said, why=f.get("why", ""))


def sentence(event: str, f: Facts, unit: str) -> SafeString:
    """Return what an entry of the journal says; `unit` is that of the indicator."""
    if event == Event.TARGET_SET:
        return _target(f, unit)
    if event == Event.ENTERED:
        return _entered(f, unit)
    if event == Event.RETIRED:
        return format_html(_("Thôi theo dõi: {why}"), why=f.get("why", ""))
    if event in (Event.PHASE_BEGUN, Event.PHASE_DROPPED):
        return _phase(event, f)
    return conditional_escape(Event(event).label if event in Event.values else event)


def timeline(entries: Iterable[Any], unit: str) -> list[Happening]:
    """Return the entries as lines, newest first."""
    found = sorted(entries, key=lambda one: (one.at, one.seq), reverse=True)
    return [
        Happening(
            one.at, sentence(one.event, one.facts or {}, unit),
            *LOOKS.get(Event(one.event) if one.event in Event.values else Event.CHANGED, ("idle", "")),
            one.by_name,
        )
        for one in found
    ]  # fmt: skip
