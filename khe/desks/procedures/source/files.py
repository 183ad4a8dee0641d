"""The file of records: JSON lines, gzipped or plain, read with limits, refused as a whole."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from khe.desks.procedures.source.records import BadRecord, Read, read

MAX_LINE = 4 * 1024 * 1024  # bytes; the largest published procedure is about 200 kB
MAX_TOTAL = 512 * 1024 * 1024  # bytes after unpacking
MAX_RECORDS = 100_000
MAX_ERRORS = 20


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the file: the line (0: the whole file), a code and a sentence."""

    line: int
    code: str
    message: str


class BadFile(ValueError):
    """The file is refused; `faults` says why. Nothing of it may be used."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


def read_file(path: Path) -> list[Read]:
    """Read every record of a .jsonl or .jsonl.gz file; raise BadFile with the faults found."""
    found: list[Read] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    try:
        with _opened(path) as stream:
            for number, line in _lines(stream):
                _take(number, line, found, seen, faults)
                if len(faults) >= MAX_ERRORS:
                    break
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BadFile([Fault(0, "bad_gzip", f"Tệp nén gzip bị hỏng: {error}.")]) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadFile([Fault(0, "no_file", f"Không đọc được tệp {path}: {reason}.")]) from error
    if faults:
        raise BadFile(faults)
    if not found:
        raise BadFile([Fault(0, "empty", "Tệp rỗng: không có thủ tục nào.")])
    return found


def _opened(path: Path) -> IO[bytes]:
    stream = path.open("rb")
    head = stream.read(2)
    stream.seek(0)
    if head == b"\x1f\x8b":
        stream.close()
        return io.BufferedReader(gzip.open(path, "rb"))
    return stream


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield (number, line); raise BadFile at a line, or a total, beyond the limits."""
    total = number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        total += len(line)
        if len(line) > MAX_LINE:
            raise BadFile([Fault(number, "line_too_long", f"Dòng {number} dài quá 4 MB.")])
        if total > MAX_TOTAL or number > MAX_RECORDS:
            raise BadFile([Fault(number, "too_large", "Tệp quá lớn (hơn 512 MB sau giải nén).")])
        if line.strip():
            yield number, line


def _take(
    number: int, line: bytes, found: list[Read], seen: dict[str, int], faults: list[Fault]
) -> None:
    try:
        one = read(json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8")))
    except UnicodeDecodeError:
        faults.append(Fault(number, "bad_encoding", f"Dòng {number} không phải mã UTF-8."))
    except json.JSONDecodeError as error:
        message = f"Dòng {number} không phải JSON (cột {error.colno})."
        faults.append(Fault(number, "bad_json", message))
    except RecursionError:
        faults.append(Fault(number, "bad_json", f"Dòng {number} lồng nhau quá sâu."))
    except BadRecord as error:
        faults.append(Fault(number, "bad_record", f"Dòng {number}: {error}."))
    else:
        if one.code in seen:
            message = f"Dòng {number}: mã {one.code} đã có ở dòng {seen[one.code]}."
            faults.append(Fault(number, "duplicate_code", message))
        seen.setdefault(one.code, number)
        found.append(one)
