"""Delegation ("ủy quyền"): who stands in for whom, from when to when, for which roles."""

from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Delegation, Member
from khe.base.people.queries import LOCAL
from khe.base.refusal import refuse_if
from khe.desks.staff import queries, rules
from khe.desks.staff.states import Event


@transaction.atomic
def delegate(
    giver_id: UUID, taker_id: UUID, *, began: datetime, ended: datetime, roles: list[str],
    document: str, by: Actor, at: datetime,
) -> Delegation:  # fmt: skip
    """Let `taker` stand in for `giver` from `began` until `ended`, for `roles` (none: all that the
    giver holds). A stand-in cannot pass on what was delegated to them."""
    giver = Member.objects.select_for_update().get(pk=giver_id)
    taker = Member.objects.get(pk=taker_id)
    today = queries.day_of(at)
    known = Delegation.objects.filter(giver=giver, taker=taker, revoked_at=None)
    refuse_if(
        rules.why_not_delegate(
            giver_id=giver.pk,
            taker_id=taker.pk,
            taker_active=taker.active,
            held=queries.roles_of(giver.pk, today),
            roles=roles,
            began=began,
            ended=ended,
            document=document,
            today=datetime.combine(today, time.min, LOCAL),
            standing=list(known.values_list("began", "ended")),
            by=by,
        )
    )
    given = Delegation(
        giver=giver, taker=taker, began=began, ended=ended, roles=roles, document=document.strip()
    )
    given.save(force_insert=True)
    record(
        giver, Event.DELEGATED, by=by, at=at,
        taker=taker.pk, name=taker.name, began=began, ended=ended, roles=roles,
        document=given.document, delegation=given.pk,
    )  # fmt: skip
    return given


@transaction.atomic
def revoke(delegation_id: UUID, *, by: Actor, at: datetime) -> Delegation:
    """Take a delegation back: it ends with this moment."""
    given = Delegation.objects.select_for_update().get(pk=delegation_id)
    giver = Member.objects.select_for_update().get(pk=given.giver_id)
    refuse_if(rules.why_not_revoke(given, at, by))
    given.revoked_at = at
    given.save(update_fields=["revoked_at"])
    record(giver, Event.DELEGATION_REVOKED, by=by, at=at, delegation=given.pk)
    return given
