"""Vietnamese sentences of the plan of the next period: the draft, and why a target is proposed."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from khe.base.figures import Period
from khe.base.messages.wording import in_vietnamese
from khe.base.web import phrases
from khe.desks.improvement.rules.targets import Proposal
from khe.desks.improvement.states import State, Why
from khe.desks.indicators.words import amount, number

SAID = {
    State.OVERCOME: "đã khắc phục", State.PARTLY: "khắc phục một phần",
    State.NOT_YET: "chưa khắc phục", State.RELAPSED: "tái diễn",
    State.AWAITING: "chờ kết luận", State.WATCHED: "đang theo dõi",
    State.REMEDIED: "đang khắc phục", State.NO_MEASURES: "chưa có biện pháp",
}  # fmt: skip


def listed(parts: Sequence[str]) -> str:
    """Join words as a sentence does: "a", "a và b", "a, b và c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(parts)s và %(last)s") % {"parts": ", ".join(parts[:-1]), "last": parts[-1]}


@in_vietnamese
def title(ahead: Period) -> str:
    """Name a plan."""
    return _("Kế hoạch khắc phục hạn chế %(period)s") % {"period": ahead.title()}


@in_vietnamese
def draft(closes: Period, ahead: Period, stories: Sequence[Any]) -> str:
    """Draft the words of a plan from what became of the shortcomings in the period that closes."""
    facts = {"closes": closes.title(), "ahead": ahead.title(), "n": number(len(stories))}
    if not stories:
        said = _("Trong %(closes)s không có hạn chế nào đang theo dõi.")
        return said % facts
    counts = Counter(story.state for story in stories)
    parts = [f"{number(counts[state])} {words}" for state, words in SAID.items() if counts[state]]
    going = [story for story in stories if story.state != State.OVERCOME]
    facts["parts"] = listed(parts)
    text = _("Trong %(closes)s, theo dõi %(n)s hạn chế: %(parts)s.") % facts
    if not going:
        return text + " " + _("Trong %(ahead)s giữ kết quả đã đạt và theo dõi tái diễn.") % facts
    fields = list(dict.fromkeys(str(story.field) for story in going))
    facts |= {"m": number(len(going)), "fields": listed(fields)}
    said = _("Trong %(ahead)s tiếp tục khắc phục %(m)s hạn chế thuộc lĩnh vực: %(fields)s.")
    ends = _("Mỗi biện pháp có người chủ trì và hạn; kết quả kết luận bằng số đo vào cuối kỳ.")
    return f"{text} {said % facts} {ends}"


@in_vietnamese
def retired(label: str) -> str:
    """Say that an indicator cannot be aimed at."""
    return _("Chỉ tiêu “%(label)s” đã thôi dùng, nên không đề nghị đích.") % {"label": label}


@in_vietnamese
def reasoning(found: Proposal, points: Sequence[Any], unit: str) -> str:
    """Write out why a target is proposed, or none; `points` are the measured periods that counted."""
    facts: dict[str, Any] = {"n": number(found.used)}
    if points:
        facts["span"] = f"{points[0].period.first:%d/%m/%Y}–{points[-1].period.last:%d/%m/%Y}"
    if found.why == Why.TOO_FEW:
        said = _("Mới có %(n)s kỳ có số đo; từ 6 kỳ mới tách được xu hướng khỏi ngẫu nhiên.")
        return said % facts + " " + _("Chưa đề nghị đích; người lập kế hoạch tự đặt.")
    if found.why == Why.NO_SIDE:
        return _("Chỉ tiêu chưa ghi tăng hay giảm là tốt, nên không đề nghị đích.")
    facts |= {
        "mean": amount(found.mean, unit), "low": amount(_held(found.low, unit, 0), unit),
        "high": amount(_held(found.high, unit, 1), unit), "target": amount(found.target, unit),
    }  # fmt: skip
    said = _(
        "%(n)s kỳ có số đo gần nhất (%(span)s): trung bình %(mean)s, dao động thường từ"
        " %(low)s đến %(high)s. Trong khoảng này, đạt hay hụt có thể chỉ là ngẫu nhiên."
    )
    if found.many > 1:
        facts["many"] = number(found.many)
        said = _(
            "Tính từ %(n)s kỳ có số đo gần nhất (%(span)s), cộng %(many)s kỳ như thế trong kỳ tới:"
            " trung bình %(mean)s, dao động thường từ %(low)s đến %(high)s. Trong khoảng này, đạt hay"
            " hụt có thể chỉ là ngẫu nhiên."
        )
    return said % facts + " " + _ends(found, unit) % facts


def _ends(found: Proposal, unit: str) -> str:
    """Say what follows from ordinary variation."""
    if found.why == Why.KEEP:
        return _("Đích cũ %(target)s nằm ngoài khoảng đó và chưa đạt, nên đề nghị giữ.")
    if found.why == Why.BEYOND:
        return _("Đề nghị mức tròn đầu tiên nằm ngoài khoảng đó: %(target)s.")
    if unit == "share":
        return _(
            "Ngoài khoảng đó không còn mức nào có thể đạt (0–100 %%), nên không đề nghị đích mới:"
            " giữ mức hiện nay hoặc đổi cách làm rồi đo lại."
        )
    return _(
        "Ngoài khoảng đó không còn mức nào có thể đạt (dưới 0), nên không đề nghị đích mới:"
        " giữ mức hiện nay hoặc đổi cách làm rồi đo lại."
    )


def _held(value: float | None, unit: str, end: int) -> float | None:
    """Hold a limit inside what is possible, for the eye: nobody comes to 104 %."""
    if value is None:
        return None
    return min(max(value, 0.0), 1.0) if unit == "share" else max(value, 0.0) if end == 0 else value


def undecided(work: int, aims: int) -> str:
    """Say what is still undecided: "Còn 3 mục chưa quyết: 2 biện pháp, 1 chỉ tiêu." """
    if not work + aims:
        return _("Đã quyết hết các mục; thường trực duyệt được.")
    parts = []
    if work:
        parts.append(_("%(n)s biện pháp") % {"n": phrases.whole(work)})
    if aims:
        parts.append(_("%(n)s chỉ tiêu") % {"n": phrases.whole(aims)})
    facts = {"n": phrases.whole(work + aims), "parts": listed(parts)}
    return _("Còn %(n)s mục chưa quyết: %(parts)s.") % facts
