"""Writing rows of several tenant tables in one round trip.

The ORM compiles and sends each INSERT by itself. Taking a dossier in writes three tables in a row
and is what the counter waits for, so this keeps each statement's text, lets the server keep its
plan, and pipelines them. Everything else uses the ORM. `gathering` keeps rows back and stores many at
once.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models


def server_cursor() -> Any:
    """Return a cursor that binds on the server and so can keep plans; Django's own binds here.

    Wrapped like Django's, so that counting, logging and the readiness test see its statements.
    """
    db = connections[DEFAULT_DB_ALIAS]
    db.ensure_connection()
    return db._prepare_cursor(psycopg.Cursor(db.connection))  # type: ignore[attr-defined]


class Gathered:
    """New rows kept in memory until they are stored together, table by table in order of arrival."""

    def __init__(self) -> None:
        self.rows: dict[type[models.Model], list[models.Model]] = {}
        self.by: dict[tuple[type[models.Model], str, Any], list[Any]] = {}

    def add(self, row: models.Model, *, under: Sequence[str] = ()) -> None:
        """Keep a new row; it can be found again by the fields named."""
        self.rows.setdefault(type(row), []).append(row)
        for name in under:
            self.by.setdefault((type(row), name, getattr(row, name)), []).append(row)

    def find(self, model: type[models.Model], name: str, value: Any) -> list[Any]:
        """Return the rows kept under a value of a field, in order of arrival."""
        return self.by.get((model, name, value), [])

    def store(self, at_once: int = 200) -> None:
        """Insert everything, `at_once` rows a statement, and forget it."""
        for rows in self.rows.values():
            for start in range(0, len(rows), at_once):
                _send(None, (), [rows[start : start + at_once]])
        self.rows.clear()
        self.by.clear()


_gathered: ContextVar[Gathered | None] = ContextVar("khe_gathered", default=None)
FOUND_BY = ("code", "dossier_id", "subject_id")  # how the actions look rows up again


@contextmanager
def gathering() -> Iterator[Gathered]:
    """Store what the actions inside write at the end, in few statements: for making histories of
    new subjects (a demo, a simulation), which nobody else can see meanwhile.

    The rules and actions run as ever; only rows made inside can be acted on.
    """
    kept = Gathered()
    token = _gathered.set(kept)
    try:
        yield kept
    finally:
        _gathered.reset(token)
    kept.store()


def gathered() -> Gathered | None:
    """Return what is being gathered in this context, or None: rows go straight to the database."""
    return _gathered.get()


def insert(*tables: Sequence[models.Model]) -> None:
    """Insert the rows of each table, in order, in the open transaction: one statement a table.

    `pre_save` of the fields is honoured, `save()` of the models is not called. Raises IntegrityError
    for the first constraint that refuses; nothing is stored then.
    """
    if kept := gathered():
        for row in (row for rows in tables for row in rows):
            kept.add(row, under=[name for name in FOUND_BY if hasattr(row, name)])
    else:
        _send(None, (), tables)


def update_and_insert(
    row: models.Model, names: Sequence[str], *tables: Sequence[models.Model]
) -> None:
    """Store the named fields of a tenant row and insert new rows, in one round trip.

    Raises DatabaseError when the row is not there (any more, or for this authority).
    """
    if gathered():
        insert(*tables)  # the row itself is kept, and changed already
    else:
        _send(row, tuple(names), tables)


def _send(
    changed: models.Model | None, names: tuple[str, ...], tables: Sequence[Sequence[models.Model]]
) -> None:
    db = connections[DEFAULT_DB_ALIAS]  # not the proxy: it is asked for every value
    db.ensure_connection()
    filled = [rows for rows in tables if rows]
    update = None
    with db.wrap_database_errors, db.connection.pipeline():
        if changed is not None:
            fields, statement = _update(type(changed), names)
            update = server_cursor()
            update.execute(statement, [_value(f, changed, False, db) for f in fields])
        for rows in filled:
            fields, statement = _statement(type(rows[0]), len(rows))
            values = [_value(f, row, True, db) for row in rows for f in fields]
            server_cursor().execute(statement, values)
    if update is not None and update.rowcount != 1:
        raise DatabaseError(f"{changed!r} is not there to be changed")
    for rows in filled:
        for row in rows:
            row._state.adding, row._state.db = False, db.alias


def _value(field: Any, row: models.Model, adding: bool, db: Any) -> Any:
    return field.get_db_prep_save(field.pre_save(row, adding), db)


@lru_cache(maxsize=256)
def _update(model: type[models.Model], names: tuple[str, ...]) -> tuple[list[Any], str]:
    meta = model._meta
    fields: list[Any] = [meta.get_field(name) for name in names]
    keys: list[Any] = [meta.get_field("authority"), meta.get_field("id")]
    sets = ", ".join(f'"{field.column}" = %s' for field in fields)
    where = " AND ".join(f'"{key.column}" = %s' for key in keys)
    return fields + keys, f'UPDATE "{meta.db_table}" SET {sets} WHERE {where}'  # noqa: S608


@lru_cache(maxsize=256)
def _statement(model: type[models.Model], count: int) -> tuple[list[Any], str]:
    fields = list(model._meta.local_concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    rows = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * count)
    return fields, f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES {rows}'  # noqa: S608
