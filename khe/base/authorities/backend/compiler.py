"""SQL compilers: Django's own, but INSERT keeps plain VALUES.

Django 5.2 turns a bulk insert into INSERT … SELECT FROM UNNEST, which a distributed table under
row-level security refuses (it becomes a COPY). One line of difference: the generic method.
"""

from django.db.models.sql import compiler
from django.db.models.sql.compiler import (
    SQLAggregateCompiler,
    SQLCompiler,
    SQLDeleteCompiler,
    SQLUpdateCompiler,
)

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]


class SQLInsertCompiler(compiler.SQLInsertCompiler):
    """INSERT with VALUES."""
