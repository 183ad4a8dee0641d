"""Documents, the figures bound in them, and the Word templates they are written with."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khe.base.authorities.tenant import AuthorityKey, Tenant, TenantFK
from khe.base.figures import Period
from khe.base.journal.models import Journaled
from khe.desks.reports.states import OUT, Kind, Layout, Status
from khe.desks.reports.wording import Amount


class Document(Journaled, Tenant):
    """An official document. Days are local; `content` is a list of blocks (see `content`), whose texts hold
    figures as fields `[[place]]`. `version` counts the edits: an edit of an older one is refused."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    layout = models.CharField(max_length=20, choices=Layout.choices)
    body = TenantFK("people.Body", models.PROTECT, related_name="+")  # who issues it
    period_first = models.DateField()
    period_last = models.DateField()
    title = models.CharField(max_length=300)  # trích yếu, without the name of its type
    find_key = models.CharField(max_length=400)  # title without diacritics
    basis = models.JSONField(default=list)  # paragraphs before the text
    content = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    superior = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(max_length=200)
    place = models.CharField(max_length=100)
    signer_capacity = models.CharField(max_length=200, blank=True)  # "T/M BAN THƯỜNG VỤ"
    signer_title = models.CharField(max_length=200, blank=True)
    restricted = models.BooleanField(default=False)  # "chỉ người liên quan"
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    drafted_by = TenantFK("people.Member", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    edited_by = TenantFK("people.Member", models.PROTECT, null=True, related_name="+")
    checked_by = TenantFK("people.Member", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    signed_by = TenantFK("people.Member", models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=60, blank=True)  # "15-BC/ĐU", "15/BC-UBND": from issue on
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    replaces = TenantFK("self", models.PROTECT, null=True, related_name="replacements")
    replaced_by = TenantFK("self", models.PROTECT, null=True, related_name="+")
    why = models.CharField(
        max_length=500, blank=True
    )  # of sending it back, withdrawing, replacing it
    changed_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_document_has_a_number_from_its_issue_on",
                condition=Q(status__in=OUT, number__isnull=False, issued_on__isnull=False)
                | (~Q(status__in=OUT) & Q(number__isnull=True, issued_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_signed_document_names_who_signed",
                condition=Q(status__in=(Status.DRAFT, Status.CHECKED)) | ~Q(signer_name=""),
            ),
            models.CheckConstraint(
                name="a_document_is_checked_by_a_second_person",
                condition=Q(checked_by__isnull=True)
                | Q(drafted_by__isnull=True)
                | ~Q(checked_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="a_withdrawn_document_says_why", condition=~Q(status=Status.WITHDRAWN, why="")
            ),
        ]
        indexes = [
            models.Index("authority", "status", "changed_at", name="document_status"),
            models.Index("authority", "kind", "period_last", name="document_kind"),
            models.Index("authority", "body", name="document_body"),
            models.Index("authority", "changed_at", name="document_changed"),
            models.Index("authority", "replaces", name="document_replaces"),
            models.Index("authority", "replaced_by", name="document_replaced_by"),
            models.Index("authority", "drafted_by", name="document_drafted_by"),
            models.Index("authority", "edited_by", name="document_edited_by"),
            models.Index("authority", "checked_by", name="document_checked_by"),
            models.Index("authority", "signed_by", name="document_signed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("reports:document", args=[self.pk])

    @property
    def period(self) -> Period:
        """Return the local days it reports on."""
        return Period(self.period_first, self.period_last)


class Kept(Tenant):
    """A figure of an issued document that no desk counts: one typed in, with what was entered after which
    document by whom; or a count of the report's own sentences, with its records. Never changed."""

    authority = AuthorityKey(append_only=True)
    document = TenantFK(Document, models.PROTECT, related_name="kept")
    figure_id = models.CharField(max_length=120, blank=True)
    label = models.CharField(max_length=300)
    unit = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    value = models.FloatField(null=True)
    manual = models.BooleanField(default=False)
    entries = models.JSONField(default=list)  # of one typed in: counting.Counted.entries
    records = models.JSONField(default=list)  # ids of what the numerator counts, or of the entries
    of = models.JSONField(default=list)  # ids of what the denominator counts
    checksum = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=120)

    class Meta(Tenant.Meta):
        verbose_name_plural = "kept"
        indexes = [models.Index("authority", "document", name="kept_document")]

    def __str__(self) -> str:
        return f"{self.label} {self.first}–{self.last}"

    @property
    def entered_by(self) -> list[str]:
        """Return who typed it in, each once."""
        return list(dict.fromkeys(one["by"] for one in self.entries))


class Bound(Tenant):
    """A figure in a document: the field `place` of its text, counted from records or typed in elsewhere.

    `frozen_id` (or `kept_id`) and `checksum` are kept from the issue on, and never change; before, the row
    follows each count. `than` is the place of the figure a difference is taken from.
    """

    document = TenantFK(Document, models.CASCADE, related_name="bounds")
    place = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField(default=0)
    form = models.CharField(max_length=10)  # wording.Form
    than = models.CharField(max_length=20, blank=True)
    indicator = TenantFK("indicators.Indicator", models.PROTECT, null=True, related_name="+")
    figure_id = models.CharField(max_length=120, blank=True)
    label = models.CharField(max_length=300)
    unit = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    value = models.FloatField(null=True)
    manual = models.BooleanField(default=False)
    source_document = models.CharField(max_length=300, blank=True)
    shown = models.CharField(max_length=300)
    url = models.CharField(max_length=500, blank=True)  # of the records, for who may open them
    checksum = models.CharField(max_length=64, blank=True)
    frozen = TenantFK("indicators.Frozen", models.PROTECT, null=True, related_name="+")
    kept = TenantFK(Kept, models.PROTECT, null=True, related_name="+")
    counted_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "document", "place", name="one_figure_a_place")
        ]
        indexes = [
            models.Index("authority", "indicator", name="bound_indicator"),
            models.Index("authority", "frozen", name="bound_frozen"),
            models.Index("authority", "kept", name="bound_kept"),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def period(self) -> Period:
        """Return the local days it counts."""
        return Period(self.first, self.last)

    @property
    def amount(self) -> Amount:
        """Return the figure as sentences need it."""
        return Amount(
            self.figure_id, self.label, self.unit, self.first, self.last, self.numerator,
            self.denominator, self.value, self.manual, self.source_document,
        )  # fmt: skip


class Template(Tenant):
    """A version of a Word template of one layout; the file is attached to the row. The newest that is in
    use counts; without one, the shipped template does."""

    layout = models.CharField(max_length=20, choices=Layout.choices)
    version = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    uploaded_by = models.CharField(max_length=120)
    uploaded_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "layout", "version", name="one_template_per_layout_and_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.layout} {self.version}"
