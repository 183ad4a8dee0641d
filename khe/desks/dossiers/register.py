"""Form 07, the register of dossiers: which ones, and what stands in a row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import translation

from khe.base.authorities.models import Authority
from khe.base.documents import papers as paper
from khe.base.people.actor import Actor
from khe.base.web import phrases
from khe.desks.dossiers import queries
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.papers import office
from khe.desks.dossiers.states import PARTITION, Channel, Delivery, Status

MOST_ON_PAPER = 2000
MOST_IN_SHEET = 50_000


@dataclass(frozen=True)
class Period:
    """What the register is asked for: local days, both inclusive, and filters ('' is all)."""

    first: date
    last: date
    field: str = ""
    channel: str = ""
    state: str = ""  # a key of states.PARTITION


def taken_in(actor: Actor, period: Period) -> QuerySet[Dossier]:
    """Return the dossiers the actor may see that were received in the period, oldest first."""
    start, end = _midnight(period.first), _midnight(period.last + timedelta(days=1))
    found = queries.visible_to(actor).filter(received_at__gte=start, received_at__lt=end)
    if period.field:
        found = found.filter(field=period.field)
    if period.channel:
        found = found.filter(channel=period.channel)
    if period.state:
        found = found.filter(status__in=PARTITION[period.state])
    unshown = ("applicant__id_number", "applicant__email", "note", "attributes")
    return found.select_related("applicant", "body").defer(*unshown).order_by("received_at", "id")


def fields_in(actor: Actor, period: Period) -> list[str]:
    """Return the fields of the dossiers received in the period, for the filter."""
    whole = Period(period.first, period.last)
    names = taken_in(actor, whole).order_by("field").values_list("field", flat=True)
    return [name for name in names.distinct() if name]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), phrases.ZONE)


def rows_of(dossiers: Iterable[Dossier]) -> list[paper.RegisterRow]:
    """Return the register's lines, in Vietnamese as all paper is; telephone numbers are masked."""
    with translation.override("vi"):
        return [_row(one) for one in dossiers]


def _row(dossier: Dossier) -> paper.RegisterRow:
    who = dossier.applicant
    assert dossier.received_at is not None, "the register holds what was taken in"  # noqa: S101
    return paper.RegisterRow(
        dossier_code=dossier.code,
        procedure=dossier.procedure_name,
        applicant=dossier.applicant_name,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        address=who.address if who else "",
        phone=phrases.masked_phone(who.phone) if who else "",
        handled_by=dossier.body.name if dossier.body else dossier.officer_name,
        received_via=str(dict(Channel.choices).get(dossier.channel, dossier.channel)),
        result_at=dossier.settled_at,
        returned_at=dossier.returned_at,
        returned_via=_returned_via(dossier),
        note=_note(dossier),
    )


def _returned_via(dossier: Dossier) -> str:
    if dossier.delivery == Delivery.NONE:
        return ""
    return str(Delivery(dossier.delivery).label)


def _note(dossier: Dossier) -> str:
    if dossier.status == Status.RETURNED:
        return ""
    return str(Status(dossier.status).label)


def paper_of(
    authority: Authority, rows: Iterable[Dossier], period: Period, at: datetime, by: str
) -> paper.Register:
    """Return form 07 of the rows."""
    return paper.Register(
        office=office(authority),
        issued_at=at,
        first_day=period.first,
        last_day=period.last,
        rows=tuple(rows_of(rows)),
        book=f"{period.first:%m/%Y}",
        keeper=by,
    )
