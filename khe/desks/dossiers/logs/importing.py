"""Import of an event log, in one transaction: everything, or nothing."""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

import psycopg
from django.db import IntegrityError, transaction

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.journal import bulk
from khe.desks.dossiers.logs import mapping
from khe.desks.dossiers.logs.figures import figures
from khe.desks.dossiers.logs.meaning import Teller, Told
from khe.desks.dossiers.logs.parsing import Case, Reader, read_cases
from khe.desks.dossiers.logs.problems import BadLog
from khe.desks.dossiers.logs.reading import Limits, Source
from khe.desks.dossiers.logs.storing import Outcomes, Store
from khe.desks.dossiers.models import Dossier

AT_ONCE = 50  # events: small, so that the server stores while we read on …
LOOKED_UP = 1000  # … but cases that may be known are looked up together
Progress = Callable[[float, int], None]  # share of the file read, cases so far


def import_log(
    path: Path,
    code: str,
    *,
    mapped_by: mapping.Map | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Take the log at `path` into the authority `code` (made as an archive when unknown).

    Returns what became of the cases, where a rule of `meaning` had to step in, and the figures of
    all logs of that authority, counted from the database. Raises BadLog; then nothing is stored.
    """
    limits = limits or Limits()
    source, reader = Source(path, limits), Reader(limits)
    cases = read_cases(source, reader)
    first = next(cases, None)
    if first is None:
        raise BadLog("no_cases")
    mapped_by = mapped_by or mapping.recognised([*first.attributes, *reader.declared])
    teller = Teller(mapped_by)
    shown = (lambda seen: progress(source.share, seen)) if progress else (lambda seen: None)
    try:
        with transaction.atomic(), uncollected():
            authority, made = archive(code)
            with acting_for(authority):
                done = stored(chain([first], cases), teller, shown)
                found = finished(authority, mapped_by)
    except (IntegrityError, psycopg.IntegrityError):
        raise BadLog("changed_meanwhile") from None
    notes = dict(teller.notes)
    head = {"authority": code, "made": made, "map": mapped_by.name}
    return {**head, **asdict(done), "notes": notes, **found}


def stored(cases: Iterator[Case], teller: Teller, shown: Callable[[int], None]) -> Outcomes:
    """Store the cases batch by batch, saying after each how many there were."""
    store = Store(empty=not Dossier.objects.exists())
    with bulk.flowing(store.dossiers, store.entries):
        for batch in batches(cases, teller, store.empty):
            store.take(batch)
            shown(store.seen)
    return store.done


@contextmanager
def uncollected() -> Iterator[None]:
    """Switch the collector of cycles off: parsed cases are many and hold none, and it took a
    quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def archive(code: str) -> tuple[Authority, bool]:
    """Return the authority, locked against another import, and whether it is new: an archive."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", code):
        raise BadLog("bad_code", code=code[:60])
    # two imports of a new code at once: the second waits here for the first, then finds it
    found, made = Authority.objects.get_or_create(
        code=code, defaults={"name": f"Kho nhật ký {code}", "kind": "archive"}
    )
    return Authority.objects.select_for_update().get(pk=found.pk), made


def batches(cases: Iterator[Case], teller: Teller, empty: bool) -> Iterator[list[Told]]:
    """Yield cases that can be told, in batches of a number of events."""
    batch: list[Told] = []
    size, at_once = 0, AT_ONCE if empty else LOOKED_UP
    for case in cases:
        told = teller.tell(case)
        if told is None:
            continue
        batch.append(told)
        size += 1 + len(told.events)
        if size >= at_once:
            yield batch
            batch, size = [], 0
    yield batch


def finished(authority: Authority, mapped_by: mapping.Map) -> dict[str, Any]:
    """Note the moment the log ends, and return the figures at that moment."""
    found = figures()
    end = found["log_end"].isoformat() if found["log_end"] else None
    settings = {**authority.settings, "log_end": end, "log_map": mapped_by.name}
    if authority.kind == "archive" and settings != authority.settings:
        authority.settings = settings
        authority.save(update_fields=["settings"])
    return {**found, "log_end": end}
