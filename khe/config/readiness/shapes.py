"""The statements against the rules of scale-out, read from PostgreSQL's plans.

A statement is ready when every tenant table in it is pinned to one constant authority: several
machines then send it to the one that holds that authority. The plan is made for a superuser, so that
row-level security cannot hide a missing condition.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db.backends.postgresql.psycopg_any import mogrify

from khe.config.readiness.catalogue import tenant_tables

CONDITIONS = ("Index Cond", "Filter", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter")
EXPLAINED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE")
TIED = re.compile(r"(\w+)\.authority_id = (\w+)\.authority_id")
PINNED = re.compile(r"(\w+)\.authority_id = '?(\d+)'?")
PINNED_BACKWARDS = re.compile(r"'?(\d+)'?(?:::\w+)? = (\w+)\.authority_id")

# A statement that crosses authorities on purpose says so in a comment with this word.
CROSSING = "khe:all-authorities"
# Statements that are allowed as they stand: they show that nothing comes back, or is refused.
ALLOWED = frozenset(
    {
        'SELECT COUNT(*) AS "__count" FROM "authorities_area"',
        "SELECT count(*) FROM authorities_area",
        "UPDATE journal_entry SET seq = 2",
        "DELETE FROM journal_entry",
    }
)


@dataclass
class Plan:
    """What a plan says about the tenant tables in it."""

    tenants: frozenset[str]
    scans: dict[str, str] = field(default_factory=dict)  # alias: table
    conditions: list[str] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)  # ModifyTable nodes
    sources: set[str] = field(default_factory=set)  # nodes whose rows come from no table

    def walk(self, node: dict[str, Any]) -> None:
        """Read a node and those under it."""
        kind = node["Node Type"]
        if kind == "ModifyTable":
            self.changed.append(node)
        elif node.get("Relation Name") in self.tenants:
            self.scans[node["Alias"]] = node["Relation Name"]
        if kind in ("Function Scan", "ProjectSet", "CTE Scan"):
            self.sources.add(kind)
        self.conditions += [node[key] for key in CONDITIONS if key in node]
        for child in node.get("Plans", []):
            self.walk(child)

    def fault(self) -> str | None:
        """Return why the statement is not ready, or None."""
        inserts = [
            node
            for node in self.changed
            if node["Operation"] == "Insert" and node["Relation Name"] in self.tenants
        ]
        if inserts and (self.scans or self.sources or len(self.changed) > 1):
            return "INSERT whose rows are not VALUES (it becomes a COPY, refused under RLS)"
        values = self.pinned()
        free = sorted(f"{self.scans[alias]} ({alias})" for alias in self.scans.keys() - values)
        if free:
            return f"no constant authority_id for {', '.join(free)}"
        if len(set(values.values())) > 1:
            return "more than one authority"
        return None

    def pinned(self) -> dict[str, str]:
        """Return {alias: authority} of the scans pinned to one, directly or through a join."""
        found: dict[str, str] = {}
        for text in self.conditions:
            found |= {alias: value for alias, value in PINNED.findall(text) if alias in self.scans}
            found |= {a: value for value, a in PINNED_BACKWARDS.findall(text) if a in self.scans}
        ties = [pair for text in self.conditions for pair in TIED.findall(text)]
        for _ in ties:  # each round hands the constant one join further
            for one, other in ties:
                for known, new in ((one, other), (other, one)):
                    if known in found and new in self.scans:
                        found.setdefault(new, found[known])
        return found


def fault_of(db: Any, statement: str, tenants: frozenset[str]) -> str | None:
    """Return why `statement` (with its values in it) is not ready, or None."""
    words = statement.lstrip("( \n").upper()
    if words.startswith("SELECT SET_CONFIG"):
        return "set_config() is not passed on to other machines: use SET LOCAL"
    if words.startswith("COPY"):
        return "COPY is refused under row-level security"
    if not words.startswith(EXPLAINED) or statement in ALLOWED or CROSSING in statement:
        return None
    try:
        found = db.execute("EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) " + statement).fetchone()[0]
    except psycopg.Error:
        return None  # a test of bad SQL, or a table that lived for one test only
    plan = Plan(tenants)
    plan.walk(found[0]["Plan"])
    return plan.fault()


class Recorder:
    """Keep one example of every statement by its shape; an execute wrapper of Django."""

    def __init__(self) -> None:
        self.examples: dict[str, str] = {}

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        shape = shape_of(sql)
        if shape not in self.examples and shape.lstrip("( ").upper().startswith(EXPLAINED):
            values = params[0] if many and params else params
            self.examples[shape] = filled_in(context["cursor"], sql, values)
        return execute(sql, params, many, context)

    def faults(self, db: Any) -> list[str]:
        """Return a paragraph for every recorded shape that is not ready."""
        tenants = tenant_tables(db)
        found = ((example, fault_of(db, example, tenants)) for example in self.examples.values())
        return [f"{why}:\n  {example[:2000]}" for example, why in found if why]


def shape_of(sql: str) -> str:
    """Return the statement with lists of values of any length made one."""
    short = re.sub(r"\((?:%s(?:::\w+)?(?:, )?)+\)", "(…)", sql)
    return re.sub(r"\(…\)(?:, \(…\))+", "(…)", short)


def filled_in(cursor: Any, sql: str, params: Any) -> str:
    """Return the statement with its values, as the driver would send it."""
    try:
        return str(mogrify(sql, params, cursor.cursor.connection)) if params else sql
    except psycopg.Error:  # values that the driver refuses: the test expects that
        return ""
