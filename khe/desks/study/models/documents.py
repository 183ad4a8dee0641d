"""The document to be studied."""

from django.db import models

from khe.base.authorities.tenant import Tenant
from khe.desks.study.states.planning import DocumentKind, Level


class Document(Tenant):
    """A resolution, directive or law that is studied. Its files are attachments (subject: its id)."""

    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    number = models.CharField(max_length=60, blank=True)  # "12-NQ/TW"
    day = models.DateField()  # signed, local
    issuer = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.CENTRAL)

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "day", name="study_document_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()
