"""Opening a log: plain or gzip, in chunks, within limits. Knows bytes, not XML."""

import os
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from khe.desks.dossiers.logs.problems import BadLog

MB = 1024 * 1024
CHUNK = 256 * 1024
PACKINGS = {b"PK": "zip", b"BZ": "bzip2", b"\xfd7": "xz", b"7z": "7z", b"Ra": "rar"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a log may be at most. Sizes in bytes of the unpacked file."""

    total: int = 4096 * MB
    case: int = 32 * MB  # one trace is held in memory
    events: int = 200_000  # of one trace
    token: int = 2 * MB  # one tag, comment, or stretch without tags
    depth: int = 64
    ratio: int = 200  # unpacked to packed, looked at after the first `ratio_from` bytes
    ratio_from: int = 4 * MB


class Source:
    """A log file on disk; `share` says how much of it has been read, 0 to 1."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.limits, self.name = path, limits, path.name or str(path)
        self.packed = self.unpacked = 0
        self.size = 0

    @property
    def share(self) -> float:
        """Return how much of the file has been read."""
        return self.packed / self.size if self.size else 0.0

    def chunks(self) -> Iterator[bytes]:
        """Yield the unpacked bytes; raise BadLog for what is no file, broken, or too big."""
        with self._open() as stream:
            head = stream.read(2)
            if not head:
                raise BadLog("empty_file", name=self.name)
            if head in PACKINGS:
                raise BadLog("wrong_packing", name=self.name, kind=PACKINGS[head])
            stream.seek(0)
            for piece in self._gunzip(stream) if head == b"\x1f\x8b" else self._plain(stream):
                self.unpacked += len(piece)
                self._check()
                yield piece
        if not self.unpacked:
            raise BadLog("empty_file", name=self.name)

    def _open(self) -> BinaryIO:
        try:  # never open a pipe or a device: it might not answer, or never end
            status = os.stat(self.path)
            if not stat.S_ISREG(status.st_mode):
                raise BadLog("not_a_file", name=self.name)
            self.size = status.st_size
            return self.path.open("rb")
        except (FileNotFoundError, NotADirectoryError):
            raise BadLog("no_file", name=self.name) from None
        except (OSError, ValueError) as failed:
            why = getattr(failed, "strerror", None) or str(failed)
            raise BadLog("unreadable", name=self.name, why=why) from None

    def _plain(self, stream: BinaryIO) -> Iterator[bytes]:
        while piece := stream.read(CHUNK):
            self.packed += len(piece)
            yield piece

    def _gunzip(self, stream: BinaryIO) -> Iterator[bytes]:
        member = zlib.decompressobj(wbits=31)
        waiting = b""
        try:
            while True:
                if not waiting and not (waiting := stream.read(CHUNK // 4)):
                    break
                if member.eof:
                    if not waiting.strip(b"\0"):  # some tools pad with zeros
                        waiting = b""
                        continue
                    member = zlib.decompressobj(wbits=31)
                before = len(waiting)
                piece = member.decompress(waiting, CHUNK)
                waiting = member.unused_data if member.eof else member.unconsumed_tail
                self.packed += before - len(waiting)
                if piece:
                    yield piece
        except zlib.error:
            raise BadLog("broken_gzip", name=self.name) from None
        if not member.eof:
            raise BadLog("broken_gzip", name=self.name)

    def _check(self) -> None:
        limits = self.limits
        if self.unpacked > limits.total:
            raise BadLog("too_big", limit=limits.total // MB)
        if self.unpacked > limits.ratio_from and self.unpacked > self.packed * limits.ratio:
            raise BadLog("zip_bomb", ratio=limits.ratio)
