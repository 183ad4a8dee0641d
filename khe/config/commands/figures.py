"""`khe figures`: every figure of an authority for a period, counted now from its records."""

import argparse
import json
import sys
from typing import Any

REFUSED = 2


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--authority", required=True, metavar="MÃ", help="mã của cơ quan")
    parser.add_argument(
        "--period", required=True, metavar="KỲ", help="2015, 2013-2015 hoặc 2026-01-01..2026-06-30"
    )
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the figures; exit 2 for an unknown authority or a period that is none."""
    from khe.config.cli import start_django

    start_django()
    from khe.base.authorities.models import Authority
    from khe.base.figures import Period

    try:
        period = Period.parse(args.period)
    except ValueError:
        said = "Kỳ không hợp lệ. Hãy viết 2015, 2013-2015 hoặc 2026-01-01..2026-06-30."
        return refuse("bad_period", said, args.json)
    authority = Authority.objects.filter(code=args.authority).first()
    if authority is None:
        said = f"Không có cơ quan nào mang mã “{args.authority}”."
        return refuse("no_authority", said, args.json)
    found = counted(authority, period)
    if args.json:
        print(json.dumps([to_json(figure) for figure in found], ensure_ascii=False))
    else:
        print(as_words(authority, period, found))
    return 0


def counted(authority: Any, period: Any) -> list[Any]:
    """Return the figures as the system sees them; every id is there once."""
    from khe.base.authorities.tenancy import acting_for
    from khe.base.figures import figures
    from khe.base.people.actor import system

    with acting_for(authority):
        found = list(figures(system(authority), period))
        for figure in found:
            for _depth, part in with_parts(figure):
                list(part.records)  # lazy ids are read while the authority is set
        return found


def to_json(figure: Any) -> dict[str, Any]:
    """Return a figure as plain values, with what it is broken down into, if anything."""
    value: dict[str, Any] = figure.to_json()
    if figure.breakdown:
        value["breakdown"] = [to_json(part) for part in figure.breakdown]
    return value


def with_parts(figure: Any, depth: int = 0) -> list[tuple[int, Any]]:
    """Return a figure and, further in, the figures it is broken down into, to the last."""
    parts = [one for part in figure.breakdown for one in with_parts(part, depth + 1)]
    return [(depth, figure), *parts]


def as_words(authority: Any, period: Any, found: list[Any]) -> str:
    """Return a table a person can read."""
    days = f"{period.first:%d/%m/%Y}–{period.last:%d/%m/%Y}"
    if not found:
        return f"{authority.name}, {days}: chưa có số liệu nào (no figures)."
    rows = [
        ("  " * depth + f.id, value_of(f), parts_of(f), str(f.label))
        for figure in found
        for depth, f in with_parts(figure)
    ]
    first, second, third = (max(len(row[n]) for row in rows) for n in range(3))
    lines = [f"{a:<{first}}  {b:>{second}}  {c:>{third}}  {d}" for a, b, c, d in rows]
    return "\n".join([f"{authority.name}, {days}", "", *lines])


def value_of(figure: Any) -> str:
    """Return "97,6 %", "12", or "–" when there is nothing to divide by."""
    value = figure.value
    if value is None:
        return "–"
    if figure.unit == "share":
        return f"{100 * value:.1f} %".replace(".", ",")
    return number(value)


def parts_of(figure: Any) -> str:
    """Return "538/551" of a share."""
    if figure.denominator is None:
        return ""
    return f"{number(figure.numerator)}/{number(figure.denominator)}"


def number(value: float) -> str:
    """Return a number without a needless decimal."""
    return f"{value:g}" if value != int(value) else str(int(value))


def refuse(code: str, message: str, as_json: bool) -> int:
    """Say why there is no answer; with --json as an object on stdout too."""
    if as_json:
        print(json.dumps({"error": code, "message": message}, ensure_ascii=False))
    print(f"{message} ({code})", file=sys.stderr)
    return REFUSED
