"""Test plug-in: one embedded server for the run, one template database, one copy a worker.

The template is migrated once as the owner; every worker's copy is used as the application's role,
so the tests meet the same row-level security and missing rights as the service. Every statement
of the run is kept by its shape, and judged at the end for readiness for several machines.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# A time limit on single examples fails on a busy machine and finds nothing.
hypothesis.settings.register_profile("khe", deadline=None)
hypothesis.settings.load_profile("khe")

TEMPLATE = "khe_template"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its argument: a zip made anew holds the time, and the workers of one
    run must find the same names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object, worker_id: str) -> Iterator[None]:
    """Give this worker its own copy of the migrated template, and judge its statements at the end."""
    import fasteners
    from django.conf import settings
    from django.db import connections

    from khe.base.authorities.backend import base, server
    from khe.config.readiness.shapes import Recorder

    name = f"khe_test_{worker_id}"
    with fasteners.InterProcessLock(Path(os.environ["KHE_TEST_DIR"]) / "template.lock"):
        if server.ensure_database(TEMPLATE):
            make_template()
        server.ensure_database(name, template=TEMPLATE)
    recorder = Recorder()
    base.DatabaseWrapper.observers.append(recorder)
    connections["default"].close()
    del connections["default"]
    settings.DATABASES["default"]["NAME"] = name
    connections.settings["default"]["NAME"] = name
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.close_all()
    with as_superuser(name) as db:
        faults = recorder.faults(db)
    if faults:
        said = "\n\n".join(["Statements not ready for several machines:", *faults])
        pytest.fail(said, pytrace=False)


def make_template() -> None:
    """Migrate the template database as the owner; the server of a test run need not survive a crash."""
    from khe.base.authorities.backend import server

    with as_superuser("postgres") as db:
        db.execute("ALTER SYSTEM SET fsync = off")
        db.execute("SELECT pg_reload_conf()")
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity=0"],
        env={**os.environ, "KHE_DB_ROLE": "owner", "KHE_DB_NAME": TEMPLATE},
        check=True,
    )
    server.check_roles(TEMPLATE)


def as_superuser(name: str):  # type: ignore[no-untyped-def]
    """Connect to database `name` as the embedded server's superuser."""
    import psycopg

    from khe.base.authorities.backend import server

    return psycopg.connect(
        host=server.start_embedded(), user="postgres", dbname=name, autocommit=True
    )
