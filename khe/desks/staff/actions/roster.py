"""Taking in a whole staff list: everybody or nobody."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from khe.base.journal.record import record_each
from khe.base.people.actor import Actor
from khe.base.people.models import Act, Member, Tenure
from khe.base.refusal import Refused, refuse_if
from khe.base.sheets import Row
from khe.desks.staff import roster, rules
from khe.desks.staff.actions.members import put_facts, put_name
from khe.desks.staff.actions.organisation import hold_authority
from khe.desks.staff.refusals import Told
from khe.desks.staff.states import Event

AT_ONCE = 200  # rows of one statement


@transaction.atomic
def import_list(rows: Sequence[Row], *, by: Actor, at: datetime) -> int:
    """Write down the people of a list and the posts it gives, in a few statements for any number;
    return how many people are new or changed. Raises Refused with the first fault, nothing done."""
    hold_authority(by)
    refuse_if(rules.why_not_keep_record(by))
    reading = roster.read(rows, by, at)
    if reading.faults:
        fault = reading.faults[0]
        raise Refused(Told("fault", f"{fault.cell}: {fault.sentence}"))
    changed = _stored(list(reading.people.values()))
    facts = {m: {"name": m.name, "changed": fields} for m, fields in changed.items()}
    record_each(facts, Event.MEMBER_SAVED, by=by, at=at)
    for round_ in _appointed(list(reading.people.values())):
        record_each(round_, Event.APPOINTED, by=by, at=at)
    return len(changed.keys() | {p.member for p in reading.people.values() if p.given})


def _stored(people: list[roster.Person]) -> dict[Member, list[str]]:
    """Store the people; return those who are new or changed, with the fields."""
    changed: dict[Member, list[str]] = {}
    for person in people:
        fields = put_facts(person.member, person.facts)
        if person.member.name != person.name:
            put_name(person.member, person.name)
            fields.append("name")
        if fields:
            changed[person.member] = fields
    fresh = {p.member.pk for p in people if p.is_new}
    Member.objects.bulk_create([m for m in changed if m.pk in fresh], batch_size=AT_ONCE)
    old = [m for m in changed if m.pk not in fresh]
    names = sorted({name for m in old for name in changed[m]} | {"sort_name", "phone_index"})
    if old:
        Member.objects.bulk_update(old, names, batch_size=AT_ONCE)
    return changed


def _appointed(people: list[roster.Person]) -> list[dict[Member, dict[str, object]]]:
    """Store acts and tenures; return the facts of the journal, one entry a member in each round."""
    acts, tenures, rounds = [], [], []  # type: ignore[var-annotated]
    for person in people:
        for n, (post, began, act) in enumerate(person.given):
            issued = Act(
                member=person.member, kind=act.kind, number=act.number.strip(),
                signed_on=act.signed_on, effective_on=began, issuer=act.issuer.strip(),
            )  # fmt: skip
            acts.append(issued)
            tenures.append(
                Tenure(member=person.member, post=post, began=began, act=str(act), began_by=issued)
            )
            if n == len(rounds):
                rounds.append({})
            rounds[n][person.member] = {
                "post": post.pk, "title": post.title, "began": began, "ended": None,
                "act": str(act), "act_id": issued.pk, "act_kind": act.kind,
                "act_number": issued.number, "signed_on": act.signed_on,
            }  # fmt: skip
    Act.objects.bulk_create(acts, batch_size=AT_ONCE)
    Tenure.objects.bulk_create(tenures, batch_size=AT_ONCE)
    return rounds
