"""Who else takes part in study, the time of day, and counting statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import make_person
from khe.base.people import middleware
from khe.desks.study.testing import TUESDAY

PLUMBING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET LOCAL")


@pytest.fixture
def dung(office):
    """Dung organises study."""
    return make_person("Mai Thị Dung", "dung", "Ban Xây dựng Đảng", ["study"], office)


@pytest.fixture
def hanh(office):
    """Hạnh is of the standing committee."""
    return make_person("Ngô Văn Hạnh", "hanh", "Phó Bí thư Thường trực", ["standing"], office)


@pytest.fixture
def at_moment(monkeypatch):
    """Set the clock that requests bring in: `at_moment(moment)`; Tuesday 07:30 to begin with."""

    def be(moment):
        monkeypatch.setattr(middleware, "now", lambda: moment)

    be(TUESDAY)
    return be


@pytest.fixture
def statements():
    """Return the statements an address takes, without those that open and close transactions."""

    def count(browser, address):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return [q["sql"] for q in asked if not q["sql"].startswith(PLUMBING)]

    return count
