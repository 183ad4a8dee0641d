"""Personnel records: a zone of their own. Whoever opens one is on record, and the person can see it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.people.models import Member
from khe.base.sheets import importing
from khe.base.sheets.responses import sheet_response
from khe.base.web.entering import PAGE, acting, given, tried
from khe.base.web.responses import done
from khe.desks.staff import actions, panels, queries, roster, rules
from khe.desks.staff.forms.members import FilterForm, QualificationForm, RecordForm
from khe.desks.staff.forms.tenures import AppointMemberForm
from khe.desks.staff.states import SEEN
from khe.desks.staff.views.organisation import get_and_post

A_PAGE = 50


def visible_member(request: HttpRequest, pk: UUID) -> Member:
    """Return a member whose record the actor may open; to others there is no such page."""
    if request.actor is None:
        raise Http404
    seen = queries.visible_records(request.actor, queries.day_of(request.at))
    return get_object_or_404(seen.select_related("body", "cell", "area"), pk=pk)


def _keepers_only(request: HttpRequest) -> None:
    if request.actor is None or rules.why_not_keep_record(request.actor):
        raise Http404


@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """List the people whose record one may open, searched and narrowed."""
    if request.actor is None:
        raise Http404
    day = queries.day_of(request.at)
    form = FilterForm(request.GET, on=day)
    found = queries.records(request.actor, day, form.asked())
    page = Paginator(found.select_related("body", "area"), A_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    tenures = queries.tenures_of([m.pk for m in listed], day)
    context = {
        "form": form,
        "page": page,
        "rows": [(m, tenures.get(m.pk, [])) for m in listed],
        "may_keep": rules.why_not_keep_record(request.actor) is None,
        "narrowed": form.asked() != queries.Filter(),
        "query": request.GET.urlencode(),
    }
    return render(request, "staff/records.html", context)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Answer the list as a spreadsheet; everybody in it can see that it was taken away, and by whom."""
    if request.actor is None:
        raise Http404
    day = queries.day_of(request.at)
    found = queries.records(request.actor, day, FilterForm(request.GET, on=day).asked())
    ids = list(found.values_list("pk", flat=True))
    members = actions.look_at_many(ids, what="export", **acting(request))
    return sheet_response(roster.SHEET, roster.rows(members, day), f"can-bo-{day:%Y-%m-%d}.xlsx")


@get_and_post
def import_list(request: HttpRequest) -> HttpResponse:
    """Take in a list: what it would change is shown before anything is."""
    _keepers_only(request)
    spec = importing.Import(
        sheet=roster.SHEET,
        plan=roster.plan,
        carry_out=actions.import_list,
        title=_("Nhập danh sách cán bộ"),
        back_url=reverse("staff:records"),
        intro=_(
            "Mỗi dòng một người; người giữ nhiều chức danh ghi nhiều dòng. Tìm người theo mã, rồi theo"
            " số điện thoại; không có thì thêm mới. Ô để trống giữ nguyên điều đã ghi."
        ),
        template_name="mau-danh-sach-can-bo.xlsx",
    )
    return importing.page(request, spec)


@require_safe
def my_record(request: HttpRequest) -> HttpResponse:
    """Show one's own record."""
    if request.actor is None or request.actor.member_id is None:
        raise Http404
    return _page(request, visible_member(request, request.actor.member_id))


@require_safe
def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a person's record; that it was opened is written down in it."""
    member = visible_member(request, pk)
    actions.look(member.pk, what="record", **acting(request))
    return _page(request, member)


@require_POST
def contacts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a person's telephone and e-mail too; that they were asked for is written down."""
    member = visible_member(request, pk)
    actions.look(member.pk, what="contacts", **acting(request))
    response = _page(request, member, shows_contacts=True)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest,
    member: Member,
    *,
    shows_contacts: bool = False,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    actor, at = request.actor, request.at
    day = queries.day_of(at)
    held = queries.posts_of(member.pk, day)
    current = [h for h in held if h.tenure.ended is None or h.tenure.ended > day]
    own = member.pk == actor.member_id
    may_keep = rules.why_not_keep_record(actor) is None
    looks = queries.looks_at(member.pk)[: queries.LATEST] if own or may_keep else []
    context = {
        "member": member,
        "own": own,
        "current": current,
        "past": [h for h in held if h not in current],
        "qualifications": queries.qualifications_of(member.pk),
        "lacks": [(h, gap) for h in current for gap in h.gaps],
        "panels": panels.of(actor, member, at),
        "looks": [(entry, SEEN.get(entry.facts.get("what", ""), "")) for entry in looks],
        "shows_looks": own or may_keep,
        "shows_contacts": shows_contacts,
        "may_keep": may_keep,
        "may_act": rules.why_not_record_act(member.pk, (), actor) is None,
        **_forms(request, **forms),
    }
    return render(request, "staff/record.html", context, status=status)


def _forms(request: HttpRequest, **forms: Any) -> dict[str, Any]:
    return {
        "appointing": forms.get("appointing") or AppointMemberForm(at=request.at),
        "qualifying": forms.get("qualifying") or QualificationForm(auto_id="q_%s"),
        "open": next(iter(forms), ""),
    }


@get_and_post
def record_edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Write what is known of a person, or of a new one."""
    _keepers_only(request)
    known = visible_member(request, pk) if pk else None
    if known and request.method != "POST":
        actions.look(known.pk, what="contacts", **acting(request))
    form = RecordForm(given(request), on=queries.day_of(request.at), known=known)
    made: list[Member] = []
    if request.method == "POST" and tried(
        form, lambda d: made.append(actions.save_member(id=pk, **d, **acting(request)))
    ):
        to = reverse("staff:record", args=[made[0].pk])
        return done(request, None, {}, to, say=_("Đã ghi hồ sơ."))
    context = {
        "form": form,
        "title": known.name if known else _("Thêm hồ sơ cán bộ"),
        "button": _("Ghi hồ sơ"),
        "back": reverse("staff:record", args=[pk]) if pk else reverse("staff:records"),
    }
    return render(request, PAGE, context, status=422 if form.is_bound else 200)


@require_POST
def record_appoint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that an act gives this person a post."""
    member = visible_member(request, pk)
    form = AppointMemberForm(request.POST, at=request.at)

    def give(data: dict[str, Any]) -> None:
        actions.appoint(data.pop("post").pk, member=member, **data, **acting(request))

    if tried(form, give):
        to = reverse("staff:record", args=[pk])
        return done(request, None, {}, to, say=_("Đã ghi quyết định."))
    return _page(request, member, status=422, appointing=form)


@require_POST
def qualify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down a qualification of this person."""
    _keepers_only(request)
    member = visible_member(request, pk)
    form = QualificationForm(request.POST, auto_id="q_%s")
    if tried(form, lambda d: actions.add_qualification(pk, **d, **acting(request))):
        to = reverse("staff:record", args=[pk])
        return done(request, None, {}, to, say=_("Đã ghi trình độ."))
    return _page(request, member, status=422, qualifying=form)


@require_POST
def disqualify(request: HttpRequest, pk: UUID, held: UUID) -> HttpResponse:
    """Take away a qualification that was written down by mistake."""
    _keepers_only(request)
    get_object_or_404(visible_member(request, pk).qualifications, pk=held)
    actions.remove_qualification(held, **acting(request))
    to = reverse("staff:record", args=[pk])
    return done(request, None, {}, to, say=_("Đã bỏ trình độ ghi sai."))
