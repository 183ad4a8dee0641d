"""Several people at once: who is named in a programme one by one, and constraints of several learners."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.web.entering import acting, form_page, get_and_post, given
from khe.base.web.responses import done
from khe.desks.study.actions import learners
from khe.desks.study.actions import programmes as actions
from khe.desks.study.forms.planning import ConstraintForm
from khe.desks.study.models import Learner
from khe.desks.study.queries import programmes as queries
from khe.desks.study.queries import rounds
from khe.desks.study.rules.programmes import Who
from khe.desks.study.views.common import organisers_only
from khe.desks.study.views.programmes import seen as seen_programme
from khe.desks.study.views.rounds import seen as seen_round

SHOWN = 100


def ids(texts: Iterable[str]) -> list[UUID]:
    """Return the ids that came with a request, or 404."""
    try:
        return [UUID(text) for text in texts]
    except ValueError as wrong:
        raise Http404 from wrong


@get_and_post
@organisers_only
def name_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name people one by one: who studies besides the groups, who of them does not."""
    found = seen_programme(request, pk)
    if request.method == "POST":
        keys = {"among": "thay", "named": "them", "left_out": "tru"}
        said: dict[str, Any] = {key: ids(request.POST.getlist(name)) for key, name in keys.items()}
        actions.name_people(pk, **said, **acting(request))
        return done(request, None, {}, reverse("study:name_people", args=[pk]), say=_("Đã ghi."))
    text, who = request.GET.get("q", "").strip()[:100], Who.parse(found.who)
    people = list(queries.people_to_name(who, text)[: SHOWN + 1])
    rows = [(one, one.pk in who.members, one.pk in who.but) for one in people[:SHOWN]]
    context = {"programme": found, "rows": rows, "q": text, "more": len(people) > SHOWN, "who": who}
    return render(request, "study/name_people.html", context)


@get_and_post
@organisers_only
def constrain_many(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down the same constraints for the learners ticked in the list."""
    found = seen_round(request, pk)
    chosen = ids(request.GET.getlist("nguoi"))
    who = list(rounds.listed(Learner.objects.filter(round=found, pk__in=chosen)))
    to = reverse("study:learners", args=[pk])
    if not who:
        return done(request, None, {}, to, say=_("Hãy đánh dấu ít nhất một người."))
    form = ConstraintForm(given(request), learner=Learner())
    act = lambda _data: learners.constrain_many(  # noqa: E731
        pk, learner_ids=[one.pk for one in who], **form.facts(), **acting(request)
    )
    title = _("Điều kiện của những người đã chọn (%(n)s)") % {"n": len(who)}
    return form_page(
        request, form, act, to=to, say=_("Đã ghi."), title=title, button=_("Ghi điều kiện"),
        intro=_("Thay cho điều kiện đang có của: %(who)s.")
        % {"who": ", ".join(one.member.name for one in who)},
    )  # fmt: skip
