"""What the tests of the pages share: the time of day, a head, and counting statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MONDAY, make_person
from khe.base.people import middleware

PLUMBING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET LOCAL")


@pytest.fixture
def at_the_desk(monkeypatch):
    """Set the clock that requests bring in: `at_the_desk(moment)`; Monday 09:00 to begin with."""

    def be(moment):
        monkeypatch.setattr(middleware, "now", lambda: moment)

    be(MONDAY)
    return be


@pytest.fixture
def hai(other_office):
    """Hải heads the division in which Minh works."""
    roles = ["head", "officer"]
    return make_person("Đỗ Văn Hải", "hai", "Trưởng phòng", roles, other_office)


@pytest.fixture
def statements():
    """Return the statements an address takes, without those that open and close transactions."""

    def count(browser, address):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return [q["sql"] for q in asked if not q["sql"].startswith(PLUMBING)]

    return count
