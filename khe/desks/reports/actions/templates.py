"""Word templates: a version is uploaded, tried, and used from then on; or no longer used."""

from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from khe.base.authorities.tenant import uuid7
from khe.base.documents.render import DocumentError
from khe.base.files import actions as files
from khe.base.files.states import Kind as FileKind
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.reports import printing, rules
from khe.desks.reports.models import Template
from khe.desks.reports.refusals import named
from khe.desks.reports.states import Event, Refusal


@transacted
def upload_template(
    upload: UploadedFile, *, layout: str, note: str = "", by: Actor, at: datetime
) -> Template:
    """Keep a Word template as the newest version of a layout, once a sample could be written with it.

    Raises Refused (BAD_TEMPLATE) with a sentence that names an unknown field and the nearest known one.
    """
    refuse_if(rules.why_not_keep_template(by) or _fault(upload, layout))
    last = Template.objects.select_for_update().filter(layout=layout).order_by("-version").first()
    template = Template.objects.create(
        id=uuid7(), layout=layout, version=last.version + 1 if last else 1, note=note.strip(),
        uploaded_by=by.name, uploaded_at=at,
    )  # fmt: skip
    upload.seek(0)
    file = files.attach(template.pk, upload, kind=FileKind.ELECTRONIC, by=by, at=at)
    facts = {"layout": layout, "version": template.version, "sha256": file.sha256}
    record(template, Event.TEMPLATE_UPLOADED, by=by, at=at, **facts)
    return template


def _fault(upload: UploadedFile, layout: str) -> object:
    """Return what is wrong with a template: a sample is written with it."""
    try:
        printing.try_template(upload.read(), layout)
    except DocumentError as wrong:
        return named(Refusal.BAD_TEMPLATE, why=str(wrong))
    return None


@transacted
def drop_template(template_id: UUID, *, by: Actor, at: datetime) -> Template:
    """Use a version no longer; the one before it is used again, or the shipped one. Nothing is deleted."""
    template = Template.objects.select_for_update().get(pk=template_id)
    refuse_if(rules.why_not_keep_template(by))
    template.dropped_at = at
    record(template, Event.TEMPLATE_DROPPED, by=by, at=at, version=template.version)
    template.save(update_fields=["dropped_at"])
    return template
