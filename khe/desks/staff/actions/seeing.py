"""Looking at a person's record is an act too: whoever looked is on record, and the person can see it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from khe.base.journal.record import record, record_each
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.staff import queries, rules
from khe.desks.staff.states import Event


@transacted
def look(member_id: UUID, *, what: str, by: Actor, at: datetime) -> Member:
    """Open a person's record: ask whether `by` may, write down that they looked, return the member.

    `what` is the part shown ("record", "training", "assessment", "succession"). People who look at their
    own record are not written down.
    """
    member = Member.objects.select_for_update().get(pk=member_id)
    led = people.led_by(by, queries.day_of(at)) if by.led_ids else ()
    refuse_if(rules.why_not_see_record(member.pk, by, led))
    if member.pk != by.member_id:
        record(member, Event.RECORD_SEEN, by=by, at=at, what=what)
    return member


@transacted
def look_at_many(member_ids: Iterable[UUID], *, what: str, by: Actor, at: datetime) -> list[Member]:
    """Open many records at once (a list taken away): refuse if `by` may not see one of them, write down
    in each that `by` looked, return the members by given name. A handful of statements for any number."""
    ids = set(member_ids)
    found = Member.objects.filter(pk__in=ids).select_related("body", "cell", "area")
    members = list(found.order_by("sort_name", "id").select_for_update(of=("self",)))
    led = people.led_by(by, queries.day_of(at)) if by.led_ids else set()
    refuse_if(rules.first(*(rules.why_not_see_record(m.pk, by, led) for m in members)))
    others = {m: {"what": what, "of": len(members)} for m in members if m.pk != by.member_id}
    record_each(others, Event.RECORD_SEEN, by=by, at=at)
    return members
