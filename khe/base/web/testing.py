"""Driving a real browser in tests.

In a test module (or conftest): `from khe.base.web.testing import browser, open_page  # noqa: F401`

    @pytest.mark.browser
    def test_it_shows_the_way(live_server, open_page, client):
        page = open_page(cookies=client.cookies)            # a signed-in desk of 1280 px
        page.goto(live_server.url + "/kieu-mau/")
        assert axe(page) == []

Without Chromium the test is skipped and says so.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all browser tests of this process."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium on this machine: run scripts/install_browser.sh")
    from playwright.sync_api import sync_playwright

    # playwright's loop runs in this thread; Django would refuse the database because of it
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=path, args=QUIET, ignore_default_args=["--headless"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Open pages, each a browser of its own; complaints of the page fail the test at its end."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_one(
        cookies: SimpleCookie | None = None,
        *,
        phone: bool = False,
        dark: bool = False,
        url: str = "",
        **options: Any,
    ) -> Any:
        context = browser.new_context(
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
        if cookies:
            base = url or request.getfixturevalue("live_server").url
            context.add_cookies([{"name": k, "value": m.value, "url": base} for k, m in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: _hear(said, page, complaints))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, complaints


def _hear(said: Any, page: Any, complaints: list[str]) -> None:
    """Note what breaks the content policy; answers 4xx are part of many stories."""
    if said.type == "error" and "Content Security Policy" in said.text:
        complaints.append(f"{page.url}: {said.text}")


def axe(page: Any, within: str | None = None) -> list[str]:
    """Return the accessibility faults of the page (or of a css selector), one line each."""
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


def wider_than_screen(page: Any) -> int:
    """Return by how many pixels the page scrolls sideways; 0 is right."""
    return max(0, page.evaluate("document.documentElement.scrollWidth - innerWidth"))
