"""Changing the catalogue: one function per verb."""

from khe.desks.procedures.actions.editing import (
    add_procedure,
    draft_version,
    drop_draft,
    publish,
    retire,
    save_draft,
)
from khe.desks.procedures.actions.loading import import_records, load_common

__all__ = [
    "add_procedure",
    "draft_version",
    "drop_draft",
    "import_records",
    "load_common",
    "publish",
    "retire",
    "save_draft",
]
