"""One shortcoming: what measures it, what is done, how it was judged, what happened over the years."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khe.base.files import queries as files
from khe.base.files.serving import download
from khe.base.journal import queries as journal
from khe.base.web.entering import people_only
from khe.desks.improvement import queries
from khe.desks.improvement.models import Shortcoming
from khe.desks.improvement.pages import cards, detail, timeline, verbs
from khe.desks.improvement.queries import reviews
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.views.common import found, found_whole
from khe.desks.tasks import queries as tasks


@require_safe
@people_only
def shortcoming(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a shortcoming."""
    whole = found_whole(request, pk)
    return render(request, "improvement/shortcoming.html", _context(request, whole))


def _context(request: HttpRequest, whole: Any) -> dict[str, Any]:
    actor, at = request.actor, request.at
    family = queries.family(actor, at, whole.shortcoming)
    entries = journal.of_many([one.pk for one in family])
    codes = {one.pk: one.code for one in family if one.pk != whole.shortcoming.pk}
    ids = [doing.task.pk for doing in whole.doings if doing.task]
    may_open = set(tasks.visible_to(actor, at).filter(pk__in=ids).values_list("pk", flat=True))
    return {
        "whole": whole, "s": whole.shortcoming, "state": whole.state, "day": whole.day,
        "due": cards.due_of(whole), "next_step": cards.next_step(whole),
        "owner": cards.owner(whole), "choice": verbs.choice(whole, actor),
        "links": detail.links(actor, whole), "may_open": may_open,
        "judgements": detail.judgements(whole), "family": [s for s in family if s.pk in codes],
        "happenings": timeline.timeline((e for own in entries.values() for e in own), codes),
        "why_not_remedy": rules.why_not_remedy(whole.shortcoming, actor),
        "untold": [r for r in whole.relapses if r.told_at is None],
        "why_not_tell": rules.why_not_tell(actor, told=False),
        "back": reverse("improvement:board"), **_named_in(request, whole.shortcoming),
    }  # fmt: skip


def _named_in(request: HttpRequest, of: Shortcoming) -> dict[str, Any]:
    """Return the review it was named in, for those who may open that."""
    found = reviews.visible_to(request.actor, request.at)
    seen = found.filter(pk=of.review_id).first() if of.review_id else None
    url = reverse("improvement:review", args=[seen.pk]) if seen else ""
    return {"review_url": url, "review_of": seen.subject if seen else ""}


@require_safe
@people_only
def paper(request: HttpRequest, pk: UUID, file: UUID) -> HttpResponseBase:
    """Send a paper that is evidence, to those who may open the shortcoming."""
    return download(get_object_or_404(files.of(found(request, pk).pk), pk=file))
