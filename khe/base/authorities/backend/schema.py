"""Schema editor: what Django calls `id` becomes (authority_id, id) in tenant tables.

It emits PRIMARY KEY (authority_id, id), composite foreign keys that are not deferrable, forced
row-level security with one policy, and takes UPDATE and DELETE away from append-only tables.
"""

from django.db.backends.postgresql import schema

from khe.base.authorities.backend.server import app_role

# The setting is '' after a transaction that set it, hence nullif; no setting, no rows.
MINE = "authority_id = nullif(current_setting('khe.authority', true), '')::int"


def tenant_key(model):
    """Return the model's field that names its authority, or None for reference and local tables."""
    return next((f for f in model._meta.local_fields if getattr(f, "is_tenant_key", False)), None)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    sql_create_column_inline_fk = None  # type: ignore[assignment]

    def __enter__(self):
        """Set two placeholders that plain PostgreSQL ignores and Citus needs."""
        entered = super().__enter__()
        self.execute("SET citus.multi_shard_modify_mode = 'sequential'")
        self.execute("SET citus.enable_local_reference_table_foreign_keys = off")
        return entered

    def _iter_column_sql(self, column_db_type, params, model, field, *rest):
        for part in super()._iter_column_sql(column_db_type, params, model, field, *rest):  # type: ignore[misc]
            if part != "PRIMARY KEY" or tenant_key(model) is None:
                yield part

    def table_sql(self, model):
        """Add the composite primary key to a tenant table."""
        statement, params = super().table_sql(model)
        key = tenant_key(model)
        if key is not None:
            head, _, tail = statement.rpartition(")")
            columns = f"{self.quote_name(key.column)}, {self.quote_name(model._meta.pk.column)}"
            statement = f"{head}, PRIMARY KEY ({columns})){tail}"
        return statement, params

    def create_model(self, model):
        """Create the table and put it behind its policy."""
        super().create_model(model)
        key = tenant_key(model)
        if key is None:
            return
        table = self.quote_name(model._meta.db_table)
        self.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        self.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        self.execute(
            f"CREATE POLICY authority_isolation ON {table} USING ({MINE}) WITH CHECK ({MINE})"
        )
        if key.append_only:
            app = self.quote_name(app_role())
            self.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {app}")

    def _create_fk_sql(self, model, field, suffix):
        statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]
        if getattr(field, "is_tenant_fk", False):
            own, target = tenant_key(model), tenant_key(field.related_model)
            q = self.quote_name
            statement.parts["column"] = f"{q(own.column)}, {q(field.column)}"
            statement.parts["to_column"] = f"{q(target.column)}, {q(field.target_field.column)}"
            statement.parts["deferrable"] = ""
        return statement
