"""Reading the catalogue."""

from functools import lru_cache
from uuid import UUID

from khe.desks.procedures.models import ProcedureVersion


@lru_cache(maxsize=4096)
def version(pk: UUID) -> ProcedureVersion:
    """Return a version; published ones never change, so they are kept for the life of the process."""
    return ProcedureVersion.objects.get(pk=pk)
