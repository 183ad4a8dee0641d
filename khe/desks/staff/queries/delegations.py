"""Reading delegations."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from khe.base.people.models import Delegation


def delegations(at: datetime) -> QuerySet[Delegation]:
    """Return the delegations that last or lie ahead at a moment, the next to end first."""
    found = Delegation.objects.filter(ended__gt=at, revoked_at=None)
    return found.select_related("giver", "taker").order_by("ended", "id")


def delegations_of(member_id: UUID) -> QuerySet[Delegation]:
    """Return what a member has given or taken, newest first, past ones included."""
    found = Delegation.objects.filter(Q(giver_id=member_id) | Q(taker_id=member_id))
    return found.select_related("giver", "taker").order_by("-began", "-id")
