"""Documents for tests and the demo, with honest defaults; all of them made by the real actions."""

from datetime import datetime
from typing import Any

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.people.models import Body
from khe.desks.reports import actions
from khe.desks.reports.models import Document
from khe.desks.reports.states import Kind


def make_document(body: Body, *, by: Actor, at: datetime, **facts: Any) -> Document:
    """Draft the monthly report of February 2026."""
    facts.setdefault("kind", Kind.MONTHLY)
    facts.setdefault("period", Period.parse("2026-02-01..2026-02-28"))
    return actions.draft(body_id=body.pk, by=by, at=at, **facts)


def make_issued(
    body: Body, *, by: Actor, checker: Actor, signer: Actor, at: datetime, **facts: Any
) -> Document:
    """Draft, check, sign and issue a report at one moment."""
    document = make_document(body, by=by, at=at, **facts)
    actions.check(document.pk, by=checker, at=at)
    actions.sign(document.pk, by=signer, at=at)
    return actions.issue(document.pk, by=by, at=at)
