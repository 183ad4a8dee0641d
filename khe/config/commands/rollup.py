"""`khe rollup`: read the figures of periods that are over, so that pages count no records."""

import argparse
import sys
from datetime import date
from typing import Any

from khe.config.commands.figures import refuse

FAILED = 1


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--authority", required=True, metavar="MÃ", help="mã của cơ quan")
    parser.add_argument("--since", metavar="NGÀY", help="từ ngày nào, ví dụ 2024-01-01")
    parser.add_argument("--again", action="store_true", help="đếm lại cả những kỳ đã đọc")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read what has not been read; exit 2 for an unknown authority or a day that is none, 1 when a desk
    could not be counted (the others are read all the same)."""
    from khe.config.cli import start_django

    start_django()
    from khe.base.authorities.models import Authority

    since = day_of(args.since)
    if args.since and since is None:
        return refuse("bad_day", "Ngày không hợp lệ. Hãy viết như 2024-01-01.", False)
    authority = Authority.objects.filter(code=args.authority).first()
    if authority is None:
        said = f"Không có cơ quan nào mang mã “{args.authority}”."
        return refuse("no_authority", said, False)
    done = rolled(authority, since, args.again)
    print(as_words(authority, done))
    for one in done.failed:
        said = f"{one.desk}, {one.period.title()}: không đếm được ({one.error}), giữ số đã đọc."
        print(said, file=sys.stderr)
    return FAILED if done.failed else 0


def day_of(text: str | None) -> date | None:
    """Return the day of "2024-01-01"; None for anything else, and for a year that no ward keeps."""
    from khe.base.periods import Period

    try:
        return Period.parse(f"{text}..{text}").first
    except ValueError:
        return None


def rolled(authority: Any, since: date | None, again: bool) -> Any:
    """Read the figures of an authority, as the system sees them."""
    from django.utils.timezone import now

    from khe.base.authorities.tenancy import acting_for
    from khe.base.people.actor import system
    from khe.desks.indicators import actions, queries

    with acting_for(authority):
        at = queries.counts_to(authority, now())
        return actions.roll_up(at=at, since=since, again=again, by=system(authority))


def as_words(authority: Any, done: Any) -> str:
    """Say what was read."""
    if not done.periods:
        return f"{authority.name}: không có kỳ nào cần đọc (nothing to read)."
    return f"{authority.name}: đã đọc số liệu của {done.periods} kỳ (tháng, quý, năm…)."
