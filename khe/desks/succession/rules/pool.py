"""Who may be in a pool ("quy hoạch"), who proposes and who decides. Pure: days are local dates.

A term allows at most `most_candidates` people for one post and `most_posts` posts for one person;
both are data of the term.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from khe.base.people.actor import Actor
from khe.desks.succession.refusals import Refusal
from khe.desks.succession.rules.common import (
    first,
    when,
    why_not_decide,
    why_not_propose,
)
from khe.desks.succession.states import CandidateState, ReviewState, TermStatus, Verdict


class Term(Protocol):
    """What is read of a term: it holds `first_day` and `last_day`."""

    status: str
    first_day: date
    last_day: date
    most_posts: int
    most_candidates: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody for a post: how the post stands and who is listed for it already.

    `posts` is the number of posts the person is listed for in the term, `candidates` that of the
    people listed for the post.
    """

    post_in_force: bool
    active: bool
    listed: bool
    holds: bool
    posts: int
    candidates: int


def why_not_save_term(
    name: str, first_day: date, last_day: date, most_posts: int, most_candidates: int, *,
    taken: bool, by: Actor,
) -> Refusal | None:  # fmt: skip
    """A term has a name of its own, a period, and limits of at least one."""
    return first(
        why_not_propose(by),
        when(not name.strip(), Refusal.NO_NAME),
        when(taken, Refusal.TERM_TAKEN),
        when(last_day <= first_day, Refusal.NOT_A_PERIOD),
        when(most_posts < 1 or most_candidates < 1, Refusal.NO_LIMIT),
    )


def why_not_close_term(term: Term, by: Actor) -> Refusal | None:
    """A term is closed once."""
    return first(why_not_decide(by), why_not_open(term))


def why_not_open(term: Term) -> Refusal | None:
    """Nothing changes in a closed term."""
    return when(term.status != TermStatus.OPEN, Refusal.TERM_CLOSED)


def why_not_add(term: Term, proposal: Proposal, by: Actor) -> Refusal | None:
    """A person at work, for a post that exists and they do not hold, within the limits of the term."""
    return first(
        why_not_propose(by),
        why_not_open(term),
        when(not proposal.post_in_force, Refusal.POST_ENDED),
        when(not proposal.active, Refusal.MEMBER_GONE),
        when(proposal.holds, Refusal.HOLDS_IT),
        when(proposal.listed, Refusal.LISTED_ALREADY),
        when(proposal.posts >= term.most_posts, Refusal.TOO_MANY_POSTS),
        when(proposal.candidates >= term.most_candidates, Refusal.POOL_FULL),
    )


def why_not_on(term: Term, day: date, today: date) -> Refusal | None:
    """The day of a document lies in the term and not ahead."""
    return first(
        when(not in_term(term, day), Refusal.OUT_OF_TERM), when(day > today, Refusal.IN_THE_FUTURE)
    )


def in_term(term: Term, day: date) -> bool:
    """Say whether a day lies in the term, both ends included."""
    return term.first_day <= day <= term.last_day


def why_not_approve(
    term: Term, state: str, document: str, day: date, today: date, *, active: bool, by: Actor
) -> Refusal | None:
    """A proposal is approved once, by a document dated in the term."""
    return first(
        why_not_decide(by),
        why_not_open(term),
        when(state != CandidateState.PROPOSED, Refusal.NOT_PROPOSED),
        when(not active, Refusal.MEMBER_GONE),
        when(not document.strip(), Refusal.NO_DOCUMENT),
        why_not_on(term, day, today),
    )


def why_not_remove(
    term: Term, state: str, reason: str, document: str, day: date, today: date, by: Actor
) -> Refusal | None:
    """Who is in leaves by a document and for a reason; a proposal is declined for a reason."""
    needs = state == CandidateState.IN
    return first(
        why_not_decide(by),
        why_not_open(term),
        when(state == CandidateState.OUT, Refusal.NOT_IN_POOL),
        when(not reason.strip(), Refusal.NO_REASON),
        when(needs and not document.strip(), Refusal.NO_DOCUMENT),
        why_not_on(term, day, today),
    )


def why_not_rate(term: Term, state: str, by: Actor) -> Refusal | None:
    """Readiness is written for who is listed."""
    return first(
        why_not_propose(by),
        why_not_open(term),
        when(state == CandidateState.OUT, Refusal.NOT_IN_POOL),
    )


def why_not_propose_training(term: Term, state: str, gaps: int, by: Actor) -> Refusal | None:
    """Training is proposed for a gap."""
    return first(why_not_rate(term, state, by), when(not gaps, Refusal.NO_GAPS))


# ---- the yearly review --------------------------------------------------------------------------


def years_of(term: Term, today: date) -> list[int]:
    """Return the years of the term that have begun by a day, the newest first."""
    last = min(term.last_day.year, today.year)
    return list(range(last, term.first_day.year - 1, -1))


def why_not_open_review(
    term: Term, year: int, today: date, *, exists: bool, candidates: int, by: Actor
) -> Refusal | None:
    """A year of the term is reviewed once, from that year on, when there is anybody to review."""
    return first(
        why_not_propose(by),
        why_not_open(term),
        when(not term.first_day.year <= year <= term.last_day.year, Refusal.YEAR_OUT_OF_TERM),
        when(year > today.year, Refusal.YEAR_AHEAD),
        when(exists, Refusal.REVIEW_EXISTS),
        when(not candidates, Refusal.NOTHING_TO_REVIEW),
    )


def why_not_say(
    review_state: str, candidate_state: str, verdict: str, reason: str, by: Actor
) -> Refusal | None:
    """Who is in is kept or removed, who is proposed is added or not; a removal has its reason."""
    fits = {
        CandidateState.IN: (Verdict.KEPT, Verdict.REMOVED),
        CandidateState.PROPOSED: (Verdict.ADDED, Verdict.REMOVED),
    }
    return first(
        why_not_propose(by),
        when(review_state != ReviewState.OPEN, Refusal.REVIEW_DECIDED),
        when(verdict not in fits.get(CandidateState(candidate_state), ()), Refusal.WRONG_VERDICT),
        when(verdict == Verdict.REMOVED and not reason.strip(), Refusal.NO_REASON),
    )


def why_not_decide_review(
    term: Term, review_state: str, verdicts: Iterable[str], document: str, day: date, today: date,
    by: Actor,
) -> Refusal | None:  # fmt: skip
    """The whole review is decided at once, by a document, when nobody is left without a word."""
    return first(
        why_not_decide(by),
        why_not_open(term),
        when(review_state != ReviewState.OPEN, Refusal.REVIEW_DECIDED),
        when(any(v == Verdict.UNSAID for v in verdicts), Refusal.LINES_LEFT),
        when(not document.strip(), Refusal.NO_DOCUMENT),
        why_not_on(term, day, today),
    )
