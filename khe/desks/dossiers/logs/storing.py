"""Cases of a log into dossiers and journal entries; a known case may only grow."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from khe.base.authorities.tenancy import required_id
from khe.base.authorities.tenant import uuid7
from khe.base.journal import bulk
from khe.base.journal.models import Entry
from khe.desks.dossiers.logs.meaning import EVENT, Happened, Told
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Channel, Delivery, Status

KIND = "dossiers.dossier"
STATUSES = {"closed": Status.RETURNED, "open": Status.IN_PROGRESS, "stopped": Status.STOPPED}
SHOWN_CONFLICTS = 20


@dataclass(slots=True)
class Outcomes:
    """What became of the cases: counts, and the codes of those that were left alone."""

    new: int = 0
    extended: int = 0
    unchanged: int = 0
    events_added: int = 0
    conflicts: int = 0
    conflict_codes: list[str] = field(default_factory=list)

    def conflict(self, code: str) -> None:
        """Note a case that contradicts what is stored."""
        self.conflicts += 1
        if len(self.conflict_codes) < SHOWN_CONFLICTS:
            self.conflict_codes.append(code)


@dataclass(slots=True)
class Chain:
    """The chain of a dossier that is not stored yet: the id and the end, as on a `Dossier`."""

    pk: UUID
    journal_seq: int = 0
    journal_hash: bytes = b""


class Store:
    """Takes batches of cases into the authority acted for; `empty` saves looking for known ones."""

    def __init__(self, empty: bool) -> None:
        self.empty = empty
        self.seen = 0
        self.dossiers = NewDossiers()
        self.entries = bulk.Entries(KIND, EVENT)
        self.done = Outcomes()

    def take(self, batch: Sequence[Told]) -> None:
        """Store a batch."""
        self.seen += len(batch)
        known = {} if self.empty else self._known([told.code for told in batch])
        for told in batch:
            former = known.get(told.code)
            if former is None:
                chain = Chain(uuid7())
                rows = grow(chain, told.events, 0)
                self.dossiers.append(chain, told)
                self.done.new += 1
            else:
                rows = self._compare(former, told)
            self.entries.append(rows)
            self.done.events_added += len(rows)

    def _known(self, codes: list[str]) -> dict[str, Dossier]:
        found = Dossier.objects.filter(code__in=codes).select_for_update()
        return {dossier.code: dossier for dossier in found}

    def _compare(self, dossier: Dossier, told: Told) -> list[bulk.Row]:
        """Return the entries that a known case gains; none when it is unchanged or contradicts."""
        hashes = bulk.chain(dossier.pk, told.events)
        stored, given = dossier.journal_seq, len(hashes)
        if dossier.origin != "log" or not agrees(dossier, hashes):
            self.done.conflict(told.code)
        elif given > stored:
            rows = grow(dossier, told.events, stored)
            # not save(): it asks how many rows changed, which no one knows before the answer
            Dossier.objects.filter(pk=dossier.pk).update(
                journal_seq=dossier.journal_seq, journal_hash=dossier.journal_hash, **columns(told)
            )
            self.done.extended += 1
            return rows
        elif given == stored and dossier.attributes != told.attributes:
            self.done.conflict(told.code)
        else:
            self.done.unchanged += 1
        return []


def agrees(dossier: Dossier, hashes: Sequence[bytes]) -> bool:
    """Say whether the shorter of the two histories is the beginning of the longer."""
    stored, given = dossier.journal_seq, len(hashes)
    if stored == 0 or given == 0:
        return True
    if given >= stored:
        return hashes[stored - 1] == bytes(dossier.journal_hash)
    entry = Entry.objects.filter(subject_id=dossier.pk, seq=given).only("hash").first()
    return entry is not None and bytes(entry.hash) == hashes[-1]


def grow(dossier: Dossier | Chain, events: Sequence[Happened], after: int) -> list[bulk.Row]:
    """Return the entries after place `after`, chained, and move the end of the dossier's chain."""
    hashes = bulk.chain(dossier.pk, events)
    if len(hashes) > after:
        dossier.journal_seq, dossier.journal_hash = len(hashes), hashes[-1]
    return [
        (dossier.pk, seq, at, by, facts, hashes[seq - 1])
        for seq, (_, at, by, facts) in enumerate(events[after:], after + 1)
    ]


OWN = ("id", "code", "external_code", "journal_seq", "journal_hash")
DECIDED = (
    "status", "delivery", "registered_at", "received_at", "start_at", "first_due_at", "due_at",
    "settled_at", "returned_at", "closed_at", "changed_at", "attributes", "field", "officer_name",
    "procedure_name", "procedure_code", "channel",
)  # fmt: skip


class NewDossiers(bulk.Stream):
    """Rows of new dossiers; what a log does not decide has the value of a blank dossier."""

    def __init__(self) -> None:
        blank = Dossier(origin="log", authority_id=required_id())
        fields = {str(field.column): field for field in Dossier._meta.concrete_fields}
        said = (*OWN, *DECIDED)
        fixed = {
            name: field.get_db_prep_save(getattr(blank, field.attname), connection)
            for name, field in fields.items()
            if name not in said
        }
        super().__init__(Dossier._meta.db_table, said, bulk.literals(fixed))

    def append(self, chain: Chain, told: Told) -> None:
        """Take one dossier."""
        found = columns(told)
        found["attributes"] = orjson.dumps(told.attributes).decode()
        own = (chain.pk, told.code, told.code, chain.journal_seq, chain.journal_hash)
        self.add((*own, *map(found.__getitem__, DECIDED)))


def columns(told: Told) -> dict[str, Any]:
    """Return the columns that a log decides. A closed case counts as returned, when it settled."""
    closed = told.state == "closed"
    words = {**told.words, "channel": told.words["channel"] or str(Channel.DIRECT)}
    return {
        "status": str(STATUSES[told.state]),
        "delivery": str(Delivery.HANDED_OVER if closed else Delivery.NONE),
        "registered_at": told.received_at,
        "received_at": told.received_at,
        "start_at": told.received_at,
        "first_due_at": told.due_at,
        "due_at": told.due_at,
        "settled_at": told.settled_at,
        "returned_at": told.settled_at,
        "closed_at": None if told.state == "open" else told.ended_at,
        "changed_at": told.ended_at,
        "attributes": told.attributes,
        **words,
    }
