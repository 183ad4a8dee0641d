"""Fifteen quarters of tasks: many late in the first year, nearly all in time in the second, then late."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from khe.base.calendar.vn import vn
from khe.config.demo.stage import Stage
from khe.config.demo.working import RESULTS
from khe.desks.tasks import actions
from khe.desks.tasks.states import Source

FILE = Path(__file__).with_name("duties.csv")
EACH = 22  # tasks due in a quarter
LATE = (7, 7, 6, 6, 3, 2, 2, 1, 4, 8, 9, 8, 8, 7, 7)  # of them done late, from the first quarter on


def tell(stage: Stage) -> int:
    """Give the tasks whose time had come by the moment of loading; return how many."""
    with FILE.open(encoding="utf-8", newline="") as file:
        duties = list(csv.DictReader(file))
    began = stage.ward.plan.began.year
    rng, given = Random(24), 0  # noqa: S311 - the same story every time, not a secret
    for quarter, late in enumerate(LATE):
        first = date(began + quarter // 4, quarter % 4 * 3 + 1, 1)
        lots = ["late"] * late + ["kept"] * (EACH - late)
        rng.shuffle(lots)
        for number, fate in enumerate(lots):
            row = duties[(number + quarter * 5) % len(duties)]
            due = first + timedelta(days=3 + number * 84 // EACH)
            given += _one(stage, rng, row, due, fate == "late")
    return given


def _one(stage: Stage, rng: Random, row: dict[str, str], due: date, late: bool) -> int:
    """Tell one task, as far as it had come; return 1 if it had been given."""
    back = -(int(row["limit"]) + 1)
    at = _working(due + timedelta(days=back * 7 // 5), 9, rng.randint(0, 59))
    ends = _working(due, 10, 5)
    if at >= stage.now or ends.date() < stage.ward.plan.began + timedelta(days=20):
        return 0
    giver, lead = stage.actors[row["giver"]], stage.actors[row["lead"]]
    task = actions.assign(
        content=row["content"], lead_id=stage.id(row["lead"]), product="Báo cáo kết quả",
        due_day=ends.date(), by=giver, at=at,
        source=Source("conclusion", None, f"Kết luận giao ban ngày {at:%d/%m/%Y}"),
    )  # fmt: skip
    shift = timedelta(days=rng.randint(3, 12)) if late else -timedelta(days=rng.randint(0, 1))
    done = max(_working((ends + shift).date(), 10, rng.randint(0, 59)), at + timedelta(hours=2))
    for moment, act in _ending(task.code, lead, giver, rng.choice(RESULTS), done):
        if moment < stage.now:
            act(moment)
    return 1


def _ending(
    code: str, lead: Any, giver: Any, result: str, done: datetime
) -> list[tuple[datetime, Any]]:
    accepted = _working((done + timedelta(days=1)).date(), 15, 30)
    return [
        (done, lambda at: actions.hand_in(code, result=result, by=lead, at=at)),
        (accepted, lambda at: actions.confirm(code, text="Đạt yêu cầu.", by=giver, at=at)),
    ]


def _working(day: date, hour: int, minute: int) -> datetime:
    """Return an hour of the local day, or of the first working day after it."""
    while not vn().is_working(day):
        day += timedelta(days=1)
    return Stage.on(day, hour, minute)
