"""Attaching files to a dossier; each is on record in its journal."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from khe.base.files import actions as files
from khe.base.files import queries as kept
from khe.base.files.models import Attachment
from khe.base.files.states import Kind
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.dossiers import digital, queries, rules
from khe.desks.dossiers.actions.tallies import forget_month
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.refusals import Refusal
from khe.desks.dossiers.states import OPEN, Event, Status

TAKES_FILES = (*OPEN, Status.REGISTERED, Status.DECIDED, Status.ISSUED)


def why_not_attach(dossier: Dossier, by: Actor) -> Refusal | None:
    """Files come in at the counter or from whoever holds the dossier, until it is finished."""
    if dossier.status not in TAKES_FILES:
        return Refusal.NOT_OPEN
    return None if by.can("clerk") else rules.why_not_holder(dossier, by)


@transacted
def attach_files(
    code: str, *, by: Actor, at: datetime, uploads: Sequence[UploadedFile], part: str = "",
    kind: str = Kind.COPY,
) -> list[Attachment]:  # fmt: skip
    """Attach all of the files, or refuse with the name of the one that cannot be taken.

    The dossier itself does not change (`changed_at` stays), only its journal grows, and what is
    counted of its files. The result is attached with `part` digital.RESULT once there is one.
    """
    dossier = queries.locked(code)
    refuse_if(why_not_attach(dossier, by))
    found = []
    for upload in uploads:
        file = files.attach(dossier.pk, upload, by=by, at=at, part=part, kind=kind)
        record(dossier, Event.FILE_ATTACHED, by=by, at=at, name=file.name, part=part,
               media_type=file.media_type, size=file.size, sha256=file.sha256, kind=kind)  # fmt: skip
        found.append(file)
    _tell(dossier)
    return found


def _tell(dossier: Dossier) -> None:
    """Save what is there as files now; a month that is over is counted again where that changed."""
    changes = {
        name: value
        for name, value in digital.told(
            dossier.parts, kept.of(dossier.pk), dossier.settled_at
        ).items()
        if getattr(dossier, name) != value
    }
    for name, value in changes.items():
        setattr(dossier, name, value)
    if changes:
        forget_month(dossier.settled_at)
    dossier.save(update_fields=["journal_seq", "journal_hash", *changes])
