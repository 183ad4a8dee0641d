"""Windows of time as people write them, a line each: "sáng thứ 2, thứ 4", "10/03/2026 – 15/03/2026 (họp)".

Pure text in and out; `rules.availability` says what a window means.
"""

import re
from datetime import date
from typing import Any

from khe.desks.study.rules.availability import PARTS, BadWindow, Window

PART_WORDS = {"am": "sáng", "pm": "chiều", "eve": "tối"}
DAY_WORDS = ("thứ 2", "thứ 3", "thứ 4", "thứ 5", "thứ 6", "thứ 7", "chủ nhật")
DAY = re.compile(r"\b(?:thứ|t)\s*([2-7])\b|\b(chủ nhật|cn)\b")
NAMED_DAY = re.compile(r"thứ (hai|ba|tư|năm|sáu|bảy)")
NAMES = {"hai": "2", "ba": "3", "tư": "4", "năm": "5", "sáu": "6", "bảy": "7"}
DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
FILLER = re.compile(r"[\s,;–\-]|từ|đến|ngày|các|buổi|hằng|và|mọi")


def read(text: str) -> list[dict[str, Any]]:
    """Return windows of lines as JSON. Raises BadWindow for a line that is not understood."""
    return [_line(line).to_json() for line in text.splitlines() if line.strip()]


def _line(line: str) -> Window:
    line, why = _without_reason(line.strip().lower().replace("hàng", "hằng"), line)
    line = NAMED_DAY.sub(lambda m: f"thứ {NAMES[m[1]]}", line)
    days = {6 if m[2] else int(m[1]) - 2 for m in DAY.finditer(line)}
    rest = DAY.sub(" ", line)
    dates = [_date(m) for m in DATE.finditer(rest)]
    rest = DATE.sub(" ", rest)
    parts = {part for part, word in PART_WORDS.items() if word in rest}
    for word in PART_WORDS.values():
        rest = rest.replace(word, " ")
    if FILLER.sub("", rest) or not (days or dates or parts) or len(dates) > 2:
        raise BadWindow(line)
    return Window.parse(
        {
            "weekdays": sorted(days), "parts": sorted(parts), "why": why,
            "from": dates[0].isoformat() if dates else None,
            "to": dates[-1].isoformat() if dates else None,
        }
    )  # fmt: skip


def _without_reason(line: str, original: str) -> tuple[str, str]:
    """Return a line without what stands in brackets at its end, and that."""
    found = re.search(r"\(([^()]*)\)\s*$", original.strip())
    return (line[: found.start()], found[1].strip()) if found else (line, "")


def _date(found: re.Match[str]) -> date:
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as wrong:
        raise BadWindow(found[0]) from wrong


def write(windows: list[dict[str, Any]]) -> str:
    """Return windows as lines that `read` takes back."""
    return "\n".join(_written(Window.parse(window)) for window in windows or ())


def _written(window: Window) -> str:
    words = []
    if len(window.parts) < len(PARTS):
        words.append(", ".join(PART_WORDS[part] for part in PARTS if part in window.parts))
    if len(window.weekdays) < len(DAY_WORDS):
        words.append(", ".join(DAY_WORDS[n] for n in sorted(window.weekdays)))
    ends = [f"{day:%d/%m/%Y}" for day in (window.first, window.last) if day]
    if ends:
        words.append(" – ".join(dict.fromkeys(ends)))
    if not words:
        words.append("sáng, chiều, tối")
    return " ".join(words) + (f" ({window.why})" if window.why else "")
