"""What a person's page shows of their assessments."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.desks.assessment import queries
from khe.desks.staff.panels import Panel

LAST = 5


def of(actor: Actor, member: Member, at: datetime) -> Panel | None:
    """Return the last assessments of a member whose record the actor may see; None without any."""
    visible = queries.visible_to(actor, queries.day_of(at)).filter(member=member)
    rows = list(visible.select_related("campaign").order_by("-campaign__last")[:LAST])
    if not rows:
        return None
    return Panel(
        _("Đánh giá, xếp loại"), "assessment/panel.html", {"rows": rows},
        reverse("assessment:subject", args=[rows[0].pk]),
    )  # fmt: skip
