"""What the tests of the pages share: the time of day."""

import pytest

from khe.base.people import middleware
from khe.desks.dossiers.testing import MONDAY


@pytest.fixture
def at_the_desk(monkeypatch):
    """Set the clock that requests bring in: `at_the_desk(moment)`; Monday 09:00 to begin with."""

    def be(moment):
        monkeypatch.setattr(middleware, "now", lambda: moment)

    be(MONDAY)
    return be
