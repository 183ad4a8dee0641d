"""Sentences of a report, as a good secretary writes them. Pure; always Vietnamese, whatever the reader's
language: an official document has one language.

A figure stands in a sentence as a field `[[place]]`; what the field shows is made here too (`shown`), so
that it can be made anew when the figure is counted again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from khe.base.documents.numbers import format_number
from khe.desks.reports.nouns import Noun, noun_of, unit_word

FIELD = re.compile(r"\[\[([a-z0-9_.-]{1,20})\]\]")
QUARTERS = ("I", "II", "III", "IV")
NOTHING = "chưa có số liệu"
TYPED = "số nhập tay"


class Form(StrEnum):
    """How much of a figure a field shows."""

    FULL = "full"  # 97,0 % (1.746 trong 1.800 lượt)
    SHORT = "short"  # 97,0 %
    COUNT = "count"  # 3 trưởng khu vực
    CHANGE = "change"  # tăng 7,0 điểm phần trăm
    WAY = "way"  # tăng 7,0 điểm %: of a table, whose row says what is counted
    POINT = "point"  # 97,0 %: of a chart, which is drawn from the value
    NUMBER = "number"  # 3: how many, also of a share
    PARTS = "parts"  # 1 trong 3 biện pháp; cả 3 biện pháp
    LEAD = "lead"  # Cả 3 biện pháp: the same at the beginning of a sentence


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as a sentence needs it. `value` is a share in 0…1 or a count; None: there is none.

    `first` and `last` are local days, both included; `document` names the source of a figure typed in.
    """

    figure_id: str
    label: str
    unit: str
    first: date
    last: date
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    manual: bool = False
    document: str = ""

    @property
    def is_share(self) -> bool:
        """Say whether the value is a part of something."""
        return self.unit == "share"

    @property
    def drawn(self) -> float | None:
        """Return the value as a chart draws it: a share in percent."""
        if self.value is None:
            return None
        return round(100 * self.value, 2) if self.is_share else self.value

    @property
    def noun(self) -> Noun:
        """Return the words for what is counted."""
        return noun_of(self.figure_id)

    @property
    def thing(self) -> str:
        """Return what a count counts, or what the denominator of a share does."""
        if self.is_share:
            return self.noun.of or "lượt"
        return self.noun.thing or unit_word(self.unit)

    @property
    def subject(self) -> str:
        """Return how a sentence on the figure begins."""
        if self.noun.subject:
            return self.noun.subject
        return f"Tỷ lệ {lower_first(self.label)}" if _needs_rate(self) else self.label

    @property
    def line(self) -> str:
        """Return how a line of a table is called; a count of deeds has no name but what was done."""
        return (
            upper_first(f"{self.noun.verb} {self.noun.thing}") if self.noun.verb else self.subject
        )


def _needs_rate(amount: Amount) -> bool:
    return amount.is_share and not re.match(
        r"(tỷ|tỉ) (lệ|trọng|suất)|mức|chỉ số", amount.label.lower()
    )


def number(value: float, places: int | None = None) -> str:
    """Write 1746 as "1.746", 7.5 as "7,5"; `places` decimals if given, else at most two."""
    exact = Decimal(str(value))
    if places is None:
        rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
        places = max(0, -int(rounded.as_tuple().exponent))
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if not places:
        return format_number(int(rounded))
    whole, _point, rest = f"{abs(rounded):f}".partition(".")
    sign = "−" if rounded < 0 else ""
    return f"{sign}{format_number(int(whole))},{rest}"


def percent(share: float) -> str:
    """Write 0.97 as "97,0 %"."""
    return f"{number(round(100 * share, 6), 1)} %"


def amount(of: Amount, form: Form | str = Form.FULL) -> str:
    """Write a figure; that there is none, where there is nothing to count; and that it was typed in."""
    if form in (Form.NUMBER, Form.PARTS, Form.LEAD):
        return _many(of, form)
    if of.value is None:
        return NOTHING
    value = of.value
    if form == Form.POINT:
        return percent(value) if of.is_share else number(value)
    if of.is_share:
        parts = _parts(of) if form == Form.FULL else ""
        return _with(percent(value), parts, typed_in(of, short=form == Form.SHORT))
    said = number(value) if form == Form.SHORT else f"{number(value)} {of.thing}"
    return _with(said, "", typed_in(of, short=form == Form.SHORT))


def _many(of: Amount, form: Form | str) -> str:
    """Write how many of how many, agreeing in number whatever is counted later."""
    if of.numerator is None:
        return NOTHING
    if form == Form.NUMBER:
        return number(of.numerator)
    said = some(int(of.numerator), int(of.denominator or 0), of.thing)
    return upper_first(said) if form == Form.LEAD else said


def some(part: int, total: int, thing: str) -> str:
    """Say how many of how many: "1 trong 3 biện pháp", "cả 3 biện pháp"; of one alone no number."""
    if part != total:
        return f"{number(part)} trong {number(total)} {thing}"
    return thing if total == 1 else f"cả {number(total)} {thing}"


def _parts(of: Amount) -> str:
    if of.denominator is None or of.numerator is None:
        return ""
    return f"{number(of.numerator)} trong {number(of.denominator)} {of.thing}"


def _with(said: str, parts: str, mark: str) -> str:
    """Put what a figure is made of, and that it was typed in, behind it; never brackets in brackets."""
    if mark and not parts and mark == TYPED:
        return f"{said}, {mark}"
    inside = "; ".join(part for part in (parts, mark) if part)
    return f"{said} ({inside})" if inside else said


def typed_in(of: Amount, *, short: bool = False) -> str:
    """Say that a figure was typed in, and after which document; nothing of one that was counted."""
    if not of.manual:
        return ""
    return TYPED if short or not of.document else f"{TYPED}, theo {of.document}"


def change(now: Amount, before: Amount, *, short: bool = False) -> str:
    """Say the way from one figure to another: "tăng 7,0 điểm phần trăm", "giảm 3 nhiệm vụ"; `short`, as a
    cell of a table: "tăng 7,0 điểm %", "giảm 3"."""
    if now.value is None or before.value is None:
        return "chưa so sánh được"
    if now.is_share:
        size, unit = Decimal(f"{100 * (now.value - before.value):.6f}"), "điểm phần trăm"
        size, places = size.quantize(Decimal("0.1"), ROUND_HALF_UP), 1
    else:
        size, unit, places = Decimal(str(now.value - before.value)), now.thing, None
        size = size.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if not size:
        return "không thay đổi"
    verb = "tăng" if size > 0 else "giảm"
    if short:
        unit = "điểm %" if now.is_share else ""
    return f"{verb} {number(float(abs(size)), places)} {unit}".strip()


def shown(of: Amount, form: Form | str, than: Amount | None = None) -> str:
    """Return what a field shows."""
    if form in (Form.CHANGE, Form.WAY):
        return change(of, than, short=form == Form.WAY) if than else "chưa so sánh được"
    return amount(of, form)


def empty(of: Amount) -> str:
    """Say that a share has nothing it could be a share of."""
    if of.denominator is not None and not of.denominator:
        return (
            f"{of.subject} chưa tính được: trong {period(of.first, of.last)} không có {of.thing} nào"
            " để tính."
        )
    return f"{of.subject}: chưa có số liệu của {period(of.first, of.last)}."


def measured(
    now: Amount,
    at: str,
    before: Amount | None = None,
    than: str = "",
    way: str = "",
    when: str = "",
) -> str:
    """Return the sentence on one figure. `at`, `than` and `way` are the places of the figure, of the one it
    is compared with, and of the difference; `when` begins the sentence.

    "Tỷ lệ dự học tập, quán triệt đạt [[1]], [[3]] so với giai đoạn 2011–2012 ([[2]])."
    """
    if now.value is None:
        return empty(now)
    verb = "đạt" if now.is_share else "là"
    subject = f"{upper_first(when)}, {lower_first(now.subject)}" if when else now.subject
    said = f"{subject} {verb} [[{at}]]"
    if before is None or not than:
        return f"{said}."
    when = period(before.first, before.last)
    if before.value is None:
        return f"{said}; {when} chưa có số liệu để so sánh."
    return f"{said}, [[{way}]] so với {when} ([[{than}]])."


def counted(items: Sequence[tuple[Amount, str]], lead: str = "Trong kỳ đã") -> list[str]:
    """Return sentences on counts, those with one verb in one sentence and zeros in another; items are
    (figure, place): "Trong kỳ đã thay đổi, luân chuyển [[1]], [[2]] và [[3]]."
    """
    said: list[str] = []
    for verb in dict.fromkeys(a.noun.verb for a, _place in items if a.noun.verb):
        own = [(a, place) for a, place in items if a.noun.verb == verb]
        some = [f"[[{place}]]" for a, place in own if a.value]
        none = [a.noun.thing for a, _place in own if a.value == 0]
        if some:
            said.append(f"{lead if not said else 'Đã'} {verb} {listed(some)}.")
        if none:
            said.append(f"Không {verb} {listed(none, 'hay')} nào.")
    said += [measured(a, place) for a, place in items if not a.noun.verb or a.value is None]
    return said


def target_met(now: Amount, target: float, better: str) -> str:
    """Say how a figure stands to its target: "đạt mục tiêu đề ra (từ 95,0 % trở lên)"."""
    wanted = percent(target) if now.is_share else f"{number(target)} {now.thing}"
    goal = f"không quá {wanted}" if better == "down" else f"từ {wanted} trở lên"
    if now.value is None:
        return f"chưa xét được theo mục tiêu ({goal})"
    met = now.value <= target if better == "down" else now.value >= target
    return f"{'đạt' if met else 'chưa đạt'} mục tiêu đề ra ({goal})"


Say = Callable[[str, Form], str]  # (what is counted, form) -> how many, as a field of the text


def measures_done(done: int, doing: int, dropped: int = 0, say: Say | None = None) -> str:
    """Say how far the measures of a shortcoming have come; `say` gives each number as a field."""
    total = done + doing + dropped
    many = {"all": total, "done": done, "doing": doing, "dropped": dropped}

    def plainly(key: str, form: Form) -> str:
        of = Amount("", "", "share", date.min, date.min, many[key], total)
        said = some(many[key], total, "biện pháp")
        return {Form.PARTS: said, Form.LEAD: upper_first(said)}.get(form) or amount(of, form)

    put = say or plainly
    if not total:
        return "Chưa có biện pháp nào được giao."
    if done == total:
        return f"Đã hoàn thành {put('done', Form.PARTS)} đề ra."
    if doing == total:
        return f"{put('doing', Form.LEAD)} đề ra đang được thực hiện."
    parts = [f"đã hoàn thành {put('done', Form.NUMBER)}"] if done else []
    parts = parts or ["chưa hoàn thành biện pháp nào"]
    parts += [f"còn {put('doing', Form.NUMBER)} đang thực hiện"] if doing else []
    parts += [f"{put('dropped', Form.NUMBER)} thôi thực hiện"] if dropped else []
    return f"Trong {put('all', Form.NUMBER)} biện pháp đề ra, {listed(parts)}."


def listed(items: Sequence[str], word: str = "và") -> str:
    """Join: "a", "a và b", "a, b và c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def period(first: date, last: date) -> str:
    """Name a period inside a sentence: "năm 2015", "giai đoạn 2013–2015", "quý I năm 2026",
    "tháng 3 năm 2026", "6 tháng đầu năm 2026", "ngày 02/03/2026"; else its days."""
    if first == last:
        return f"ngày {first:%d/%m/%Y}"
    ends_month = (last + timedelta(days=1)).day == 1
    named = _months(first, last) if first.day == 1 and ends_month else None
    return named or f"thời gian từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"


def during(first: date, last: date) -> str:
    """Say when, to begin a sentence with: "trong năm 2015", "từ tháng 1/2013 đến hết tháng 3/2015", "từ
    ngày 02/01/2013 đến ngày 15/03/2015"."""
    said = period(first, last)
    if not said.startswith("thời gian"):
        return said if said.startswith("ngày") else f"trong {said}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return f"từ tháng {first.month}/{first.year} đến hết tháng {last.month}/{last.year}"
    return said.removeprefix("thời gian ")


def _months(first: date, last: date) -> str | None:
    if (first.month, last.month) == (1, 12):
        years = f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
        return f"năm {years}" if first.year == last.year else f"giai đoạn {years}"
    if first.year != last.year:
        return None
    if first.month == last.month:
        return f"tháng {first.month} năm {first.year}"
    if last.month - first.month == 2 and first.month % 3 == 1:
        return f"quý {QUARTERS[first.month // 3]} năm {first.year}"
    if (first.month, last.month) in ((1, 6), (1, 9)):
        return f"{last.month} tháng đầu năm {first.year}"
    return "6 tháng cuối năm " + str(first.year) if (first.month, last.month) == (7, 12) else None


def sentence(text: str) -> str:
    """Return a text as a sentence: a capital first, one full stop at the end, nothing for nothing."""
    clean = " ".join(text.split())
    if not clean:
        return ""
    clean = clean[0].upper() + clean[1:]
    return clean if clean[-1] in ".!?…:;" else f"{clean}."


def clause(text: str) -> str:
    """Return a text as a part of a list: no full stop at the end."""
    return " ".join(text.split()).rstrip(" .;,")


def upper_first(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return a text for the middle of a sentence; names ("UBND", "Đảng ủy") keep their capital."""
    first = text.split(" ", 1)[0]
    if not first or first.isupper() or first in NAMES:
        return text
    return text[0].lower() + text[1:]


NAMES = frozenset({"Đảng", "Mặt", "Hội", "Ủy", "Nhà", "Đoàn", "Quốc", "Bộ", "Bí", "Ban"})


def fields_in(text: str) -> list[str]:
    """Return the places of the fields in a text, in order."""
    return FIELD.findall(text)


def filled(
    text: str, values: Mapping[str, str], put: Callable[[str, str], str] | None = None
) -> str:
    """Return a text with its fields filled; `put(place, shown)` may dress what is filled in."""

    def one(found: re.Match[str]) -> str:
        place = found[1]
        said = values.get(place, "…")
        return put(place, said) if put else said

    return FIELD.sub(one, text)
