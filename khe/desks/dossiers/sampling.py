"""Drawing and judging a sample. Pure.

The draw, so that anybody can repeat it: the frame is the codes of the dossiers settled in the period
(and field, and officer) that were asked for, sorted as text; the sample is Python's
`random.Random(seed).sample(frame, size)`. The seed, the frame's size and the SHA-256 of the frame
(its codes, one a line, UTF-8) are kept with the sample.
"""

import hashlib
import random
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from khe.base.people.actor import Actor

ALGORITHM = "python-random-sample/1"
CHECKERS = ("supervisor", "leader")
POINTS = Path(__file__).parent / "data" / "checklist.toml"
MOST = 500  # dossiers of one sample


class Mark(TextChoices):
    OK = "ok", _("Đạt")
    BAD = "bad", _("Chưa đạt")
    NA = "na", _("Không áp dụng")


class Event(TextChoices):
    DRAWN = "sample.drawn", _("Chọn mẫu kiểm tra")
    CHECKED = "sample.checked", _("Kiểm tra hồ sơ")
    FIXED = "sample.fixed", _("Đã sửa điều chưa đạt")


class Refusal(TextChoices):
    NOT_CHECKER = "not_checker", _("Chỉ người kiểm tra hoặc lãnh đạo làm được việc này.")
    BAD_PERIOD = "bad_period", _("Ngày cuối phải từ ngày đầu trở đi.")
    NOTHING_THERE = (
        "nothing_there",
        _("Không có hồ sơ nào đã giải quyết trong phạm vi này; hãy mở rộng kỳ hoặc lĩnh vực."),
    )
    TOO_MANY = (
        "too_many",
        _("Số mẫu lớn hơn số hồ sơ trong phạm vi này; hãy chọn ít hơn hoặc mở rộng phạm vi."),
    )
    BAD_SIZE = "bad_size", _("Số mẫu phải từ 1 đến 500.")
    NOT_ANSWERED = "not_answered", _("Hãy trả lời mọi điểm kiểm tra.")
    NO_CORRECTION = (
        "no_correction",
        _("Có điểm chưa đạt: hãy ghi việc cần sửa, ai sửa và hạn sửa."),
    )
    DUE_BEFORE = "due_before", _("Hạn sửa không thể trước hôm nay.")
    NOTHING_TO_FIX = "nothing_to_fix", _("Hồ sơ này không có điều gì cần sửa.")
    FIXED_ALREADY = "fixed_already", _("Đã ghi là sửa xong rồi.")


class Found(Protocol):
    """What the rules read of a drawn dossier."""

    correction: str
    fixed_at: datetime | None


def draw(frame: Iterable[str], size: int, seed: int) -> list[str]:
    """Return `size` codes of the frame, in the order drawn; ValueError for more than there are."""
    return random.Random(seed).sample(sorted(frame), size)  # noqa: S311 - to be repeated, not secret


def digest(frame: Iterable[str]) -> str:
    """Return the fingerprint of a frame, whatever its order."""
    return hashlib.sha256("\n".join(sorted(frame)).encode()).hexdigest()


def points() -> list[dict[str, str]]:
    """Return the check list: key, name and help of every point."""
    return list(tomllib.loads(POINTS.read_text(encoding="utf-8"))["point"])


def why_not_check(by: Actor) -> Refusal | None:
    """Supervisors and leaders check."""
    return None if by.can(*CHECKERS) else Refusal.NOT_CHECKER


def why_not_draw(first: date, last: date, size: int, frame_size: int, by: Actor) -> Refusal | None:
    """A sample is at most as large as what it is drawn from."""
    if not by.can(*CHECKERS):
        return Refusal.NOT_CHECKER
    if last < first:
        return Refusal.BAD_PERIOD
    if not 1 <= size <= MOST:
        return Refusal.BAD_SIZE
    if not frame_size:
        return Refusal.NOTHING_THERE
    return Refusal.TOO_MANY if size > frame_size else None


def faults(answers: Mapping[str, Any]) -> int:
    """Return how many points were found wanting."""
    return sum(mark == Mark.BAD for mark, _note in answers.values())


def why_not_answer(
    asked: Iterable[str], answers: Mapping[str, Any], correction: str, who: str,
    due: date | None, today: date, by: Actor,
) -> Refusal | None:  # fmt: skip
    """Every point is answered, and a fault says what is to be put right, by whom, until when."""
    if not by.can(*CHECKERS):
        return Refusal.NOT_CHECKER
    if any(answers.get(key, ("", ""))[0] not in Mark.values for key in asked):
        return Refusal.NOT_ANSWERED
    if faults(answers) and not (correction.strip() and who.strip() and due):
        return Refusal.NO_CORRECTION
    return Refusal.DUE_BEFORE if due and due < today else None


def why_not_fix(item: Found, by: Actor) -> Refusal | None:
    """What is to be put right is put right once."""
    if not by.can(*CHECKERS):
        return Refusal.NOT_CHECKER
    if not item.correction:
        return Refusal.NOTHING_TO_FIX
    return Refusal.FIXED_ALREADY if item.fixed_at else None
