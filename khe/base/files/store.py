"""Where contents lie: FILES_DIR/<authority>/<first two signs of the hash>/<SHA-256>."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from khe.base.authorities.tenancy import required_id


class TooLarge(Exception):
    """More bytes came than the house takes."""


def path_of(sha256: str, shelf: str = "") -> Path:
    """Return where a content of this authority lies; on a `shelf` of its own if one is named."""
    return Path(settings.FILES_DIR) / str(required_id()) / shelf / sha256[:2] / sha256


def spool(chunks: Iterable[bytes], limit: int) -> BinaryIO:
    """Return a nameless temporary file with the chunks; TooLarge from the first byte over."""
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    content = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - the caller closes it
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            content.close()
            raise TooLarge
        content.write(chunk)
    return content


def keep(content: BinaryIO, shelf: str = "") -> tuple[str, int]:
    """Store a content once for this authority and return (SHA-256, size in bytes).

    It is written beside its place, flushed to the disk and then renamed: a reader sees all of it or
    nothing. A content that is already there is not written again.
    """
    digest, size = _digest(content)
    place = path_of(digest, shelf)
    if place.exists() and place.stat().st_size == size:
        if shelf:
            place.touch()  # it waits anew
        return digest, size
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            content.seek(0)
            while block := content.read(1 << 20):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return digest, size


def drop(sha256: str, shelf: str) -> None:
    """Forget a content on a shelf for things that are kept a short time."""
    path_of(sha256, shelf).unlink(missing_ok=True)


def sweep(shelf: str, before: datetime) -> None:
    """Forget what was put on such a shelf before a moment."""
    for path in path_of("", shelf).glob("*/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()


def _digest(content: BinaryIO) -> tuple[str, int]:
    content.seek(0)
    sha256 = hashlib.sha256()
    while block := content.read(1 << 20):
        sha256.update(block)
    return sha256.hexdigest(), content.seek(0, os.SEEK_END)
