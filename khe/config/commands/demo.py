"""`khe demo load`: the demo wards, loaded once; `khe demo --serve` loads them and runs the service."""

import argparse
import ctypes
import os
import sys
import time
from datetime import UTC, datetime


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "what", nargs="?", choices=("load", "serve"), default="load", help="nạp, hoặc nạp rồi chạy"
    )
    parser.add_argument("--dossiers", type=int, default=3000, help="bao nhiêu hồ sơ (how many)")
    parser.add_argument("--serve", action="store_true", help="rồi chạy máy chủ (then serve)")
    parser.add_argument("--port", type=int, default=8000)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prepare the database, load the wards unless they are there, print the accounts, perhaps serve."""
    from khe.config.cli import start_django
    from khe.config.commands import migrate, serve

    served = argparse.Namespace(port=args.port, host="127.0.0.1", workers=serve.WORKERS)
    serves = args.serve or args.what == "serve"
    if serves and (why := serve.why_not(served)):  # before a minute of loading, not after
        return serve.refuse(why)
    migrate.prepare()
    start_django()
    hush_solver()
    load(args.dossiers)
    load_founding()
    load_ben_khe()
    accounts(args.port)
    if serves:
        return int(serve.run(served) or 0)
    return 0


def hush_solver() -> None:
    """Let the solver say its name to nobody: it prints it once a process, whatever its options."""
    import highspy

    sys.stdout.flush()
    out, nobody = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nobody, 1)
    highspy.Highs()
    ctypes.CDLL(None).fflush(None)
    os.dup2(out, 1)
    os.close(out)
    os.close(nobody)


def load(total: int, now: datetime | None = None) -> int:
    """Load the demo ward with `total` dossiers; 0 and no change when it was loaded before."""
    from khe.base.authorities.tenancy import acting_for
    from khe.base.people import queries as people
    from khe.base.people.actor import system
    from khe.base.people.models import Member, User
    from khe.config.demo import people as residents
    from khe.config.demo import side, ward, year
    from khe.desks.dossiers.actions.tallies import tally_months
    from khe.desks.procedures.actions import load_common

    now = now or datetime.now(UTC)
    authority = ward.make_authority()
    with acting_for(authority):
        if Member.objects.exists():
            return 0
        load_common(at=now)
        built = ward.build(authority, now)
        began = datetime.combine(ward.BEGAN, datetime.min.time(), ward.LOCAL)
        residents.settle(built, by=system(authority), at=min(began, now))
    with acting_for(authority):
        users = {u.username: u for u in User.objects.filter(authority=authority)}
        actors = {name: people.actor_for(user, now) for name, user in users.items()}
    started = time.monotonic()
    done = year.tell(built, actors, now, total, _progress)
    with acting_for(authority):
        tally_months(now=now)
    print(f"\rĐã nạp {done} hồ sơ mẫu trong {time.monotonic() - started:.0f} giây.      ")
    started = time.monotonic()
    with acting_for(authority):
        told = side.tell(built, actors, now)
    print(f"{told} Nạp trong {time.monotonic() - started:.0f} giây.")
    return done


def load_founding() -> int:
    """Load the ward of the founding report, 2010–2015; 0 and no change when it was loaded before."""
    from khe.base.authorities.models import Authority
    from khe.config.demo import ward
    from khe.config.demo.founding.loading import load as load_story

    ward.make_authority()
    started = time.monotonic()
    people = load_story(Authority.objects.get(code=ward.FOUNDING), ward.PASSWORD)
    if people:
        took = time.monotonic() - started
        print(f"Đã nạp phường của bài báo 2015 ({people} người) trong {took:.0f} giây.")
    return people


def load_ben_khe(now: datetime | None = None) -> int:
    """Load the invented ward with three years of data; 0 and no change when it was loaded before."""
    from khe.config.demo.benkhe.loading import DOSSIERS
    from khe.config.demo.benkhe.loading import load as load_story

    started = time.monotonic()
    if load_story(now or datetime.now(UTC), _progress) is None:
        return 0
    took = time.monotonic() - started
    print(f"\rĐã nạp phường Bến Khế, ba năm ({DOSSIERS} hồ sơ) trong {took:.0f} giây.      ")
    return DOSSIERS


def _progress(done: int, total: int) -> None:
    if sys.stdout.isatty() or os.environ.get("KHE_PROGRESS"):
        print(f"\rNạp phường mẫu: {100 * done // max(1, total)}%", end="", flush=True)


def accounts(port: int) -> None:
    """Print the address and one account for each role."""
    from khe.config.demo.benkhe.place import STAFF as OF_BEN_KHE
    from khe.config.demo.benkhe.place import SUFFIX
    from khe.config.demo.founding.loading import ACCOUNTS
    from khe.config.demo.ward import PASSWORD, STAFF

    print(f"\nPhường mẫu Cái Khế (demo): http://127.0.0.1:{port}/\n")
    print(f"  Mật khẩu của mọi tài khoản (password): {PASSWORD}\n")
    for one in STAFF:
        print(f"  {one.username:10} {one.name:24} {one.title} ({', '.join(one.roles)})")
    print("\nPhường Cái Khế 2010–2015 (the ward of the founding report):")
    print("  " + ", ".join(ACCOUNTS))
    print("\nPhường Bến Khế, ba năm gần đây (the last three years of an invented ward):\n")
    for one in OF_BEN_KHE:
        print(f"  {one.username + SUFFIX:18} {one.name:24} {one.title} ({', '.join(one.roles)})")
    print(
        "\nMọi người và hồ sơ đều không có thật. (All people and dossiers are invented.)",
        flush=True,
    )
