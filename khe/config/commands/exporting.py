"""`khe export xes|ocel --authority CODE --out FILE`: the journal for others to read."""

import argparse
import json
from pathlib import Path

from khe.config.commands.import_xes import refuse


def register(parser: argparse.ArgumentParser) -> None:
    """Add `xes` and `ocel`."""
    forms = parser.add_subparsers(dest="form", metavar="DẠNG", required=True)
    for form, caption in (
        ("xes", "Xuất nhật ký XES 1.0: .xes, .xes.gz (export an XES log)"),
        ("ocel", "Xuất nhật ký OCEL 2.0: .jsonocel, .sqlite, .xml (export an OCEL 2.0 log)"),
    ):
        command = forms.add_parser(form, help=caption, description=caption)
        command.add_argument("--authority", required=True, metavar="MÃ", help="mã cơ quan")
        command.add_argument("--out", required=True, metavar="TỆP", help="tệp sẽ ghi")
        command.add_argument("--json", action="store_true", help="trả lời bằng JSON")
        command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file and say what is in it."""
    from khe.config.cli import start_django

    start_django()
    from khe.desks.dossiers.logs import exporting
    from khe.desks.dossiers.logs.problems import BadLog

    writers = exporting.XES if args.form == "xes" else exporting.OCEL
    try:
        done = exporting.export(args.authority, Path(args.out), writers)
    except BadLog as bad:
        return refuse(bad, args.json)
    if args.json:
        print(json.dumps({"authority": args.authority, "out": args.out, **done}))
    else:
        first = f"{done['cases']} vụ việc" if "cases" in done else f"{done['objects']} đối tượng"
        print(f"Đã ghi {args.out}: {first}, {done['events']} sự kiện.")
    return 0
