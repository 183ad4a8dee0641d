"""Propose classes: most learners seated, fewest clashes, fewest classes, lowest cost, in this order."""

import time
from collections import Counter
from dataclasses import replace

from khe.desks.study.planning import greedy
from khe.desks.study.planning.groups import Counted, counted
from khe.desks.study.planning.laying import laid_out
from khe.desks.study.planning.model import ByHand, solve
from khe.desks.study.planning.reasons import unplaced
from khe.desks.study.planning.values import Problem, Proposal, score

SECONDS = 10.0  # after which the best found is kept


def propose(problem: Problem, *, seconds: float = SECONDS) -> Proposal:
    """Return the best proposal, or the best found in about `seconds`; `proven` says which.

    The same problem has the same answer, unless the time runs out. Never worse than what one would do by
    hand (greedy.py).
    """
    deadline = time.monotonic() + seconds
    whole, by_hand = counted(problem), greedy.propose(problem)
    seated = len(problem.learners) - by_hand.score.unplaced
    start = ByHand(_as_counts(whole, by_hand), seated, by_hand.score.clashes)
    counts = solve(whole, deadline, start)
    classes = laid_out(problem, whole, counts.classes, counts.flows)
    result, fees, travel = score(problem, classes)
    found = Proposal(
        classes, unplaced(problem, classes), result, fees, travel, counts.proven, counts.bounds
    )
    if by_hand.score < result:
        return replace(by_hand, proven=dict.fromkeys(counts.proven, False), bounds=counts.bounds)
    return found


def _as_counts(whole: Counted, proposal: Proposal) -> list[int]:
    """Return the new classes of a proposal by option."""
    place = {
        (slot, option.hall.key): o
        for o, option in enumerate(whole.options)
        if option.hall
        for slot in option.slots
    }
    found = Counter(place[(one.slot, one.hall)] for one in proposal.classes if not one.kept)
    return [found[o] for o in range(len(whole.options))]
