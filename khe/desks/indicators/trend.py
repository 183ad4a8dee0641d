"""What a series says, in a sentence. Pure: values and signals in, words out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from django.utils.translation import gettext as _

from khe.base.statistics import FEWEST, Phase, Signal
from khe.desks.indicators import words

RECENT = 3  # periods from the end in which a sign counts as news


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase of a series with its first and last local day, the mean of its values, and `why` it began
    ("" for the first)."""

    phase: Phase
    first: date
    last: date
    mean: float
    why: str = ""


def said(
    values: Sequence[float], signals: Sequence[Signal], stretches: Sequence[Stretch], better: str,
    unit: str,
) -> str:  # fmt: skip
    """Say whether the latest values show a real change, and which; that they are noise, or too few; and
    what changed between the last two phases."""
    if not values:
        return _("Chưa có kỳ nào có số liệu.")
    now = stretches[-1]
    parts = [between(stretches[-2], now, unit)] if len(stretches) > 1 else []
    many = now.phase.last + 1 - now.phase.first
    if parts and not now.phase.own:
        facts = {"n": FEWEST - many}
        parts.append(
            _("Giai đoạn mới còn ít kỳ, cần thêm %(n)s kỳ; tạm theo giới hạn của giai đoạn trước.")
            % facts
            if now.phase.limits
            else _("Mới ít kỳ có số liệu; cần thêm %(n)s kỳ nữa để biết là thay đổi thật.") % facts
        )
        return " ".join(parts)
    if now.phase.limits is None:
        left = {"n": FEWEST - many}
        return _("Mới ít kỳ có số liệu; cần thêm %(n)s kỳ nữa để biết là thay đổi thật.") % left
    news = latest(values, signals, now)
    if news is not None:
        parts.append(f"{_word(news, better)}: {why(news)}")
    elif parts:
        parts.append(_("Từ đó các kỳ chỉ dao động bình thường."))
    else:
        parts.append(_("Chưa có thay đổi thật: các kỳ gần đây chỉ dao động bình thường."))
    return " ".join(parts)


def between(before: Stretch, now: Stretch, unit: str) -> str:
    """Say what changed from one phase to the next, and whether it is beyond ordinary variation: the mean
    lies outside the limits that were told from the values before."""
    facts = {
        "day": f"{now.first:%d/%m/%Y}", "why": now.why, "then": words.amount(before.mean, unit),
        "now": words.amount(now.mean, unit),
    }  # fmt: skip
    text = _("Từ %(day)s (%(why)s): trung bình %(then)s → %(now)s") % facts
    limits = before.phase.limits
    if limits is None:
        return f"{text}."
    if limits.low <= now.mean <= limits.high:
        return text + _(", chưa vượt ngoài dao động thường của giai đoạn trước.")
    return text + _(", vượt ngoài dao động thường của giai đoạn trước.")


def latest(
    values: Sequence[float], signals: Sequence[Signal], now: Stretch | None = None
) -> Signal | None:
    """Return the latest sign of change that still lasts at the end of the series, or None; of the phase
    `now` that a series ends with, if it has phases."""
    first = now.phase.first if now else 0
    limits = now.phase.limits if now else None
    mean = limits.mean if limits else fsum(values[first:]) / max(1, len(values) - first)
    recent = [
        one
        for one in signals
        if one.first >= first and one.last >= len(values) - RECENT and _lasts(one, values, mean)
    ]
    return max(recent, key=lambda one: (one.last, one.kind == "shift"), default=None)


def _lasts(signal: Signal, values: Sequence[float], mean: float) -> bool:
    """Say whether what came after a sign stayed on its side of the mean; what fell back is no news. Two of
    three near a limit are none when the third, the latest, lies on the other side."""
    third = values[signal.last]
    if signal.kind == "near" and (third < mean if signal.up else third > mean):
        return False
    return all(value > mean if signal.up else value < mean for value in values[signal.last + 1 :])


def is_good(signal: Signal, better: str) -> bool | None:
    """Say whether a change is to the better; None where neither side is."""
    if better not in ("up", "down"):
        return None
    return signal.up == (better == "up")


def _word(signal: Signal, better: str) -> str:
    good = is_good(signal, better)
    if good is None:
        return _("Có thay đổi thật (tăng)") if signal.up else _("Có thay đổi thật (giảm)")
    return _("Có tiến bộ thật") if good else _("Có sa sút thật")


def why(signal: Signal) -> str:
    """Say what the sign of change is, in the words of a sentence that has begun."""
    facts = {"n": signal.last - signal.first + 1}
    texts = {
        ("beyond", True): _("kỳ gần đây vượt lên trên giới hạn dao động thường."),
        ("beyond", False): _("kỳ gần đây rơi xuống dưới giới hạn dao động thường."),
        ("shift", True): _("%(n)s kỳ liền ở trên mức trung bình."),
        ("shift", False): _("%(n)s kỳ liền ở dưới mức trung bình."),
        ("trend", True): _("%(n)s kỳ liền tăng dần."),
        ("trend", False): _("%(n)s kỳ liền giảm dần."),
        ("near", True): _("hai trong ba kỳ gần đây sát giới hạn trên."),
        ("near", False): _("hai trong ba kỳ gần đây sát giới hạn dưới."),
    }
    return texts[signal.kind, signal.up] % facts
