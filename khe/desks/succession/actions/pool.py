"""The pool of a term: who is proposed, who is in, who is out, how ready."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.people.models import Member, Post
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.succession import queries
from khe.desks.succession.actions.common import begin, change
from khe.desks.succession.models import Candidate, PoolTerm
from khe.desks.succession.rules import pool as rules
from khe.desks.succession.states import CandidateState, Event, Readiness, TermStatus
from khe.desks.training.actions.needs import Wanted, propose_needs


@transacted
def save_term(
    *, name: str, first_day: date, last_day: date, most_posts: int = 3, most_candidates: int = 4,
    id: UUID | None = None, by: Actor, at: datetime,
) -> PoolTerm:  # fmt: skip
    """Add a term, or change the one with `id`; both days are local and included."""
    term = queries.locked_term(id) if id else PoolTerm()
    taken = PoolTerm.objects.filter(name=name.strip()).exclude(pk=term.pk).exists()
    refuse_if(
        rules.why_not_save_term(
            name, first_day, last_day, most_posts, most_candidates, taken=taken, by=by
        )
        or rules.why_not_open(term)
    )
    changes: dict[str, Any] = {
        "name": name.strip(), "first_day": first_day, "last_day": last_day,
        "most_posts": most_posts, "most_candidates": most_candidates,
    }  # fmt: skip
    if id:
        change(term, Event.TERM_SAVED, changes, by=by, at=at, **changes)
        return term
    for key, value in changes.items():
        setattr(term, key, value)
    begin(term, Event.TERM_SAVED, by=by, at=at, **changes)
    return term


@transacted
def close_term(term_id: UUID, *, by: Actor, at: datetime) -> PoolTerm:
    """Close a term: its pool stays to be read and changes no more."""
    term = queries.locked_term(term_id)
    refuse_if(rules.why_not_close_term(term, by))
    change(term, Event.TERM_CLOSED, {"status": TermStatus.CLOSED}, by=by, at=at)
    return term


@transacted
def propose(
    term_id: UUID, *, post: Post, member: Member, readiness: str = Readiness.LATER, note: str = "",
    by: Actor, at: datetime,
) -> Candidate:  # fmt: skip
    """Propose a member for the pool of a post; the standing members decide."""
    term, day = queries.locked_term(term_id), queries.day_of(at)
    member = Member.objects.select_for_update().get(pk=member.pk)
    refuse_if(rules.why_not_add(term, queries.proposal_facts(term, post, member, day), by))
    candidate = Candidate(
        term=term, post=post, member=member, readiness=readiness, note=note.strip(), proposed_on=day
    )
    begin(
        candidate, Event.PROPOSED, by=by, at=at,
        term=term.pk, post=post.pk, title=post.title, member=member.pk, name=member.name,
        readiness=readiness,
    )  # fmt: skip
    return candidate


@transacted
def approve(candidate_id: UUID, *, document: str, day: date, by: Actor, at: datetime) -> Candidate:
    """Take a proposed member into the pool by a document of a local day."""
    candidate = queries.locked_candidate(candidate_id)
    member = Member.objects.get(pk=candidate.member_id)
    refuse_if(
        rules.why_not_approve(
            queries.locked_term(candidate.term_id), candidate.state, document, day,
            queries.day_of(at), active=member.active, by=by,
        )
    )  # fmt: skip
    changes = {
        "state": CandidateState.IN, "added_on": day, "added_document": document.strip()
    }  # fmt: skip
    change(candidate, Event.APPROVED, changes, by=by, at=at, day=day, document=document.strip())
    return candidate


@transacted
def remove(
    candidate_id: UUID, *, reason: str, document: str = "", day: date, by: Actor, at: datetime
) -> Candidate:
    """Take somebody out of the pool by a document, or decline a proposal."""
    candidate = queries.locked_candidate(candidate_id)
    refuse_if(
        rules.why_not_remove(
            queries.locked_term(candidate.term_id), candidate.state, reason, document, day,
            queries.day_of(at), by,
        )
    )  # fmt: skip
    changes = {
        "state": CandidateState.OUT, "out_on": day, "out_document": document.strip(),
        "out_reason": reason.strip(),
    }  # fmt: skip
    change(
        candidate, Event.REMOVED, changes, by=by, at=at,
        day=day, document=document.strip(), reason=reason.strip(),
    )  # fmt: skip
    return candidate


@transacted
def rate(candidate_id: UUID, *, readiness: str, by: Actor, at: datetime) -> Candidate:
    """Write down when a candidate could take the post over."""
    candidate = queries.locked_candidate(candidate_id)
    refuse_if(rules.why_not_rate(queries.locked_term(candidate.term_id), candidate.state, by))
    changes = {"readiness": Readiness(readiness)}
    change(candidate, Event.RATED, changes, by=by, at=at, readiness=readiness)
    return candidate


@transacted
def propose_training(candidate_id: UUID, *, by: Actor, at: datetime) -> int:
    """Propose training for everything the post requires and the candidate lacks; return how many needs
    are new (those that stand already are left out)."""
    candidate = queries.locked_candidate(candidate_id)
    candidate.post = Post.objects.get(pk=candidate.post_id)
    lacks = queries.gaps_of([candidate], queries.day_of(at))[candidate.pk]
    refuse_if(
        rules.why_not_propose_training(
            queries.locked_term(candidate.term_id), candidate.state, len(lacks), by
        )
    )
    wanted = [Wanted(candidate.member_id, g.kind, g.wanted, candidate.post_id) for g in lacks]
    needs = propose_needs(wanted, reason=f"Quy hoạch: {candidate.post.title}", by=by, at=at)
    change(
        candidate, Event.NEED_PROPOSED, {}, by=by, at=at,
        gaps=[g.wanted for g in lacks], needs=[n.pk for n in needs],
    )  # fmt: skip
    return len(needs)
