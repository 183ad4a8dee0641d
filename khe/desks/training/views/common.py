"""Who may see the pages of training."""

from django.http import Http404, HttpRequest

from khe.base.web.entering import only
from khe.desks.staff.rules import RECORD_READERS

members_only = only(lambda actor: actor.member_id or actor.roles)  # people of the authority


def found_if(allowed: object) -> None:
    """Raise 404 unless: a page that is not for somebody does not exist for them."""
    if not allowed:
        raise Http404


def sees_all(request: HttpRequest) -> bool:
    """Say whether the actor opens every record, and so may see sums over everybody."""
    return bool(request.actor.can(*RECORD_READERS))
