"""Official papers, the receipt page, files of a dossier."""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import segno
from django.conf import settings
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from khe.base.calendar import queries as calendars
from khe.base.documents.papers import Paper, paper_data, print_paper
from khe.base.files import queries as files
from khe.base.files.serving import download
from khe.base.files.states import Refusal as FileRefusal
from khe.base.files.uploads import received
from khe.base.people.models import Tenure
from khe.base.people.queries import LOCAL, in_force
from khe.base.refusal import Refused, refuse_if
from khe.base.web.responses import done, look_again
from khe.desks.dossiers import actions, attachments, digital, papers, queries
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event
from khe.desks.procedures import queries as procedures

SIGNED = (Event.EXTENDED, Event.APOLOGISED, Event.STOPPED, Event.REJECTED)
BOX = "files/box.html#box"


def found(request: HttpRequest, code: str) -> Dossier:
    """Return the dossier if this person may open it; else 404, without saying which."""
    seen = queries.visible_to(request.actor).select_related("applicant", "body")
    return get_object_or_404(seen, code=code)


@require_GET
def paper(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Answer with an official paper of a dossier as PDF."""
    if kind not in papers.FORMS:
        raise Http404
    dossier = found(request, code)
    case, replay = _case(request, dossier), None
    if kind == "giai-thich-han":
        replay = queries.clock(dossier, case.entries, request.at)
    lines, due = (replay.lines, replay.due_at) if replay else ((), request.at)
    return as_pdf(papers.build(kind, case, lines, due), f"{code}-{kind}.pdf")


@require_GET
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Show the receipt after intake, ready to print."""
    dossier = found(request, code)
    made = papers.build("giay-hen", _case(request, dossier), (), request.at)
    shown = {"dossier": dossier, "p": made, "d": paper_data(made), "qr": _picture(code)}
    return render(request, "dossiers/receipt.html", shown)


def _picture(code: str) -> str:
    """Return the QR code of a dossier code as the source of an image, of any size."""
    return str(
        segno.make_qr(code, error="m", boost_error=False).svg_data_uri(border=2, omitsize=True)
    )


def as_pdf(made: Paper, name: str) -> HttpResponse:
    """Return the paper as a PDF that the browser shows, kept by nobody on the way."""
    folder = _forms_dir()
    pdf = print_paper(made, folder=folder)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=utf-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _forms_dir() -> Path | None:
    return Path(settings.KHE_FORMS_DIR) if settings.KHE_FORMS_DIR else None


def _case(request: HttpRequest, dossier: Dossier) -> papers.Case:
    entries = queries.entries_of(dossier.pk)
    signers = {e.by_id for e in entries if e.event in SIGNED and e.by_id}
    return papers.Case(
        authority=request.authority,
        dossier=dossier,
        entries=entries,
        at=request.at,
        calendar=calendars.calendar(request.actor.authority_id, dossier.calendar_version),
        printed_by=request.actor.name,
        applicant=dossier.applicant,
        version=procedures.version(dossier.version_id) if dossier.version_id else None,
        steps=queries.steps_of(dossier),
        body=dossier.body.name if dossier.body else "",
        titles=_titles(signers, request.at) if signers else {},
    )


def _titles(members: set[UUID], at: datetime) -> dict[UUID, str]:
    """Return the post title of each member today."""
    day = at.astimezone(LOCAL).date()
    rows = Tenure.objects.filter(in_force(day), member_id__in=members).order_by("began")
    return dict(rows.values_list("member_id", "post__title"))


# ---- files --------------------------------------------------------------------------------------


@require_GET
def file(request: HttpRequest, code: str, pk: UUID) -> FileResponse:
    """Send an attached file as a download; its type is the sniffed one and nothing runs in it."""
    attachment = get_object_or_404(files.of(found(request, code).pk), pk=pk)
    return download(attachment)


@require_POST
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """Attach files to a dossier; what cannot be taken is said in the box itself."""
    dossier = found(request, code)
    part, kind = _part(dossier, request.POST.get("part", "")), request.POST.get("kind", "copy")
    try:
        uploads = received(request, "files")
        refuse_if(None if uploads else FileRefusal.NO_FILE)
        with transaction.atomic():
            actions.attach_files(
                code, by=request.actor, at=request.at, uploads=uploads, part=part, kind=kind
            )
    except Refused as refused:
        shown = {"dossier": dossier, "files_error": refused.reason.label}
        return look_again(
            request, BOX if request.htmx else "dossiers/paper_files.html#box",
            shown | attachments.box(dossier, request.actor), status=409,
        )  # fmt: skip
    return done(request, BOX, attachments.box(dossier, request.actor), dossier)


def _part(dossier: Dossier, key: str) -> str:
    """Return the key if it is one of the dossier's papers, or its result once there is one."""
    if key == digital.RESULT and dossier.outcome:
        return key
    return key if any(str(part.get("key")) == key for part in dossier.parts) else ""
