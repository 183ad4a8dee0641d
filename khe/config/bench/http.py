"""Taking a dossier in over HTTP with 4 connections, against raw pipelined psycopg."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model

from khe.base.authorities.tenancy import acting_for
from khe.base.authorities.tenant import uuid7
from khe.config.bench.fill import LAST, bench_authority, bench_people
from khe.config.bench.measure import Result, seconds
from khe.config.bench.receive import BATCH, Scene, write_raw

CONNECTIONS = 4
EACH = 40
ROUNDS = 3
TOKEN = "0123456789abcdefghijklmnopqrstuv"  # noqa: S105 - both halves of the CSRF pair are ours


def run(version: Any) -> list[Result]:
    """Measure intakes per second over HTTP; the aim is at least 0.15 of raw."""
    authority = bench_authority(LAST)
    with acting_for(authority):
        bench_people(authority, LAST)
    scene = Scene(version)
    body = [
        ("csrfmiddlewaretoken", TOKEN), ("version", str(version.pk)), ("kind", "person"),
        ("name", "Phạm Thị Hoa"), ("channel", "direct"), ("case", "0"), ("fee", "0"),
        *[("part", part["key"]) for part in version.parts],
    ]  # fmt: skip
    with served() as port:
        cookie = f"{settings.SESSION_COOKIE_NAME}={session()}; csrftoken={TOKEN}"
        post_all(port, cookie, body, 5)  # warm
        ours, raw = [], []
        for _ in range(ROUNDS):
            ours.append(seconds(lambda: post_all(port, cookie, body, EACH)) / (CONNECTIONS * EACH))
            raw.append(seconds(lambda: write_raw(scene, BATCH)) / BATCH)
    mine, theirs = sorted(ours)[ROUNDS // 2], sorted(raw)[ROUNDS // 2]
    note = "raw pipelined psycopg, one connection, the same rows"
    return [
        Result(
            "intake over HTTP, 4 connections, per second",
            1 / mine,
            1 / theirs,
            theirs / mine,
            ">= 0.15",
            note,
        )
    ]


def session() -> str:
    """Return the key of a signed-in session of the benchmark's clerk."""
    user = get_user_model().objects.get(username=f"bench-{LAST}")
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


@contextmanager
def served() -> Iterator[int]:
    """Run the service on a free port while the block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "khe.config.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=os.environ.copy(), stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        until = time.monotonic() + 60
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the service did not start")
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        db = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        db.request("GET", "/healthz")
        return db.getresponse().status == 200
    except OSError:
        return False


def post_all(port: int, cookie: str, body: list[tuple[str, str]], each: int) -> None:
    """Send `each` intakes on every connection at once; raise when one is not taken in."""
    failed: list[str] = []

    def one() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        for _ in range(each):
            line.request(
                "POST", "/tiep-nhan/", urlencode([*body, ("phieu", str(uuid7()))]), headers
            )
            answer = line.getresponse()
            text = answer.read()
            if answer.status not in (302, 303):
                failed.append(f"{answer.status} {text[:200]!r}")
                return

    threads = [threading.Thread(target=one) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(failed[0])
