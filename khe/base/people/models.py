"""Accounts (local to the installation) and the people and posts of an authority (tenant)."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK
from khe.base.people.sealed import SealedField


class Accounts(UserManager["User"]):
    """Accounts come with their authority: every request needs both."""

    def get_queryset(self) -> models.QuerySet["User"]:
        """Return accounts joined with their authority."""
        return super().get_queryset().select_related("authority")


class User(AbstractUser):
    """An account. What it may do follows from the posts its member holds, never from the account."""

    authority = models.ForeignKey(
        "authorities.Authority", models.PROTECT, null=True, blank=True, related_name="+"
    )
    must_change_password = models.BooleanField(default=False)

    objects = Accounts()  # type: ignore[misc]  # the stub of AbstractUser declares a class variable


class Member(Tenant):
    """A person whom the authority employs or organises."""

    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=120)  # given name first, without diacritics
    user_id = models.IntegerField(null=True, blank=True)  # no foreign key: accounts are local
    active = models.BooleanField(default=True)
    code = models.CharField(max_length=30, blank=True)  # the authority's own number for the person
    kind = models.CharField(max_length=20, default="civil_servant")  # staff.states.MemberKind
    born = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=10, blank=True)  # female, male, or not said
    phone = SealedField(blank=True)
    phone_index = models.CharField(max_length=32, blank=True)  # sealed.blind_index(phone)
    email = SealedField(blank=True)
    body = TenantFK("people.Body", models.PROTECT, null=True, blank=True, related_name="members")
    cell = TenantFK(
        "people.Body", models.PROTECT, null=True, blank=True, related_name="+"
    )  # chi bộ
    area = TenantFK(
        "authorities.Area", models.PROTECT, null=True, blank=True, related_name="members"
    )
    party_since = models.DateField(null=True, blank=True)  # a member of the Party since

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "user_id", name="one_member_per_account"),
            models.UniqueConstraint(
                "authority", "phone_index", name="a_phone_belongs_to_one_person",
                condition=~Q(phone_index=""),
            ),
            models.UniqueConstraint(
                "authority", "code", name="one_member_per_code", condition=~Q(code="")
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("authority", "sort_name", name="member_sort_name"),
            models.Index("authority", "body", name="member_body"),
            models.Index("authority", "cell", name="member_cell"),
            models.Index("authority", "area", name="member_area"),
        ]

    def __str__(self) -> str:
        return self.name


class Body(Tenant):
    """An organisation of the authority: People's Committee, office, division, centre, cell.

    It exists from `valid_from` up to and without `valid_to` (local dates; None: open).
    """

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=30, default="office")  # staff.states.BodyKind
    parent = TenantFK("self", models.PROTECT, null=True, blank=True, related_name="children")
    area = TenantFK(
        "authorities.Area", models.PROTECT, null=True, blank=True, related_name="bodies"
    )  # of an area's board or cell
    position = models.PositiveSmallIntegerField(default=0)  # place among its siblings
    min_cover = models.PositiveSmallIntegerField(default=0)  # holders who must remain at work
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta(Tenant.Meta):
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(
                name="a_body_begins_before_it_ends",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            )
        ]
        indexes = [
            models.Index("authority", "name", name="body_name"),
            models.Index("authority", "parent", name="body_parent"),
            models.Index("authority", "area", name="body_area"),
        ]

    def __str__(self) -> str:
        return self.name


class Post(Tenant):
    """A seat in a body and the roles its holder has."""

    title = models.CharField(max_length=200)
    body = TenantFK(Body, models.PROTECT, related_name="posts")
    roles = models.JSONField(default=list)  # keys of actor.ROLES
    seats = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=40, blank=True)  # staff.states.PostKind: what figures count
    requires = models.JSONField(default=dict, blank=True)  # competence.Requirement as JSON
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)  # nhiệm kỳ
    longest_years = models.PositiveSmallIntegerField(null=True, blank=True)  # one holder, in all
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta(Tenant.Meta):
        indexes = [
            models.Index("authority", "body", name="post_body"),
            models.Index("authority", "kind", name="post_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class Act(Tenant):
    """A decision about a person ("quyết định nhân sự"): number, date, who issued it.

    Its paper is an attachment of the act (`files`, subject: the act's id). One act may end one
    tenure and begin another: a rotation.
    """

    member = TenantFK(Member, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=30)  # staff.states.ActKind
    number = models.CharField(max_length=60)  # "12/QĐ-UBND"
    signed_on = models.DateField()  # local
    effective_on = models.DateField()  # local: the first day on which it holds
    issuer = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta(Tenant.Meta):
        indexes = [
            models.Index("authority", "member", "effective_on", name="act_member"),
            models.Index("authority", "effective_on", name="act_effective_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.signed_on:%d/%m/%Y})"


class Qualification(Tenant):
    """What a person has shown to hold: a level of political theory, a degree, a certificate, a skill."""

    member = TenantFK(Member, models.PROTECT, related_name="qualifications")
    kind = models.CharField(max_length=20)  # competence.KINDS
    level = models.CharField(max_length=30, blank=True)  # competence.LEVELS[kind]
    name = models.CharField(max_length=200, blank=True)  # field of study, name of the skill
    issuer = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=60, blank=True)  # of the certificate
    awarded_on = models.DateField(null=True, blank=True)  # local
    expires_on = models.DateField(null=True, blank=True)  # local: the first day it no longer holds

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "member", name="qualification_member")]


class Tenure(Tenant):
    """A member holds a post from `began` up to and without `ended` (dates, local)."""

    member = TenantFK(Member, models.PROTECT, related_name="tenures")
    post = TenantFK(Post, models.PROTECT, related_name="tenures")
    began = models.DateField()
    ended = models.DateField(null=True, blank=True)
    act = models.CharField(max_length=120, blank=True)  # number and date of the decision
    began_by = TenantFK(Act, models.PROTECT, null=True, blank=True, related_name="begins")
    ended_by = TenantFK(Act, models.PROTECT, null=True, blank=True, related_name="ends")

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_tenure_begins_before_it_ends",
                condition=Q(ended__isnull=True) | Q(ended__gt=F("began")),
            )
        ]
        indexes = [
            models.Index("authority", "member", name="tenure_member"),
            models.Index("authority", "post", name="tenure_post"),
            models.Index("authority", "began_by", name="tenure_began_by"),
            models.Index("authority", "ended_by", name="tenure_ended_by"),
            models.Index("authority", "ended", name="tenure_ended"),
        ]


class Delegation(Tenant):
    """ "Ủy quyền": one member stands in for another from–to, within a scope of roles."""

    giver = TenantFK(Member, models.PROTECT, related_name="given_delegations")
    taker = TenantFK(Member, models.PROTECT, related_name="taken_delegations")
    began = models.DateTimeField()
    ended = models.DateTimeField()
    roles = models.JSONField(default=list)  # empty: all roles of the giver
    document = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenant.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_delegation_begins_before_it_ends", condition=Q(ended__gt=F("began"))
            ),
            models.CheckConstraint(
                name="nobody_delegates_to_themselves", condition=~Q(giver=F("taker"))
            ),
        ]
        indexes = [models.Index("authority", "taker", "ended", name="delegation_taker")]
