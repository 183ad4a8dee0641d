"""What waits in documents: drafts to be checked by a second person, papers to be signed, to be issued."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.waiting import Waiting
from khe.desks.reports import queries, rules
from khe.desks.reports.models import Document
from khe.desks.reports.states import OPEN, Status


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield what the actor may do next with documents that have not been issued; one query."""
    del at
    if not rules.may_draft(actor):
        return
    for document in queries.visible_to(actor).filter(status__in=OPEN).order_by("changed_at", "id"):
        if step := _step(document, actor):
            yield Waiting(
                kind=_("Văn bản"), what=document.title, url=document.get_absolute_url(),
                next_step=step, icon="file-text", detail=str(document.get_kind_display()),
            )  # fmt: skip


def _step(document: Document, actor: Actor) -> str:
    if document.status == Status.SIGNED:
        return "" if rules.why_not_issue(document, actor) else _("Vào số, ban hành")
    if document.status == Status.CHECKED:
        return "" if rules.why_not_sign(document, actor) else _("Xem và ký")
    if document.why and actor.is_member(document.drafted_by_id):
        return _("Sửa lại: %(why)s") % {"why": document.why}
    return "" if rules.why_not_check(document, actor) else _("Kiểm tra dự thảo")
