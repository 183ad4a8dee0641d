"""Writing new rows of several tenant tables in one round trip.

The ORM compiles and sends each INSERT by itself. Taking a dossier in writes three tables in a row
and is what the counter waits for, so this keeps each statement's text, lets the server keep its
plan, and pipelines them. Everything else uses the ORM.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, models


def server_cursor() -> Any:
    """Return a cursor that binds on the server and so can keep plans; Django's own binds here.

    Wrapped like Django's, so that counting, logging and the readiness test see its statements.
    """
    db = connections[DEFAULT_DB_ALIAS]
    db.ensure_connection()
    return db._prepare_cursor(psycopg.Cursor(db.connection))  # type: ignore[attr-defined]


def insert(*tables: Sequence[models.Model]) -> None:
    """Insert the rows of each table, in order, in the open transaction: one statement a table.

    `pre_save` of the fields is honoured, `save()` of the models is not called. Raises IntegrityError
    for the first constraint that refuses; nothing is stored then.
    """
    db = connections[DEFAULT_DB_ALIAS]  # not the proxy: it is asked for every value
    db.ensure_connection()
    filled = [rows for rows in tables if rows]
    with db.wrap_database_errors, db.connection.pipeline():
        for rows in filled:
            fields, statement = _statement(type(rows[0]), len(rows))
            values = [f.get_db_prep_save(f.pre_save(row, True), db) for row in rows for f in fields]
            server_cursor().execute(statement, values)
    for rows in filled:
        for row in rows:
            row._state.adding, row._state.db = False, db.alias


@lru_cache(maxsize=256)
def _statement(model: type[models.Model], count: int) -> tuple[list[models.Field[Any, Any]], str]:
    fields = list(model._meta.local_concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    rows = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * count)
    return fields, f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES {rows}'  # noqa: S608
