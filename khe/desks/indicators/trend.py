"""What a series says, in a sentence. Pure: values and signals in, words out."""

from collections.abc import Sequence
from math import fsum

from django.utils.translation import gettext as _

from khe.base.statistics import FEWEST, Limits, Signal

RECENT = 3  # periods from the end in which a sign counts as news


def said(
    values: Sequence[float], limits: Limits | None, signals: Sequence[Signal], better: str
) -> str:
    """Say whether the latest values show a real change, and which; that they are noise, or too few."""
    if not values:
        return _("Chưa có kỳ nào có số liệu.")
    if limits is None:
        left = {"n": FEWEST - len(values)}
        return _("Mới ít kỳ có số liệu; cần thêm %(n)s kỳ nữa để biết là thay đổi thật.") % left
    news = latest(values, signals)
    if news is None:
        return _("Chưa có thay đổi thật: các kỳ gần đây chỉ dao động bình thường.")
    return f"{_word(news, better)}: {why(news)}"


def latest(values: Sequence[float], signals: Sequence[Signal]) -> Signal | None:
    """Return the latest sign of change that still lasts at the end of the series, or None."""
    recent = [one for one in signals if one.last >= len(values) - RECENT and _lasts(one, values)]
    return max(recent, key=lambda one: (one.last, one.kind == "shift"), default=None)


def _lasts(signal: Signal, values: Sequence[float]) -> bool:
    """Say whether what came after a sign stayed on its side of the mean; what fell back is no news. Two of
    three near a limit are none when the third, the latest, lies on the other side."""
    mean = fsum(values) / len(values)
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
