"""The dashboard of indicators over 1,000,000 dossiers of one ward and three years, against 10,000."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.figures import definitions
from khe.base.people.actor import system
from khe.config.bench.fill import bench_authority, bench_people, vacuum, write_many
from khe.config.bench.measure import Result, against, seconds
from khe.desks.dossiers.actions.tallies import tally_months
from khe.desks.dossiers.models import Dossier
from khe.desks.indicators import actions
from khe.desks.indicators.models import Indicator
from khe.desks.procedures.models import ProcedureVersion

SMALL, LARGE = 10_000, 1_000_000
BATCH = 100_000
PATIENCE = 240  # seconds for writing; a slow machine measures with fewer, and says with how many
ROUNDS = 15
YEARS = timedelta(days=3 * 365)
FIELDS = ("Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng", "Hộ kinh doanh", "Bảo trợ xã hội")


def run(version: ProcedureVersion) -> list[Result]:
    """Measure the dashboard (every figure followed by month, and each field of dossiers), the nightly
    reading and the first one, at both sizes in the same run."""
    until = time.monotonic() + PATIENCE
    small, large = (
        _ward(f"indicators-{size}", size, version, until) for size in (SMALL, LARGE)
    )  # fmt: skip
    vacuum("dossiers_dossier, dossiers_tally")
    _read(small)  # once, unmeasured: the first of a process loads what all of them use
    first = [_read(ward, since=_today() - YEARS, again=True) for ward in (large, small)]
    for ward in (small, large):
        _follow(ward)
    vacuum("indicators_reading, indicators_indicator")
    pages = against(_board(large), _board(small), ROUNDS)
    nights = against(lambda: _read(large), lambda: _read(small), 3)
    counts = [_count(ward) for ward in (large, small)]
    note = f"the same page over {counts[1]:,}; {len(definitions()) + 2 * len(FIELDS)} indicators"
    return [
        _line(f"dashboard over {counts[0]:,} dossiers, ms", pages, "<= 1.3", note, 1000),
        _line("one night's reading, s", nights, "seconds", "over the same"),
        _line("reading three years, s", (first[0], first[1]), "seconds", "over the same"),
    ]


def _line(
    name: str, pair: tuple[float, float], aim: str, note: str, scale: float = 1
) -> Result:  # fmt: skip
    large, small = pair
    return Result(name, large * scale, small * scale, large / small, aim, note)


def _today() -> date:
    return datetime.now(UTC).date()


def _ward(name: str, size: int, version: ProcedureVersion, until: float) -> Authority:
    """Return a ward with so many dossiers over three years, tallied as every night does."""
    authority = bench_authority(name)
    now = datetime.now(UTC) - timedelta(hours=1)
    with acting_for(authority):
        facts = {**bench_people(authority, name), "now": now}
        have = Dossier.objects.count()
    if have < size:
        write_many(authority, have, size, BATCH, until, version, facts)
    with acting_for(authority):
        tally_months(now=datetime.now(UTC))
    return authority


def _count(authority: Authority) -> int:
    with acting_for(authority):
        return Dossier.objects.count()


def _read(authority: Authority, **facts: object) -> float:
    """Read figures as the nightly job does; returns the seconds it took."""
    with acting_for(authority):
        now = datetime.now(UTC)
        return seconds(lambda: actions.roll_up(at=now, by=system(authority), **facts))  # type: ignore[arg-type]


def _follow(authority: Authority) -> None:
    """Follow every figure by month, and two of dossiers in each field."""
    parts = [f"dossiers.{name}.field:{f}" for name in ("received", "on_time") for f in FIELDS]
    with acting_for(authority):
        have = set(Indicator.objects.values_list("source", flat=True))
        for source in (*definitions(), *parts):
            if source not in have:
                actions.define(
                    source=source,
                    name=source,
                    kind="month",
                    by=system(authority),
                    at=datetime.now(UTC),
                )


def _board(authority: Authority) -> Callable[[], object]:
    """Return a function that opens the dashboard, signed in."""
    client, address = Client(), reverse("indicators:list")
    client.force_login(get_user_model().objects.get(username=authority.code))

    def opened() -> None:
        status = client.get(address).status_code
        if status != 200:
            raise RuntimeError(f"{address}: {status}")

    return opened
