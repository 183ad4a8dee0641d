"""What an authority changed in its working time: versions, each complete and never edited."""

from django.db import models

from khe.base.authorities.tenant import AuthorityKey, Tenant


class CalendarVersion(Tenant):
    """One version of the authority's calendar; version 0 is the shipped one and has no row."""

    authority = AuthorityKey(append_only=True)
    number = models.PositiveIntegerField()
    data = models.JSONField()  # Calendar.to_json(): shifts with periods, days off, make-up days
    note = models.CharField(max_length=300)  # what changed and which document says so
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "number", name="one_calendar_per_number")
        ]

    def __str__(self) -> str:
        return f"bản {self.number}"
