"""Speed of the legal clock against numpy's `busday_offset` and a common business-time library.

Same cases for each: starts spread over 2014-2027, twenty working days. The others know only days, or no
make-up days, so they are asked for less than the clock does.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np

from khe.base.calendar import clock, vectors
from khe.base.calendar.moments import DAY, as_date, as_datetime, as_text, minute_of
from khe.base.calendar.vn import vn

LIMIT, DAYS, HOURS = "20 working_day", 20, 160
ROWS, SCALAR_ROWS, LIBRARY_ROWS, LINES = 500_000, 20_000, 100, 100_000
FIRST, LAST = minute_of("2014-01-01T00:00"), minute_of("2028-01-01T00:00")


def run() -> list[dict[str, Any]]:
    """Return the measures: dates per second, those of the baseline, the ratio and its aim."""
    rng = np.random.default_rng(20260212)
    starts = rng.integers(FIRST, LAST, ROWS)
    numpy_rate = ROWS / best(days_only(starts))
    plain = ROWS / best(lambda: vectors.due_many(vn(), starts, LIMIT, "minute", "15:00"))
    pauses = three_pauses(rng, starts)
    paused = ROWS / best(lambda: vectors.due_many(vn(), starts, LIMIT, "minute", "15:00", pauses))
    some = [as_datetime(start) for start in starts[:SCALAR_ROWS].tolist()]
    scalar = len(some) / best(lambda: [clock.due_at(vn(), start, LIMIT) for start in some])
    library = LIBRARY_ROWS / best(library_of(some[:LIBRARY_ROWS]), 1)
    return [
        measure("clock: due_many against numpy.busday_offset", plain, numpy_rate, 1.0),
        measure("clock: due_many with three pauses against numpy", paused, numpy_rate, 0.5),
        measure("clock: due_at against businesstimedelta", scalar, library, 50.0),
        measure("clock: batch lines a second, process start included", batch_rate(), 20_000, 1.0),
    ]


def measure(name: str, value: float, baseline: float, aim: float) -> dict[str, Any]:
    """Return one line of the bench report."""
    ratio = round(value / baseline, 2)
    return {
        "name": name,
        "value": round(value),
        "baseline": round(baseline),
        "ratio": ratio,
        "aim": aim,
    }


def best(work: Callable[[], Any], times: int = 5) -> float:
    """Return the shortest of some runs in seconds."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def days_only(starts: vectors.Minutes) -> Callable[[], Any]:
    """Return numpy's work: a six-day week whose unworked Saturdays are holidays."""
    first, last = FIRST // DAY, LAST // DAY + 120
    calendar = vn()
    off = [day for day in range(first, last) if not calendar.by_day[day].minutes]
    holidays = np.array(
        [as_date(day) for day in off if as_date(day).weekday() != 6], "datetime64[D]"
    )
    week = np.busdaycalendar("1111110", holidays)
    dates = (starts // DAY).astype("datetime64[D]")
    return lambda: np.busday_offset(dates, DAYS, roll="forward", busdaycal=week)


def three_pauses(rng: np.random.Generator, starts: vectors.Minutes) -> vectors.Minutes:
    """Return three pauses a row, one after another."""
    edges = np.cumsum(rng.integers(1, 6000, (len(starts), 6)), axis=1) + starts[:, None]
    return edges.reshape(len(starts), 3, 2)


def library_of(starts: list) -> Callable[[], Any]:
    """Return the work of `businesstimedelta` on the same starts, days off known, make-up days not."""
    from datetime import time as clock_time

    import businesstimedelta as library

    week = [0, 1, 2, 3, 4]
    morning = library.WorkDayRule(clock_time(7), clock_time(11), working_days=week)
    afternoon = library.WorkDayRule(clock_time(13), clock_time(17), working_days=week)
    off = {day.date: day.name for day in vn().days.values() if day.type != "makeup"}
    rules = library.Rules([morning, afternoon, library.HolidayRule(off)])
    span = library.BusinessTimeDelta(rules, hours=HOURS)
    naive = [start.replace(tzinfo=None) for start in starts]
    return lambda: [start + span for start in naive]


def batch_rate() -> float:
    """Return lines a second of `khe clock due --batch` on a file of ordinary questions."""
    rng = random.Random(7)  # noqa: S311 - the same questions at every run
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "questions.jsonl")
        with open(name, "w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(question(rng)) + "\n" for _ in range(LINES))
        words = [sys.executable, "-m", "khe.config.cli", "clock", "due", "--batch", name]
        return LINES / best(
            lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL),  # noqa: S603
            2,
        )


def question(rng: random.Random) -> dict[str, Any]:
    """Return one question of a batch, with up to two pauses and an extension."""
    start = as_datetime(rng.randrange(FIRST, LAST))
    edges = [start + timedelta(minutes=rng.randrange(6000) + 6001 * n) for n in range(4)]
    texts = [as_text(minute_of(edge))[:16] for edge in (start, *edges)]
    return {
        "from": texts[0],
        "limit": rng.choice(["20 working_day", "7.5 working_day", "30 day", "3 month"]),
        "rule": rng.choice(["minute", "next_day"]),
        "cutoff": rng.choice([None, "15:00"]),
        "pauses": [texts[1:3], texts[3:5]][: rng.randrange(3)],
        "extensions": rng.choice([[], ["5 working_day"]]),
    }
