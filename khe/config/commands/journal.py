"""`khe journal verify`: is every chain of the journal whole?"""

import argparse
import json
import sys
from typing import Any

BROKEN, REFUSED = 1, 2
REASONS = {
    "changed": "mục bị sửa, bị thiếu hoặc bị chèn",
    "cut": "các mục cuối bị xóa",
    "longer": "có mục thừa ở cuối",
    "no_subject": "hồ sơ của chuỗi không còn",
}


def register(parser: argparse.ArgumentParser) -> None:
    """Add `verify`."""
    verbs = parser.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    verify = verbs.add_parser("verify", help="Kiểm tra mọi chuỗi nhật ký (verify every chain)")
    verify.add_argument("--authority", metavar="MÃ", help="chỉ một cơ quan; mặc định: tất cả")
    verify.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    verify.set_defaults(run=run_verify)


def run_verify(args: argparse.Namespace) -> int:
    """Verify; exit 0 when whole, 1 when a chain is broken, 2 for an unknown authority."""
    from khe.config.cli import start_django

    start_django()
    from khe.base.authorities.models import Authority

    wanted = Authority.objects.order_by("code")
    if args.authority:
        wanted = wanted.filter(code=args.authority)
        if not wanted.exists():
            return unknown(args.authority, args.json)
    answers = [verified(authority) for authority in wanted]
    ok = not any(answer["broken"] for answer in answers)
    if args.json:
        print(json.dumps({"ok": ok, "authorities": answers}, ensure_ascii=False))
    else:
        for answer in answers:
            print(as_words(answer))
    return 0 if ok else BROKEN


def verified(authority: Any) -> dict[str, Any]:
    """Return what was seen and what is broken in one authority."""
    from khe.base.authorities.tenancy import acting_for
    from khe.base.journal.verify import Seen, breaks

    seen = Seen()
    with acting_for(authority):
        broken = [
            {"kind": b.kind, "subject": str(b.subject_id), "seq": b.seq, "reason": b.reason}
            for b in breaks(seen)
        ]
    return {
        "authority": authority.code, "chains": seen.chains, "entries": seen.entries,
        "broken": broken,
    }  # fmt: skip


def as_words(answer: dict[str, Any]) -> str:
    """Return the lines a person reads."""
    head = f"{answer['authority']}: {answer['chains']} chuỗi, {answer['entries']} mục"
    if not answer["broken"]:
        return f"{head}: nguyên vẹn."
    rows = [f"{head}: HỎNG {len(answer['broken'])} chuỗi."]
    for b in answer["broken"]:
        reason = REASONS[b["reason"]]
        rows.append(f"  {b['kind']} {b['subject']}, mục {b['seq']}: {reason} ({b['reason']})")
    return "\n".join(rows)


def unknown(code: str, as_json: bool) -> int:
    """Say that there is no such authority."""
    message = f"Không có cơ quan nào mang mã “{code}”."
    if as_json:
        print(json.dumps({"error": "no_authority", "message": message}, ensure_ascii=False))
    print(f"{message} (no_authority)", file=sys.stderr)
    return REFUSED
