"""What a person's page shows of succession: to personnel and standing members only."""

from datetime import datetime

from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.desks.staff.panels import Panel
from khe.desks.succession import queries
from khe.desks.succession.rules.common import may_see


def of(actor: Actor, member: Member, at: datetime) -> Panel | None:
    """Return the pools a member is or was in, or None: a pool does not exist for anybody else, the
    member included."""
    if not may_see(actor):
        return None
    found = queries.visible_candidates(actor).filter(member=member)
    rows = list(found.select_related("post", "term").order_by("-proposed_on", "-id"))
    if not rows:
        return None
    gaps = queries.gaps_of(rows, queries.day_of(at))
    listed = [queries.CandidateRow(c, gaps[c.pk]) for c in rows]
    return Panel(_("Quy hoạch"), "succession/panel.html", {"rows": listed})
