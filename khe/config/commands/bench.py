"""`khe bench`: ratios against baselines of the same run; `khe bench fill N` only makes the data."""

import argparse
import importlib
import json
import os
import sys
from importlib.util import find_spec
from typing import Any

from khe.base.authorities.backend import server

PARTS = ("clock", "study", "import", "receive", "life", "http", "pages", "indicators")


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("what", nargs="*", metavar="PHẦN", help=f"{', '.join(PARTS)}; hoặc: fill N")
    parser.add_argument("--sizes", default="1000,100000,1000000", help="kích cỡ cho phần pages")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure the chosen parts (all without a choice) and print a table or JSON."""
    if "DATABASE_URL" not in os.environ:  # its own data, apart from what people work with
        os.environ.setdefault("KHE_DATA_DIR", str(server.ROOT / "var" / "bench"))
    if args.what[:1] == ["fill"]:
        return _fill(args.what[1:])
    unknown = [part for part in args.what if part not in PARTS]
    if unknown:
        print(f"Không có phần đo “{unknown[0]}”; chọn trong: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    results: list[dict[str, Any]] = []
    for part in args.what or PARTS:
        for row in _measure(part, args):
            results.append({"part": part, **row})
            if not args.json:
                _show(results[-1])
    if args.json:
        print(json.dumps(results, ensure_ascii=False, indent=1))
    return 0


def _measure(part: str, args: argparse.Namespace) -> list[dict[str, Any]]:
    standalone = f"khe.config.commands.bench_{part}"
    if find_spec(standalone):
        return list(importlib.import_module(standalone).run())
    version = _ready()
    module = importlib.import_module(f"khe.config.bench.{part}")
    if part == "pages":
        sizes = [int(size) for size in args.sizes.split(",")]
        return [r.to_json() for r in module.run(version, sizes, _say)]
    return [r.to_json() for r in module.run(version)]


def _ready() -> Any:
    """Prepare the database and return the procedure that the measurements use."""
    from datetime import UTC, datetime

    from khe.config.cli import start_django
    from khe.config.commands import migrate

    migrate.prepare()
    start_django()
    from khe.base.authorities.models import Authority
    from khe.base.authorities.tenancy import acting_for
    from khe.desks.procedures import queries
    from khe.desks.procedures.actions import load_common

    authority, _ = Authority.objects.get_or_create(code="bench", defaults={"name": "Đo tốc độ"})
    now = datetime.now(UTC)
    with acting_for(authority):
        load_common(at=now)
        return queries.in_force(authority.pk, "1.004873", now.date())


def _fill(words: list[str]) -> int:
    if len(words) != 1 or not words[0].isdigit():
        print("Hãy cho số hồ sơ, ví dụ: khe bench fill 100000", file=sys.stderr)
        return 2
    version = _ready()
    from khe.config.bench.fill import fill

    print(f"{int(words[0])} hồ sơ trong {fill(int(words[0]), version, _say):.0f} giây")
    return 0


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{text}          ", end="", file=sys.stderr, flush=True)


def _show(row: dict[str, Any]) -> None:
    print(
        f"{row['part']:8} {row['name']:44} {row['value']:12,.1f} {row['baseline']:12,.1f}"
        f"  ratio {row['ratio']:6.2f}  aim {row['aim']}  ({row.get('note', '')})",
        flush=True,
    )
