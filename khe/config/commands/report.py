"""`khe report improvement --authority CODE --period 2015 --out FILE.docx`: a report as Word or PDF."""

import argparse
import json
from pathlib import Path
from typing import Any

from khe.config.commands.figures import refuse

CAPTIONS = {
    "improvement": "Báo cáo kết quả khắc phục hạn chế (results of overcoming shortcomings)",
    "monthly": "Báo cáo tháng (monthly report)",
    "quarterly": "Báo cáo quý (quarterly report)",
}
EXTENSIONS = (".docx", ".pdf")
BAD_PERIOD = "Kỳ không hợp lệ. Hãy viết 2015, 2013-2015, 2026-03 (tháng), 2026-Q1 (quý)."


def register(parser: argparse.ArgumentParser) -> None:
    """Add the kinds of report."""
    kinds = parser.add_subparsers(dest="kind", metavar="LOẠI", required=True)
    for kind, caption in CAPTIONS.items():
        command = kinds.add_parser(kind, help=caption, description=caption)
        command.add_argument("--authority", required=True, metavar="MÃ", help="mã của cơ quan")
        command.add_argument("--period", required=True, metavar="KỲ", help=BAD_PERIOD)
        command.add_argument("--out", metavar="TỆP", help="tệp .docx hoặc .pdf sẽ ghi")
        command.add_argument(
            "--layout", choices=("party", "administrative"), default="",
            help="thể thức: của Đảng hoặc hành chính; bỏ trống: theo cơ quan ban hành",
        )  # fmt: skip
        command.add_argument(
            "--json", action="store_true", help="in mọi số liệu với mã, tử số, mẫu số"
        )
        command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the report and say where; with --json every figure in it. Exit 2 for what cannot be done."""
    if wrong := why_not_out(args):
        return refuse(*wrong, args.json)
    from khe.config.cli import start_django

    start_django()
    from khe.base.authorities.models import Authority
    from khe.base.documents.render import DocumentError
    from khe.base.figures import Period
    from khe.base.refusal import Refused

    try:
        period = Period.parse(args.period)
    except ValueError:
        return refuse("bad_period", BAD_PERIOD, args.json)
    authority = Authority.objects.select_related("superior").filter(code=args.authority).first()
    if authority is None:
        said = f"Không có cơ quan nào mang mã “{args.authority}”."
        return refuse("no_authority", said, args.json)
    try:
        return written(args, authority, period)
    except Refused as refused:
        return refuse(refused.reason.value, str(refused.reason.label), args.json)
    except DocumentError as wrong:
        return refuse("bad_paper", str(wrong), args.json)


def why_not_out(args: argparse.Namespace) -> tuple[str, str] | None:
    """Return why nothing can be written to the file that was named: (code, sentence)."""
    if not args.out:
        return (
            None
            if args.json
            else ("no_out", "Hãy ghi tệp sẽ viết: --out FILE.docx hoặc --out FILE.pdf.")
        )
    path = Path(args.out)
    if path.suffix.lower() not in EXTENSIONS:
        return "bad_extension", f"Không biết ghi “{path.name}”: đuôi tệp phải là .docx hoặc .pdf."
    if not path.parent.is_dir():
        return "no_folder", f"Không có thư mục “{path.parent}”."
    return ("is_folder", f"“{path}” là thư mục, không phải tệp.") if path.is_dir() else None


def written(args: argparse.Namespace, authority: Any, period: Any) -> int:
    """Build the report, write it and print what was asked for."""
    from django.utils import timezone

    from khe.base.authorities.tenancy import acting_for
    from khe.base.people.actor import system
    from khe.desks.reports import preparing

    with acting_for(authority):
        at = timezone.now()
        made = preparing.prepare(args.kind, period, system(authority), authority, at, args.layout)
        if args.out:
            path = Path(args.out)
            content = preparing.file(made, path.suffix.lower()[1:], at)
            try:
                path.write_bytes(content)
            except OSError as wrong:
                said = f"Không ghi được “{path}”: {wrong.strerror}."
                return refuse("cannot_write", said, args.json)
    print(
        json.dumps(as_json(made, args), ensure_ascii=False) if args.json else as_words(made, args)
    )
    return 0


def as_json(made: Any, args: argparse.Namespace) -> dict[str, Any]:
    """Return the report's title and all its figures: in its text and tables, and behind its charts."""
    return {
        "authority": args.authority, "kind": args.kind, "period": args.period, "out": args.out,
        "title": made.title, "figures": made.figures, "charts": made.charts,
    }  # fmt: skip


def as_words(made: Any, args: argparse.Namespace) -> str:
    """Say what was written."""
    return f"Đã ghi {args.out}: Báo cáo {made.title}, {len(made.figures)} số liệu."
