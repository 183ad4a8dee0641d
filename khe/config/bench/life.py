"""How many statements one dossier's life costs: taken in, two steps, decided, returned, looked at."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khe.base.authorities.tenancy import acting_for
from khe.base.people import queries as people
from khe.base.people.models import Member
from khe.config.bench.fill import LAST, bench_authority, bench_people
from khe.config.bench.measure import Result
from khe.desks.dossiers import actions
from khe.desks.dossiers.actions.intake import Person
from khe.desks.procedures import queries as procedures

AIM = 40


def run(version: Any) -> list[Result]:
    """Live one life with two steps (birth registration, 1.001193), and one with three."""
    short = procedures.in_force(bench_authority(LAST).pk, "1.001193", datetime.now(UTC).date())
    return [lived(short, "two steps"), lived(version, "three steps")]


def lived(version: Any, name: str) -> Result:
    """Count the statements of each part; BEGIN and COMMIT are the driver's, SET LOCAL is counted."""
    authority = bench_authority(LAST)
    at = datetime.now(UTC)
    with acting_for(authority):
        bench_people(authority, LAST)
        user = get_user_model().objects.get(username=f"bench-{LAST}")
        by = people.actor_for(user, at)
        officer = Member.objects.get(pk=by.member_id)
    parts = [
        {"key": p["key"], "name": p["name"], "kind": "copy", "count": 1} for p in version.parts
    ]
    counts: dict[str, int] = {}

    def counted(name: str, work: Any) -> Any:
        with CaptureQueriesContext(connection) as asked, acting_for(authority):
            done = work()
        counts[name] = len([q for q in asked if q["sql"] not in ("BEGIN", "COMMIT")])
        return done

    person = Person("Phạm Thị Hoa", phone="0900001234")
    code = counted("receive", lambda: actions.receive(
        version=version, channel="direct", person=person, parts=parts, by=by, at=at,
        officer=officer, fee=0,
    )).code  # fmt: skip
    counted("start step", lambda: actions.start_step(code, by=by, at=at))
    for n in range(1, len(version.steps)):
        counted(f"finish step {n}", lambda: actions.finish_step(code, by=by, at=at))
    counted("decide", lambda: actions.decide(code, by=by, at=at))
    counted("return", lambda: actions.return_result(code, by=by, at=at))
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/ho-so/{code}/")
    counts["read the page over HTTP"] = len(
        [q for q in asked if q["sql"] not in ("BEGIN", "COMMIT")]
    )
    total = sum(counts.values())
    note = ", ".join(f"{name} {n}" for name, n in counts.items())
    return Result(f"life cycle, {name}, statements", total, AIM, total / AIM, f"<= {AIM}", note)
