"""`khe migrate`: make the database if it is missing and bring it to this version."""

import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Migrate as the owner; prints what was done."""
    prepare(verbosity=1)
    return 0


def prepare(verbosity: int = 0) -> None:
    """Create the database if needed, and migrate it in a process of its own: the owner's rights
    end with that process."""
    import os
    import subprocess
    import sys

    from khe.base.authorities.backend import server

    server.ensure_database(os.environ.get("KHE_DB_NAME") or server.database_name())
    env = {**os.environ, "KHE_DB_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "khe.config.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--no-input", f"--verbosity={verbosity}"]
    subprocess.run(command, env=env, check=True)  # noqa: S603 - our own interpreter and words
