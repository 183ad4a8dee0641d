"""Speed of importing an event log, against merely parsing the same file with pm4py."""

import os
import uuid
import warnings
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from khe.config.cli import start_django
from khe.config.commands import migrate

LOGS = ("receipt", "BPIC15_1")
ROUNDS = 3
AIM = 1.0


def run() -> list[dict[str, Any]]:
    """Return events per second of parse + store + count, and of `pm4py.read_xes`, per log.

    The two take turns, the best of three rounds counts; the import is rolled back each time. Logs
    are looked for in KHE_SHARED_DATA, else in ../shared/data; missing ones are left out.
    """
    root = Path(__file__).resolve().parents[3]
    folder = Path(os.environ.get("KHE_SHARED_DATA", root.parent / "shared" / "data"))
    migrate.prepare()
    start_django()
    paths = [folder / "event_logs" / f"{name}.xes.gz" for name in LOGS]
    return [measured(path) for path in paths if path.exists()]


def measured(path: Path) -> dict[str, Any]:
    """Return the line of one log."""
    ours, theirs, events = [], [], 0
    for _ in range(ROUNDS):
        seconds, events = imported(path)
        ours.append(events / seconds)
        theirs.append(events / timed(reader(), str(path)))
    value, baseline = max(ours), max(theirs)
    return {
        "name": f"{path.name.split('.')[0]}: import, events/s; pm4py.read_xes",
        "value": round(value),
        "baseline": round(baseline),
        "ratio": round(value / baseline, 2),
        "aim": AIM,
    }


def imported(path: Path) -> tuple[float, int]:
    """Import the log into a new archive, undo it; return (seconds, events)."""
    from django.db import transaction

    from khe.desks.dossiers.logs.importing import import_log

    with transaction.atomic():
        began = perf_counter()
        found = import_log(path, f"bench-{uuid.uuid4().hex[:12]}")
        seconds = perf_counter() - began
        transaction.set_rollback(True)
    return seconds, found["events"]


def reader() -> Callable[[str], Any]:
    """Return pm4py's reader; it is a development dependency."""
    warnings.simplefilter("ignore")
    os.environ.setdefault("PM4PY_SHOW_PROGRESS_BAR", "False")
    import pm4py

    read: Callable[[str], Any] = pm4py.read_xes
    return read


def timed(read: Callable[[str], Any], name: str) -> float:
    """Return the seconds a reading takes."""
    began = perf_counter()
    read(name)
    return perf_counter() - began
