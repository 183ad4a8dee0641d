"""What is stored of a check by sample: how it was drawn, and what was found on each dossier."""

from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK


class Sample(Tenant):
    """Dossiers drawn at random. Frame, size, seed and algorithm are kept, so that anybody can draw
    it again and get the same (see sampling.py)."""

    number = models.PositiveIntegerField()
    field = models.CharField(max_length=120, blank=True)  # '' every field
    officer = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    officer_name = models.CharField(max_length=120, blank=True)
    first = models.DateField()  # settled on these local days, both included
    last = models.DateField()
    size = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    algorithm = models.CharField(max_length=40)
    frame_size = models.PositiveIntegerField()
    frame_digest = models.CharField(max_length=64)  # SHA-256 of the frame's codes, one a line
    points = models.JSONField()  # the check list as it was: [{key, name, help}]
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=120)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "number", name="one_sample_per_number"),
            models.CheckConstraint(
                name="a_sample_is_not_larger_than_its_frame",
                condition=Q(size__gt=0, size__lte=F("frame_size")),
            ),
        ]
        indexes = [models.Index("authority", "officer", name="sample_officer")]

    def __str__(self) -> str:
        return str(self.number)


class SampleItem(Tenant):
    """One drawn dossier: what was found, and what is to be put right."""

    sample = TenantFK(Sample, models.PROTECT, related_name="items")
    dossier = TenantFK("dossiers.Dossier", models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()  # in the order of drawing
    answers = models.JSONField(default=dict)  # {key: [ok | bad | na, note]}
    faults = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=120, blank=True)
    correction = models.TextField(blank=True)  # what to put right
    correction_who = models.CharField(max_length=120, blank=True)
    correction_due = models.DateField(null=True, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_note = models.CharField(max_length=300, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "sample", "position", name="one_sample_item_per_position"
            ),
            models.UniqueConstraint(
                "authority", "sample", "dossier", name="a_dossier_is_drawn_once"
            ),
            models.CheckConstraint(
                name="a_correction_is_put_right_after_a_check",
                condition=Q(fixed_at__isnull=True) | Q(checked_at__isnull=False),
            ),
        ]
        indexes = [models.Index("authority", "dossier", name="sample_item_dossier")]
