"""The papers of decisions about people: part of the record, opened like it."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.files import queries as files
from khe.base.files.serving import download
from khe.base.files.states import Refusal as FileRefusal
from khe.base.files.uploads import received
from khe.base.refusal import refuse_if
from khe.base.web.entering import acting
from khe.base.web.responses import done
from khe.desks.staff import actions
from khe.desks.staff.views.records import visible_member


@require_POST
def file_act(request: HttpRequest, pk: UUID, act: UUID) -> HttpResponse:
    """Attach the paper of a decision about a person."""
    member = visible_member(request, pk)
    get_object_or_404(member.acts, pk=act)
    uploads = received(request, "files")
    refuse_if(None if uploads else FileRefusal.NO_FILE)
    actions.file_act(pk, act, uploads=uploads, **acting(request))
    to = reverse("staff:record", args=[pk])
    return done(request, None, {}, to, say=_("Đã kèm văn bản."))


@require_safe
def act_paper(request: HttpRequest, pk: UUID, act: UUID, file: UUID) -> FileResponse:
    """Send a paper as a download; that it was opened is written down in the record."""
    member = visible_member(request, pk)
    attachment = get_object_or_404(files.of(get_object_or_404(member.acts, pk=act).pk), pk=file)
    actions.look(pk, what="document", **acting(request))
    return download(attachment)
