"""The pages of the catalogue: find, read, edit as a new version, publish, withdraw."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khe.base.people.actor import Actor
from khe.base.refusal import Refused
from khe.base.web.responses import done, look_again
from khe.desks.procedures import actions, queries, rules
from khe.desks.procedures.forms import ROWS, Draft, NewForm, RetireForm
from khe.desks.procedures.models import ProcedureVersion

LIST, DETAIL, EDIT, ADD = (f"procedures/{name}.html" for name in ("list", "detail", "edit", "add"))
PAGE = 30
FOUND = 50
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def catalogue(request: HttpRequest) -> HttpResponse:
    """List or search what the authority offers."""
    by = _actor(request)
    text, field = request.GET.get("q", "").strip()[:200], request.GET.get("linh-vuc", "")
    fields = queries.fields(by.authority_id)
    if text:
        found = queries.search(by.authority_id, text, FOUND)
        rows: Any = [one for one in found if not field or one.field_code == field]
    else:
        rows = queries.catalogue(by.authority_id).only(*_SHOWN)
        rows = rows.filter(field_code=field) if field else rows
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": text, "field": field, "fields": fields, "tab": "list"}
    return render(request, LIST, context | _keeper(by))


_SHOWN = (
    "id", "code", "name", "field_name", "channels", "confidence", "effective_from",
    "procedure__owner",
)  # fmt: skip


def left(request: HttpRequest) -> HttpResponse:
    """List what waits for an officer to complete or check."""
    by = _keeping(request)
    rows = queries.left_to_complete(by.authority_id).only(*_SHOWN, "unparsed")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, LIST, {"page": page, "tab": "left"} | _keeper(by))


def drafts(request: HttpRequest) -> HttpResponse:
    """List the open drafts."""
    by = _keeping(request)
    page = Paginator(queries.drafts(by.authority_id), PAGE).get_page(request.GET.get("page"))
    return render(request, LIST, {"page": page, "tab": "drafts"} | _keeper(by))


def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show a procedure as it is in force, or its newest version."""
    by = _actor(request)
    shown = queries.versions_of(by.authority_id, code)
    now = queries.in_force(by.authority_id, code, _today(request))
    if not rules.may_keep(by.roles):
        shown = [one for one in shown if one.state != "draft"]
    if not shown:
        raise Http404
    return _show(request, now or shown[0], shown, by)


def version(request: HttpRequest, code: str, id: UUID) -> HttpResponse:
    """Show one version, old ones too: a dossier may have been taken in under it."""
    by = _actor(request)
    shown = queries.versions_of(by.authority_id, code)
    found = next((one for one in shown if one.pk == id), None)
    if found is None or (found.state == "draft" and not rules.may_keep(by.roles)):
        raise Http404
    return _show(request, found, shown, by)


def _show(
    request: HttpRequest, found: ProcedureVersion, versions: list[ProcedureVersion], by: Actor
) -> HttpResponse:
    owner_id = found.procedure.owner_id
    has_draft = any(
        one.state == "draft" and one.procedure.owner_id == by.authority_id for one in versions
    )
    context = {
        "version": found, "versions": versions, "retire": RetireForm(),
        "in_force": found.covers(_today(request)),
        "why_not_draft": rules.why_not_draft(
            by.roles, owner_id, by.authority_id, has_draft=has_draft
        ),
        "why_not_retire": rules.why_not_retire(found, by.roles, owner_id, by.authority_id),
    }  # fmt: skip
    return render(request, DETAIL, context | _keeper(by))


def add(request: HttpRequest) -> HttpResponse:
    """Begin a procedure of the authority's own."""
    by = _keeping(request)
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = actions.add_procedure(**form.cleaned_data, by=by, at=request.at)
        return redirect("procedures:edit", draft.pk)
    return render(request, ADD, {"form": form}, status=422 if form.errors else 200)


@require_POST
def draft(request: HttpRequest, id: UUID) -> HttpResponse:
    """Make a draft to edit from a published version."""
    by = _keeping(request)
    source = get_object_or_404(queries.visible_to(by.authority_id), pk=id)
    made = actions.draft_version(source.pk, by=by, at=request.at)
    return redirect("procedures:edit", made.pk)


def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Edit a draft; each button saves, and none needs JavaScript."""
    by = _keeping(request)
    draft = get_object_or_404(queries.drafts(by.authority_id), pk=id)
    adding = request.GET.get("them", "")
    page = Draft(draft, request.POST or None, add=adding if adding in ROWS else "")
    if request.method != "POST":
        return render(request, EDIT, {"draft": page, "version": draft})
    if not page.is_valid():
        return look_again(request, f"{EDIT}#form", {"draft": page, "version": draft})
    actions.save_draft(draft.pk, page.changes(), by=by, at=request.at)
    if request.POST.get("add") in ROWS:
        name = request.POST["add"]
        return redirect(f"{request.path}?them={name}#{name}")
    if "publish" in request.POST:
        try:  # what was typed is saved, also where it cannot be published yet
            return _publish(request, id, by)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(request.path)
    return done(request, None, {}, to=request.path, say=_("Đã lưu bản nháp."))


@require_POST
def publish(request: HttpRequest, id: UUID) -> HttpResponse:
    """Put a draft in force."""
    by = _keeping(request)
    get_object_or_404(queries.drafts(by.authority_id), pk=id)
    return _publish(request, id, by)


def _publish(request: HttpRequest, id: UUID, by: Actor) -> HttpResponse:
    made = actions.publish(id, by=by, at=request.at)
    return done(request, None, {}, to=made, say=_("Đã công bố phiên bản mới."))


@require_POST
def drop(request: HttpRequest, id: UUID) -> HttpResponse:
    """Throw a draft away."""
    by = _keeping(request)
    get_object_or_404(queries.drafts(by.authority_id), pk=id)
    actions.drop_draft(id, by=by, at=request.at)
    return done(request, None, {}, to="procedures:drafts", say=_("Đã bỏ bản nháp."))


@require_POST
def retire(request: HttpRequest, id: UUID) -> HttpResponse:
    """Withdraw a published version."""
    by = _keeping(request)
    found = get_object_or_404(queries.visible_to(by.authority_id), pk=id)
    form = RetireForm(request.POST)
    if not form.is_valid():
        versions = queries.versions_of(by.authority_id, found.code)
        context = {"version": found, "versions": versions, "retire": form} | _keeper(by)
        return look_again(request, f"{DETAIL}#retiring", context)
    actions.retire(found.pk, **form.cleaned_data, by=by, at=request.at)
    return done(request, None, {}, to=found, say=_("Đã bãi bỏ thủ tục."))


def _actor(request: HttpRequest) -> Actor:
    """Return who asks; the catalogue is only for the staff of an authority."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise Http404
    return actor


def _keeping(request: HttpRequest) -> Actor:
    """Return who asks if they keep the catalogue; its workshop does not exist for others."""
    actor = _actor(request)
    if not rules.may_keep(actor.roles):
        raise Http404
    return actor


def _keeper(by: Actor) -> dict[str, Any]:
    return {"keeper": rules.may_keep(by.roles), "authority_id": by.authority_id}


def _today(request: HttpRequest) -> Any:
    return request.at.astimezone(LOCAL).date()
