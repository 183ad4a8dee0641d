"""A running `khe serve`, for tests and photographs, and how to wait for something."""

import json
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

KHE = [sys.executable, "-m", "khe.config.cli"]


def wait_until(
    condition: Callable[[], Any],
    seconds: float = 180,
    why: Callable[[], str] = lambda: "waited in vain",
) -> Any:
    """Return what the condition answers once it is true; fail, saying why, when it is not in time."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, why()
        threading.Event().wait(0.1)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def healthz(port: int) -> tuple[int, dict[str, Any]]:
    """Return the status and the answer; (0, {}) while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)
    except OSError:
        return 0, {}


class Running:
    """A service in a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        env = {**os.environ, "KHE_DATA_DIR": str(folder)}
        self.process = psutil.Popen([*KHE, "serve", "--port", str(self.port)], env=env)

    def wait_until_well(self) -> None:
        """Return when the service says that it is well, or has ended."""
        wait_until(lambda: healthz(self.port)[0] == 200 or self.process.poll() is not None)

    def stop(self) -> None:
        """End the service if it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(60)

    def parts(self) -> list[psutil.Process]:
        """Return every process of the service, the database server included."""
        found = self.process.children(recursive=True)
        pid = (self.folder / "pg" / "postmaster.pid").read_text().split("\n")[0]
        return [*found, psutil.Process(int(pid))]

    def worker(self) -> psutil.Process:
        return next(p for p in self.parts() if "khe.config.worker" in p.cmdline())
