"""Accounts (local to the installation) and the people and posts of an authority (tenant)."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q

from khe.base.authorities.tenant import Tenant, TenantFK


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

    class Meta(Tenant.Meta):
        constraints = [
            models.UniqueConstraint("authority", "user_id", name="one_member_per_account")
        ]
        indexes = [models.Index("authority", "sort_name", name="member_sort_name")]

    def __str__(self) -> str:
        return self.name


class Body(Tenant):
    """An organisation of the authority: People's Committee, office, division, centre, cell."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=30, default="office")
    parent = TenantFK("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta(Tenant.Meta):
        verbose_name_plural = "bodies"
        indexes = [models.Index("authority", "name", name="body_name")]

    def __str__(self) -> str:
        return self.name


class Post(Tenant):
    """A seat in a body and the roles its holder has."""

    title = models.CharField(max_length=200)
    body = TenantFK(Body, models.PROTECT, related_name="posts")
    roles = models.JSONField(default=list)  # keys of actor.ROLES
    seats = models.PositiveSmallIntegerField(default=1)

    class Meta(Tenant.Meta):
        indexes = [models.Index("authority", "body", name="post_body")]

    def __str__(self) -> str:
        return self.title


class Tenure(Tenant):
    """A member holds a post from `began` up to and without `ended` (dates, local)."""

    member = TenantFK(Member, models.PROTECT, related_name="tenures")
    post = TenantFK(Post, models.PROTECT, related_name="tenures")
    began = models.DateField()
    ended = models.DateField(null=True, blank=True)
    act = models.CharField(max_length=120, blank=True)  # number and date of the decision

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
