"""Looking at a person's record is an act too: whoever looked is on record, and the person can see it."""

from datetime import datetime
from uuid import UUID

from khe.base.journal.record import record
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
