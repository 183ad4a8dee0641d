"""Driving a real browser in tests.

In a conftest or a test module: `from khe.base.web.testing import browser, open_page, site`

    @pytest.mark.browser
    def test_it_shows_the_way(lan, open_page):
        page = open_page("/kieu-mau/", user=lan)  # a desk of 1280 px; phone=True, dark=True
        assert axe(page) == []

The site is served on loopback over the test's own database connection, so the browser sees what
the test has made, within its transaction, and nothing is left behind. Without Chromium the test
is skipped and says so.
"""

import contextvars
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# What WCAG 2.2 AA asks, and what axe calls good practice
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium_path() -> str | None:
    """Return the browser to drive: KHE_CHROMIUM, the system's, or the one playwright installed."""
    given = os.environ.get("KHE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if given:
        return given
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    return next((str(p) for p in sorted(cache.glob("chromium-*/chrome-linux*/chrome"))), None)


_driven: list[Any] = []  # the driver and its Chromium: one a process


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Any:
    """One Chromium for all browser tests of this process, whichever modules import this fixture."""
    if not _driven:
        path = chromium_path()
        if path is None:
            pytest.skip("no Chromium on this machine: run scripts/install_browser.sh")
        from playwright.sync_api import sync_playwright

        one_connection_a_thread()
        _driven.append(sync_playwright().start())
        launched = _driven[0].chromium.launch(
            executable_path=path, args=QUIET, ignore_default_args=["--headless"]
        )
        _driven.append(launched)
        pytestconfig.add_cleanup(_stop_driving)
    return _driven[1]


def _stop_driving() -> None:
    """Close the browser, then its driver."""
    _driven[1].close()
    _driven[0].stop()
    _driven.clear()


def one_connection_a_thread() -> None:
    """Keep Django from taking the test for async code because playwright's loop runs beside it.

    It would refuse the database, and look for the connection where the fixtures did not put it.
    """
    from django.db import connections

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    plain = threading.local()
    for alias in connections:
        if hasattr(connections._connections, alias):
            setattr(plain, alias, getattr(connections._connections, alias))
    connections._connections = plain


class _Threads(ThreadingMixIn, WSGIServer):
    """A thread a request: browsers open connections they do not use at once."""

    daemon_threads = True
    request_queue_size = 64


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


class Site:
    """The whole site on a loopback port, one request at a time, on the test's connection."""

    def __init__(self) -> None:
        from django.core.wsgi import get_wsgi_application
        from django.db import connections

        self.app = get_wsgi_application()
        self.connection, self.lock = connections["default"], threading.RLock()
        self.closed = False
        self.server = make_server("127.0.0.1", 0, self.answer, _Threads, _Quiet)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.stand_where_the_test_stands()

    def stand_where_the_test_stands(self) -> None:
        """Take over the authority the test acts for, which a request gives back when it ends."""
        self.context = contextvars.copy_context()

    def answer(self, environ: dict[str, Any], start: Any) -> Any:
        """Answer one request inside the test's transaction."""
        from django.db import connections

        with self.lock:
            if self.closed:  # the test is over; its connection is no longer ours
                start("503 Service Unavailable", [])
                return [b""]
            connections["default"] = self.connection
            return self.context.copy().run(self._whole, environ, start)

    def in_turn(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Let a statement of the test wait until the request under way has been answered.

        Both use one transaction: savepoints of a page that still fetches a part of itself, and of the
        test that has gone on, would end each other.
        """
        with self.lock:
            return execute(sql, params, many, context)

    def _whole(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        answer = self.app(environ, start)
        try:
            return [b"".join(answer)]
        finally:
            answer.close()


@pytest.fixture
def site(db: None) -> Iterator[Site]:
    """Serve the site to the browser of this test."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    served = Site()
    served.connection.inc_thread_sharing()
    # between requests Django would close a connection that has a transaction open: the test's
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    worker = threading.Thread(target=served.server.serve_forever, args=(0.02,), daemon=True)
    worker.start()
    with served.connection.execute_wrapper(served.in_turn):
        yield served
    served.server.shutdown()
    served.server.server_close()
    with served.lock:  # a request may still be under way
        served.closed = True
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)
        served.connection.dec_thread_sharing()


@pytest.fixture
def open_page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Open pages, each a browser of its own; complaints of the page fail the test at its end."""
    contexts: list[Any] = []
    complaints: list[str] = []
    site: Site = request.getfixturevalue("site")

    def open_one(
        path: str = "/",
        user: Any = None,
        *,
        phone: bool = False,
        dark: bool = False,
        **options: Any,
    ) -> Any:
        site.stand_where_the_test_stands()
        context = browser.new_context(
            base_url=site.url,
            viewport=PHONE if phone else DESK,
            is_mobile=phone,
            has_touch=phone,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        if user is not None:
            context.add_cookies([_signed_in(user, site.url)])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: _hear(said, page, complaints))
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, complaints


def _signed_in(user: Any, url: str) -> dict[str, str]:
    """Return the session cookie of someone who has signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def _hear(said: Any, page: Any, complaints: list[str]) -> None:
    """Note what breaks the content policy; answers 4xx are part of many stories."""
    if said.type == "error" and "Content Security Policy" in said.text:
        complaints.append(f"{page.url}: {said.text}")


def axe(page: Any, within: str | None = None) -> list[str]:
    """Return the accessibility faults of the page (or of a css selector), one line each."""
    page.wait_for_load_state()  # a click may have led to a page that is only beginning
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe_script())
    found = page.evaluate(
        "([within, tags]) => axe.run(within || document, {runOnly: {type: 'tag', values: tags}})",
        [within, RULES],
    )
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]} – "
        + " ".join(str(node.get("failureSummary", "")).split())
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def _axe_script() -> str:
    """Return axe-core as pinned by our lock file, or the copy axe-playwright-python brings."""
    ours = ROOT / "node_modules/axe-core/axe.min.js"
    if not ours.exists():
        import axe_playwright_python

        ours = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    return ours.read_text(encoding="utf-8")


def until(page: Any, condition: str, arg: Any = None, seconds: float = 30) -> None:
    """Wait until a condition in JavaScript, an expression or a function of `arg`, is true on the page.

    The browser's own `wait_for_function` asks by `eval`, which our pages forbid: it fails whenever the
    first look comes too early. This one asks from outside. A page that is just being left or read is
    not asked: half a page lacks what the condition looks for.
    """
    deadline = time.monotonic() + seconds
    while not _so(page, condition, arg):
        assert time.monotonic() < deadline, f"never so on {page.url}: {condition}"
        page.wait_for_timeout(20)


def _so(page: Any, condition: str, arg: Any) -> bool:
    """Return whether the condition is true on a page that has been read to its end."""
    from playwright.sync_api import Error

    whole = f"""arg => {{
        if (document.readyState === 'loading') return false;
        const it = ({condition});
        return Boolean(typeof it === 'function' ? it(arg) : it);
    }}"""
    try:
        return bool(page.evaluate(whole, arg))
    except Error as fault:
        if "Execution context was destroyed" in fault.message:
            return False  # the page was left while it was asked
        raise


def wider_than_screen(page: Any) -> int:
    """Return by how many pixels the page is wider than the screen it was opened on; 0 is right.

    A phone widens its window with what does not fit, so the window is measured too.
    """
    width = page.viewport_size["width"]
    wide = page.evaluate("Math.max(document.documentElement.scrollWidth, innerWidth)")
    return int(max(0, wide - width))
