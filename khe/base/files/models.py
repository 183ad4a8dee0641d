"""Files: the content once per authority, by its hash; what it is attached to, many times."""

from django.db import models
from django.db.models import Q

from khe.base.authorities.tenant import Tenant


class Attachment(Tenant):
    """A file attached to a subject. The content lies in the data folder under its SHA-256."""

    subject_id = models.UUIDField()
    part = models.CharField(max_length=60, blank=True)  # key of the dossier's part it belongs to
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)  # sniffed, never believed
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, default="copy")  # original, copy, electronic
    scan = models.CharField(max_length=12, default="unscanned")  # unscanned, clean
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=120)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "subject_id", "part", "sha256", name="a_file_is_attached_once"
            ),
            models.CheckConstraint(name="a_file_is_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name
