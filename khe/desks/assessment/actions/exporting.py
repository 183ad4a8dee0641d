"""Taking results out of the system is an act too: who took how many rows is on record."""

from datetime import datetime
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.transactions import transacted
from khe.desks.assessment import queries
from khe.desks.assessment.models import Campaign
from khe.desks.assessment.states import Event


@transacted
def note_export(campaign_id: UUID, *, rows: int, by: Actor, at: datetime) -> Campaign:
    """Write down that `rows` results of a campaign were downloaded."""
    campaign = queries.locked_campaign(campaign_id)
    record(campaign, Event.EXPORTED, by=by, at=at, rows=rows)
    campaign.save(update_fields=["journal_seq", "journal_hash"])
    return campaign
