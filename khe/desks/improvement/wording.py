"""Vietnamese sentences about measured values: why a judgement is what it is, what came back."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khe.base.figures import Period
from khe.base.messages.wording import in_vietnamese
from khe.base.web import phrases
from khe.desks.improvement.models import ShortcomingLink
from khe.desks.improvement.states import State, Verdict
from khe.desks.indicators.words import amount, counted, number


def days(period: Period) -> str:
    """Say a period by its days: "01/01/2013–31/12/2015"."""
    return f"{period.first:%d/%m/%Y}–{period.last:%d/%m/%Y}"


def frozen_for(code: str) -> str:
    """Say what a figure was frozen for."""
    return _("Kết luận hạn chế %(code)s") % {"code": code}


@in_vietnamese
def frozen_label(row: dict[str, Any]) -> str:
    """Name the evidence that a frozen figure is."""
    facts = {
        "label": row["label"], "value": amount(row["value"], row["unit"]), "days": _window(row),
    }  # fmt: skip
    return _("Số đo đã chốt: %(label)s, %(days)s: %(value)s") % facts


@in_vietnamese
def reasoning(rows: list[dict[str, Any]], verdict: str) -> str:
    """Write out why: per indicator what was measured, against what; then the conclusion."""
    parts = [_measured(row) + " " + _because(row) for row in rows]
    ends = {
        Verdict.OVERCOME: _("Kết luận: đã khắc phục."),
        Verdict.PARTLY: _("Kết luận: khắc phục một phần."),
        Verdict.NOT_YET: _("Kết luận: chưa khắc phục."),
    }
    if len({row["verdict"] for row in rows}) > 1:
        parts.append(_("Các chỉ tiêu chưa cùng đạt, nên chưa coi là đã khắc phục xong."))
    return " ".join([*parts, ends[Verdict(verdict)]])


def _measured(row: dict[str, Any]) -> str:
    """Say value, numerator and denominator, interval, baseline and target of one indicator."""
    unit = row["unit"]
    made_of = counted(row["numerator"], row["denominator"])
    facts = {
        "label": row["label"], "days": _window(row), "value": amount(row["value"], unit),
        "of": f" ({made_of})" if made_of else "", "target": amount(row["target"], unit),
        "baseline": amount(row["baseline"], unit) + _scaled(row),
        "low": amount(row["low"], unit), "high": amount(row["high"], unit),
    }  # fmt: skip
    said = _(
        "%(label)s, kỳ theo dõi %(days)s: %(value)s%(of)s; ban đầu %(baseline)s, đích %(target)s."
    )
    text = said % facts
    if row["low"] != row["high"]:
        text += " " + _("Khoảng tin cậy 95 %%: từ %(low)s đến %(high)s.") % facts
    if row.get("manual"):
        text += " " + _("Số nhập tay, theo %(document)s.") % {"document": row["document"]}
    return text


def _compared(row: dict[str, Any]) -> float:
    """Return the baseline that the value is held against: over as long as the window."""
    return float(row.get("compared", row["baseline"]))


def _scaled(row: dict[str, Any]) -> str:
    """Say that the baseline was scaled to the length of the window; "" when it was not."""
    if not row.get("compared_many"):
        return ""
    facts = {"n": number(row["compared_many"]), "value": amount(_compared(row), row["unit"])}
    said = (
        _(" (quy về %(n)s tháng: %(value)s)")
        if row["compared_of"] == "month"
        else _(" (quy về %(n)s ngày: %(value)s)")
    )
    return said % facts


def _because(row: dict[str, Any]) -> str:
    """Say what the value means against baseline and target; "surely" only where there is an interval."""
    short = amount(abs(row["target"] - row["value"]), row["unit"])
    if row["unit"] == "share":
        points = phrases.decimal(abs(row["target"] - row["value"]) * 100)
        short = _("%(points)s điểm phần trăm") % {"points": points}
    sign = 1 if row["target"] > _compared(row) else -1
    if row["low"] == row["high"]:
        return _because_counted(row, short, sign)
    if row["verdict"] == Verdict.OVERCOME:
        return _("Số đo đạt đích và tốt hơn ban đầu một cách chắc chắn.")
    if row["verdict"] == Verdict.PARTLY:
        said = _("Số đo tốt hơn ban đầu một cách chắc chắn, nhưng còn thiếu %(short)s so với đích.")
        return said % {"short": short}
    if sign * (row["value"] - _compared(row)) > 0:
        return _("Số đo nhỉnh hơn ban đầu, nhưng chưa vượt ra ngoài dao động thường của số đếm.")
    return _("Số đo không tốt hơn ban đầu.")


def _because_counted(row: dict[str, Any], short: str, sign: int) -> str:
    """Say the same of a count, which has no interval: its value stands for itself."""
    if row["verdict"] == Verdict.OVERCOME:
        return _("Số đếm đạt đích và tốt hơn ban đầu.")
    if sign * (row["value"] - _compared(row)) > 0:
        return _("Số đếm tốt hơn ban đầu, nhưng còn thiếu %(short)s so với đích.") % {
            "short": short
        }
    return _("Số đo không tốt hơn ban đầu.")


def _window(row: dict[str, Any]) -> str:
    return days(Period(date.fromisoformat(row["first"]), date.fromisoformat(row["last"])))


@in_vietnamese
def relapse(link: ShortcomingLink, now: Any) -> str:
    """Say by which value it came back."""
    made_of = counted(now.numerator, now.denominator)
    facts = {
        "label": now.label, "days": days(now.period), "value": amount(now.value, now.unit),
        "of": f" ({made_of})" if made_of else "", "target": amount(link.target, now.unit),
        "back": amount(link.relapse_at, now.unit),
    }  # fmt: skip
    said = _(
        "%(label)s, %(days)s: %(value)s%(of)s, đã chạm ngưỡng tái diễn %(back)s (đích %(target)s)."
    )
    return said % facts


@in_vietnamese
def remains(state: State, rows: Iterable[Any], ahead: Sequence[Any]) -> str:
    """Say what is left to do of a shortcoming: which indicators fall short, how many measures are open;
    "" when it is overcome and nothing is open. `rows` and `ahead` are those of a story."""
    short = [row for row in rows if row.verdict != Verdict.OVERCOME]
    said = [_falls_short(row) for row in short] if state != State.OVERCOME else []
    if state == State.NO_MEASURES:
        said.append(_("Chưa có biện pháp."))
    if state == State.RELAPSED:
        said.insert(0, _("Hạn chế đã tái diễn."))
    if ahead:
        facts = {"n": number(len(ahead)), "day": f"{max(done.due for done in ahead):%d/%m/%Y}"}
        said.append(_("Còn %(n)s biện pháp đang làm, muộn nhất đến ngày %(day)s.") % facts)
    return " ".join(said)


def _falls_short(row: Any) -> str:
    """Say of one indicator that it is not measured, or what it lacks."""
    if row.now is None or row.now.value is None:
        return _("%(label)s: chưa có số đo.") % {"label": row.label}
    facts = {
        "label": row.label, "value": amount(row.now.value, row.unit),
        "target": amount(row.target, row.unit),
    }  # fmt: skip
    sign = 1 if row.target > row.baseline.value else -1
    if sign * (row.now.value - row.target) >= 0:
        return _("%(label)s: %(value)s, đã chạm đích %(target)s nhưng số đếm còn ít.") % facts
    return _("%(label)s: %(value)s, chưa đạt đích %(target)s.") % facts
