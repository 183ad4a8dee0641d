"""Server time of the pages people live in, at growing sizes: it must not grow with the ward."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

from django.contrib.auth import get_user_model
from django.test import Client

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.config.bench.fill import fill
from khe.config.bench.measure import Result
from khe.desks.dossiers.models import Dossier
from khe.desks.procedures.models import ProcedureVersion

ROUNDS = 25


def addresses() -> dict[str, str]:
    """Return the pages measured: name → address."""
    authority = Authority.objects.get(code="bench-0")
    with acting_for(authority):
        some = Dossier.objects.filter(code__startswith="B-").order_by("-received_at").first()
        name = some.applicant_name if some else ""
    code = some.code if some else ""
    return {
        "work queue": "/",
        "list": "/ho-so/",
        "search by name": f"/ho-so/?q={name}",
        "search by code": f"/ho-so/?q={code}",
        "dossier": f"/ho-so/{code}/",
        "overview": "/toan-canh/",
    }


def server_times() -> dict[str, float]:
    """Return the median milliseconds of each page, rendered in this process, after a warm-up."""
    client = Client()
    client.force_login(get_user_model().objects.get(username="bench-0"))
    return {name: _median(client, address) for name, address in addresses().items()}


def _median(client: Client, address: str) -> float:
    taken = []
    for n in range(ROUNDS + 3):
        started = time.perf_counter()
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
        if n >= 3:
            taken.append(1000 * (time.perf_counter() - started))
    return median(taken)


def run(version: ProcedureVersion, sizes: list[int], said: Callable[[str], None]) -> list[Result]:
    """Measure every page at every size; the ratio is to the smallest size of the same run."""
    found: list[Result] = []
    smallest: dict[str, float] = {}
    for size in sizes:
        took = fill(size, version, said)
        said(f"{size} dossiers over 50 authorities in {took:.0f} s, {datetime.now(UTC):%H:%M}")
        times = server_times()
        smallest = smallest or times
        found += [
            Result(f"{name} at {size:,}, ms", ms, smallest[name], ms / smallest[name], "<= 1.5, < 50 ms",
                   f"the same page at {sizes[0]:,}")
            for name, ms in times.items()
        ]  # fmt: skip
    return found
