"""What is stored of indicators. Days are local (Asia/Ho_Chi_Minh), moments UTC; shares are in 0…1."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khe.base.authorities.tenant import AuthorityKey, Tenant, TenantFK
from khe.base.figures import Period, definition_of
from khe.base.journal.models import Journaled
from khe.desks.indicators.states import LEVELS, Better, Kind, Unit


class Indicator(Journaled, Tenant):
    """Something that is measured again and again. `source` is the id of a figure (or of a part of one:
    "study.attendance_rate.area:<uuid>") that is counted from records; "" for one typed in by hand.

    `definition` is the figure that `source` belongs to: who may see the one may see the other.
    """

    name = models.CharField(max_length=200)
    source = models.CharField(max_length=120, blank=True)
    definition = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=20, choices=Unit, default=Unit.SHARE)
    better = models.CharField(max_length=5, choices=Better, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MONTH)
    # typed in: whether a value is a level, which does not add up; None: as usual for the unit
    stock = models.BooleanField(null=True, blank=True)
    field = models.CharField(max_length=120, blank=True)  # the field of work it stands under
    owner = TenantFK("people.Member", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    # days from which something was done differently: [{"began", "why", "by", "at"}], the earliest first
    changes = models.JSONField(default=list, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    why_retired = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "source", "kind", name="one_indicator_per_source_and_kind",
                condition=~Q(source="") & Q(retired_on__isnull=True),
            ),
            models.CheckConstraint(
                name="a_retired_indicator_says_why",
                condition=Q(retired_on__isnull=True) | ~Q(why_retired=""),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "field", "name", name="indicator_field"),
            models.Index("authority", "owner", name="indicator_owner"),
            models.Index("authority", "definition", name="indicator_definition"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("indicators:indicator", args=[self.pk])

    @property
    def manual(self) -> bool:
        """Say whether its values are typed in by hand."""
        return not self.source

    @property
    def level(self) -> bool:
        """Say whether its values are a level (the state on the last day of a period, a mean): of several
        periods the latest counts, never their sum. Of a counted one its figure says so."""
        if self.manual and self.stock is not None:
            return self.stock
        known = definition_of(self.source) if self.source else None
        return self.unit in LEVELS or bool(known and known.stock)

    @property
    def adds_up(self) -> bool:
        """Say whether the values of several periods are summed: counts that are no level. A share is
        pooled, numerators by denominators, and has no length."""
        return self.unit != Unit.SHARE and not self.level


class Target(Tenant):
    """What an indicator should reach by the end of a local day, from a baseline that was counted."""

    indicator = TenantFK(Indicator, models.PROTECT, related_name="targets")
    baseline_first = models.DateField()
    baseline_last = models.DateField()
    baseline_numerator = models.FloatField()
    baseline_denominator = models.FloatField(null=True, blank=True)
    baseline_value = models.FloatField()
    value = models.FloatField()
    due = models.DateField()
    document = models.CharField(max_length=300, blank=True)  # under which resolution or plan
    set_by = models.CharField(max_length=120)
    set_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "indicator", name="one_target_in_force",
                condition=Q(replaced_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_target_differs_from_its_baseline",
                condition=~Q(value=F("baseline_value")),
            ),
        ]  # fmt: skip
        indexes = [models.Index("authority", "indicator", "set_at", name="target_of")]

    def __str__(self) -> str:
        return f"{self.value:g} ({self.due:%d/%m/%Y})"

    @property
    def baseline(self) -> Period:
        """Return the period the baseline was counted in."""
        return Period(self.baseline_first, self.baseline_last)


class Entry(Tenant):
    """A value typed in by hand, with the document it stands in; marked as such wherever it is shown.

    A correction replaces the row (`replaced_at`); what stood there stays readable.
    """

    indicator = TenantFK(Indicator, models.PROTECT, related_name="entries")
    first = models.DateField()
    last = models.DateField()
    numerator = models.FloatField()  # of a count: its value
    denominator = models.FloatField(null=True, blank=True)
    document = models.CharField(max_length=300)
    entered_by = models.CharField(max_length=120)
    entered_by_member = TenantFK(
        "people.Member", models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenant.Meta):
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                "authority", "indicator", "first", "last", name="one_entry_in_force_per_period",
                condition=Q(replaced_at__isnull=True),
            ),
            models.CheckConstraint(
                name="an_entry_begins_before_it_ends", condition=Q(last__gte=F("first"))
            ),
            models.CheckConstraint(
                name="an_entry_has_something_to_divide_by",
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
            ),
            models.CheckConstraint(name="an_entry_names_its_document", condition=~Q(document="")),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "indicator", "first", name="entry_of_indicator"),
            models.Index("authority", "entered_by_member", name="entry_by_member"),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}: {self.numerator:g}"

    @property
    def period(self) -> Period:
        """Return the local days it is about."""
        return Period(self.first, self.last)


class Reading(Tenant):
    """A counted value of a period that is over: a rollup, so that a dashboard counts no records.

    Derived, not evidence: it may be counted again at any time. `source` is a figure or a part of one.
    """

    source = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    first = models.DateField()
    label = models.CharField(max_length=300)
    unit = models.CharField(max_length=20)
    numerator = models.FloatField()
    denominator = models.FloatField(null=True, blank=True)
    counted_at = models.DateTimeField()

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "kind", "source", "first", name="one_reading_per_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.first}: {self.numerator:g}"


class Frozen(Tenant):
    """A counted figure as it was at a moment, with the records it was counted from. Never changed."""

    authority = AuthorityKey(append_only=True)
    figure_id = models.CharField(max_length=120)
    definition = models.CharField(max_length=120)
    label = models.CharField(max_length=300)
    unit = models.CharField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    numerator = models.FloatField()
    denominator = models.FloatField(null=True, blank=True)
    record_ids = ArrayField(models.UUIDField(), default=list)  # of the numerator; [] beyond `KEPT`
    of_ids = ArrayField(models.UUIDField(), default=list)  # of the denominator, likewise
    records = models.PositiveIntegerField()  # how many there were
    of_records = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    url = models.CharField(
        max_length=500, blank=True
    )  # the page that shows the records, if there is one
    purpose = models.CharField(max_length=300)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=120)

    class Meta(Tenant.Meta):
        verbose_name_plural = "frozen"
        indexes = [models.Index("authority", "figure_id", "taken_at", name="frozen_figure")]

    def __str__(self) -> str:
        return f"{self.label} {self.first}–{self.last}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("indicators:frozen", args=[self.pk])

    @property
    def period(self) -> Period:
        """Return the local days it counted."""
        return Period(self.first, self.last)

    @property
    def value(self) -> float | None:
        """Return the share in 0…1, or the count; None for an empty denominator."""
        if self.unit != Unit.SHARE:
            return self.numerator
        return self.numerator / self.denominator if self.denominator else None


class PackItem(Journaled, Tenant):
    """What an authority keeps of an item of a shipped pack (`packs`): its own weight or limit (None: as
    shipped), and the indicator that its values are typed into."""

    pack = models.CharField(max_length=40)
    code = models.CharField(max_length=20)
    weight = models.FloatField(null=True, blank=True)  # points at most
    full_at = models.FloatField(null=True, blank=True)  # share from which it gives them all
    why = models.CharField(max_length=300, blank=True)
    indicator = TenantFK(Indicator, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "pack", "code", name="one_own_item_per_code"),
            models.CheckConstraint(
                name="an_item_has_a_weight_that_can_be",
                condition=Q(weight__isnull=True) | Q(weight__range=(0, 100)),
            ),
            models.CheckConstraint(
                name="an_item_is_full_at_a_share",
                condition=Q(full_at__isnull=True) | Q(full_at__gt=0, full_at__lte=1),
            ),
        ]
        indexes = [models.Index("authority", "indicator", name="pack_item_indicator")]

    def __str__(self) -> str:
        return f"{self.pack} {self.code}"


class Partition(Journaled, Tenant):
    """A total and the indicators it is made up of: in every period their values must add up."""

    name = models.CharField(max_length=200)
    total = TenantFK(Indicator, models.PROTECT, related_name="partitions")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "total", name="partition_total")]

    def __str__(self) -> str:
        return self.name


class PartitionPart(Tenant):
    """One of the parts of a total."""

    partition = TenantFK(Partition, models.CASCADE, related_name="parts")
    indicator = TenantFK(Indicator, models.PROTECT, related_name="+")

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint(
                "authority", "partition", "indicator", name="a_part_counts_once"
            )
        ]
        indexes = [models.Index("authority", "indicator", name="part_indicator")]

    def __str__(self) -> str:
        return str(self.indicator)
