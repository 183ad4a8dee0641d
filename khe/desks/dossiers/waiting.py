"""What waits for a person at the one-stop desk: dossiers they hold, dossiers to sign."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.people.actor import Actor
from khe.base.waiting import Waiting
from khe.desks.dossiers import queries
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import RUNNING, Status

PATH = "khe.desks.dossiers.waiting.of"  # in settings.KHE_WAITING
KIND = gettext_lazy("Hồ sơ")
MOST = 200  # dossiers of each sort


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield the running dossiers that the actor (or whom they stand in for) holds, and for a leader
    those at their last step; what waits for a citizen waits for nobody here. Two queries at most."""
    seen = set()
    if actor.can("leader"):
        for dossier in queries.to_sign()[:MOST]:
            seen.add(dossier.pk)
            yield _waiting(dossier, _("Ký kết quả"), "signature")
    if actor.can("officer", "leader"):
        for dossier in queries.queue_of(actor).filter(status__in=RUNNING)[:MOST]:
            if dossier.pk not in seen:
                step = dossier.step_name if dossier.status == Status.IN_PROGRESS else ""
                yield _waiting(dossier, step or _("Xử lý"), "files")


def _waiting(dossier: Dossier, step: str, icon: str) -> Waiting:
    what = dossier.procedure_name or dossier.field or dossier.code
    detail = " · ".join(part for part in (dossier.code, dossier.applicant_name) if part)
    return Waiting(KIND, what, dossier.get_absolute_url(), dossier.due_at, step, icon, detail)
