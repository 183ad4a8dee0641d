"""From hall, day and time of a row to the class they name; and in which order people can move."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from khe.base.people.names import plain
from khe.base.sheets import Fault, Row
from khe.desks.study.queries.common import LOCAL
from khe.desks.study.rules.availability import part_of
from khe.desks.study.rules.windows import PART_WORDS

PARTS = {plain(word): part for part, word in PART_WORDS.items()} | {
    "morning": "am", "afternoon": "pm", "evening": "eve"
}  # fmt: skip
TIME = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{2})?(?:\D.*)?")


class Places:
    """The classes of a round by hall and day."""

    def __init__(self, classes: Iterable[Any]) -> None:
        self.by_hall: dict[str, list[Any]] = defaultdict(list)
        for one in classes:
            self.by_hall[plain(one.hall.name)].append(one)

    def named(self, row: Row) -> tuple[Any | None, Fault | None]:
        """Return the class that a row names, or what is wrong; neither when the row names none."""
        hall, day, time = (row.values.get(key) for key in ("hall", "day", "time"))
        if not (hall or day or time):
            return None, None
        if not hall:
            return None, row.fault("hall", _("Hãy ghi hội trường của lớp."))
        if not day:
            return None, row.fault("day", _("Hãy ghi ngày học của lớp."))
        here = self.by_hall.get(plain(hall), [])
        if not here:
            return None, row.fault("hall", _("Đợt này không có lớp nào ở hội trường này."))
        on_day = [c for c in here if begin_of(c).date() == day]
        if not on_day:
            words = {"others": ", ".join(f"{begin_of(c):%d/%m %H:%M}" for c in here[:5])}
            return None, row.fault(
                "day", _("Hội trường này không có lớp vào ngày đó; có lớp: %(others)s.") % words
            )
        return _at(row, on_day, time or "")


def _at(row: Row, on_day: list[Any], time: str) -> tuple[Any | None, Fault | None]:
    found = [c for c in on_day if not time or is_at(begin_of(c), time)]
    if len(found) == 1:
        return found[0], None
    words = {"times": ", ".join(f"{begin_of(c):%H:%M}" for c in on_day[:5])}
    return None, row.fault(
        "time", _("Hãy ghi giờ bắt đầu của lớp; hội trường này ngày đó có: %(times)s.") % words
    )


def begin_of(study_class: Any) -> datetime:
    """Return when a class begins, in local time."""
    return study_class.starts_at.astimezone(LOCAL)


def is_at(begin: datetime, text: str) -> bool:
    """Say whether a local moment is meant by "sáng", "7h30" or "07:30–11:00"."""
    words = plain(text).strip()
    if found := TIME.fullmatch(words):
        return (begin.hour, begin.minute) == (int(found[1]), int(found[2] or 0))
    return PARTS.get(words.removeprefix("buoi ")) == part_of(begin.hour)


def words_of(study_class: Any | None) -> str:
    """Return a class in words, for the preview."""
    if study_class is None:
        return "–"
    return f"{begin_of(study_class):%H:%M %d/%m/%Y}, {study_class.hall.name}"


Move = tuple[UUID | None, Any]  # the class left, the class gone to


def order(moves: Sequence[Move], taken: Counter[UUID]) -> tuple[list[int], list[int]]:
    """Return (moves in an order in which each finds a seat, moves that find none). `taken`: seats taken
    in each class before the first move."""
    used, waiting, done = taken.copy(), list(range(len(moves))), []
    while True:
        left = []
        for n in waiting:
            former, there = moves[n]
            if used[there.pk] >= there.seats:
                left.append(n)
                continue
            used[there.pk] += 1
            if former:
                used[former] -= 1
            done.append(n)
        if not left or len(left) == len(waiting):
            return done, left
        waiting = left
