"""The box of files on a page: what is attached, and whether more may be."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.files import media
from khe.base.files import queries as files
from khe.base.files.models import Attachment
from khe.base.files.states import Kind, Scan
from khe.base.people.actor import Actor
from khe.desks.dossiers import digital
from khe.desks.dossiers.actions.files import why_not_attach
from khe.desks.dossiers.models import Dossier


@dataclass(frozen=True)
class Item:
    """One attached file as a page shows it."""

    file: Attachment
    url: str
    size: str
    kind: Any
    part: str
    clean: bool


def box(dossier: Dossier, actor: Actor) -> dict[str, Any]:
    """Return the context of `files/box.html` for a dossier; one query."""
    names = {str(part.get("key")): str(part.get("name")) for part in dossier.parts}
    if dossier.outcome:
        names[digital.RESULT] = _("Kết quả giải quyết")
    items = [
        Item(
            file=file,
            url=reverse("dossiers:file", args=[dossier.code, file.pk]),
            size=filesizeformat(file.size),
            kind=Kind(file.kind).label if file.kind in Kind.values else file.kind,
            part=names.get(file.part, ""),
            clean=file.scan == Scan.CLEAN,
        )
        for file in files.of(dossier.pk)
    ]
    return {
        "files": items,
        "files_url": reverse("dossiers:attach", args=[dossier.code]),
        "files_why_not": why_not_attach(dossier, actor),
        "files_parts": list(names.items()),
        "files_kinds": Kind.choices,
        "files_accept": ",".join(f".{ending}" for ending in media.ENDINGS),
        "files_limit": settings.FILE_MAX_BYTES // 1_048_576,
    }
