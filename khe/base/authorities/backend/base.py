"""The backend Django names: PostgreSQL, found by `server`, with our schema editor and compiler."""

from collections.abc import Callable
from typing import Any, ClassVar

import psycopg
from django.db.backends.postgresql import base, features, operations

from khe.base.authorities.backend import server
from khe.base.authorities.backend.schema import DatabaseSchemaEditor


class DatabaseFeatures(features.DatabaseFeatures):
    def allows_group_by_selected_pks_on_model(self, model):
        """Say no: the primary key is (authority_id, id), so grouping by id alone is not enough."""
        return False


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "khe.base.authorities.backend.compiler"

    def execute_sql_flush(self, sql_list):
        """Empty tables as the owner: the application's role may not TRUNCATE (used by tests)."""
        name = self.connection.settings_dict["NAME"]
        with psycopg.connect(**server.parameters(name, owner=True)) as db:
            for statement in sql_list:
                db.execute(statement)


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    observers: ClassVar[list[Callable[..., Any]]] = []  # wrap the statements of every connection

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.extend(self.observers)

    def get_connection_params(self):
        """Add host, user and password at the moment of connecting, so that reading the settings
        starts no server."""
        name = self.settings_dict["NAME"] or "postgres"  # Django asks so before it makes a database
        return {**super().get_connection_params(), **server.parameters(name)}
