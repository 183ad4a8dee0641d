"""Personnel records: a zone of their own."""

from collections.abc import Collection
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.people.competence import KINDS, LEVELS
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.rules.common import first, when
from khe.desks.staff.rules.spans import Window

RECORD_READERS = ("personnel", "standing")  # see every personnel record; whoever looks is on record
RECORD_KEEPERS = ("personnel",)


def why_not_see_record(member_id: UUID, by: Actor, led: Collection[UUID]) -> Refusal | None:
    """A personnel record is seen by the person, by the keepers of records and the standing members,
    and by those who head the person (`led`: ids of the members whom `by` heads). Nobody else, the
    administrator of accounts included."""
    return when(
        not (by.can(*RECORD_READERS) or member_id == by.member_id or member_id in led),
        Refusal.NOT_YOUR_RECORD,
    )


def why_not_keep_record(by: Actor) -> Refusal | None:
    """Personnel records are written by their keepers."""
    return when(not by.can(*RECORD_KEEPERS), Refusal.NOT_KEEPER)


def why_not_qualify(kind: str, level: str, name: str, window: Window, by: Actor) -> Refusal | None:
    """A level is one of its kind's, a certificate or skill has a name; it is awarded before it ends."""
    levels = LEVELS.get(kind)
    awarded, expires = window
    return first(
        why_not_keep_record(by),
        when(kind not in KINDS, Refusal.UNKNOWN_KIND),
        when(levels is not None and level not in levels, Refusal.NO_LEVEL),
        when(levels is None and not name.strip(), Refusal.NO_LEVEL),
        when(awarded and expires and expires <= awarded, Refusal.NOT_A_PERIOD),
    )
