"""The counter: one sheet, taken in and printed; or guidance, or a hand-in that is only written down."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from khe.base.documents.papers import Applicant as OnPaper
from khe.base.files.uploads import received
from khe.base.people.models import Member
from khe.base.people.queries import LOCAL
from khe.base.refusal import Refused, refuse_if
from khe.base.web.responses import done, look_again
from khe.desks.dossiers import actions, counter, papers, rules
from khe.desks.dossiers.forms.intake import IntakeForm
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Status
from khe.desks.dossiers.views import sheet
from khe.desks.dossiers.views.papers import as_pdf
from khe.desks.procedures import queries as procedures

PAGE = "dossiers/intake.html"
SHEET = f"{PAGE}#phieu"


def at_counter(request: HttpRequest) -> None:
    """Let only people of the counter go on."""
    if request.actor is None:
        raise Http404
    refuse_if(rules.why_not_clerk(request.actor))


@require_http_methods(["GET", "POST"])
def intake(request: HttpRequest) -> HttpResponse:
    """Show an empty (or half-filled) sheet; take in a filled one."""
    at_counter(request)
    if request.method == "POST":
        return _take(request, actions.receive)
    return render(request, PAGE, sheet.blank(request, request.GET))


@require_POST
def register(request: HttpRequest) -> HttpResponse:
    """Write down what was handed in although something is missing; no clock runs yet."""
    at_counter(request)
    return _take(request, actions.register)


@require_POST
def redraw(request: HttpRequest) -> HttpResponse:
    """Show the sheet again with everything typed: a procedure or a person was chosen, or only the
    panel must be counted anew (`hen`)."""
    at_counter(request)
    context = sheet.blank(request, request.POST)
    if not request.htmx:
        return render(request, PAGE, context)
    part = f"{PAGE}#hen" if request.htmx.target == "hen" else SHEET
    return look_again(request, part, context, status=200)


@require_GET
def find_procedures(request: HttpRequest) -> HttpResponse:
    """List procedures for what is being typed."""
    at_counter(request)
    text = request.GET.get("q", "")[:200]
    day = request.at.astimezone(LOCAL).date()
    found = procedures.search(request.actor.authority_id, text, 8, day) if text.strip() else []
    return render(request, f"{PAGE}#kq", {"found": sheet.rows_of(found), "q": text})


@require_POST
def find_people(request: HttpRequest) -> HttpResponse:
    """List people who handed in before. By POST: what is typed must not lie in addresses and logs."""
    at_counter(request)
    text = request.POST.get("find", "")[:100]
    return render(request, f"{PAGE}#kq2", {"people": counter.people_like(text), "find": text})


@require_POST
def guidance(request: HttpRequest) -> HttpResponse:
    """Print what the procedure asks for, with what was brought ticked; nothing is stored."""
    at_counter(request)
    context = sheet.blank(request, request.POST)
    form, version = context["form"], context["version"]
    refuse_if(None if version else papers.NotYet.NO_PROCEDURE)
    name = request.POST.get("name", "").strip()[:200]
    slip = papers.guidance(
        request.authority, version, request.at, request.actor.name,
        applicant=OnPaper(name=name) if name else None,
        given=[row.key for row in form.rows if row.ticked],
        advice=request.POST.get("note", "")[:2000],
    )  # fmt: skip
    return as_pdf(slip, f"huong-dan-{version.code}.pdf")


def _take(request: HttpRequest, act: Any) -> HttpResponse:
    """Do `act` (receive or register) once, however often the sheet is sent."""
    number = sheet.number_of(request.POST)
    if number and Dossier.objects.filter(pk=number).exists():
        return _already(request, Dossier.objects.get(pk=number))
    sent = sheet.filled(request, incomplete=act is actions.register)
    form = sent["form"]
    if number is None or not form.is_valid():
        return _again(request, sent)
    try:
        with transaction.atomic():
            dossier = _do(request, act, form, number, sent)
    except Refused as refused:
        form.add_error(None, str(refused.reason.label))
        return _again(request, sent)
    except IntegrityError:  # the same sheet was sent twice at once; the other one was first
        before = Dossier.objects.filter(pk=number).first()
        if before is None:
            raise
        return _already(request, before)
    return _printed(request, dossier)


def _do(
    request: HttpRequest, act: Any, form: IntakeForm, number: UUID, sent: dict[str, Any]
) -> Dossier:
    """Store the sheet as a dossier, with its files."""
    uploads = received(request, "scans")
    more: dict[str, Any] = {}
    if act is actions.receive:
        wanted = form.cleaned_data["officer"]
        chosen = wanted and next(o for o in sent["officers"]() if str(o.id) == wanted)
        more = {
            "limit": form.chosen_case().get("limit"), "fee": form.fee_taken(),
            "officer": Member.objects.get(pk=chosen.id) if chosen else None,
            "body_id": chosen.body_id if chosen else None,
        }  # fmt: skip
    dossier: Dossier = act(
        version=form.version, channel=form.cleaned_data["channel"], parts=form.parts(),
        person=counter.same_person(form.person()), note=form.cleaned_data["note"],
        by=request.actor, at=request.at, id=number, **more,
    )  # fmt: skip
    if uploads:
        kind = form.cleaned_data["file_kind"] or "original"
        actions.attach_files(
            dossier.code, by=request.actor, at=request.at, uploads=uploads, kind=kind
        )
    return dossier


def _printed(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Go on to the receipt; a hand-in that is only written down goes to the waiting list."""
    draft = f"intake-{dossier.pk}"
    if dossier.status == Status.REGISTERED:
        say = _("Đã ghi nhận %(code)s, chưa tính hạn.") % {"code": dossier.code}
        return done(request, None, {}, "dossiers:registered", say=say, draft=draft)
    return done(request, None, {}, reverse("dossiers:receipt", args=[dossier.code]), draft=draft)


def _already(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Lead to the dossier that this sheet has become."""
    say = _("Phiếu này đã được lưu thành hồ sơ %(code)s; không tạo thêm hồ sơ nào.")
    to = "dossiers:receipt" if dossier.received_at else "dossiers:accept"
    url = reverse(to, args=[dossier.code])
    return done(
        request, None, {}, url, say=say % {"code": dossier.code}, draft=f"intake-{dossier.pk}"
    )


def _again(request: HttpRequest, sent: dict[str, Any]) -> HttpResponse:
    context = sheet.again(request, sent)
    sheet.focus_on_first_error(context)
    return look_again(request, SHEET, context)


# ---- what was registered ------------------------------------------------------------------------


@require_GET
def registered(request: HttpRequest) -> HttpResponse:
    """List what was handed in and is not yet taken in or refused."""
    at_counter(request)
    return render(request, "dossiers/intake_waiting.html", sheet.waiting(request))


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Check what was registered, and take it in when it is complete."""
    at_counter(request)
    context = sheet.registered(request, code)
    if request.method == "GET":
        return render(request, "dossiers/intake_accept.html", context)
    form = context["form"]
    if not form.is_valid():
        return look_again(request, "dossiers/intake_accept.html", context)
    actions.accept(
        code, by=request.actor, at=request.at, parts=form.parts(),
        limit=form.chosen_case().get("limit"), fee=form.fee_taken(),
    )  # fmt: skip
    return redirect("dossiers:receipt", code)


@require_http_methods(["GET", "POST"])
def refuse_intake(request: HttpRequest, code: str) -> HttpResponse:
    """Refuse what was registered, with the reason that form 03 prints."""
    at_counter(request)
    context = sheet.refusing(request, code)
    form = context["form"]
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "dossiers/intake_refuse.html", context, status=status)
    actions.refuse_intake(code, by=request.actor, at=request.at, reason=form.cleaned_data["reason"])
    return done(
        request, None, {}, reverse("dossiers:refused", args=[code]),
        say=_("Đã từ chối tiếp nhận; hãy in phiếu (mẫu 03) giao người nộp."),
    )  # fmt: skip


@require_GET
def refused(request: HttpRequest, code: str) -> HttpResponse:
    """Show that the hand-in was refused, with form 03 to print."""
    at_counter(request)
    return render(
        request, "dossiers/intake_refused.html", {"dossier": sheet.dossier(request, code)}
    )
