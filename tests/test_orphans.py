"""A part of the service that was left alone does not stay."""

import subprocess
import sys

import psutil

from tests.service import wait_until

CHILD = """
import signal, sys, threading
from khe.config.orphans import end_with_parent
signal.signal(signal.SIGTERM, signal.SIG_IGN)
end_with_parent(patience=0.1)
print("ready", flush=True)
threading.Event().wait()
"""
PARENT = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], stdout=subprocess.PIPE, text=True)
print(child.stdout.readline().strip(), child.pid, flush=True)
child.wait()
"""


def test_it_ends_after_its_parent_even_when_it_listens_to_no_signal():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True
    ) as parent:
        said, pid = parent.stdout.readline().split()
        child = psutil.Process(int(pid))
        assert said == "ready"
        assert child.is_running()

        parent.kill()

    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, 30)
