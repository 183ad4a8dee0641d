"""Who may keep the documents to be studied. Pure."""

from datetime import date

from khe.base.people.actor import Actor
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules.common import first, refuse, why_not_organise


def why_not_save_document(
    title: str, issuer: str, day: date, today: date, by: Actor
) -> Refusal | None:
    """A document has a title, an issuer and a day of signing that has come."""
    return first(
        why_not_organise(by),
        refuse(not title.strip(), Refusal.NO_TITLE),
        refuse(not issuer.strip(), Refusal.NO_ISSUER),
        refuse(day > today, Refusal.DAY_AHEAD),
    )
