"""What tests of every shelf share: the way to real data that is not in the repository, and refusals."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from khe.base.refusal import Refused

AT_ONCE = 4  # people at the same thing
ROOT = Path(__file__).resolve().parent.parent


def shared_data(name: str) -> Path:
    """Return the path of a real data file, or skip the test and say which file is missing."""
    folder = Path(os.environ.get("KHE_SHARED_DATA", ROOT.parent / "shared" / "data"))
    path = folder / name
    if not path.exists():
        pytest.skip(f"real data not on this machine: {name} (set KHE_SHARED_DATA to its folder)")
    return path


def refused(reason: Any, do: Callable[..., Any], /, *args: Any, **facts: Any) -> Refused:
    """Show that doing it is refused for `reason` (a Refusal or its code) and leaves no trace in the
    journal; return the refusal, whose text is the sentence that people read."""
    from khe.base.journal.models import Entry

    before = Entry.objects.count()
    with pytest.raises(Refused) as caught:
        do(*args, **facts)
    assert caught.value.reason.value == getattr(reason, "value", reason)
    assert Entry.objects.count() == before, "it was refused, and recorded something"
    assert "%(" not in str(caught.value), "a part of the sentence is not filled in"
    return caught.value


def at_once(authority: Any, do: Callable[[Any], Any]) -> list[str]:
    """Do it AT_ONCE times at the same instant, as the system of an authority, each on a connection of its
    own; return "done" or the refusal's code of each, sorted. The test needs `transaction=True`."""
    from django.db import connection

    from khe.base.authorities.tenancy import acting_for
    from khe.base.people.actor import system

    start, ended = threading.Barrier(AT_ONCE), list[str]()

    def run() -> None:
        start.wait(timeout=20)
        try:
            with acting_for(authority):
                do(system(authority))
            ended.append("done")
        except Refused as refused:
            ended.append(str(refused.reason.value))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ended)
