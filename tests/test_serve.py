"""`khe serve`: the web server and the worker live and end together."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator

import psutil
import pytest

from khe.config.worker import SILENCE
from tests.service import KHE, Running, healthz, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def service(tmp_path) -> Iterator[Running]:
    found = Running(tmp_path)
    try:
        found.wait_until_well()
        yield found
    finally:
        found.stop()


def living(parts: list[psutil.Process]) -> list[str]:
    """Return what still runs of the parts, in words that a failure can show."""
    return [str(part) for part in parts if is_living(part)]


def is_living(part: psutil.Process) -> bool:
    try:
        return part.is_running() and part.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it ended between the two questions
        return False


def wait_until_gone(parts: list[psutil.Process]) -> None:
    wait_until(lambda: not living(parts), 60, lambda: f"still running: {living(parts)}")


def test_it_is_healthy_and_stops_everything_when_told(service):
    assert healthz(service.port) == (
        200,
        {"ok": True, "database": True, "migrations": True, "worker": True},
    )
    parts = service.parts()
    assert len(parts) >= 3

    service.process.send_signal(signal.SIGTERM)

    assert service.process.wait(60) == 0
    wait_until_gone(parts)


def test_it_says_so_when_the_worker_dies(service):
    service.worker().kill()

    status, answer = wait_until(
        lambda: (found := healthz(service.port))[0] != 200 and found, SILENCE + 45
    )

    assert status == 503
    assert answer == {"ok": False, "database": True, "migrations": True, "worker": False}


def test_it_leaves_nothing_when_interrupted_or_killed(service):
    parts = [p for p in service.parts() if p.name() != "postgres"]

    service.process.kill()

    service.process.wait(30)
    wait_until_gone(parts)
    # the database server outlives a killed service, and the next user stops it
    ended = subprocess.run(
        [*KHE, "migrate"], env={**os.environ, "KHE_DATA_DIR": str(service.folder)}, check=False
    )
    assert ended.returncode == 0
    assert not (service.folder / "pg" / "postmaster.pid").exists()


def test_it_refuses_a_port_that_is_in_use(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = subprocess.run(
            [*KHE, "serve", "--port", str(port)],
            env={**os.environ, "KHE_DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert refused.returncode == 2
    assert f"Không mở được cổng {port}" in refused.stderr
    assert list(tmp_path.iterdir()) == []
