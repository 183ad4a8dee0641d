"""Looking at personal data is an act too: whoever looked is on record."""

from datetime import datetime

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.dossiers import queries, rules
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event

SHOWN = ("id_number", "phone", "email", "address")


@transacted
def see_personal_data(code: str, *, by: Actor, at: datetime) -> Dossier:
    """Write down that `by` looked at the applicant's whole numbers and contacts.

    The dossier itself does not change (`changed_at` stays), only its journal grows.
    """
    dossier = queries.locked(code)
    refuse_if(rules.why_not_see_personal_data(by))
    record(dossier, Event.PERSONAL_DATA_SEEN, by=by, at=at, shown=list(SHOWN))
    dossier.save(update_fields=["journal_seq", "journal_hash"])
    return dossier


def refuse_stale(code: str, *, seen: int | None) -> None:
    """Hold the dossier and refuse when it moved on since its journal ended with entry `seen`.

    Two people at one dossier: the second is told, instead of overruling the first unknowingly.
    """
    dossier = queries.locked(code)
    changed = queries.changes_since(dossier, seen) if seen is not None else []
    refuse_if(rules.why_not_as_seen(seen, changed))
