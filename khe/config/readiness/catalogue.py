"""The schema against the rules of scale-out, read from PostgreSQL's catalogue.

Every rule is a query over `t` (oid, rel, kind), the classified tables; each row it returns is a
fault: the table and what is wrong there.
"""

from typing import Any, NamedTuple

from khe.config.readiness.tables import LOCAL, REFERENCE

CLASSES = """
WITH t AS (
  SELECT c.oid, c.relname::text AS rel, CASE
    WHEN c.relname ~ ANY(%(reference)s) THEN 'reference'
    WHEN c.relname ~ ANY(%(local)s) THEN 'local'
    WHEN EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
                 AND a.attname = 'authority_id' AND NOT a.attisdropped) THEN 'tenant'
    ELSE '?' END AS kind
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p'))
"""

# The policy exactly as PostgreSQL prints it; any other text keeps a planner from pruning.
POLICY = (
    "(authority_id = (NULLIF(current_setting('khe.authority'::text, true), ''::text))::integer)"
)

RULES = {
    "a table belongs to a class: tenant, reference or local": """
        SELECT rel, '' FROM t WHERE kind = '?'""",
    "authority_id is a plain integer, never null": """
        SELECT rel, format_type(a.atttypid, a.atttypmod) FROM t
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'authority_id'
        WHERE kind = 'tenant'
          AND (NOT a.attnotnull OR a.atttypid <> 'int4'::regtype OR a.attgenerated <> '')""",
    "the primary key holds authority_id": """
        SELECT rel, '' FROM t WHERE kind = 'tenant' AND NOT EXISTS (
          SELECT 1 FROM pg_index i
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
          WHERE i.indrelid = t.oid AND i.indisprimary AND a.attname = 'authority_id')""",
    "a unique index has authority_id among its keys": """
        SELECT rel, i.indexrelid::regclass::text FROM t JOIN pg_index i ON i.indrelid = t.oid
        WHERE kind = 'tenant' AND i.indisunique AND NOT EXISTS (
          SELECT 1 FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'authority_id'
            AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))""",
    "an ordinary index starts with authority_id": """
        SELECT rel, i.indexrelid::regclass::text FROM t
        JOIN pg_index i ON i.indrelid = t.oid
        JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am m ON m.oid = ic.relam
        WHERE kind = 'tenant' AND m.amname = 'btree' AND i.indkey[0] <> (
          SELECT attnum FROM pg_attribute a
          WHERE a.attrelid = t.oid AND a.attname = 'authority_id')""",
    "there is no exclusion constraint": """
        SELECT rel, c.conname FROM t JOIN pg_constraint c ON c.conrelid = t.oid
        WHERE kind = 'tenant' AND c.contype = 'x'""",
    "a foreign key between tenant tables pairs authority_id with authority_id": """
        SELECT t.rel, c.conname FROM t
        JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f'
        JOIN t f ON f.oid = c.confrelid
        WHERE t.kind = 'tenant' AND f.kind = 'tenant' AND NOT EXISTS (
          SELECT 1 FROM generate_subscripts(c.conkey, 1) k
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[k]
          JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[k]
          WHERE a.attname = 'authority_id' AND b.attname = 'authority_id')""",
    "no foreign key from tenant to local, from reference to others, or to tenant": """
        SELECT t.rel, c.conname || ' (' || t.kind || ' to ' || f.kind || ')' FROM t
        JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f'
        JOIN t f ON f.oid = c.confrelid
        WHERE (t.kind, f.kind) IN (('tenant', 'local'), ('reference', 'tenant'),
                                   ('reference', 'local'), ('local', 'tenant'))""",
    "a foreign key never sets authority_id to null, to a default or to another value": """
        SELECT rel, c.conname FROM t
        JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f'
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (c.conkey)
         AND a.attname = 'authority_id'
        WHERE kind = 'tenant'
          AND (c.confdeltype IN ('n', 'd') OR c.confupdtype IN ('n', 'd', 'c'))""",
    "a key inside or between tenant tables is not deferrable": """
        SELECT t.rel, c.conname FROM t JOIN pg_constraint c ON c.conrelid = t.oid
        JOIN t f ON f.oid = coalesce(nullif(c.confrelid, 0), t.oid)
        WHERE t.kind = 'tenant' AND f.kind = 'tenant'
          AND c.contype IN ('f', 'u', 'p') AND c.condeferrable""",
    "there is no trigger": """
        SELECT rel, g.tgname FROM t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
        WHERE kind = 'tenant'""",
    "row-level security is on, for the owner too": """
        SELECT rel, '' FROM t JOIN pg_class c ON c.oid = t.oid
        WHERE kind = 'tenant' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)""",
    "there is a policy": """
        SELECT rel, '' FROM t WHERE kind = 'tenant'
          AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = t.oid)""",
    "a policy is the one equality and nothing else": """
        SELECT rel, p.polname FROM t JOIN pg_policy p ON p.polrelid = t.oid
        WHERE kind = 'tenant'
          AND (coalesce(pg_get_expr(p.polqual, p.polrelid), '') <> %(policy)s
           OR coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') <> %(policy)s)""",
    "a role has one permissive policy": """
        SELECT rel, role::text FROM (
          SELECT rel, unnest(p.polroles) AS role FROM t
          JOIN pg_policy p ON p.polrelid = t.oid AND p.polpermissive WHERE kind = 'tenant') roles
        GROUP BY rel, role HAVING count(*) > 1""",
    "no column counts by a small sequence": """
        SELECT rel, a.attname FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
        WHERE kind = 'tenant' AND a.atttypid IN ('int4'::regtype, 'int2'::regtype)
          AND (a.attidentity <> ''
               OR pg_get_serial_sequence(t.oid::regclass::text, a.attname) IS NOT NULL)""",
    "a table is logged, without inheritance and rules": """
        SELECT rel, what FROM t JOIN LATERAL (
          SELECT 'inherits' AS what FROM pg_inherits i WHERE i.inhrelid = t.oid
          UNION ALL SELECT 'rule ' || rulename FROM pg_rewrite w WHERE w.ev_class = t.oid
          UNION ALL SELECT 'unlogged' FROM pg_class c
                    WHERE c.oid = t.oid AND c.relpersistence = 'u') found ON true
        WHERE kind = 'tenant'""",
}
TENANTS = "SELECT rel FROM t WHERE kind = 'tenant'"
VALUES = {"reference": list(REFERENCE), "local": list(LOCAL), "policy": POLICY}


class Fault(NamedTuple):
    """A broken rule and where."""

    rule: str
    table: str
    detail: str


def faults(db: Any) -> list[Fault]:
    """Return what is wrong with the schema `public` of a psycopg connection's database."""
    return [
        Fault(rule, *row)
        for rule, query in RULES.items()
        for row in db.execute(CLASSES + query, VALUES).fetchall()
    ]


def tenant_tables(db: Any) -> frozenset[str]:
    """Return the names of the tenant tables."""
    rows = db.execute(CLASSES + TENANTS, VALUES).fetchall()
    return frozenset(row[0] for row in rows)
