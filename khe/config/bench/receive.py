"""`actions.receive` against the same rows by raw pipelined psycopg on the same server."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
from django.db import connection, connections

from khe.base.authorities.backend import server
from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.authorities.tenant import uuid7
from khe.base.people.actor import Actor, system
from khe.config.bench.measure import Result, against
from khe.desks.dossiers import actions
from khe.desks.dossiers.actions.intake import Person
from khe.desks.dossiers.models import Applicant, Dossier, Step

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
BATCH = 150


class Scene:
    """An authority with a procedure, an applicant, and the rows that one intake writes."""

    def __init__(self, version: Any) -> None:
        self.authority, _ = Authority.objects.get_or_create(
            code="bench", defaults={"name": "Đo tốc độ"}
        )
        self.version = version
        self.by: Actor = system(self.authority)
        self.parts = [
            {"key": p["key"], "name": p["name"], "kind": "copy", "count": 1} for p in version.parts
        ]
        with acting_for(self.authority):
            found = Applicant.objects.filter(find_key="hoa thi pham").first()
            self.applicant = found or Applicant.objects.create(
                name="Phạm Thị Hoa", find_key="hoa thi pham"
            )
            sample = self.receive()
            self.rows = self._rows(sample)

    def receive(self) -> Dossier:
        """Take one dossier in, inside acting_for."""
        person = Person("Phạm Thị Hoa", id=self.applicant.pk)
        return actions.receive(
            version=self.version,
            channel="direct",
            person=person,
            parts=self.parts,
            by=self.by,
            at=AT,
        )

    def _rows(self, sample: Dossier) -> list[tuple[str, list[str], list[Any]]]:
        """Return (table, columns, values) of the dossier, its steps and its entry, as stored."""
        found = []
        with connection.cursor() as cursor:
            for table, column in (
                (Dossier._meta.db_table, "id"),
                (Step._meta.db_table, "dossier_id"),
                ("journal_entry", "subject_id"),
            ):
                cursor.execute(f"SELECT * FROM {table} WHERE {column} = %s", [sample.pk])  # noqa: S608
                names = [c.name for c in cursor.description]
                for row in cursor.fetchall():
                    values = [json.dumps(v) if isinstance(v, dict | list) else v for v in row]
                    found.append((table, names, values))
        return found


def raw_intake(scene: Scene, db: psycopg.Connection[Any], n: int) -> None:
    """Write what one intake writes, as fast as one can: one pipeline, prepared statements."""
    dossier = uuid7()
    with db.transaction():
        db.execute(f"SET LOCAL khe.authority = {scene.authority.pk}")
        number = db.execute(
            "INSERT INTO dossiers_counter (authority_id, id, key, n) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (authority_id, key) DO UPDATE SET n = dossiers_counter.n + 1 RETURNING n",
            [scene.authority.pk, uuid7(), "raw"],
        ).fetchone()
        with db.pipeline():
            for table, names, values in scene.rows:
                row = dict(zip(names, values, strict=True))
                row["id"] = dossier if table == Dossier._meta.db_table else uuid7()
                row |= {k: dossier for k in ("dossier_id", "subject_id") if k in row}
                if "code" in row:
                    row["code"] = f"RAW-{number[0] if number else n}"
                columns = ", ".join(f'"{name}"' for name in names)
                marks = ", ".join(["%s"] * len(names))
                db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))  # noqa: S608


def _ours(scene: Scene, times: int) -> None:
    for _ in range(times):
        with acting_for(scene.authority):
            scene.receive()


def write_raw(scene: Scene, times: int) -> None:
    with psycopg.connect(
        **server.parameters(connection.settings_dict["NAME"]), autocommit=True
    ) as db:
        for n in range(times):
            raw_intake(scene, db, n)


def _in_threads(work: Callable[[Scene, int], None], scenes: list[Scene], times: int) -> None:
    def one(scene: Scene) -> None:
        try:
            work(scene, times)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=one, args=[scene]) for scene in scenes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run(version: Any) -> list[Result]:
    """Measure 1 and 8 threads; the aim is at least 0.5 of raw."""
    scene = Scene(version)
    ours, raw = against(lambda: _ours(scene, BATCH), lambda: write_raw(scene, BATCH))
    found = [
        Result("receive, 1 thread, per second", BATCH / ours, BATCH / raw, raw / ours, ">= 0.5",
               "raw pipelined psycopg, the same rows"),
    ]  # fmt: skip
    eight = [scene] * 8
    part = BATCH // 4
    ours, raw = against(
        lambda: _in_threads(_ours, eight, part), lambda: _in_threads(write_raw, eight, part), 3
    )
    total = part * 8
    found.append(
        Result("receive, 8 threads, per second", total / ours, total / raw, raw / ours, ">= 0.5",
               "raw pipelined psycopg in 8 threads, one authority")
    )  # fmt: skip
    found.append(statements(scene))
    return found


def statements(scene: Scene) -> Result:
    """Count the statements of one intake, those that open its authority included."""
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked, acting_for(scene.authority):
        scene.receive()
    count = len([q for q in asked if q["sql"] not in ("BEGIN", "COMMIT")])
    return Result("receive, statements", count, 6, count / 6, "<= 6", "SET LOCAL included")
