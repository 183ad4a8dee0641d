"""What every template of the house keeps to."""

import re
from pathlib import Path

import pytest

KHE = Path(__file__).resolve().parents[3]
PAGES = sorted(KHE.rglob("templates/**/*.html"))
FORBIDDEN = {
    r"\sstyle\s*=": "a style attribute (the content policy forbids it; use a class)",
    r"\son(click|change|submit|load|input|keyup)\s*=": "an event attribute",
    r"<script(?![^>]*\b(src|type=\"application/json\"))": "a script in the page",
    r"<style": "a style sheet in the page",
    r"hx-on|hx-vals=.js:": "code in an hx attribute",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(KHE)))
def test_a_page_carries_no_style_and_no_code(page):
    text = page.read_text(encoding="utf-8")
    found = [why for pattern, why in FORBIDDEN.items() if re.search(pattern, text)]

    assert not found
