"""Photograph every page at 1280 and 390 px into var/shots/, by following the links of each role.

    python scripts/shots.py [--url http://127.0.0.1:8000] [--readme]

Without --url it fills a demo ward in a temporary folder and serves it. --readme also renews the
pictures of README.md.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, sync_playwright

from khe.base.web.testing import chromium_path
from khe.config.cli import start_django

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "var" / "shots"
IMAGES = ROOT / "docs" / "images"
PICTURED = {  # page: its picture, and what stands at the top of it
    "dossiers:detail": ("dossier.png", "body"),
    "improvement:board": ("board.png", ".im-board svg[role=img]"),
}
# officer, clerk, leader, supervisor, admin; study, personnel, standing, area head
PEOPLE = ("tu", "thoa", "khang", "hai", "quantri", "nghia", "diep", "bithu", "sau")
SIZES = {1280: 800, 390: 844}
HOME = "dossiers:home"
NOT_PAGES = ("export", "download", "logout", "signup", "static")


@contextmanager
def demo() -> Iterator[str]:
    """Serve a small demo ward from a folder of its own; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="khe-shots-") as folder:
        Path(folder).chmod(0o755)
        words = ["demo", "--dossiers", "300", "--serve", "--port", str(port)]
        service = subprocess.Popen(
            [sys.executable, "-m", "khe.config.cli", *words],
            env={**os.environ, "KHE_DATA_DIR": folder},
        )
        try:
            while not is_up(url):
                if service.poll() is not None:
                    raise SystemExit("The demo did not start.")
                threading.Event().wait(0.5)
            yield url
        finally:
            service.terminate()
            service.wait(30)


def is_up(url: str) -> bool:
    """Say whether the service answers that it is well."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310 - our own
            return bool(answer.status == 200)
    except (OSError, urllib.error.HTTPError):
        return False


def name_of(path: str) -> str | None:
    """Return the name of the page at an address, or None for what is not a page of ours."""
    try:
        name = resolve(path).view_name
    except Resolver404:
        return None
    return None if any(word in name for word in NOT_PAGES) else name


def links(page: Page) -> list[str]:
    """Return the addresses on this site that the page links to."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    here = urlsplit(page.url).netloc
    parts = [urlsplit(address) for address in found]
    return [p.path + (f"?{p.query}" if p.query else "") for p in parts if p.netloc == here]


def photograph(page: Page, name: str) -> None:
    """Write the page as it is, at both widths."""
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=SHOTS / f"{file_of(name)}-{width}.png", full_page=True)
        if name in PICTURED:
            above = "all => all[0].scrollIntoView({block: all[0] === document.body ? 'start' : 'center'})"
            page.eval_on_selector_all(PICTURED[name][1], above)
            page.screenshot(path=SHOTS / f"top-of-{file_of(name)}-{width}.png")


def file_of(name: str) -> str:
    """Return the name of a page as a part of a file's name."""
    return name.replace(":", "-")


def walk(page: Page, url: str, person: str, seen: set[str]) -> None:
    """Visit one page of each name that this person can reach by links, and photograph it.

    Adds the names to `seen`; other people's pages of the same name are left out.
    """
    waiting, visited = ["/"], set()
    while waiting:
        path = waiting.pop(0)
        name = name_of(urlsplit(path).path)
        if name is None or name in visited or (name in seen and name != HOME):
            continue
        visited.add(name)
        try:
            answer = page.goto(url + path)
        except Exception as failed:  # a link to a file starts a download
            print(f"  - {path}: {str(failed).splitlines()[0]}")
            continue
        if answer is None or answer.status >= 400:
            print(f"  ! {answer.status if answer else '?'} {path} ({person})")
            continue
        photograph(page, f"{name}-{person}" if name == HOME else name)
        waiting += links(page)
    seen |= visited


def shoot(browser: Browser, url: str) -> None:
    """Photograph the way in, then the pages of each person."""
    from khe.config.demo.ward import PASSWORD  # Django has to be started first

    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True)
    seen: set[str] = set()
    for person in PEOPLE:
        page = browser.new_context(
            locale="vi-VN", viewport={"width": 1280, "height": 800}
        ).new_page()
        page.goto(f"{url}/")
        if person == PEOPLE[0]:
            photograph(page, "account_login")
        page.fill("input[name=login]", person)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_load_state()
        walk(page, url, person, seen)
        page.context.close()
    print(f"{len(list(SHOTS.glob('*.png')))} pictures in {SHOTS}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", help="a running demo")
    parser.add_argument("--readme", action="store_true", help="renew docs/images")
    args = parser.parse_args()
    path = chromium_path()
    if path is None:
        print("Chưa có Chromium (no Chromium): make setup, apt install chromium", file=sys.stderr)
        return 2
    start_django()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        if args.url:
            shoot(browser, args.url.rstrip("/"))
        else:
            with demo() as url:
                shoot(browser, url)
        browser.close()
    if args.readme:
        IMAGES.mkdir(parents=True, exist_ok=True)
        for name, (file, _above) in PICTURED.items():
            shutil.copy(SHOTS / f"top-of-{file_of(name)}-1280.png", IMAGES / file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
