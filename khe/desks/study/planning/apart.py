"""The planner in a process of its own: it is stopped when its time is over, whatever it is doing.

HiGHS looks at its clock only between some of its steps, and says who it is on standard output.
"""

import logging
import pickle
import subprocess
import sys
import tempfile
from dataclasses import replace
from os import pathsep
from pathlib import Path

from khe.desks.study.planning import greedy, solver
from khe.desks.study.planning.values import Problem, Proposal

LOG = logging.getLogger(__name__)
GRACE = 3.0  # seconds to start, to read the question and to write the answer
UNPROVEN = dict.fromkeys(("unplaced", "clashes", "classes", "cost"), False)


def propose(problem: Problem, *, seconds: float = solver.SECONDS) -> Proposal:
    """Return the best proposal found in about `seconds`, after `seconds` + GRACE at the latest what one
    would do by hand."""
    with tempfile.TemporaryDirectory(prefix="khe-plan-") as folder:
        asked, said = Path(folder, "asked"), Path(folder, "said")
        asked.write_bytes(pickle.dumps((problem, seconds)))
        command = [sys.executable, "-m", "khe.desks.study.planning.apart", str(asked), str(said)]
        try:
            subprocess.run(  # noqa: S603 (our own module)
                command, timeout=seconds + GRACE, check=True, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": pathsep.join(path for path in sys.path if path)},
            )  # fmt: skip
            found: Proposal = pickle.loads(said.read_bytes())  # noqa: S301 (our own child wrote it)
        except (subprocess.SubprocessError, OSError) as failed:
            LOG.warning("the planner gave no answer: %s", type(failed).__name__)
            return by_hand(problem)
    return found


def by_hand(problem: Problem) -> Proposal:
    """Return what one would do by hand, with nothing proven."""
    return replace(greedy.propose(problem), proven=UNPROVEN)


def _answer(asked: str, said: str) -> None:
    problem, seconds = pickle.loads(Path(asked).read_bytes())  # noqa: S301 (our parent wrote it)
    found = solver.propose(problem, seconds=seconds)
    Path(said).write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    _answer(*sys.argv[1:])
