"""The integer programme, solved with HiGHS in the order in which things count.

Columns: how many classes an option has (whole numbers), and how many learners of a group go to an option.
With the classes fixed the rest is a flow, whose corners are whole numbers: only classes are branched on.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, isfinite
from typing import Any

import numpy as np

from khe.desks.study.planning.groups import Arc, Counted

SMALL = 500  # columns; below it the presolve of HiGHS 1.16 saves nothing, and was seen to err
SLACK = 1e-6
SEED = 2015
INFINITY = float("inf")
FEASIBLE = 2  # HiGHS: the values are a solution
SHARE = {"clashes": 0.3, "classes": 0.6, "cost": 0.9}  # of the time that is left, step by step
LEAST = 0.05  # seconds: a run that is late still says that it found nothing


@dataclass
class Counts:
    """What the solver says: classes by option, learners by arc, which steps are proven, and what no
    answer can be better than (once the steps before are as they are)."""

    classes: list[int]
    flows: list[int]
    proven: dict[str, bool] = field(default_factory=dict)
    bounds: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Reached:
    """What the steps before reached and the next must keep."""

    seated: int
    clashes: int | None = None
    classes: int | None = None


@dataclass(frozen=True)
class ByHand:
    """An answer to begin with: classes by option, how many it seats, with how many clashes."""

    classes: Sequence[int]
    seated: int
    clashes: int


def solve(counted: Counted, deadline: float, by_hand: ByHand) -> Counts:
    """Return the best counts found until `deadline` (time.monotonic): most seated, fewest clashes,
    fewest classes, lowest cost; never worse than `by_hand` in the first three."""
    seated, classes = _most_seated(counted)
    reached, found = Reached(seated), Counts(classes, [], {"unplaced": True})
    for step in ("clashes", "classes", "cost"):
        left = max((deadline - time.monotonic()) * SHARE[step], LEAST)
        if step == "clashes" and (by_hand.seated, by_hand.clashes) == (seated, 0):
            answer = Found(list(by_hand.classes), 0, 0, True)  # nothing is better
        else:
            answer = Stage(counted, step, reached).solve(found.classes, left)
        if step == "clashes" and by_hand.seated == seated and by_hand.clashes <= answer.value:
            answer = replace(answer, classes=list(by_hand.classes), value=by_hand.clashes)
        found.classes = answer.classes
        found.proven[step] = answer.best and all(found.proven.values())
        found.bounds[step] = answer.bound
        if step == "clashes":
            reached = replace(reached, clashes=answer.value)
        if step == "classes":
            reached = replace(reached, classes=sum(found.classes))
    found.flows = flows(counted, found.classes)
    return found


def _most_seated(counted: Counted) -> tuple[int, list[int]]:
    """Return how many can have a seat, and classes that do it: every slot has its largest halls, as
    many as there are speakers. That is best, because who can come depends on the slot alone."""
    classes = [0] * len(counted.options)
    for options, most in counted.alike:
        left = most
        for o in sorted(options, key=lambda o: -counted.options[o].seats):
            classes[o] = min(counted.options[o].most, left)
            left -= classes[o]
    sizes, arcs = _merged(counted, lambda _arc: (0, 0))
    return round(sum(_flow(counted, sizes, arcs, classes, [[-1] * len(arcs)]))), classes


def flows(counted: Counted, classes: Sequence[int]) -> list[int]:
    """Return learners by arc for given classes: most seated, fewest clashes, least travel; whole."""
    is_open = [bool(classes[o] or option.kept) for o, option in enumerate(counted.options)]
    used = [a for a, arc in enumerate(counted.arcs) if is_open[arc.option]]
    arcs = [counted.arcs[a] for a in used]
    aims = [[-1] * len(arcs), [arc.clashes for arc in arcs], [arc.travel for arc in arcs]]
    values = _flow(counted, [g.size for g in counted.groups], arcs, classes, aims)
    found = [0] * len(counted.arcs)
    for a, value in zip(used, values, strict=True):
        found[a] = round(value)
    return found


def _flow(
    counted: Counted, sizes: Sequence[int], arcs: Sequence[Arc], classes: Sequence[int],
    aims: Sequence[Sequence[int]],
) -> list[float]:  # fmt: skip
    """Return learners by arc for given classes, making one aim after the other small."""
    matrix = Matrix()
    _add_groups(matrix, sizes, arcs, first=0)
    for o, columns in _by_option(arcs, 0).items():
        option = counted.options[o]
        seats = option.seats if option.kept else option.seats * classes[o]
        matrix.add(0, seats, columns)
    values = [0.0] * len(arcs)
    for step, aim in enumerate(aims):
        if not any(aim):
            continue
        highs = _highs(60.0)
        highs.passModel(matrix.model(aim, [INFINITY] * len(arcs)))
        highs.run()
        values = list(highs.getSolution().col_value)
        reached = round(sum(v * a for v, a in zip(values, aim, strict=True)))
        if step < len(aims) - 1:
            matrix.add(-INFINITY, reached + SLACK, range(len(arcs)), aim)
    return values


class Matrix:
    """Rows: lower ≤ Σ value · column ≤ upper."""

    def __init__(self) -> None:
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.starts = [0]
        self.index: list[int] = []
        self.value: list[float] = []

    def add(
        self, lower: float, upper: float, columns: Sequence[int], values: Sequence[float] = ()
    ) -> None:
        """Add a row; without `values` every one is 1."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.index += columns
        self.value += values or [1.0] * len(columns)
        self.starts.append(len(self.index))

    def model(self, aim: Sequence[float], high: Sequence[float], whole: int = 0) -> Any:
        """Return the programme that makes Σ aim · column small; the first `whole` columns are whole
        numbers, all lie between 0 and `high`."""
        import highspy  # takes a tenth of a second: only who plans waits for it

        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(aim), len(self.lower)
        lp.col_cost_ = np.array(aim, dtype=np.float64)
        lp.col_lower_ = np.zeros(len(aim))
        lp.col_upper_ = np.array(high, dtype=np.float64)
        lp.row_lower_ = np.array(self.lower, dtype=np.float64)
        lp.row_upper_ = np.array(self.upper, dtype=np.float64)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.value, dtype=np.float64)
        if whole:
            kinds = highspy.HighsVarType
            rest = len(aim) - whole
            lp.integrality_ = [kinds.kInteger] * whole + [kinds.kContinuous] * rest
        return lp


@dataclass(frozen=True)
class Found:
    """Classes by option, what they are worth, what nothing can be better than, and whether the two meet."""

    classes: list[int]
    value: int
    bound: int
    best: bool


class Stage:
    """One step: its aim is made small while what was reached is kept.

    Groups that this step cannot tell apart are taken together: without clashes the wishes are fixed, and
    only the last step sees distances.
    """

    def __init__(self, counted: Counted, step: str, reached: Reached) -> None:
        self.counted, self.step, self.reached = counted, step, reached
        self.sizes, self.arcs = _merged(counted, self._weight())
        self.first = len(counted.options)

    def _weight(self) -> Callable[[Arc], Any]:
        """Return what this step sees of an arc; None: the arc may not be used."""
        travel = self.step == "cost"
        if self.reached.clashes == 0:
            return lambda arc: None if arc.clashes else (0, arc.travel if travel else 0)
        return lambda arc: (arc.clashes, arc.travel if travel else 0)

    def solve(self, start: Sequence[int], seconds: float) -> Found:
        """Return the best solution found in `seconds`, beginning with `start`, which is one."""
        aim = self._aim()
        if not any(aim):
            return Found(list(start), 0, 0, True)
        import highspy

        high = [float(o.most) for o in self.counted.options] + [INFINITY] * len(self.arcs)
        highs = _highs(seconds)
        if len(high) <= SMALL:
            highs.setOptionValue("presolve", "off")
        highs.passModel(self._matrix().model(aim, high, whole=self.first))
        columns = np.arange(self.first, dtype=np.int32)
        highs.setSolution(self.first, columns, np.array(start, dtype=np.float64))
        highs.run()
        info = highs.getInfo()
        known = info.mip_dual_bound if isfinite(info.mip_dual_bound) else 0
        bound = ceil(max(known, 0) - SLACK)
        if info.primal_solution_status != FEASIBLE:
            worst = self._worst()
            return Found(list(start), worst, bound, False)
        values = [round(v) for v in highs.getSolution().col_value[: self.first]]
        best = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return Found(values, round(info.objective_function_value), bound, best)

    def _worst(self) -> int:
        """Return more than the clashes of any answer: nothing is known of the start."""
        return sum(self.sizes) * max((arc.clashes for arc in self.arcs), default=0)

    def _aim(self) -> list[float]:
        options, arcs = self.counted.options, self.arcs
        match self.step:
            case "clashes":
                return [0.0] * len(options) + [float(arc.clashes) for arc in arcs]
            case "classes":
                return [float(o.most > 0) for o in options] + [0.0] * len(arcs)
        return [float(o.fee) for o in options] + [float(arc.travel) for arc in arcs]

    def _matrix(self) -> Matrix:
        """Return: a learner sits once, a class has so many seats, speakers are at one place at a time,
        and what was reached is kept."""
        matrix, reached, options = Matrix(), self.reached, self.counted.options
        everybody = reached.seated == sum(self.sizes)
        _add_groups(matrix, self.sizes, self.arcs, first=self.first, everybody=everybody)
        if not everybody:
            matrix.add(reached.seated, INFINITY, self._columns())
        for o, columns in _by_option(self.arcs, self.first).items():
            seats = options[o].seats
            if options[o].kept:
                matrix.add(0, seats, columns)
            else:
                matrix.add(-INFINITY, 0, [*columns, o], [1.0] * len(columns) + [-float(seats)])
        for family, most in self.counted.alike:
            if most < sum(options[o].most for o in family):
                matrix.add(0, most, family)
        if reached.clashes:
            clashes = [float(arc.clashes) for arc in self.arcs]
            matrix.add(-INFINITY, reached.clashes, self._columns(), clashes)
        if reached.classes is not None:
            matrix.add(0, reached.classes, range(self.first))
        return matrix

    def _columns(self) -> range:
        return range(self.first, self.first + len(self.arcs))


def _merged(counted: Counted, weight: Callable[[Arc], Any]) -> tuple[list[int], list[Arc]]:
    """Return (sizes, arcs) of the groups that differ in what `weight` says of their arcs."""
    seen: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    for arc in counted.arcs:
        if (value := weight(arc)) is not None:
            seen[arc.group].append((arc.option, value))
    sizes: dict[tuple[Any, ...], int] = defaultdict(int)
    for g, group in enumerate(counted.groups):
        sizes[tuple(seen[g])] += group.size
    arcs = [
        Arc(g, option, clashes, travel)
        for g, key in enumerate(sizes)
        for option, (clashes, travel) in key
    ]
    return list(sizes.values()), arcs


def _add_groups(
    matrix: Matrix, sizes: Sequence[int], arcs: Sequence[Arc], *, first: int,
    everybody: bool = False,
) -> None:  # fmt: skip
    """A learner sits once; `everybody`: each does."""
    columns: dict[int, list[int]] = defaultdict(list)
    for a, arc in enumerate(arcs):
        columns[arc.group].append(first + a)
    for group, listed in columns.items():
        matrix.add(sizes[group] if everybody else 0, sizes[group], listed)


def _by_option(arcs: Sequence[Arc], first: int) -> dict[int, list[int]]:
    """Return the columns of the arcs to every option."""
    found: dict[int, list[int]] = defaultdict(list)
    for a, arc in enumerate(arcs):
        found[arc.option].append(first + a)
    return found


def _highs(seconds: float) -> Any:
    """Return a solver with one thread and a fixed seed: the same question has the same answer."""
    import highspy

    highs = highspy.Highs()
    options: dict[str, Any] = {
        "output_flag": False, "log_to_console": False, "time_limit": float(seconds),
        "threads": 1, "random_seed": SEED,
        "mip_rel_gap": 0.0, "mip_abs_gap": 0.999,  # everything counted is a whole number
    }  # fmt: skip
    for option, value in options.items():
        highs.setOptionValue(option, value)
    return highs
