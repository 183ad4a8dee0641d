"""What a parsed case means under a mapping: times, state, fee. Pure.

Rules where the log is silent:

- no case name: a code made of its first event (else its attributes), the same at every import;
- a name used before in the file: the second is `name#2`, and so on;
- a code over 50 signs: a short one made from it (the full name stays among the attributes);
- no start: the time of the first event that has one;
- no event time: that of the event before it, else the case's start, else the first time in the case;
- no time anywhere in a case: it cannot be placed in history and is left out, and counted;
- a time without offset is in the mapping's time zone;
- closed without an end: settled when its last event happened;
- no status, or one the mapping does not list: closed when it has an end, else open.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from khe.desks.dossiers.logs.mapping import Map
from khe.desks.dossiers.logs.parsing import Attributes, Case, Value
from khe.desks.dossiers.logs.problems import BadLog

EVENT = "log.event"
Happened = tuple[str, datetime, str, dict[str, Any]]  # event, at (UTC), by whom, facts


@dataclass(slots=True)
class Told:
    """What the log tells of one case. Times are UTC."""

    code: str
    state: str  # closed, open, stopped
    received_at: datetime
    due_at: datetime | None
    settled_at: datetime | None
    ended_at: datetime  # the last thing known of it
    words: dict[str, str]  # columns of the dossier that are plain text
    attributes: dict[str, Any]
    events: list[Happened]


class Teller:
    """Tells the cases of one log; `notes` counts where a rule had to step in."""

    def __init__(self, mapping: Map) -> None:
        self.map = mapping
        self.notes: Counter[str] = Counter()
        self.names: Counter[str] = Counter()

    def tell(self, case: Case) -> Told | None:
        """Return what the case means, or None when it carries no time at all."""
        said, m = case.attributes, self.map.case
        times = [self.time(event, self.map.event.time, case) for event in case.events]
        start = self.time(said, m.received, case) or next((at for at in times if at), None)
        if start is None:
            self.notes["untimed_cases"] += 1
            return None
        code = self.code(case)  # before the events lose what their columns say
        events = self.events(case, times, start)
        last = max((at for _, at, _, _ in events), default=start)
        settled = self.time(said, m.settled, case)
        state = self.state(said, settled)
        if state == "closed" and settled is None:
            self.notes["closed_without_end"] += 1
        ended = settled or last
        return Told(
            code=code,
            state=state,
            received_at=start,
            due_at=self.time(said, m.due, case),
            settled_at=ended if state == "closed" else None,
            ended_at=ended if state != "open" else max(last, start),
            words=self.words(said),
            attributes=self.attributes(said, state, case),
            events=events,
        )

    def time(self, said: Attributes, key: str, case: Case) -> datetime | None:
        """Return the UTC time an attribute gives; raise BadLog for one that cannot be."""
        value = said.get(key)
        if value is None:
            return None
        text = value if type(value) is str else value[1]
        if not text:
            return None
        try:
            at = datetime.fromisoformat(text)
            return (at if at.tzinfo else at.replace(tzinfo=self.map.zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise BadLog("bad_time", line=case.line, value=text[:40], key=key) from None

    def events(self, case: Case, times: list[datetime | None], start: datetime) -> list[Happened]:
        """Return the events in the order of the file."""
        found: list[Happened] = []
        words, former = self.map.event, start
        for said, at in zip(case.events, times, strict=True):
            activity = text_of(said, words.activity)
            resource = text_of(said, words.resource)[:120]
            facts: dict[str, Any] = {"activity": activity, "attributes": said}
            if at is None:
                at, facts["untimed"] = former, "1"
                self.notes["untimed_events"] += 1
            if not activity:
                self.notes["unnamed_events"] += 1
            due = self.time(said, words.due, case) if words.due else None
            if due:
                facts["due_at"] = due.isoformat()
                done = self.time(said, words.finished, case) if words.finished else at
                facts["finished_at"] = (done or at).isoformat()
            drop_repeated(said, activity, resource, words.time)
            former = at
            found.append((EVENT, at, resource, facts))
        return found

    def state(self, said: Attributes, settled: datetime | None) -> str:
        """Return closed, open or stopped."""
        status = text_of(said, self.map.case.status)
        if self.map.case.status and status not in self.map.statuses:
            self.notes["unknown_statuses"] += 1
        return self.map.statuses.get(status, "closed" if settled else "open")

    def code(self, case: Case) -> str:
        """Return the dossier's code, unique in the file."""
        name = text_of(case.attributes, self.map.case.code).strip()
        if not name:
            self.notes["unnamed_cases"] += 1
            name = "log-" + digest(case.events[0] if case.events else case.attributes)
        elif len(name) > 44:  # leaves room for #2
            name = name[:24] + "-" + digest(name)
        self.names[name] += 1
        if self.names[name] == 1:
            return name
        self.notes["repeated_names"] += 1
        return f"{name}#{self.names[name]}"

    def words(self, said: Attributes) -> dict[str, str]:
        """Return the text columns of the dossier."""
        m = self.map.case
        field = text_of(said, m.field)
        if m.field_separator:
            field = field.split(m.field_separator)[0].strip()
        return {
            "field": field[:120],
            "officer_name": text_of(said, m.officer)[:120],
            "procedure_name": text_of(said, m.procedure)[:1000],
            "procedure_code": text_of(said, m.procedure_code)[:40],
            "channel": self.map.channels.get(text_of(said, m.channel), ""),
        }

    def attributes(self, said: Attributes, state: str, case: Case) -> dict[str, Any]:
        """Return what is kept beside the columns: the log's words, the state, the exact fee."""
        found: dict[str, Any] = {"log": said, "state": state}
        fee = text_of(said, self.map.case.fee)
        if fee:
            found["fee"] = exact(fee, self.map.case.fee, case)
        return found


def text_of(said: Attributes, key: str) -> str:
    """Return the text of an attribute, "" where it is missing."""
    value: Value = said.get(key, "")
    return value if type(value) is str else value[1]


def drop_repeated(said: Attributes, activity: str, resource: str, time_key: str) -> None:
    """Take out what the entry's own columns say exactly: activity, time and resource."""
    if said.get("concept:name") == activity:
        del said["concept:name"]
    if said.get("org:resource") == resource:
        del said["org:resource"]
    stamp = said.get("time:timestamp")
    if time_key == "time:timestamp" and type(stamp) is list and len(stamp) == 2:
        del said["time:timestamp"]


def exact(text: str, key: str, case: Case) -> str:
    """Return an amount as plain decimal text; raise BadLog when it is none."""
    try:
        amount = Decimal(text)
        if amount.is_finite() and abs(amount) < 10**15 and len(text) <= 60:
            return format(amount, "f")
    except InvalidOperation:
        pass
    raise BadLog("bad_number", line=case.line, value=text[:40], key=key)


def digest(value: Any) -> str:
    """Return 16 hex signs that stand for a value."""
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
