"""The ledger of a clock, replayed: when a thing is due, and whose clock it was.

Nothing is edited and nothing is stored here: the due moment is the replay of the marks against a
calendar version. Precision is the minute; seconds of a mark are cut.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import NamedTuple

from khe.base.calendar import clock, counting
from khe.base.calendar.calendars import Calendar
from khe.base.calendar.explain import Line, lines_of
from khe.base.calendar.limits import Limit
from khe.base.calendar.moments import ClockError, Moment, as_datetime, minute_of

KINDS = ("start", "pause", "resume", "consult", "answer", "extend", "stop", "decide", "reopen")
PARTIES = ("authority", "citizen", "other")
MESSAGES = {
    "no_start": "Sổ đồng hồ chưa có mốc bắt đầu",
    "already_started": "Đồng hồ đã bắt đầu",
    "out_of_order": "Mốc này sớm hơn mốc trước nó",
    "already_paused": "Đồng hồ đang tạm dừng",
    "not_paused": "Đồng hồ không tạm dừng",
    "already_consulting": "Đang hỏi ý kiến cơ quan khác",
    "not_consulting": "Không hỏi ý kiến cơ quan nào",
    "closed": "Đồng hồ đã kết thúc",
    "not_closed": "Đồng hồ chưa kết thúc",
    "bad_kind": "Loại mốc không hợp lệ",
    "bad_party": "Bên tính giờ không hợp lệ",
    "bad_limit": "Thời hạn gia hạn không hợp lệ",
}


class LedgerError(ValueError):
    """Marks that cannot be; `code` is one of MESSAGES."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(MESSAGES[code])


class Mark(NamedTuple):
    """One line of the ledger. `party` of a pause: whose time it is ("" is the citizen's)."""

    kind: str
    at: datetime
    party: str = ""
    ground: str = ""
    document: str = ""
    limit: Limit | str | None = None


class Replay(NamedTuple):
    """What a ledger says at a moment. Moments are aware (+07:00); times are working minutes."""

    start_at: datetime
    due_at: datetime
    due_is_provisional: bool  # paused now: due_at is as if resumed at once
    paused_since: datetime | None
    closed_at: datetime | None
    pauses: tuple[tuple[datetime, datetime], ...]
    remaining_working_minutes: int
    overdue: bool
    shares: dict[str, int]
    lines: tuple[Line, ...]


class State:
    """Where a ledger stands while it is read, mark by mark. Minute numbers."""

    def __init__(self) -> None:
        self.at: int | None = None  # of the last mark
        self.started = self.consulting = False
        self.paused = ""  # whose pause it is
        self.paused_since = 0
        self.note = ""
        self.closed_at: int | None = None
        self.spans: list[tuple[int, int, str]] = []  # pauses: from, to, why
        self.spent: list[tuple[int, int, str]] = []  # from, to, whose clock

    def why_not(self, mark: Mark) -> str | None:
        """Return the code this mark is refused with, or None."""
        if mark.kind not in KINDS:
            return "bad_kind"
        if mark.party not in ("", *PARTIES) or (mark.kind == "pause" and mark.party == "authority"):
            return "bad_party"
        if self.started == (mark.kind == "start"):
            return "already_started" if self.started else "no_start"
        if self.at is not None and minute_of(mark.at) < self.at:
            return "out_of_order"
        if (self.closed_at is not None) != (mark.kind == "reopen"):
            return "not_closed" if mark.kind == "reopen" else "closed"
        return self._why_not_now(mark)

    def _why_not_now(self, mark: Mark) -> str | None:
        refusals = {
            "pause": ("already_paused", bool(self.paused)),
            "resume": ("not_paused", not self.paused),
            "consult": ("already_consulting", self.consulting),
            "answer": ("not_consulting", not self.consulting),
            "extend": ("bad_limit", not is_limit(mark.limit)),
        }
        code, refused = refusals.get(mark.kind, ("", False))
        return code if refused else None

    def take(self, mark: Mark) -> None:
        """Let the time pass until the mark, and move to where it leads."""
        at = minute_of(mark.at)
        self.pass_to(at)
        self.started = True
        if mark.kind == "pause":
            self.paused, self.paused_since, self.note = mark.party or "citizen", at, note_of(mark)
        elif mark.kind == "resume":
            self.end_pause(at)
        elif mark.kind in ("consult", "answer"):
            self.consulting = mark.kind == "consult"
        elif mark.kind in ("stop", "decide"):
            self.end_pause(at)
            self.consulting, self.closed_at = False, at
        elif mark.kind == "reopen" and self.closed_at is not None:
            self.spans.append((self.closed_at, at, ""))
            self.closed_at = None

    def pass_to(self, at: int) -> None:
        """Count the time since the last mark for the party that has the clock."""
        if self.at is not None and self.closed_at is None:
            party = self.paused or ("other" if self.consulting else "authority")
            self.spent.append((self.at, at, party))
        self.at = at

    def end_pause(self, at: int) -> None:
        """Close an open pause."""
        if self.paused:
            self.spans.append((self.paused_since, at, self.note))
            self.paused = self.note = ""


def why_not(marks: Iterable[Mark], mark: Mark) -> str | None:
    """Return the code a further mark would be refused with, or None."""
    return read(marks, whole=False).why_not(mark)


def replay(
    calendar: Calendar,
    marks: Sequence[Mark],
    limit: Limit | str,
    rule: str | None = "minute",
    cutoff: str | time | None = None,
    *,
    now: Moment,
    explained: bool = True,
) -> Replay:
    """Return what the marks say at `now`; LedgerError for marks that cannot be, else ClockError.

    After the end (stop, decide) all is said as of the end. A `now` before the last mark is taken as
    that mark's moment. Unfinished pause: `due_at` is as if the clock resumed at `now`.
    """
    state = read(marks)
    paused_since = state.paused_since if state.paused else None
    finished = len(state.spans)
    at = state.closed_at
    if at is None:
        at = max(minute_of(now), state.at or 0)
        state.pass_to(at)
        state.end_pause(at)
    pauses = [(a, b) for a, b, _ in state.spans if a < b]
    extensions = [mark.limit for mark in marks if mark.kind == "extend"]
    asked = counting.case(minute_of(marks[0].at), limit, rule, cutoff, pauses, extensions)
    start, stages = counting.answer(calendar, asked)
    due, notes = stages[-1].due, {(a, b): note for a, b, note in state.spans}
    return Replay(
        start_at=as_datetime(start),
        due_at=as_datetime(due),
        due_is_provisional=paused_since is not None and paused_since < due,
        paused_since=None if paused_since is None else as_datetime(paused_since),
        closed_at=None if state.closed_at is None else as_datetime(state.closed_at),
        pauses=tuple((as_datetime(a), as_datetime(b)) for a, b, _ in state.spans[:finished]),
        remaining_working_minutes=clock.remaining(calendar, max(at, start), due),
        overdue=at > due,
        shares=shares_of(calendar, state.spent, start),
        lines=lines_of(calendar, asked, start, stages, notes) if explained else (),
    )


def read(marks: Iterable[Mark], whole: bool = True) -> State:
    """Return where the marks lead; LedgerError for the first misfit."""
    state = State()
    for mark in marks:
        refused = state.why_not(mark)
        if refused:
            raise LedgerError(refused)
        state.take(mark)
    if whole and not state.started:
        raise LedgerError("no_start")
    return state


def shares_of(calendar: Calendar, spent: list[tuple[int, int, str]], start: int) -> dict[str, int]:
    """Return the working minutes each party had the clock, from the (moved) start on."""
    shares = dict.fromkeys(PARTIES, 0)
    for a, b, party in spent:
        if b > start:
            shares[party] += calendar.worked_before(b) - calendar.worked_before(max(a, start))
    return shares


def is_limit(limit: object) -> bool:
    """Whether an extension's limit can be counted."""
    try:
        return isinstance(limit, Limit) or bool(Limit.parse(limit))
    except ClockError:
        return False


def note_of(mark: Mark) -> str:
    """Return ground and document of a mark in one phrase."""
    return ", ".join(text for text in (mark.ground, mark.document) if text)
