"""`khe import xes FILE --authority CODE`: other systems' cases become dossiers with their journal."""

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

REFUSED = 2


def add(subparsers: Any) -> None:
    """Add `xes` to `khe import`."""
    parser = subparsers.add_parser("xes", help="Nhập nhật ký sự kiện XES (import an XES event log)")
    parser.add_argument("file", metavar="TỆP", help="tệp .xes hoặc .xes.gz")
    parser.add_argument(
        "--authority", required=True, metavar="MÃ", help="mã cơ quan; mã lạ thì lập kho lưu trữ mới"
    )
    parser.add_argument(
        "--map", metavar="TỆP.toml", help="tệp ánh xạ; nếu không có thì tự nhận dạng"
    )
    parser.add_argument(
        "--max-mb", type=int, default=4096, metavar="N", help="cỡ tối đa khi bung ra (MB)"
    )
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import the log and print the figures counted from the database."""
    from khe.config.cli import start_django

    start_django()
    from khe.desks.dossiers.logs import mapping
    from khe.desks.dossiers.logs.importing import import_log
    from khe.desks.dossiers.logs.problems import BadLog
    from khe.desks.dossiers.logs.reading import MB, Limits

    began = perf_counter()
    try:
        mapped_by = mapping.load(Path(args.map)) if args.map else None
        answer = import_log(
            Path(args.file), args.authority, mapped_by=mapped_by,
            limits=Limits(total=args.max_mb * MB), progress=shown_progress(),
        )  # fmt: skip
    except BadLog as bad:
        return refuse(bad, args.json)
    finally:
        if sys.stderr.isatty():
            print(file=sys.stderr)
    answer["seconds"] = round(perf_counter() - began, 2)
    print(as_json(answer) if args.json else as_words(answer))
    return 0


def shown_progress() -> Any:
    """Return a progress line on stderr, or None when nobody watches."""
    if not sys.stderr.isatty():
        return None

    shown = -1

    def show(share: float, cases: int) -> None:
        nonlocal shown
        percent = int(share * 100)
        if percent != shown or percent == 100:
            shown = percent
            print(f"\r{percent:3}%  {cases:,} vụ việc", end="", file=sys.stderr, flush=True)

    return show


def refuse(bad: Any, as_json: bool) -> int:
    """Say why: a sentence on stderr, and with --json an object on stdout."""
    if as_json:
        print(json.dumps({"error": bad.code, "message": str(bad)}, ensure_ascii=False))
    print(f"{bad} ({bad.code})", file=sys.stderr)
    return REFUSED


def as_json(answer: dict[str, Any]) -> str:
    """Return one JSON object; money as an exact number with its cents."""
    import orjson

    plain = {
        key: orjson.Fragment(str(value)) if isinstance(value, Decimal) else value
        for key, value in answer.items()
    }
    return orjson.dumps(plain).decode()


LABELS = {
    "map": "Ánh xạ",
    "new": "Vụ việc mới",
    "extended": "Vụ việc có thêm sự kiện",
    "unchanged": "Vụ việc không đổi",
    "conflicts": "Vụ việc mâu thuẫn với bản đã có (để nguyên)",
    "cases": "Số vụ việc",
    "events": "Số sự kiện",
    "activities": "Số hoạt động",
    "resources": "Số người thực hiện",
    "closed": "Đã giải quyết",
    "on_time": "  đúng hạn",
    "late": "  quá hạn",
    "closed_without_due": "  không có hạn",
    "open": "Đang giải quyết",
    "open_overdue": "  đã quá hạn",
    "stopped": "Dừng giải quyết",
    "fees": "Tổng phí (đơn vị của nhật ký)",
    "fee_cases": "Số vụ việc có phí",
    "due_events": "Sự kiện có hạn",
    "late_events": "Sự kiện quá hạn",
    "log_end": "Sự kiện cuối",
    "seconds": "Giây",
}
NOTES = {
    "unnamed_cases": "vụ việc không tên (đặt mã từ nội dung)",
    "repeated_names": "vụ việc trùng tên (thêm #2, #3…)",
    "untimed_cases": "vụ việc không có thời gian nào (bỏ qua)",
    "untimed_events": "sự kiện không có thời gian (lấy theo sự kiện trước)",
    "unnamed_events": "sự kiện không có tên hoạt động",
    "closed_without_end": "vụ việc đã đóng không ghi ngày kết thúc (lấy sự kiện cuối)",
    "unknown_statuses": "vụ việc có trạng thái lạ hoặc thiếu (xét theo ngày kết thúc)",
}


def as_words(answer: dict[str, Any]) -> str:
    """Return the figures as lines a person reads."""
    head = "Đã lập kho lưu trữ mới" if answer["made"] else "Đã nhập vào cơ quan"
    rows = [f"{head} “{answer['authority']}”."]
    rows += [f"{label:<46}{answer[key]:>16}" for key, label in LABELS.items()]
    rows += [f"Lưu ý: {count} {NOTES[note]}" for note, count in answer["notes"].items()]
    if answer["conflict_codes"]:
        rows.append("Mâu thuẫn: " + ", ".join(answer["conflict_codes"]))
    return "\n".join(rows)
