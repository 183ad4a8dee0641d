"""Giving tasks, and work that comes again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.calendar import queries as calendars
from khe.base.refusal import Refused
from khe.base.web.entering import acting, get_and_post, people_only, status_of, tried
from khe.base.web.fields import read_day
from khe.base.web.phrases import moment
from khe.base.web.responses import done
from khe.desks.tasks import actions, dates, queries, rules
from khe.desks.tasks.forms.giving import GiveForm, RecurringForm
from khe.desks.tasks.models import Recurring, Task
from khe.desks.tasks.pages.clock import limit_words

DRAFT = "giao-viec"


@get_and_post
@people_only
def new(request: HttpRequest) -> HttpResponse:
    """Give a task to somebody, or one to each of several."""
    start = {"lead_ids": request.GET.getlist("nguoi"), "days": 5}
    form = GiveForm(request.POST or None, initial=start, **acting(request))
    given: list[Task] = []
    give = lambda _data: given.extend(_give(request, form))  # noqa: E731
    if request.method == "POST" and tried(form, give):
        say = _("Đã giao %(n)d việc.") % {"n": len(given)} if len(given) > 1 else _("Đã giao việc.")
        to = given[0] if len(given) == 1 else reverse("tasks:list") + "?xem=given"
        return done(request, None, {}, to, say=say, draft=DRAFT)
    status = status_of(request)
    return render(request, "tasks/new.html", {"form": form, "draft": DRAFT}, status=status)


def _give(request: HttpRequest, form: GiveForm) -> list[Task]:
    leads = form.cleaned_data["lead_ids"]
    facts = {**form.facts(), **acting(request)}
    if len(leads) > 1:
        return actions.assign_each(lead_ids=leads, **facts)
    return [actions.assign(lead_id=leads[0], co_ids=form.cleaned_data["co_ids"], **facts)]


@require_safe
@people_only
def due(request: HttpRequest) -> HttpResponse:
    """Say, while one types, when a number of working days or a day would be over."""
    calendar = calendars.calendar(request.actor.authority_id, request.actor.calendar)
    days, day = request.GET.get("days", "").strip(), request.GET.get("due_day", "").strip()
    said = ""
    try:
        if days:
            said = moment(dates.after(calendar, request.at, f"{days} working_day"), year=True)
        elif day:
            said = moment(dates.end_of(calendar, read_day(day)), year=True)
    except (Refused, ValueError):
        said = ""
    return render(request, "tasks/new.html#due", {"due": said})


@require_safe
@people_only
def recurring(request: HttpRequest) -> HttpResponse:
    """List the work that comes again."""
    found = queries.visible_recurring(request.actor, request.at).select_related("lead")
    listed = list(found.order_by("stopped_at", "next_on", "id")[:200])
    rows = [(made, limit_words(made.limit), _may_stop(request, made)) for made in listed]
    return render(request, "tasks/recurring.html", {"rows": rows})


def _may_stop(request: HttpRequest, made: Recurring) -> bool:
    return rules.why_not_stop(made.assigner_id, bool(made.stopped_at), request.actor) is None


@get_and_post
@people_only
def recurring_new(request: HttpRequest) -> HttpResponse:
    """Set up work that comes again."""
    form = RecurringForm(request.POST or None, **acting(request))
    make = lambda _data: actions.make_recurring(**form.facts(), **acting(request))  # noqa: E731
    if request.method == "POST" and tried(form, make):
        say = _("Đã đặt việc định kỳ; việc sẽ tự giao khi đến ngày.")
        return done(request, None, {}, "tasks:recurring", say=say, draft="dinh-ky")
    status = status_of(request)
    return render(request, "tasks/recurring_new.html", {"form": form}, status=status)


@require_POST
@people_only
def recurring_stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give no more of it."""
    made = get_object_or_404(queries.visible_recurring(request.actor, request.at), pk=pk)
    actions.stop_recurring(made.pk, **acting(request))
    return done(request, None, {}, "tasks:recurring", say=_("Đã thôi giao định kỳ."))
