"""`khe migrate`: make the database if it is missing and bring it to this version."""

import argparse
import os
import subprocess
import sys

import psycopg

from khe.base.authorities.backend import server

REFUSED = 2


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Migrate as the owner; prints what was done."""
    try:
        prepare(verbosity=1)
    except (server.ServerFault, psycopg.Error) as fault:
        return refuse(fault)
    except subprocess.CalledProcessError as failed:
        return failed.returncode  # Django has said what is wrong
    return 0


def prepare(verbosity: int = 0) -> None:
    """Create the database if needed, and migrate it in a process of its own: the owner's rights
    end with that process.

    Raises ServerFault or psycopg.Error (the server cannot be used) and CalledProcessError.
    """
    name = chosen_database()
    if not server.is_embedded() and not os.environ.get("DATABASE_OWNER_URL"):
        raise server.ServerFault(
            "Chưa đặt DATABASE_OWNER_URL: việc nâng cấp cơ sở dữ liệu cần vai trò chủ sở hữu, xem"
            " docs/operators.md. (Set DATABASE_OWNER_URL: migrating needs the owner's role.)"
        )
    server.ensure_database(name)
    migrate("--no-input", f"--verbosity={verbosity}", KHE_DB_ROLE="owner").check_returncode()
    server.check_roles(name)


def chosen_database() -> str:
    """Return the name of the database this installation uses."""
    return os.environ.get("KHE_DB_NAME") or server.database_name()


def migrate(*words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run Django's migrate in a process of its own, with further environment variables."""
    command = [sys.executable, "-m", "django", "migrate", *words]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "khe.config.settings", **env}
    return subprocess.run(command, env=env, check=False)  # noqa: S603 - our own words


def refuse(fault: Exception) -> int:
    """Say in one sentence why the database cannot be used; return the exit status."""
    if isinstance(fault, psycopg.Error):
        said = " ".join(str(fault).split())
        print(f"Không dùng được cơ sở dữ liệu (database unusable): {said}", file=sys.stderr)
    else:
        print(fault, file=sys.stderr)
    return REFUSED
