"""The ways to hand in: one glued string of channel, limit, fee, note, over and over.

    Trực tuyến3 Ngày làm việc5,000 Việt Nam Đồng(…)mô tảTrực tiếp7 NgàyKhông có thông tinmô tả

A new row starts only where a channel's name is followed by a time and a fee, so that the same
words in a description ("Trực tiếp tại …") stay there. A bare number before a fee in figures
("120 VNĐ": 1 and 20, 12 and 0, or 120?) is not taken apart.
"""

import re
from typing import Any

from khe.desks.procedures.source.fees import fee_of, per_of
from khe.desks.procedures.source.limits import limit_of, mentions
from khe.desks.procedures.states import Channel, Why

HEADER = "Hình thức nộpThời gianPhí, lệ phíMô tả"
CHANNELS = {
    "Trực tiếp": Channel.DIRECT,
    "Trực tuyến": Channel.ONLINE,
    "Dịch vụ bưu chính": Channel.POST,
}
_NAME = "Trực tiếp|Trực tuyến|Dịch vụ bưu chính"
_UNIT = r"(?:Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng|Phút|Tuần|Quý|Năm)"
_MONEY = r"\d[\d.,]*\s*(?:Việt Nam Đồng|VNĐ|VND|USD)"
_WORD = r"Miễn phí|Không có thông tin"
_ROW = re.compile(
    rf"(?P<channel>{_NAME})"
    rf"(?:(?P<time>\d[\d.,]*(?:\s*[-–]\s*\d+)?\s*{_UNIT}|Không có thông tin|Không quy định"
    rf"|(?!{_NAME}|{_WORD})[A-ZĐÂĂÊÔƠƯÁÀẢÃẠ](?:(?!{_NAME})[^\n:;(]){{0,160}}?)"
    rf"(?P<fee>{_WORD}|{_MONEY})"
    rf"|(?P<bare>\d[\d.,]*)(?P<free>{_WORD})"
    rf"|(?P<none>)(?P<only>{_WORD})(?!\d|{_WORD})"
    rf"|(?P<glued>{_MONEY}))"
)
Left = list[dict[str, Any]]


def channels_of(text: str) -> tuple[list[dict[str, Any]], Left]:
    """Return the rows {channel, limit, limit_text, fee, fee_text, per, note} and what is left."""
    body = text.removeprefix(HEADER).strip()
    starts = list(_ROW.finditer(body))
    if not starts or starts[0].start() != 0:
        return [], [{"path": "channels", "raw": body[:2000], "why": Why.NO_TABLE.value}]
    rows: list[dict[str, Any]] = []
    left: Left = []
    ends = [match.start() for match in starts[1:]] + [len(body)]
    for number, (match, end) in enumerate(zip(starts, ends, strict=True)):
        row, missing = _row(match, body[match.end() : end])
        rows.append(row)
        left += [{"path": f"channels.{number}.{key}", **what} for key, what in missing]
    return rows, left + _several(rows)


def _row(match: re.Match[str], rest: str) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    note, description = _bracket(rest)
    time = match["time"] or match["bare"] or ""
    fee = match["fee"] or match["free"] or match["only"] or ""
    limit, why_limit = limit_of(time)
    amount, why_fee = fee_of(fee, note)
    if match["glued"]:
        time = fee = match["glued"]
        limit, why_limit, amount, why_fee = None, Why.GLUED, None, Why.GLUED
    row = {
        "channel": CHANNELS[match["channel"]].value,
        "limit": limit,
        "limit_text": time.strip(),
        "fee": amount,
        "fee_text": f"{fee.strip()} ({note})" if note else fee.strip(),
        "per": per_of(note) if amount else "",
        "note": description.strip(),
    }
    return row, _missing(row, why_limit, why_fee)


def _missing(row: dict[str, Any], limit: Why | None, fee: Why | None) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    hints = mentions(row["note"])
    if limit:
        why = Why.NOTE_ONLY if limit == Why.NOT_STATED and hints else limit
        found.append(("limit", {"raw": row["limit_text"], "why": why.value, "hint": hints}))
    elif hints and row["limit"] not in hints:
        found.append(("limit", {"raw": row["limit"], "why": Why.NOTE_DIFFERS.value, "hint": hints}))
    if fee:
        found.append(("fee", {"raw": row["fee_text"], "why": fee.value}))
    return found


def _several(rows: list[dict[str, Any]]) -> Left:
    """Name the channels whose cases have different limits: the clerk must choose."""
    limits: dict[str, list[str]] = {}
    for row in rows:
        limits.setdefault(row["channel"], []).append(str(row["limit"]))
    return [
        {"path": f"channels.{name}", "raw": " | ".join(found), "why": Why.SEVERAL.value}
        for name, found in limits.items()
        if len(set(found)) > 1
    ]


def _bracket(rest: str) -> tuple[str, str]:
    """Split "(note)description"; brackets may nest, and may be left open (then nothing is split)."""
    if not rest.startswith("("):
        return "", rest
    depth = 0
    for place, sign in enumerate(rest):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return rest[1:place].strip(), rest[place + 1 :]
    return "", rest
