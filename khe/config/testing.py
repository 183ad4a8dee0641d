"""Test plug-in: one embedded server for the run, one template database, one copy a worker.

The template is migrated once as the owner; every worker's copy is used as the application's role,
so the tests meet the same row-level security and missing rights as the service.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

TEMPLATE = "khe_template"


def pytest_configure(config: pytest.Config) -> None:
    """Choose a throw-away data folder for the whole run, shared by its workers."""
    if "KHE_TEST_DIR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="khe-test-")
        os.environ["KHE_TEST_DIR"] = os.environ["KHE_DATA_DIR"] = folder
        os.environ["KHE_TEST_OWNER"] = str(os.getpid())
        Path(folder).chmod(0o755)  # the embedded server runs as another user when we are root


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and leave nothing behind."""
    if os.environ.get("KHE_TEST_OWNER") != str(os.getpid()):
        return
    folder = Path(os.environ["KHE_TEST_DIR"])
    if (folder / "pg" / "postmaster.pid").exists():
        from khe.base.authorities.backend import server

        server.stop_embedded()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object, worker_id: str) -> Iterator[None]:
    """Give this worker its own copy of the migrated template."""
    import fasteners
    from django.conf import settings
    from django.db import connections

    from khe.base.authorities.backend import server

    name = f"khe_test_{worker_id}"
    with fasteners.InterProcessLock(Path(os.environ["KHE_TEST_DIR"]) / "template.lock"):
        if server.ensure_database(TEMPLATE):
            env = {**os.environ, "KHE_DB_ROLE": "owner", "KHE_DB_NAME": TEMPLATE}
            subprocess.run(  # noqa: S603 - our own interpreter and words
                [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity=0"],
                env=env,
                check=True,
            )
        server.ensure_database(name, template=TEMPLATE)
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.close_all()
