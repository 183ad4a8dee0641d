"""What the views of indicators share."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khe.base.web.entering import only
from khe.desks.indicators import queries, rules
from khe.desks.indicators.models import Indicator

readers_only = only(lambda actor: actor.roles)
managers_only = only(lambda actor: not rules.why_not_manage(actor))


def found(request: HttpRequest, pk: UUID) -> Indicator:
    """Return the indicator if this person may see it, else 404."""
    return get_object_or_404(queries.visible_to(request.actor).select_related("owner"), pk=pk)


def last_day(request: HttpRequest) -> date:
    """Return the last local day that is over, of those the figures of the authority go to."""
    moment = queries.counts_to(request.authority, request.at)
    return queries.day_of(moment) - timedelta(days=1)
