"""The throw-away data folder of a test run; a pytest plug-in that must be loaded first (-p)."""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import pytest

FOREIGN = ("DATABASE_URL", "DATABASE_OWNER_URL", "KHE_DB_NAME", "KHE_DB_ROLE", "KHE_DB_SOCKET")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Choose a throw-away data folder for the run, shared by its workers.

    It adds no option: of all hooks this one comes first, before Django's settings are read.
    """
    if "KHE_TEST_DIR" in os.environ:
        return
    for name in FOREIGN:  # tests never touch an operator's server
        os.environ.pop(name, None)
    folder = tempfile.mkdtemp(prefix="khe-test-")
    Path(folder).chmod(0o755)  # the embedded server runs as another user when we are root
    os.environ["KHE_TEST_DIR"] = os.environ["KHE_DATA_DIR"] = folder
    os.environ["KHE_TEST_OWNER"] = str(os.getpid())
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = f"{folder}/hypothesis"
    os.environ["KHE_ENV"] = "demo"
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Keep the temporary folders of tests in there too."""
    if config.option.basetemp is None:
        config.option.basetemp = os.path.join(os.environ["KHE_TEST_DIR"], "tmp")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and leave nothing behind."""
    if os.environ.get("KHE_TEST_OWNER") != str(os.getpid()):
        return
    folder = Path(os.environ["KHE_TEST_DIR"])
    if (folder / "pg" / "postmaster.pid").exists():
        from khe.base.authorities.backend import server

        server.stop_embedded()
    shutil.rmtree(folder, ignore_errors=True)
