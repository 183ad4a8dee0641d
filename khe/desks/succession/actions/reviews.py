"""The yearly review of a pool: opened, said of each, decided as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.authorities.writing import insert
from khe.base.journal.record import next_entry
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.succession import queries
from khe.desks.succession.actions.common import CHAIN, begin, change
from khe.desks.succession.models import Candidate, Review, ReviewLine
from khe.desks.succession.rules import pool as rules
from khe.desks.succession.states import LISTED, CandidateState, Event, ReviewState, Verdict


@transacted
def open_review(term_id: UUID, *, year: int, by: Actor, at: datetime) -> Review:
    """Begin the review of a year: a line for everybody listed in the term."""
    term, day = queries.locked_term(term_id), queries.day_of(at)
    listed = list(Candidate.objects.filter(term=term, state__in=LISTED))
    exists = Review.objects.filter(term=term, year=year).exists()
    refuse_if(
        rules.why_not_open_review(term, year, day, exists=exists, candidates=len(listed), by=by)
    )
    review = Review(term=term, year=year, opened_on=day)
    begin(review, Event.REVIEW_OPENED, by=by, at=at, term=term.pk, year=year, people=len(listed))
    insert([ReviewLine(review=review, candidate=candidate) for candidate in listed])
    return review


@dataclass(frozen=True, slots=True)
class Word:
    """What is proposed of one candidate."""

    candidate_id: UUID
    verdict: str
    reason: str = ""


@transacted
def say(review_id: UUID, words: Sequence[Word], *, by: Actor, at: datetime) -> int:
    """Say of candidates what is proposed: kept, removed (with the reason), or added; return how many.

    Somebody proposed after the review was opened gets a line with the first word about them.
    """
    review = queries.locked_review(review_id)
    ids = [word.candidate_id for word in words]
    known = {c.pk: c for c in Candidate.objects.filter(pk__in=ids, term=review.term_id)}
    for word in words:
        state = known[word.candidate_id].state
        refuse_if(rules.why_not_say(review.state, state, word.verdict, word.reason, by))
    lines = {
        line.candidate_id: line
        for line in ReviewLine.objects.filter(review=review, candidate__in=ids)
    }
    fresh = [ReviewLine(review=review, candidate_id=pk) for pk in known if pk not in lines]
    lines |= {line.candidate_id: line for line in fresh}
    for word in words:
        line = lines[word.candidate_id]
        line.verdict, line.reason = word.verdict, word.reason.strip()
    ReviewLine.objects.bulk_create(fresh)
    old = [line for line in lines.values() if line not in fresh]
    if old:
        ReviewLine.objects.bulk_update(old, ["verdict", "reason"])
    said = [[str(w.candidate_id), w.verdict, w.reason.strip()] for w in words]
    change(review, Event.REVIEW_SAID, {}, by=by, at=at, said=said)
    return len(words)


@transacted
def decide_review(review_id: UUID, *, document: str, day: date, by: Actor, at: datetime) -> Review:
    """Decide the whole review by a document: who is added is in, who is removed is out."""
    review = queries.locked_review(review_id)
    term = queries.locked_term(review.term_id)
    lines = _lines(review)
    refuse_if(
        rules.why_not_decide_review(
            term, review.state, [v for _c, v, _r in lines], document, day, queries.day_of(at), by
        )
    )
    changed = [
        _apply(candidate, verdict, reason, document.strip(), day)
        for candidate, verdict, reason in lines
        if verdict in (Verdict.ADDED, Verdict.REMOVED)
    ]
    _store(changed, by, at, review.year)
    counts = {v.value: sum(v == said for _c, said, _r in lines) for v in Verdict if v.value}
    changes: dict[str, Any] = {
        "state": ReviewState.DECIDED, "decided_on": day, "document": document.strip()
    }  # fmt: skip
    change(
        review, Event.REVIEW_DECIDED, changes, by=by, at=at,
        day=day, document=document.strip(), **counts,
    )  # fmt: skip
    return review


def _lines(review: Review) -> list[tuple[Candidate, str, str]]:
    """Return (candidate, verdict, reason) of everybody who is listed now; a candidate who left the pool
    meanwhile needs no word, one without a line has none yet."""
    said = {line.candidate_id: line for line in ReviewLine.objects.filter(review=review)}
    listed = Candidate.objects.select_for_update().filter(term=review.term_id, state__in=LISTED)
    return [
        (c, said[c.pk].verdict if c.pk in said else "", said[c.pk].reason if c.pk in said else "")
        for c in listed.order_by("pk")
    ]


def _apply(
    candidate: Candidate, verdict: str, reason: str, document: str, day: date
) -> tuple[Candidate, str, dict[str, Any]]:
    if verdict == Verdict.ADDED:
        candidate.state, candidate.added_on = CandidateState.IN, day
        candidate.added_document = document
        return candidate, Event.APPROVED, {"day": day, "document": document}
    candidate.state, candidate.out_on = CandidateState.OUT, day
    candidate.out_document, candidate.out_reason = document, reason
    return candidate, Event.REMOVED, {"day": day, "document": document, "reason": reason}


def _store(
    changed: list[tuple[Candidate, str, dict[str, Any]]], by: Actor, at: datetime, year: int
) -> None:
    if not changed:
        return
    entries = [
        next_entry(candidate, event, by=by, at=at, facts={**facts, "review": year})
        for candidate, event, facts in changed
    ]
    names = ["state", "added_on", "added_document", "out_on", "out_document", "out_reason", *CHAIN]
    Candidate.objects.bulk_update([candidate for candidate, _e, _f in changed], names)
    insert(entries)
