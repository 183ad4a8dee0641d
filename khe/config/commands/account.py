"""`khe account`: an account for a person of an authority, for the first administrator of a new
installation or to look into an imported archive. Everyone else is entered in the interface."""

import argparse
import secrets
import sys
from datetime import UTC, date, datetime


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("username", help="tên đăng nhập")
    parser.add_argument("--authority", required=True, help="mã phường, xã (code)")
    parser.add_argument("--name", required=True, help="họ và tên")
    parser.add_argument("--title", default="Quản trị hệ thống", help="chức vụ")
    parser.add_argument(
        "--roles", default="admin,catalogue", help="vai trò, cách nhau bằng dấu phẩy"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Create body, post, member and account; print the first password once."""
    from khe.config.cli import start_django

    start_django()
    from khe.base.authorities.models import Authority
    from khe.base.people.actor import ROLES
    from khe.base.people.models import User

    roles = [role.strip() for role in args.roles.split(",") if role.strip()]
    authority = Authority.objects.filter(code=args.authority).first()
    if authority is None:
        return _refuse(f"Không có cơ quan nào mang mã “{args.authority}” (no such authority).")
    if unknown := [role for role in roles if role not in ROLES]:
        return _refuse(f"Không có vai trò “{unknown[0]}”; chọn trong: {', '.join(ROLES)}.")
    if User.objects.filter(username=args.username).exists():
        return _refuse(f"Tên đăng nhập “{args.username}” đã có người dùng (username taken).")
    password = secrets.token_urlsafe(12)
    _create(authority, args, roles, password, datetime.now(UTC).date())
    print(
        f"{args.username} · {password}\nMật khẩu này chỉ hiện một lần; phải đổi khi đăng nhập lần đầu."
    )
    return 0


def _create(
    authority: object, args: argparse.Namespace, roles: list[str], password: str, day: date
) -> None:
    from khe.base.authorities.tenancy import acting_for
    from khe.base.people.models import Body, Member, Post, Tenure, User
    from khe.base.people.names import sort_name

    with acting_for(authority) as authority_id:
        user = User(username=args.username, authority_id=authority_id, must_change_password=True)
        user.set_password(password)
        user.save()
        body = Body.objects.first() or Body.objects.create(name="Ủy ban nhân dân", kind="committee")
        post = Post.objects.create(title=args.title, body=body, roles=roles)
        member = Member.objects.create(
            name=args.name, sort_name=sort_name(args.name), user_id=user.pk
        )
        Tenure.objects.create(member=member, post=post, began=day)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
