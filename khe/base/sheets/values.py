"""What stands in a cell, as the kind of its column. Pure but for the words of its sentences."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from khe.base.documents.text import printable
from khe.base.sheets.columns import Column, folded, names_of

YES = {"x", "co", "yes", "y", "true", "1", "v", "dung"}
NO = {"", "khong", "no", "n", "false", "0", "k", "sai"}
TICKS = {"✓", "✔", "☑", "✗"}
EPOCH = date(1899, 12, 30)  # day 0 of Excel's serial numbers
FIRST_SERIAL, LAST_SERIAL = 7306, 73415  # 1 January 1920 to 31 December 2100
DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$", re.ASCII)


class Wrong(Exception):
    """The cell does not hold what its column wants; the message is a sentence for people."""


def value_of(column: Column, raw: Any) -> Any:
    """Return the value of a cell (see Column.kind). Raises Wrong with what to do."""
    if isinstance(raw, str):
        raw = tidy(raw)
    if raw is None or raw == "":
        if column.required:
            raise Wrong(_("Ô này bắt buộc; hãy điền “%(title)s”.") % {"title": column.title})
        return BLANK[column.kind]
    return KINDS[column.kind](column, raw)


def tidy(text: str) -> str:
    """Return text composed (NFC), without signs nobody sees, single-spaced."""
    text = re.sub("[\u00ad\u200b-\u200d\u2060]", "", printable(text))
    return " ".join(text.split())


def _text(column: Column, raw: Any) -> str:
    said = in_words(raw)
    if len(said) > column.longest:
        raise Wrong(
            _("Dài %(n)s ký tự; tối đa %(most)s. Hãy rút gọn.")
            % {"n": len(said), "most": column.longest}
        )
    return said


def in_words(raw: Any) -> str:
    """Return any cell's value as text: days dd/mm/yyyy, whole numbers without a point."""
    if isinstance(raw, bool):
        return "x" if raw else ""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, datetime) and raw.time() == time():
        return f"{raw:%d/%m/}{raw.year:04d}"
    if isinstance(raw, datetime):
        return f"{raw:%d/%m/}{raw.year:04d} {raw:%H:%M}"
    if isinstance(raw, date):
        return f"{raw:%d/%m/}{raw.year:04d}"
    return tidy(str(raw))


def _date(column: Column, raw: Any) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _from_serial(raw)
    parts = _day_parts(str(raw))
    if parts is None:
        raise Wrong(
            _("“%(text)s” không phải ngày. Hãy viết dạng ngày/tháng/năm, ví dụ 05/02/1980.")
            % {"text": shown(raw)}
        )
    try:
        return date(*parts)
    except ValueError:
        raise Wrong(_("Không có ngày %(text)s trên lịch.") % {"text": shown(raw)}) from None


def _day_parts(text: str) -> tuple[int, int, int] | None:
    text = re.sub(r"\s*([/.\-])\s*", r"\1", text)
    if found := DAY_FIRST.match(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := YEAR_FIRST.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    return None


def _from_serial(raw: float) -> date:
    """Read a date that was formatted as a number; a bare year is no date."""
    if not FIRST_SERIAL <= raw <= LAST_SERIAL:
        raise Wrong(
            _("“%(text)s” không đủ ngày, tháng, năm. Hãy viết dạng 05/02/1980.")
            % {"text": shown(raw)}
        )
    return EPOCH + timedelta(days=int(raw))


def _number(column: Column, raw: Any) -> int | Decimal:
    found = None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        found = Decimal(repr(raw))
    elif isinstance(raw, str):
        found = _number_in(raw)
    if found is None or not found.is_finite():
        raise Wrong(
            _("“%(text)s” không phải số. Hãy chỉ viết chữ số, ví dụ 12 hoặc 12,5.")
            % {"text": shown(raw)}
        )
    return int(found) if found == found.to_integral_value() else found


def _number_in(text: str) -> Decimal | None:
    """Read "1.234,5" and "12.5": a point before exactly three digits groups thousands."""
    text = text.replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text, re.ASCII):
        text = text.replace(".", "")
    if not re.fullmatch(r"-?\d{1,15}([.,]\d{1,9})?", text, re.ASCII):
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _choice(column: Column, raw: Any) -> str:
    wanted, plain_text = folded(in_words(raw)), in_words(raw)
    for value, title in column.choices.items():
        if plain_text == value or wanted in names_of(title) | {folded(value)}:
            return value
    titles = "; ".join(str(title) for title in list(column.choices.values())[:12])
    raise Wrong(
        _("“%(text)s” không có trong danh mục. Chọn một trong: %(titles)s.")
        % {"text": shown(raw), "titles": titles}
    )


def _flag(column: Column, raw: Any) -> bool:
    said = str(raw) if raw in TICKS else folded(in_words(raw))
    if said in YES | TICKS - {"✗"}:
        return True
    if said in NO | {"✗"}:
        return False
    raise Wrong(
        _("“%(text)s” không rõ là có hay không. Viết x nếu có, để trống nếu không.")
        % {"text": shown(raw)}
    )


def shown(raw: Any) -> str:
    """Return what was typed, short enough for a sentence."""
    said = in_words(raw)
    return said if len(said) <= 40 else said[:39] + "…"


BLANK: dict[str, Any] = {"text": "", "date": None, "number": None, "choice": "", "flag": False}
KINDS: dict[str, Callable[[Column, Any], Any]] = {
    "text": _text, "date": _date, "number": _number, "choice": _choice, "flag": _flag,
}  # fmt: skip
