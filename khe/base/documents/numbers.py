"""Numbers as Vietnamese paper writes them: 15.000, 7,5, and amounts in words."""

from decimal import Decimal

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
BILLION = 1_000_000_000


def format_number(value: int | Decimal) -> str:
    """Write a number with a dot between thousands and a decimal comma: 1.234.567 or 7,5.

    Floats are refused (TypeError): money and limits are never floats.
    """
    if isinstance(value, float):
        raise TypeError("a number on paper is an int or a Decimal, never a float")
    return f"{value:,f}".translate(str.maketrans(",.", ".,")) if value % 1 else _whole(value)


def _whole(value: int | Decimal) -> str:
    return f"{int(value):,}".replace(",", ".")


def format_dong(amount: int) -> str:
    """Write whole đồng with the sign: 15000 gives '15.000 đ'."""
    return f"{format_number(amount)} đ"


def dong_in_words(amount: int) -> str:
    """Write whole đồng in words: 15000 gives 'mười lăm nghìn đồng'."""
    return f"{number_in_words(amount)} đồng"


def number_in_words(value: int) -> str:
    """Read a whole number in Vietnamese (northern forms: linh, mốt, tư, lăm, nghìn, tỷ).

    Without a capital letter; a negative number starts with 'âm'.
    """
    if value < 0:
        return f"âm {number_in_words(-value)}"
    return " ".join(_read(value, padded=False)) if value else DIGITS[0]


def _read(value: int, *, padded: bool) -> list[str]:
    """Read value > 0; padded means a larger part came before, so 5 is 'không trăm linh năm'."""
    if value >= BILLION:
        head, rest = divmod(value, BILLION)
        words = [*_read(head, padded=padded), "tỷ"]
        return words + (_read(rest, padded=True) if rest else [])
    words = []
    for size, name in ((1_000_000, "triệu"), (1_000, "nghìn"), (1, "")):
        group, value = divmod(value, size)
        if group:
            words += _read_hundreds(group, padded=padded or bool(words))
            words += [name] if name else []
    return words


def _read_hundreds(value: int, *, padded: bool) -> list[str]:
    """Read 1 to 999."""
    hundreds, rest = divmod(value, 100)
    words = [DIGITS[hundreds], "trăm"] if hundreds or padded else []
    tens, units = divmod(rest, 10)
    if tens == 0:
        if units == 0:
            return words
        return [*words, "linh", DIGITS[units]] if words else [DIGITS[units]]
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return [*words, _unit(units, tens)] if units else words


def _unit(units: int, tens: int) -> str:
    """Return the last digit as it sounds after tens >= 1: mốt, tư, lăm."""
    if units == 5:
        return "lăm"
    if tens > 1 and units in (1, 4):
        return {1: "mốt", 4: "tư"}[units]
    return DIGITS[units]
