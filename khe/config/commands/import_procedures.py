"""`khe import procedures FILE`: bring a published catalogue in; says what could not be read."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

REFUSED = 2


def add(subparsers: Any) -> None:
    """Add the command to those of `khe import`."""
    parser = subparsers.add_parser("procedures", help="Nhập danh mục thủ tục hành chính")
    parser.add_argument("file", type=Path, metavar="FILE", help=".jsonl hoặc .jsonl.gz")
    parser.add_argument(
        "--authority", metavar="CODE", help="chỉ cho cơ quan này (mặc định: cả nước)"
    )
    parser.add_argument("--from", dest="starts", metavar="YYYY-MM-DD", help="ngày áp dụng")
    parser.add_argument("--json", action="store_true", help="in báo cáo dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import, or refuse with one sentence; prints the report."""
    from khe.config.cli import start_django
    from khe.desks.procedures.source.files import BadFile, read_file

    try:
        reads = read_file(args.file)
    except BadFile as bad:
        faults = [vars(fault) for fault in bad.faults]
        return _refuse(args, bad.faults[0].code, str(bad), faults)
    start_django()
    from django.db import Error
    from django.utils.timezone import localdate, now

    try:
        starts = date.fromisoformat(args.starts) if args.starts else localdate(now())
    except ValueError:
        return _refuse(args, "bad_date", f"Ngày áp dụng không hợp lệ: {args.starts}.")
    authority = _authority(args.authority) if args.authority else None
    if args.authority and authority is None:
        return _refuse(args, "no_authority", f"Không có cơ quan nào mã {args.authority}.")
    try:
        report = _import(reads, authority, starts, args.file.name, now())
    except Error as error:
        said = " ".join(str(error).split())
        return _refuse(args, "database", f"Cơ sở dữ liệu từ chối, chưa nhập gì: {said}")
    print(json.dumps(report, ensure_ascii=False) if args.json else _said(report))
    return 0


def _authority(code: str) -> Any | None:
    from khe.base.authorities.models import Authority

    return Authority.objects.filter(code=code).first()


def _import(reads: list[Any], authority: Any, starts: date, name: str, at: Any) -> dict[str, Any]:
    from khe.base.authorities.tenancy import acting_for
    from khe.base.people.actor import system
    from khe.desks.procedures import actions

    if authority is None:
        return actions.import_records(
            reads, owner_id=None, starts=starts, source=name, by=None, at=at
        )
    with acting_for(authority) as owner_id:
        return actions.import_records(
            reads, owner_id=owner_id, starts=starts, source=name, by=system(authority), at=at
        )


def _refuse(
    args: argparse.Namespace, code: str, message: str, faults: list[dict[str, Any]] | None = None
) -> int:
    if args.json:
        said = {"error": code, "message": message, "errors": faults or []}
        print(json.dumps(said, ensure_ascii=False), file=sys.stderr)
    else:
        more = [fault["message"] for fault in (faults or [])[1:]]
        print("\n".join([message, *more, "Chưa nhập gì."]), file=sys.stderr)
    return REFUSED


def _said(report: dict[str, Any]) -> str:
    limits = report["limits"]
    return "\n".join(
        [
            f"Đã đọc {report['read']} thủ tục: {report['imported']} nhập mới hoặc có phiên bản mới, "
            f"{report['unchanged']} không đổi, {report['drafts']} thành bản nháp, "
            f"{report['held']} chờ bản nháp đang mở, {report['retired']} đã bãi bỏ.",
            f"Thời hạn đọc được ({report['channels']} hình thức nộp): "
            f"{limits['working_day']} ngày làm việc, {limits['day']} ngày, {limits['hour']} giờ, "
            f"{limits['working_hour']} giờ làm việc, {limits['month']} tháng; "
            f"{report['left_limits']} chưa đọc được.",
            f"{report['procedures_without_limit']} thủ tục không ghi thời hạn có đơn vị; "
            f"{report['left']} thủ tục còn chỗ để cán bộ danh mục bổ sung (trang Còn thiếu).",
        ]
    )
