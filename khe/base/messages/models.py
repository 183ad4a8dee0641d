"""Messages to people of the authority: read in the application, and carried out by the doors."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khe.base.authorities.tenant import Tenant, TenantFK


class Mail(models.TextChoices):
    """What became of a message as an e-mail."""

    WAITING = "waiting", _("chưa gửi")
    SENT = "sent", _("đã gửi")
    NONE = "none", _("không gửi")  # no address, nobody at work, or mail is not set up here
    GIVEN_UP = "given_up", _("gửi không được")


class Message(Tenant):
    """A message to a member. Written in the transaction that causes it; a door carries it out later.

    `key` makes it once: a second message with the same key is not written. `retry_at` is the moment
    from which a door may try (again): a door that carries it now holds it by a moment to come.
    """

    member = TenantFK("people.Member", models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)  # a page of ours: begins with "/"
    calendar = models.TextField(blank=True)  # an iCalendar object to attach
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.WAITING)
    mailed_at = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)  # of the last try; no personal data

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "key", name="one_message_per_key"),
            models.CheckConstraint(
                name="a_mail_that_is_sent_has_its_moment",
                condition=Q(mail="sent", mailed_at__isnull=False)
                | (~Q(mail="sent") & Q(mailed_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index("authority", "member", "made_at", name="message_member"),
            models.Index(
                "authority", "member", name="message_unread", condition=Q(read_at__isnull=True)
            ),
            models.Index(
                "authority", "made_at", name="message_waits_for_mail", condition=Q(mail="waiting")
            ),
        ]

    def __str__(self) -> str:
        return self.subject
