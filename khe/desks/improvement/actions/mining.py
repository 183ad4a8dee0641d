"""Deciding on what the miner proposes: set aside with a reason, or named as a shortcoming."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.improvement.actions.judging import add_evidence
from khe.desks.improvement.actions.naming import name_shortcoming
from khe.desks.improvement.models import SetAside, Shortcoming
from khe.desks.improvement.queries import mining as queries
from khe.desks.improvement.queries.mining import MAY, Proposal
from khe.desks.improvement.review_refusals import ReviewRefusal as Refusal
from khe.desks.improvement.states.reviews import ReviewEvent as Event


@transacted
def set_aside(proposal: Proposal, *, reason: str, by: Actor, at: datetime) -> SetAside:
    """Set a proposal aside with the reason: it is not proposed again until it has grown by half."""
    refuse_if(None if by.can(*MAY) else Refusal.NOT_MINER)
    refuse_if(None if reason.strip() else Refusal.NO_REASON)
    facts = {"reason": reason.strip()[:500]}
    return _decided(proposal, Event.SET_ASIDE, facts, by, at, **facts)


@transacted
def accept(key: str, *, by: Actor, at: datetime, **facts: Any) -> Shortcoming:
    """Name what is proposed under a key as a shortcoming (`facts` as of `name_shortcoming`), with the
    counts as its evidence. It is not proposed again while that one is open, nor until it has grown.

    Raises Refused: who may not, what `name_shortcoming` refuses, somebody decided on it before.
    """
    refuse_if(None if by.can(*MAY) else Refusal.NOT_MINER)
    queries.hold()
    one = queries.proposal(by, at, key)
    refuse_if(None if one else Refusal.DECIDED)
    assert one is not None  # noqa: S101  # just refused
    named = name_shortcoming(**facts, by=by, at=at)
    group = one.found.cluster.group
    add_evidence(named.pk, label=one.title, note=one.evidence, url=group.url, by=by, at=at)
    for code, url in group.samples:
        add_evidence(named.pk, label=_("Hồ sơ %(code)s") % {"code": code}, url=url, by=by, at=at)
    _decided(one, Event.ACCEPTED, {"shortcoming": named}, by, at, shortcoming=named.pk)
    named.refresh_from_db()
    return named


def _decided(
    proposal: Proposal, event: str, columns: dict[str, Any], by: Actor, at: datetime, **facts: Any
) -> SetAside:
    """Keep what was decided on a proposal, with the counts as they were."""
    group = proposal.found.cluster.group
    counts = {"key": group.key, "part": group.part, "whole": group.whole}
    made = SetAside(**counts, **columns, at=at, by_name=by.name)
    made.save(force_insert=True)
    record(made, event, by=by, at=at, **counts, **facts)
    return made
