"""Training on a person's page: what they study and need, and where more of it is."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.desks.staff.panels import Panel
from khe.desks.training import queries
from khe.desks.training.states import OPEN_NEEDS

SHOWN = 5


def of(actor: Actor, member: Member, at: datetime) -> Panel:
    """Return the card of training of a member whose record the actor may see; five queries."""
    day = queries.day_of(at)
    places = queries.enrolments_of([member.pk])[member.pk]
    needs = [need for need in queries.needs_of(member.pk) if need.state in OPEN_NEEDS]
    return Panel(
        title=_("Đào tạo, bồi dưỡng"),
        template="training/panel.html",
        context={
            "places": places[:SHOWN],
            "more": max(0, len(places) - SHOWN),
            "needs": needs,
            "rows": queries.gaps_of(member.pk, day),
        },
        url=reverse("training:person", args=[member.pk]),
    )
