"""Fees in text: free only where nothing beside it says otherwise."""

import re

from khe.desks.procedures.states import Why

_AMOUNT = re.compile(r"\s*(\d{1,3}(?:,\d{3})*|\d+)\s*(Việt Nam Đồng|VNĐ|VND)\s*", re.IGNORECASE)
_IN_NOTE = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{4,})\s*(?:đ\b|đồng|vnđ|vnd)", re.IGNORECASE)
_FREE_NOTES = re.compile(
    r"|không|không có|miễn|miễn phí|miễn lệ phí|không thu(?: phí| lệ phí)?"
    r"|không thu lệ phí đăng ký đối với tổ hợp tác .{0,80}",
    re.IGNORECASE,
)
SMALLEST = 500  # đồng; no fee is smaller: "40 Việt Nam Đồng" is a slip of the source


def fee_of(text: str, note: str) -> tuple[int | None, Why | None]:
    """Read a fee in đồng with the note in brackets beside it, or return the reason not to."""
    plain, note = text.strip(), note.strip().rstrip(".").strip()
    if plain.lower() == "miễn phí":
        return (0, None) if _FREE_NOTES.fullmatch(note) else (None, Why.BY_COUNCIL)
    if plain.lower() in ("", "không có thông tin"):
        return None, Why.NOT_STATED
    found = _AMOUNT.fullmatch(plain)
    if not found:
        return None, Why.OTHER_CURRENCY if "USD" in plain.upper() else Why.NOT_A_NUMBER
    amount = int(found[1].replace(",", ""))
    said = {int(re.sub(r"[.,]", "", one)) for one in _IN_NOTE.findall(note)}
    if amount < SMALLEST or (said and amount not in said):
        return None, Why.FEE_CONTRADICTS
    if re.search(r"hội đồng nhân dân", note, re.IGNORECASE):
        return None, Why.BY_COUNCIL
    return amount, None


def per_of(note: str) -> str:
    """Return what a unit price is for ("trang" of "/trang"), or ""."""
    found = re.match(r"\s*/\s*([^\W\d]+(?: [^\W\d]+){0,3})", note)
    return found[1] if found else ""
