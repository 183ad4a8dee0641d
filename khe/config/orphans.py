"""No part of the service outlives it: a part whose parent was killed ends, at the latest by force."""

import os
import threading
from collections.abc import Callable

LOOK = 0.5  # seconds between two looks
PATIENCE = 12  # seconds that an orphan may take to end in good order


def end_with_parent(patience: float = PATIENCE, end: Callable[[int], object] = os._exit) -> None:
    """End this process, at once and by force, `patience` seconds after its parent has gone.

    The signal that Linux sends on a parent's death asks for a good end; this is for a part that was
    never sent it (a web process, whose parent is the web server) or that cannot finish.
    """
    parent = os.getppid()
    threading.Thread(target=_watch, args=(parent, patience, end), daemon=True).start()


def _watch(parent: int, patience: float, end: Callable[[int], object]) -> None:
    never = threading.Event()
    while os.getppid() == parent:
        never.wait(LOOK)
    never.wait(patience)
    end(1)
