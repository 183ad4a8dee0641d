"""Reading attachments. Who may see one is asked of its subject, never of the file."""

from collections.abc import Iterable
from typing import BinaryIO
from uuid import UUID

from django.db.models import QuerySet

from khe.base.files import store
from khe.base.files.models import Attachment


def of(subject_id: UUID) -> QuerySet[Attachment]:
    """Return the files of a subject in the order they came."""
    return Attachment.objects.filter(subject_id=subject_id).order_by("added_at", "id")


def of_many(subject_ids: Iterable[UUID]) -> dict[UUID, list[Attachment]]:
    """Return the files of several subjects, in one query."""
    found: dict[UUID, list[Attachment]] = {pk: [] for pk in subject_ids}
    for file in Attachment.objects.filter(subject_id__in=list(found)).order_by("added_at", "id"):
        found[file.subject_id].append(file)
    return found


def content(file: Attachment) -> BinaryIO:
    """Open the content for reading; FileNotFoundError when the data folder has lost it."""
    return store.path_of(file.sha256).open("rb")
