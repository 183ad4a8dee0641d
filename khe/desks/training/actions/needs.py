"""What people lack, proposed and decided."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from khe.base.authorities.writing import insert
from khe.base.journal.record import next_entry, record
from khe.base.people import competence
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.competence import Requirement
from khe.base.people.models import Member, Qualification
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.training import queries, rules
from khe.desks.training.actions.common import CHAIN
from khe.desks.training.models import Need
from khe.desks.training.rules import Wanted
from khe.desks.training.states import Event, NeedState, Priority


@transacted
def propose_need(
    *, member_id: UUID, kind: str, level: str = "", skill: str = "", post_id: UUID | None = None,
    reason: str, priority: str = Priority.NORMAL, estimate: int = 0, by: Actor, at: datetime,
) -> Need:  # fmt: skip
    """Propose what a member needs to learn, for the year's plan if there is one that takes needs.

    `kind` is one of theory, degree (with a `level`), skill, certificate (with its name in `skill`);
    `post_id` is the post held or to be held; `estimate` is in đồng. Raises Refused: not one's people,
    unknown level, no reason, person gone, need stands already, level held already.
    """
    day = queries.day_of(at)
    member = _locked_members([member_id]).get()
    wanted = Wanted(member_id, kind, level or skill, post_id)
    refuse_if(
        rules.why_not_propose_need(
            member_id, kind, level, skill, reason,
            active=member.active,
            stands=wanted.key in queries.open_needs([member_id]),
            held=wanted.key in _held([wanted], day),
            by=by,
            led=people.led_by(by, day) if by.led_ids else (),
        )
    )  # fmt: skip
    plan = queries.plan_for(day)
    need = _new(wanted, reason, plan.pk if plan else None, by, at)
    need.priority, need.estimate = priority, max(0, estimate)
    record(need, Event.NEED_PROPOSED, by=by, at=at, **_facts(need))
    need.save(force_insert=True)
    return need


@transacted
def propose_needs(wanted: Sequence[Wanted], *, reason: str, by: Actor, at: datetime) -> list[Need]:
    """Propose several at once, all or nothing; those that stand or are held already are left out.

    The number of queries does not grow with the number of needs.
    """
    day = queries.day_of(at)
    once = {one.key: one for one in wanted}
    ids = {one.member_id for one in once.values()}
    active = dict(_locked_members(ids).values_list("pk", "active"))
    led = people.led_by(by, day) if by.led_ids else set()
    left_out = queries.open_needs(ids).keys() | _held(once.values(), day)
    fresh = [one for key, one in once.items() if key not in left_out]
    for one in fresh:
        refuse_if(
            rules.why_not_propose_need(
                one.member_id, one.kind, one.level, one.skill, reason,
                active=active.get(one.member_id, False), stands=False, held=False, by=by, led=led,
            )
        )  # fmt: skip
    plan = queries.plan_for(day)
    needs = [_new(one, reason, plan.pk if plan else None, by, at) for one in fresh]
    entries = [
        next_entry(need, Event.NEED_PROPOSED, by=by, at=at, facts=_facts(need)) for need in needs
    ]
    insert(needs, entries)
    return needs


@transacted
def approve_need(need_id: UUID, *, estimate: int | None = None, by: Actor, at: datetime) -> Need:
    """Take a proposed need into the plan; `estimate` (đồng) may be set with it."""
    need = queries.locked_need(need_id)
    refuse_if(rules.why_not_decide_need(need.state, by))
    need.state, need.decided_at, need.decided_by = NeedState.APPROVED, at, by.name
    if estimate is not None:
        need.estimate = max(0, estimate)
    record(need, Event.NEED_APPROVED, by=by, at=at, estimate=need.estimate)
    need.save(update_fields=["state", "decided_at", "decided_by", "estimate", *CHAIN])
    return need


@transacted
def decline_need(need_id: UUID, *, reason: str, by: Actor, at: datetime) -> Need:
    """Decline a need, or give an approved one up; whoever proposed it reads why."""
    need = queries.locked_need(need_id)
    refuse_if(rules.why_not_decline_need(need.state, reason, by))
    need.state, need.decided_at, need.decided_by = NeedState.DECLINED, at, by.name
    need.declined_because = reason.strip()
    record(need, Event.NEED_DECLINED, by=by, at=at, reason=need.declined_because)
    names = ["state", "decided_at", "decided_by", "declined_because", *CHAIN]
    need.save(update_fields=names)
    return need


def _locked_members(ids: Iterable[UUID]) -> QuerySet[Member]:
    return Member.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk")


def _held(wanted: Iterable[Wanted], day: date) -> set[tuple[UUID, str, str]]:
    """Return the keys of what is held already, on a day; one query."""
    known = [one for one in wanted if rules.is_known_need(one.kind, one.level, one.skill)]
    rows: dict[UUID, list[Qualification]] = {one.member_id: [] for one in known}
    for row in Qualification.objects.filter(member_id__in=list(rows)):
        rows[row.member_id].append(row)
    return {one.key for one in known if not competence.gaps(_asked(one), rows[one.member_id], day)}


def _asked(one: Wanted) -> Requirement:
    return Requirement(
        theory=one.level if one.kind == "theory" else "",
        degree=one.level if one.kind == "degree" else "",
        skills=(one.skill,) if one.skill else (),
    )


def _new(one: Wanted, reason: str, plan_id: UUID | None, by: Actor, at: datetime) -> Need:
    return Need(
        plan_id=plan_id, member_id=one.member_id, kind=one.kind, level=one.level, skill=one.skill,
        post_id=one.post_id, reason=reason.strip(), proposed_at=at, proposed_by=by.name,
    )  # fmt: skip


def _facts(need: Need) -> dict[str, object]:
    return {
        "member": need.member_id, "kind": need.kind, "level": need.level, "skill": need.skill,
        "post": need.post_id, "plan": need.plan_id, "reason": need.reason,
    }  # fmt: skip
