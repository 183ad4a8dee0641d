"""Writing the journal."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Model

from khe.base.authorities.writing import insert
from khe.base.journal.chain import link_hash
from khe.base.journal.models import Entry, Journaled
from khe.base.people.actor import Actor

AT_ONCE = 200  # entries of one statement


def record(subject: Model, event: str, *, by: Actor, at: datetime, **facts: Any) -> Entry:
    """Write down what happened, in the same transaction as what changed.

    `subject` is locked or new. A `Journaled` subject carries the end of its chain and must be saved
    by the caller after this (`journal_seq`, `journal_hash`); for others the last entry is looked up.
    `facts` must be JSON: dates become ISO text.
    """
    assert connection.in_atomic_block, "record() belongs inside an action"
    entry = next_entry(subject, event, by=by, at=at, facts=facts)
    insert([entry])
    return entry


def record_each(
    subjects: Mapping[Any, Mapping[str, Any]], event: str, *, by: Actor, at: datetime
) -> list[Entry]:
    """Write down the same event of several subjects, each with its facts, in two statements; as
    `record`, but not for Journaled subjects."""
    assert connection.in_atomic_block, "record_each() belongs inside an action"
    kept = Entry.objects.filter(subject_id__in=[s.pk for s in subjects])
    ends = {e.subject_id: e for e in kept.order_by("subject_id", "-seq").distinct("subject_id")}
    entries = []
    for subject, facts in subjects.items():
        last = ends.get(subject.pk)
        end = (last.seq, bytes(last.hash)) if last else (0, b"")
        entries.append(_entry(subject, event, end, by=by, at=at, facts=_as_json(facts)))
    for start in range(0, len(entries), AT_ONCE):
        insert(entries[start : start + AT_ONCE])
    return entries


def next_entry(
    subject: Model, event: str, *, by: Actor, at: datetime, facts: dict[str, Any]
) -> Entry:
    """Return the subject's next entry, not yet stored, and move the end of a Journaled chain."""
    entry = _entry(subject, event, _end_of_chain(subject), by=by, at=at, facts=_as_json(facts))
    if isinstance(subject, Journaled):
        subject.journal_seq, subject.journal_hash = entry.seq, entry.hash
    return entry


def _entry(
    subject: Model,
    event: str,
    end: tuple[int, bytes],
    *,
    by: Actor,
    at: datetime,
    facts: dict[str, Any],
) -> Entry:
    seq = end[0] + 1
    digest = link_hash(end[1], subject.pk, seq, event, at, by.member_id, by.name, facts)
    return Entry(
        subject_kind=subject._meta.label_lower, subject_id=subject.pk, seq=seq, event=str(event),
        by_id=by.member_id, by_name=by.name, at=at, facts=facts, hash=digest,
    )  # fmt: skip


def _as_json(facts: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(orjson.dumps(facts, default=_plain))
    return found


def _end_of_chain(subject: Model) -> tuple[int, bytes]:
    if isinstance(subject, Journaled):
        return subject.journal_seq, bytes(subject.journal_hash)
    last = Entry.objects.filter(subject_id=subject.pk).order_by("-seq").first()
    return (last.seq, bytes(last.hash)) if last else (0, b"")


def _plain(value: Any) -> str:
    if isinstance(value, UUID | date):
        return str(value)
    return str(value)
