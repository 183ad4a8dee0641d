"""How much of a dossier is there as files: the papers handed in, and the result. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from khe.base.files.states import Kind
from khe.desks.dossiers.states import ResultFile

RESULT = (
    "_result"  # what a file belongs to that is the result itself, beside the keys of the papers
)


class File(Protocol):
    """What is read of an attached file."""

    part: str
    kind: str
    added_at: datetime


def told(
    parts: Iterable[dict[str, Any]], files: Iterable[File], settled_at: datetime | None
) -> dict[str, Any]:
    """Return the columns of a dossier that say so. `papers_filed`: every paper handed in has a file (a
    dossier without papers has none). `result_file`: the result is there as an electronic document, or
    only scanned; what was attached before the dossier was settled is no result."""
    keys, files = {str(part.get("key")) for part in parts}, list(files)
    kinds = {f.kind for f in files if f.part == RESULT and settled_at and f.added_at >= settled_at}
    result = ResultFile.NONE
    if kinds:
        result = ResultFile.ELECTRONIC if Kind.ELECTRONIC in kinds else ResultFile.SCANNED
    return {
        "papers_filed": bool(keys) and keys <= {f.part for f in files},
        "result_file": result,
    }
