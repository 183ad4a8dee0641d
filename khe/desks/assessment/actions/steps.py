"""What comes before the decision: scoring oneself, the head's proposal, the collective's opinion."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.assessment import queries, rules
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.refusals import Refusal
from khe.desks.assessment.rules import Fact, FrameData, Score
from khe.desks.assessment.states import Event, Status

CHAIN = ("journal_seq", "journal_hash")


def _frame(row: Assessment) -> FrameData:
    return FrameData.of(queries.frame_for(row.campaign, row.kind))


def _counted(row: Assessment, at: datetime) -> dict[str, Fact]:
    return queries.facts_of(row.campaign, [row], at)[row.pk]


def _stored(
    frame: FrameData, scores: Mapping[str, Score], facts: Mapping[str, Fact]
) -> dict[str, object]:
    return {key: one.to_json() for key, one in rules.settled(frame, scores, facts).items()}


@transacted
def self_assess(
    assessment_id: UUID, *, scores: Mapping[str, Score], note: str = "", by: Actor, at: datetime
) -> Assessment:
    """Score oneself (or, as its head, the body or area); may be done again until the proposal."""
    row = queries.locked(assessment_id)
    place = queries.Chart(queries.day_of(at)).place(row)
    refuse_if(rules.why_not_self_assess(row, row.campaign.stage, place, by))
    frame, facts = _frame(row), _counted(row, at)
    refuse_if(rules.why_not_scores(frame, scores, facts))
    row.self_scores = _stored(frame, scores, facts)
    row.self_points = rules.total(frame, scores, facts)
    row.self_note, row.self_at = note.strip(), at
    row.status = Status.SELF_ASSESSED
    record(row, Event.SELF_ASSESSED, by=by, at=at, points=str(row.self_points))
    row.save(update_fields=["self_scores", "self_points", "self_note", "self_at", "status", *CHAIN])
    return row


@transacted
def propose(
    assessment_id: UUID, *, scores: Mapping[str, Score], typed: Mapping[str, Fact], band: str,
    note: str = "", by: Actor, at: datetime,
) -> Assessment:  # fmt: skip
    """Propose points by criterion and a band; `typed` holds the facts that no record has (`typed.*`).

    A band below what points and conditions allow needs a note. May be done again until the decision.
    """
    row = queries.locked(assessment_id)
    place = queries.Chart(queries.day_of(at)).place(row)
    refuse_if(rules.why_not_propose(row, row.campaign.stage, place, by))
    frame = _frame(row)
    facts = {**_counted(row, at), **{k: f for k, f in typed.items() if k in frame.typed}}
    refuse_if(rules.why_not_scores(frame, scores, facts) or rules.why_not_typed(frame, facts))
    points = rules.total(frame, scores, facts)
    lower = rules.why_not_band(frame, points, band, facts) is None and rules.known_better(
        frame, points, band, facts
    )
    refuse_if(rules.why_not_band(frame, points, band, facts))
    refuse_if(Refusal.NO_REASON if lower and not note.strip() else None)
    row.scores, row.points = _stored(frame, scores, facts), points
    row.facts = {key: fact.to_json() for key, fact in facts.items()}
    row.proposed_band, row.proposal_note = band, note.strip()
    row.proposed_by_id, row.proposed_at, row.status = by.member_id, at, Status.PROPOSED
    record(
        row, Event.PROPOSED, by=by, at=at,
        points=str(points), band=band, facts={key: fact.said for key, fact in facts.items()},
    )  # fmt: skip
    row.save(
        update_fields=[
            "scores", "points", "facts", "proposed_band", "proposal_note", "proposed_by",
            "proposed_at", "status", *CHAIN,
        ]
    )  # fmt: skip
    return row


@transacted
def note_opinion(
    assessment_id: UUID, *, text: str, votes_for: int | None = None, votes_of: int | None = None,
    by: Actor, at: datetime,
) -> Assessment:  # fmt: skip
    """Note what the collective said of a subject, with how many of those present agreed."""
    row = queries.locked(assessment_id)
    place = queries.Chart(queries.day_of(at)).place(row)
    refuse_if(rules.why_not_note_opinion(row, text, (votes_for, votes_of), place, by))
    row.opinion, row.votes_for, row.votes_of = text.strip(), votes_for, votes_of
    record(row, Event.OPINION_NOTED, by=by, at=at, votes_for=votes_for, votes_of=votes_of)
    row.save(update_fields=["opinion", "votes_for", "votes_of", *CHAIN])
    return row


@transacted
def leave_out(assessment_id: UUID, *, reason: str, by: Actor, at: datetime) -> Assessment:
    """Take a subject out of the campaign: long leave, newly come, gone; with the reason."""
    row = queries.locked(assessment_id)
    refuse_if(rules.why_not_leave_out(row, row.campaign.stage, reason, by))
    row.status, row.left_out_reason = Status.LEFT_OUT, reason.strip()[:300]
    record(row, Event.LEFT_OUT, by=by, at=at, reason=row.left_out_reason)
    row.save(update_fields=["status", "left_out_reason", *CHAIN])
    return row
