"""Seeded questions for the clock, thick with the awkward: edges, days off, make-up Saturdays."""

import csv
import random
from datetime import date, datetime, timedelta

from khe.base.calendar.tests.walk import TABLE

CUTOFFS = ["06:00", "07:00", "12:00", "15:00", "17:00", "20:00"]
EDGES = [
    0,
    359,
    360,
    419,
    420,
    421,
    539,
    659,
    660,
    661,
    700,
    720,
    779,
    780,
    781,
    1019,
    1020,
    1021,
    1439,
]
WORKING = ["0.5 working_day", "1 working_day", "1.5 working_day", "2 working_day", "3 working_day",
           "7.5 working_day", "10 working_day", "0.0125 working_day", "4 working_hour",
           "0.1 working_hour", "8 working_hour", "12.75 working_hour",
           "16 working_hour"]  # fmt: skip
ELAPSED = ["1 day", "2 day", "3 day", "5 day", "7 day", "1 hour", "0.5 hour",
           "24 hour", "36.25 hour",
           "72 hour", "10 day"]  # fmt: skip
RARE = ["20 working_day", "30 day", "1 month", "2 month"]
with TABLE.open(encoding="utf-8") as stream:
    LISTED = [date.fromisoformat(row["date"]) for row in csv.DictReader(stream)]
LISTED = [day for day in LISTED if day.year >= 2014]


def some_moment(rng: random.Random) -> datetime:
    """Return a moment in 2014-2027, half of them near a listed day, half of them on an edge."""
    if rng.random() < 0.5:
        day = rng.choice(LISTED) + timedelta(days=rng.randrange(-6, 4))
    else:
        day = date(2014, 1, 6) + timedelta(days=rng.randrange(13 * 365 + 300))
    if rng.random() < 0.04:
        day = day.replace(day=1) - timedelta(days=1)  # the last day of a month
    clock = rng.choice(EDGES) if rng.random() < 0.5 else rng.randrange(1440)
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=clock)


def some_limit(rng: random.Random) -> str:
    roll = rng.random()
    return rng.choice(WORKING if roll < 0.6 else ELAPSED if roll < 0.93 else RARE)


def some_pauses(rng: random.Random, start: datetime) -> list[tuple[datetime, datetime]]:
    """Return up to four pauses around a start, unsorted, some back to back or before it."""
    at = start + timedelta(minutes=rng.choice([-9000, -3000, -500, -1, 0, 0, 1, 200, 1500, 6000]))
    pauses = []
    for _ in range(rng.choice([0, 0, 1, 1, 2, 3, 4])):
        at += timedelta(minutes=rng.choice([0, 1, 30, 480, 1440, rng.randrange(1, 9000)]))
        begin = on_an_edge(rng, at)
        if pauses and begin < pauses[-1][1]:
            begin = pauses[-1][1]
        end = on_an_edge(rng, begin + timedelta(minutes=rng.randrange(1, 9000)))
        if end <= begin:
            end = begin + timedelta(minutes=rng.choice([1, 60, 1440]))
        pauses.append((begin, end))
        at = end
    rng.shuffle(pauses)
    return pauses


def on_an_edge(rng: random.Random, when: datetime) -> datetime:
    if rng.random() < 0.5:
        return when
    midnight = datetime.combine(when.date(), datetime.min.time())
    return midnight + timedelta(minutes=rng.choice(EDGES))


def some_extensions(rng: random.Random) -> list[str]:
    return [some_limit(rng) for _ in range(rng.choice([0, 0, 0, 1, 2, 3]))]


def some_case(rng: random.Random) -> dict:
    start = some_moment(rng)
    return {
        "start": start,
        "limit": some_limit(rng),
        "rule": rng.choice(["minute", "next_day"]),
        "cutoff": rng.choice([None, None, *CUTOFFS]),
        "pauses": some_pauses(rng, start),
        "extensions": some_extensions(rng),
    }
