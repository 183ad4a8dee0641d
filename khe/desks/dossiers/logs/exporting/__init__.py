"""Export of an authority's dossiers and their journal: XES 1.0 and OCEL 2.0.

Works alike for imported cases (they come out as they came in) and for dossiers handled here (the
journal's events by their Vietnamese names). No personal data of applicants go out: an applicant is
an id.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.desks.dossiers.logs.exporting import ocel_json, ocel_sqlite, ocel_xml, xes
from khe.desks.dossiers.logs.problems import BadLog

Writer = Callable[[Path], dict[str, int]]
XES: dict[str, Writer] = {".xes": xes.write, ".xes.gz": xes.write}
OCEL: dict[str, Writer] = {
    ".jsonocel": ocel_json.write,
    ".json": ocel_json.write,
    ".sqlite": ocel_sqlite.write,
    ".xmlocel": ocel_xml.write,
    ".xml": ocel_xml.write,
}


def export(code: str, out: Path, writers: dict[str, Writer]) -> dict[str, int]:
    """Write the log of authority `code` to `out`, its form told by the ending; a `.gz` is packed.

    Returns what was written (cases or objects, events). Raises BadLog; then `out` is as it was:
    the file is written beside it and put in its place at the end.
    """
    authority = Authority.objects.filter(code=code).first()
    if authority is None:
        raise BadLog("no_authority", code=code[:60])
    ending = next((end for end in writers if out.name.lower().endswith(end)), None)
    if ending is None:
        raise BadLog("bad_kind", name=out.name, kinds=", ".join(writers))
    try:
        with acting_for(authority), beside(out) as draft:
            return writers[ending](draft)
    except OSError as failed:
        raise BadLog("bad_out", name=str(out), why=failed.strerror or failed) from None


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """Give a path in the same folder; put it in the place of `out` when all went well."""
    if out.is_dir():
        raise IsADirectoryError(21, os.strerror(21))
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".khe-") as folder:
        draft = Path(folder) / out.name
        yield draft
        draft.replace(out)
