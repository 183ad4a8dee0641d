"""Many questions at once: JSON lines in, JSON lines out, an answer a line, whatever it holds."""

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from khe.base.calendar import counting
from khe.base.calendar.calendars import Calendar
from khe.base.calendar.moments import ClockError, as_text, parse

CHUNK = 1 << 18
LONGEST = 1 << 20  # a longer line is not a question; it is skipped without being kept


def answer_line(calendar: Calendar, line: bytes) -> bytes:
    """Return {"start_at","due_at"} or {"error": CODE} for one line, whatever it holds."""
    try:
        asked = orjson.loads(line)
        if not isinstance(asked, dict):
            raise ClockError("bad_time")
        get = asked.get
        case = counting.case(
            get("from"),
            get("limit"),
            get("rule"),
            get("cutoff"),
            get("pauses"),
            get("extensions"),
            parse,
        )
        start, stages = counting.answer(calendar, case)
    except orjson.JSONDecodeError:
        return b'{"error":"bad_time"}\n'
    except ClockError as refused:
        return b'{"error":"%b"}\n' % refused.code.encode()
    text = f'{{"start_at":"{as_text(start)}","due_at":"{as_text(stages[-1].due)}"}}\n'
    return text.encode()


def answers(calendar: Calendar, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the answers to the lines of a stream, in blocks, as the input arrives."""
    carry, dropping = b"", False
    read = getattr(stream, "read1", stream.read)
    while chunk := read(CHUNK):
        *lines, carry = (carry + chunk).split(b"\n")
        if lines and dropping:
            lines[0], dropping = b"", False  # the end of a line too long to keep
        if len(carry) > LONGEST or dropping:
            carry, dropping = b"", True
        if lines:
            yield b"".join([answer_line(calendar, line) for line in lines])
    if carry or dropping:
        yield answer_line(calendar, carry)
