"""Messages to people of the authority: read in the application, and carried out by the doors."""

from django.db import models

from khe.base.authorities.tenant import Tenant, TenantFK


class Message(Tenant):
    """A message to a member. Written in the transaction that causes it; a door carries it out later.

    `key` makes it once: a second message with the same key is not written.
    """

    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)  # a page of ours: begins with "/"
    calendar = models.TextField(blank=True)  # an iCalendar object to attach
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)  # of the last try; no personal data

    class Meta(Tenant.Meta):
        constraints = [models.UniqueConstraint("authority", "key", name="one_message_per_key")]
        indexes = [
            models.Index("authority", "member", "made_at", name="message_member"),
            models.Index("authority", "mailed_at", "made_at", name="message_to_mail"),
        ]

    def __str__(self) -> str:
        return self.subject
