"""Reviewing: open a campaign, prepare, collect opinions, hold the session, conclude, complete."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from khe.base.authorities.writing import insert
from khe.base.calendar import clock
from khe.base.calendar import queries as calendars
from khe.base.calendar.moments import ClockError
from khe.base.journal.record import next_entry, record
from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.improvement.models import Campaign, Opinion, Review
from khe.desks.improvement.queries import reviews as queries
from khe.desks.improvement.review_refusals import ReviewRefusal as Refusal
from khe.desks.improvement.rules import reviews as rules
from khe.desks.improvement.states.reviews import ReviewEvent as Event
from khe.desks.improvement.states.reviews import ReviewKind, ReviewStatus

CHAIN = ("journal_seq", "journal_hash")
Subject = Campaign | Review


@dataclass(frozen=True)
class Unit:
    """Whom to review: a body or a member, by its own local day (`due`) or limit on the legal clock
    ("10 working_day", counted from the moment it is added); else by the campaign's deadline."""

    body_id: UUID | None = None
    member_id: UUID | None = None
    due: date | None = None
    limit: str = ""

    @property
    def kind(self) -> str:
        """Return what is reviewed."""
        return ReviewKind.COLLECTIVE if self.body_id else ReviewKind.PERSON


def _change(
    subject: Review, event: str, changes: dict[str, Any], *, by: Actor, at: datetime, **facts: Any
) -> Review:
    for name, value in changes.items():
        setattr(subject, name, value)
    record(subject, event, by=by, at=at, **facts)
    subject.save(update_fields=[*changes, *CHAIN])
    return subject


@transacted
def open_campaign(
    *, title: str, basis: str, first: date, last: date, deadline: date, document: str = "",
    by: Actor, at: datetime,
) -> Campaign:  # fmt: skip
    """Open a round of reviews of the local days first…last, to be completed by `deadline`."""
    day = queries.day_of(at)
    refuse_if(rules.why_not_open_campaign(title, basis, (first, last), deadline, day, by))
    made = Campaign(
        code=queries.next_campaign_code(day.year), title=title.strip(), basis=basis.strip(),
        document=document.strip(), first=first, last=last, deadline=deadline, opened_at=at,
    )  # fmt: skip
    record(made, Event.CAMPAIGN_OPENED, by=by, at=at, code=made.code, title=made.title,
           basis=made.basis, deadline=deadline)  # fmt: skip
    made.save(force_insert=True)
    return made


@transacted
def add_units(campaign_id: UUID, units: Iterable[Unit], *, by: Actor, at: datetime) -> list[Review]:
    """Give each unit its review with its deadline; all of them or none."""
    campaign, asked = queries.locked_campaign(campaign_id), list(units)
    ids = [unit.body_id or unit.member_id for unit in asked]
    wanted: dict[str, set[Any]] = {kind.value: set() for kind in ReviewKind}
    for unit in asked:
        wanted[unit.kind].add(unit.body_id or unit.member_id)
    known = {pk for kind, some in wanted.items() for pk in queries.units(kind, some)}
    present = set(Review.objects.filter(campaign=campaign).values_list("body_id", "member_id"))
    there = {body or member for body, member in present}
    repeated = len(set(ids)) < len(ids) or bool(there & set(ids))
    refuse_if(rules.why_not_add(by, len(asked), repeated=repeated, unknown=set(ids) != known))
    made = [_review(campaign, unit, _due(campaign, unit, by, at)) for unit in asked]
    entries = [
        next_entry(
            one, Event.ADDED, by=by, at=at, facts={"due": one.due, "campaign": campaign.code}
        )
        for one in made
    ]
    insert(made, entries)
    record(campaign, Event.UNITS_ADDED, by=by, at=at, count=len(made))
    campaign.save(update_fields=CHAIN)
    return made


@transacted
def add_review(*, unit: Unit, due: date, by: Actor, at: datetime) -> Review:
    """Give a review outside any campaign, due on a local day."""
    ids = {unit.body_id or unit.member_id}
    unknown = ids != queries.units(unit.kind, [pk for pk in ids if pk])
    late = due < queries.day_of(at)
    refuse_if(rules.why_not_add(by, 1, repeated=False, unknown=unknown))
    refuse_if(Refusal.DEADLINE_PAST if late else None)
    made = _review(None, unit, due)
    record(made, Event.ADDED, by=by, at=at, due=due)
    made.save(force_insert=True)
    return made


def _review(campaign: Campaign | None, unit: Unit, due: date) -> Review:
    return Review(
        campaign=campaign, kind=unit.kind, body_id=unit.body_id, member_id=unit.member_id, due=due
    )


def _due(campaign: Campaign, unit: Unit, by: Actor, at: datetime) -> date:
    """Return the last local day of a unit; refuses a limit that the legal clock cannot read."""
    if not unit.limit:
        return unit.due or campaign.deadline
    try:
        calendar = calendars.calendar(by.authority_id, by.calendar)
        return clock.due_at(calendar, at, unit.limit).astimezone(LOCAL).date()
    except ClockError:
        refuse_if(Refusal.BAD_LIMIT)
        raise


@transacted
def prepare(review_id: UUID, *, text: str, by: Actor, at: datetime) -> Review:
    """Write the self-review; from then on opinions are collected on it."""
    review = queries.locked(review_id)
    refuse_if(rules.why_not_prepare(review, by, text))
    changes = {"prepared_text": text.strip(), "status": ReviewStatus.COLLECTING}
    return _change(review, Event.PREPARED, changes, by=by, at=at, letters=len(text.strip()))


@transacted
def collect_opinion(
    review_id: UUID, *, giver_kind: str, text: str, received_on: date, giver: str = "", by: Actor,
    at: datetime,
) -> Opinion:  # fmt: skip
    """Write down what somebody said. Without a giver nothing leads back to who gave it: the journal
    keeps the day and the kind, not who typed it, when, or the words."""
    review = queries.locked(review_id)
    day = queries.day_of(at)
    refuse_if(rules.why_not_collect(review, by, giver_kind, text, received_on, day))
    made = Opinion(
        review=review, giver_kind=giver_kind, giver=giver.strip(), text=text.strip(),
        received_on=received_on,
    )  # fmt: skip
    made.save(force_insert=True)
    if made.giver:
        facts = {"kind": giver_kind, "opinion": made.pk, "giver": made.giver}
        return _kept(review, made, by=by, at=at, facts=facts)
    nobody = Actor(authority_id=by.authority_id, name="")
    midnight = datetime.combine(received_on, time.min, LOCAL)
    return _kept(review, made, by=nobody, at=midnight, facts={"kind": giver_kind})


def _kept(
    review: Review, made: Opinion, *, by: Actor, at: datetime, facts: dict[str, Any]
) -> Opinion:
    """Write the entry of an opinion. The id of an entry tells when it was made: not of an unnamed one."""
    entry = next_entry(review, Event.OPINION, by=by, at=at, facts=facts)
    if not made.giver:
        entry.pk = uuid4()
    insert([entry])
    review.save(update_fields=CHAIN)
    return made


@transacted
def answer_opinion(
    review_id: UUID, *, opinion_id: UUID, answer: str, by: Actor, at: datetime
) -> Opinion:
    """Answer an opinion: taken in, or explained."""
    review = queries.locked(review_id)
    refuse_if(rules.why_not_answer(review, by, answer))
    opinion = Opinion.objects.get(pk=opinion_id, review=review)
    opinion.answer = answer.strip()
    opinion.save(update_fields=["answer"])
    _change(review, Event.ANSWERED, {}, by=by, at=at, opinion=opinion.pk)
    return opinion


@transacted
def hold(review_id: UUID, *, held_on: date, chair: str, by: Actor, at: datetime) -> Review:
    """Write down that the session was held, on which local day and who chaired it."""
    review = queries.locked(review_id)
    refuse_if(rules.why_not_hold(review, by, held_on, chair, queries.day_of(at)))
    changes = {"status": ReviewStatus.HELD, "held_on": held_on, "chair": chair.strip()}
    return _change(review, Event.HELD, changes, by=by, at=at, held_on=held_on, chair=chair.strip())


@transacted
def conclude(
    review_id: UUID, *, conclusion: str, part_collective: str = "", part_head: str = "", by: Actor,
    at: datetime,
) -> Review:  # fmt: skip
    """Conclude: the collective's part, and apart from it the head's own responsibility."""
    review = queries.locked(review_id)
    refuse_if(rules.why_not_conclude(review, by, conclusion, part_collective, part_head))
    changes = {
        "status": ReviewStatus.CONCLUDED, "conclusion": conclusion.strip(),
        "part_collective": part_collective.strip(), "part_head": part_head.strip(),
    }  # fmt: skip
    return _change(review, Event.CONCLUDED, changes, by=by, at=at)


@transacted
def complete(review_id: UUID, *, by: Actor, at: datetime) -> Review:
    """Confirm that the review is complete: the unit counts from today."""
    review = queries.locked(review_id)
    refuse_if(rules.why_not_complete(review, by))
    day = queries.day_of(at)
    return _change(review, Event.COMPLETED, {"completed_on": day}, by=by, at=at, day=day,
                   in_time=day <= review.due)  # fmt: skip
