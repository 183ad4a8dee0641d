"""Saying which figures make up which total."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.indicators import queries, rules
from khe.desks.indicators.models import Partition, PartitionPart
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.states import Event


@transacted
def save_partition(
    *, name: str, total_id: UUID, part_ids: Sequence[UUID], by: Actor, at: datetime
) -> Partition:
    """Say that an indicator is the sum of others, e.g. received = solved + remaining; every period in
    which that is not so is flagged from now on."""
    refuse_if(rules.why_not_manage(by))
    found = queries.visible_to(by).in_bulk([total_id, *part_ids])
    refuse_if(
        (None if name.strip() else Refusal.NO_NAME)
        or (None if {total_id, *part_ids} == set(found) else Refusal.NO_PARTS)
        or rules.why_not_partition([one.unit for one in found.values()], total_id, part_ids)
    )
    made = Partition(name=name.strip()[:200], total_id=total_id)
    parts = list(dict.fromkeys(part_ids))
    record(made, Event.PARTITION_SAVED, by=by, at=at, name=made.name, total=total_id, parts=parts)
    made.save(force_insert=True)
    PartitionPart.objects.bulk_create(
        [PartitionPart(partition=made, indicator_id=pk) for pk in parts]
    )
    return made


@transacted
def drop_partition(partition_id: UUID, *, by: Actor, at: datetime) -> Partition:
    """Drop a check of sums."""
    one = Partition.objects.select_for_update().get(pk=partition_id)
    refuse_if(rules.why_not_manage(by) or (Refusal.DROPPED if one.dropped_at else None))
    one.dropped_at = at
    record(one, Event.PARTITION_SAVED, by=by, at=at, name=one.name, dropped=True)
    one.save(update_fields=["dropped_at", "journal_seq", "journal_hash"])
    return one
