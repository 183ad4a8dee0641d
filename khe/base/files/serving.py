"""Sending an attached file. Who may have it is asked of its subject, before."""

from django.http import FileResponse

from khe.base.files import queries
from khe.base.files.models import Attachment


def download(attachment: Attachment) -> FileResponse:
    """Return the file as a download; its type is the sniffed one, and nothing runs in it.

    FileNotFoundError when the data folder has lost its content.
    """
    response = FileResponse(
        queries.content(attachment), as_attachment=True, filename=attachment.name,
        content_type=attachment.media_type,
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
