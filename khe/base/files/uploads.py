"""Files on their way in: one that is too large is stopped before it fills the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from khe.base.files.actions import refused
from khe.base.files.names import clean_name
from khe.base.files.states import Refusal


def received(request: HttpRequest, field: str) -> list[Any]:
    """Return the files of a field, perhaps none; Refused when one was dropped for its size."""
    dropped = getattr(request, "too_large", [])
    if dropped:
        limit = max(settings.FILE_MAX_BYTES // 1_048_576, 1)
        raise refused(Refusal.TOO_LARGE, name=clean_name(dropped[0]), limit=limit)
    return [file for file in request.FILES.getlist(field) if file]


class Limit(FileUploadHandler):
    """The first of FILE_UPLOAD_HANDLERS: drops what is over FILE_MAX_BYTES as it arrives.

    `request.too_large` then names the files, because they are missing from request.FILES.
    """

    size = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the bytes on, up to the limit."""
        self.size += len(raw_data)
        if self.size > settings.FILE_MAX_BYTES:
            names = getattr(self.request, "too_large", [])
            self.request.too_large = [*names, self.file_name]  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep it."""
