"""The journal: one entry per thing that happened. History, evidence, and the queue of the doors."""

from django.db import models

from khe.base.authorities.tenant import AuthorityKey, Tenant


class Entry(Tenant):
    """One thing that happened. Never changed, never deleted: the application has no right to.

    Entries of one subject form a chain: `hash` covers the entry and the hash of the one before.
    """

    authority = AuthorityKey(append_only=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    seq = models.PositiveIntegerField()  # 1, 2, 3 … within the subject
    event = models.CharField(max_length=60)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)  # the member, or nobody: the system, or an imported log
    by_name = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict)
    hash = models.BinaryField(max_length=32)

    class Meta(Tenant.Meta):
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                "authority", "subject_id", "seq", name="one_entry_per_place_in_the_chain"
            )
        ]
        indexes = [models.Index("authority", "at", name="entry_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.event}"


class Journaled(models.Model):
    """A subject that carries the end of its own chain, so that recording needs no look-up.

    The row is locked by the action that records, hence no two entries get the same place.
    """

    journal_seq = models.PositiveIntegerField(default=0, editable=False)
    journal_hash = models.BinaryField(max_length=32, default=b"", editable=False)

    class Meta:
        abstract = True
