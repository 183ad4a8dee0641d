"""What is said of a PDF somebody brings: who signed it, whether it is whole, which document it is, and
whether the records behind that document's figures have changed since."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from khe.base.documents import signing
from khe.base.people.actor import Actor
from khe.desks.reports import queries
from khe.desks.reports.models import Document
from khe.desks.reports.pages.document import distinct
from khe.desks.reports.queries import Drift
from khe.desks.reports.states import OUT


@dataclass(frozen=True)
class Result:
    """`document` is the one a file was issued as (the same bytes), as far as the actor may open it."""

    is_pdf: bool
    signatures: list[Any] = field(default_factory=list)
    document: Document | None = None
    drifted: list[Drift] = field(default_factory=list)
    figures: int = 0


def result(content: bytes, actor: Actor, at: datetime) -> Result:
    """Look at a file; nothing of it is kept."""
    if not content.startswith(b"%PDF-"):
        return Result(is_pdf=False)
    signatures = list(signing.verify(content))
    document = queries.issued_with(hashlib.sha256(content).hexdigest(), actor)
    if document is None or document.status not in OUT:
        return Result(True, signatures)
    rows = queries.bounds_of(document)
    drifted = distinct(d for d in queries.drift(rows, actor, at) if not d.same)
    return Result(True, signatures, document, drifted, len(rows))
