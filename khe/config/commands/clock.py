"""`khe clock`: due dates and working time, without a database."""

import argparse
import json
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from khe.base.calendar import clock
from khe.base.calendar.moments import ClockError, as_datetime, as_text, minute_of, parse
from khe.base.calendar.vn import vn

if TYPE_CHECKING:
    from khe.base.calendar.explain import Line

REFUSED = 2


def register(parser: argparse.ArgumentParser) -> None:
    """Add `due` and `between` to the command."""
    verbs = parser.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    due = verbs.add_parser("due", help="Tính ngày hẹn trả (when it is due)", allow_abbrev=False)
    due.add_argument(
        "--from", dest="start", metavar="YYYY-MM-DDTHH:MM", help="thời điểm nhận hợp lệ"
    )
    due.add_argument("--limit", metavar="'20 working_day'", help="thời hạn và đơn vị")
    due.add_argument(
        "--rule", metavar="minute|next_day", help="cách tính ngày đầu (mặc định: minute)"
    )
    due.add_argument("--cutoff", metavar="HH:MM", help="giờ chốt trong ngày làm việc")
    due.add_argument(
        "--pause", action="append", metavar="TỪ/ĐẾN", help="khoảng tạm dừng; dùng được nhiều lần"
    )
    due.add_argument(
        "--extend", action="append", metavar="'5 working_day'", help="gia hạn; dùng được nhiều lần"
    )
    due.add_argument("--batch", metavar="TỆP", help="tệp JSON từng dòng; '-' là đầu vào chuẩn")
    due.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    due.set_defaults(run=run_due)
    between = verbs.add_parser("between", help="Đếm thời gian làm việc (working time between)")
    between.add_argument("start", metavar="TỪ")
    between.add_argument("end", metavar="ĐẾN")
    between.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    between.set_defaults(run=run_between)


def run_due(args: argparse.Namespace) -> int:
    """Answer `khe clock due`."""
    if args.batch is not None:
        return run_batch(args.batch)
    try:
        pauses = [pause_of(text) for text in args.pause or ()]
        start = "" if args.start is None else args.start
        limit = "" if args.limit is None else args.limit
        answer = clock.due(vn(), start, limit, args.rule, args.cutoff, pauses, args.extend)
    except ClockError as refused:
        return refuse(refused, args.json)
    print(as_json(answer) if args.json else as_words(answer))
    return 0


def pause_of(text: str) -> list[str]:
    """Return the two moments of "A/B"; the clock judges what each of them is."""
    return text.split("/")


def as_json(answer: clock.Answer) -> str:
    """Return the answer as one JSON object."""
    value: dict[str, Any] = {
        "start_at": as_text(minute_of(answer.start_at)),
        "due_at": as_text(minute_of(answer.due_at)),
        "lines": [line.to_json() for line in answer.lines],
    }
    return json.dumps(value, ensure_ascii=False)


def as_words(answer: clock.Answer) -> str:
    """Return the answer as a table a person can read."""
    from khe.base.calendar.explain import hours, said

    rows = [f"Hẹn trả: {said(answer.due_at)}", f"Tính từ: {said(answer.start_at)}", ""]
    for line in answer.lines:
        counted = f"+ {hours(line.minutes)}" if line.minutes else ""
        total = hours(line.total) if line.minutes or line.kind == "due" else ""
        rows.append(f"{dates_of(line):<23}  {counted:>16}  {total:>17}  {line.text}")
    return "\n".join(rows)


def dates_of(line: "Line") -> str:
    """Return the dates a line covers: "25/08/2026", or "29/08/2026 – 30/08/2026" of days off."""
    last = line.end - timedelta(minutes=1) if line.end > line.start else line.end
    first, last_date = f"{line.start:%d/%m/%Y}", f"{last:%d/%m/%Y}"
    return first if first == last_date else f"{first} – {last_date}"


def run_batch(name: str) -> int:
    """Answer a file of JSON lines, one answer a line; refused lines do not stop the others."""
    from khe.base.calendar import batch

    if name == "-":
        return write_answers(batch.answers(vn(), sys.stdin.buffer))
    try:
        with open(name, "rb") as stream:
            return write_answers(batch.answers(vn(), stream))
    except OSError as failed:
        shown = name.encode("utf-8", "backslashreplace").decode()
        print(f"Không đọc được tệp {shown}: {failed.strerror}", file=sys.stderr)
        return REFUSED


def write_answers(blocks: Any) -> int:
    """Write blocks of answers as they come."""
    for block in blocks:
        sys.stdout.buffer.write(block)
        sys.stdout.buffer.flush()
    return 0


def run_between(args: argparse.Namespace) -> int:
    """Answer `khe clock between`."""
    try:
        minutes = clock.between(vn(), args.start, args.end)
    except ClockError as refused:
        return refuse(refused, args.json)
    days, hours = exact(minutes, 480), exact(minutes, 60)
    if args.json:
        print(json.dumps({"working_minutes": minutes, "days": days, "hours": hours}))
        return 0
    from khe.base.calendar.explain import duration, said

    start, end = (said(as_datetime(parse(text))) for text in (args.start, args.end))
    print(f"Từ {start} đến {end}: {duration(minutes)} làm việc = {minutes} phút.")
    return 0


def exact(minutes: int, size: int) -> int | float:
    """Return minutes in days or hours: a whole number where it is one, else the nearest decimal."""
    whole, rest = divmod(minutes, size)
    return minutes / size if rest else whole


def refuse(refused: ClockError, as_json: bool) -> int:
    """Say why it is refused: a sentence on stderr, and with --json an object on stdout."""
    if as_json:
        answer = {"error": refused.code, "message": str(refused)}
        print(json.dumps(answer, ensure_ascii=False))
    print(f"{refused} ({refused.code})", file=sys.stderr)
    return REFUSED
