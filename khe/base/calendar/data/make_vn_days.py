"""Make `vn_days.csv` anew: the `holidays` library plus what it is known to lack.

Run by hand when a year is published: `python -m khe.base.calendar.data.make_vn_days`. The library
is a development dependency; the product reads the table only.
"""

import re
from datetime import date
from pathlib import Path

TABLE = Path(__file__).with_name("vn_days.csv")
FIRST, LAST, GUESSED = date(2014, 12, 27), date(2027, 12, 31), 2027
HEADER = "date,type,name_vi,swap,document,source,confidence"
LETTER = "12729/VPCP-KGVX 25/12/2025"
# The library (0.109) does not know the swap of 2 January and 10 January 2026.
GAPS = {
    date(2026, 1, 2): ("compensatory", "2026-01-10", LETTER),
    date(2026, 1, 10): ("makeup", "2026-01-02", LETTER),
}
DOCUMENTS = {"Ngày Văn hóa Việt Nam": "28/2026/QH16"}


def rows() -> list[str]:
    """Return the lines of the table, header first, one a date in order."""
    import holidays

    library = holidays.country_holidays("VN", years=range(2014, LAST.year + 1), language="vi")
    days = {day: entry(name) for day, name in library.items()}
    swaps = {swap: day for day, (_, _, swap) in days.items() if swap}
    for day in library.weekend_workdays:
        off = swaps.get(day.strftime("%d/%m/%Y"))
        days[day] = ("makeup", "Ngày làm việc bù", off.isoformat() if off else "")
    lines = [
        row(day, kind, name, swap, DOCUMENTS.get(name, ""), f"holidays {holidays.__version__}")
        for day, (kind, name, swap) in days.items()
        if FIRST <= day <= LAST
    ]
    for day, (kind, swap, document) in GAPS.items():
        name = "Ngày làm việc bù" if kind == "makeup" else "Ngày nghỉ hoán đổi"
        lines.append(row(day, kind, name, swap, document, document))
    return [HEADER, *sorted(lines)]


def entry(name: str) -> tuple[str, str, str]:
    """Return (type, name, swapped date as the library writes it) of a day off of the library."""
    swap = re.search(r"thay cho ngày (\d\d/\d\d/\d{4})", name)
    if swap:
        return "compensatory", "Ngày nghỉ hoán đổi", swap[1]
    if name.endswith(" (nghỉ bù)"):
        return "compensatory", name.removesuffix(" (nghỉ bù)"), ""
    return "holiday", name, ""


def row(day: date, kind: str, name: str, swap: str, document: str, source: str) -> str:
    """Return one line of the table."""
    if "/" in swap:
        swap = "-".join(reversed(swap.split("/")))
    confidence = "expected" if day.year >= GUESSED else "published"
    return ",".join([day.isoformat(), kind, name, swap, document, source, confidence])


if __name__ == "__main__":
    TABLE.write_text("\n".join(rows()) + "\n", encoding="utf-8")
