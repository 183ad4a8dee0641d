"""A person's place in a course, their whole training, and the list of everybody's."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.figures import Period
from khe.base.files import media, uploads
from khe.base.files import queries as files
from khe.base.files.states import Kind
from khe.base.journal import queries as journal
from khe.base.people.names import plain
from khe.base.refusal import Refused
from khe.base.web.entering import acting, form_page, get_and_post, given
from khe.base.web.responses import done
from khe.desks.staff import actions as staff
from khe.desks.training import actions, queries, rules
from khe.desks.training.forms.courses import CorrectForm, PlaceFilter, WithdrawForm
from khe.desks.training.models import Enrolment
from khe.desks.training.pages import happenings
from khe.desks.training.states import ATTENDING, ENDED, OPEN_NEEDS
from khe.desks.training.views.common import found_if, members_only

A_PAGE = 50


def narrowed(request: HttpRequest, form: PlaceFilter) -> QuerySet[Enrolment]:
    """Return the places a filter asks for, of people whom the actor may see."""
    data = form.cleaned_data if form.is_valid() else {}
    found = queries.enrolments(request.actor, queries.day_of(request.at))
    for name, path in (("kind", "course__kind"), ("level", "course__level"), ("state", "state")):
        if data.get(name):
            found = found.filter(**{path: data[name]})
    for word in plain(data.get("q") or "").split()[:6]:
        found = found.filter(Q(member__sort_name__contains=word) | Q(course__name__icontains=word))
    if data.get("first") and data.get("last") and data["first"] <= data["last"]:
        period = Period(data["first"], data["last"])
        people = queries.people(request.actor, queries.day_of(request.at))
        found = found.filter(pk__in=[s.enrolment_id for s in queries.studies(people, period)])
    return found


@require_safe
@members_only
def enrolments(request: HttpRequest) -> HttpResponse:
    """List people in courses: whom, where, with what result."""
    form = PlaceFilter(request.GET)
    page = Paginator(narrowed(request, form), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": "people", "page": page, "form": form, "query": request.GET.urlencode(),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "may_keep": rules.may_keep(request.actor),
    }  # fmt: skip
    return render(request, "training/enrolments.html", context)


@require_safe
@members_only
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a person's training: courses, what they hold, what they need. Looking is on record."""
    day = queries.day_of(request.at)
    get_object_or_404(queries.people(request.actor, day), pk=pk)
    member = staff.look(pk, what="training", **acting(request))
    needs = queries.needs_of(pk)
    context = {
        "tab": "people" if pk != request.actor.member_id else "mine", "member": member,
        "places": queries.enrolments_of([pk])[pk],
        "open_needs": [n for n in needs if n.state in OPEN_NEEDS],
        "past_needs": [n for n in needs if n.state not in OPEN_NEEDS],
        "held": queries.held_by(pk, day), "rows": queries.gaps_of(pk, day),
        "own": pk == request.actor.member_id,
    }  # fmt: skip
    return render(request, "training/person.html", context)


def _place(request: HttpRequest, pk: UUID) -> Enrolment:
    return get_object_or_404(queries.enrolments(request.actor, queries.day_of(request.at)), pk=pk)


@require_safe
@members_only
def enrolment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a person's place in a course with its history and papers. Looking is on record."""
    return place_page(request, _place(request, pk))


def place_page(
    request: HttpRequest, place: Enrolment, status: int = 200, **more: Any
) -> HttpResponse:
    """Render a place."""
    staff.look(place.member_id, what="training", **acting(request))
    attached = [
        {"file": f, "url": reverse("training:file", args=[place.pk, f.pk]), "size": filesizeformat(f.size)}
        for f in files.of(place.pk)
    ]  # fmt: skip
    context = {
        "tab": "people", "study": place, "may_keep": rules.may_keep(request.actor),
        "attending": place.state in ATTENDING, "ended": place.state in ENDED,
        "files": attached, "accept": ",".join(f".{e}" for e in media.ENDINGS),
        "limit": settings.FILE_MAX_BYTES // 1_048_576,
        "history": happenings(journal.of(place.pk)), **more,
    }  # fmt: skip
    return render(request, "training/enrolment.html", context, status=status)


@get_and_post
@members_only
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody leave a course."""
    place = _place(request, pk)
    found_if(rules.may_keep(request.actor))
    return form_page(
        request, WithdrawForm(given(request), initial={"day": queries.day_of(request.at)}),
        lambda data: actions.withdraw(pk, **data, **acting(request)),
        to=reverse("training:enrolment", args=[pk]), say=_("Đã ghi thôi học."),
        title=_("%(name)s thôi học") % {"name": place.member.name}, intro=place.course.name,
        button=_("Ghi thôi học"), risk=True,
    )  # fmt: skip


@get_and_post
@members_only
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a result, or add the certificate that came later."""
    place = _place(request, pk)
    found_if(rules.may_keep(request.actor))

    def save(data: dict[str, Any]) -> None:
        reason = data.pop("reason")
        actions.correct_result(actions.Result(pk, **data), reason=reason, **acting(request))

    return form_page(
        request, CorrectForm(given(request), place=place), save,
        to=reverse("training:enrolment", args=[pk]), say=_("Đã sửa kết quả; bản cũ vẫn còn trong lịch sử."),
        title=_("Sửa kết quả của %(name)s") % {"name": place.member.name},
        intro=place.course.name, button=_("Ghi sửa đổi"),
    )  # fmt: skip


@require_POST
@members_only
def attach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Attach the certificate or the decision."""
    place = _place(request, pk)
    try:
        found = uploads.received(request, "files")
        actions.attach_certificate(
            pk, uploads=found, kind=request.POST.get("kind", Kind.COPY), **acting(request)
        )
    except Refused as refused:
        return place_page(request, place, 422, files_error=str(refused.reason.label))
    to = reverse("training:enrolment", args=[pk])
    return done(request, None, {}, to, say=_("Đã đính kèm."))


@require_safe
@members_only
def file(request: HttpRequest, pk: UUID, file_pk: UUID) -> FileResponse:
    """Give an attached file; who may see it is asked of the place."""
    place = _place(request, pk)
    staff.look(place.member_id, what="training", **acting(request))
    found = get_object_or_404(files.of(place.pk), pk=file_pk)
    return FileResponse(
        files.content(found), as_attachment=True, filename=found.name, content_type=found.media_type
    )
