"""Taking something up as an indicator, aiming it, and letting it go."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.figures import Period, definition_of, label_of
from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.refusal import Reason, refuse_if, said
from khe.base.transactions import transacted
from khe.desks.indicators import queries, rules, words
from khe.desks.indicators.models import Indicator, Target
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.states import Event, Unit

CHAIN = ("journal_seq", "journal_hash")


@transacted
def define(
    *, source: str = "", name: str = "", kind: str = "month", field: str = "",
    unit: str = Unit.SHARE, better: str | None = None, owner_id: UUID | None = None,
    note: str = "", stock: bool | None = None, by: Actor, at: datetime,
) -> Indicator:  # fmt: skip
    """Take up a figure (`source`, the id of a figure or of a part of one) or, without a source, a value
    that will be typed in. Unit, better side and name of a counted one are those of its figure, unless said.
    `stock`: whether values typed in are a level or add up over periods; None: as usual for the unit.

    Raises Refused: who may not, no name, a source that no desk counts or that is retired, one that is
    followed already.
    """
    known = definition_of(source) if source else None
    if not rules.may_see(by, known):
        known = None  # what somebody may not see does not exist for them
    refuse_if(
        rules.why_not_manage(by)
        or rules.why_not_source(source, known)
        or _why_not_again(source, kind)
        or _why_not_owner(owner_id)
    )
    if known:
        unit, name = known.unit, name.strip() or label_of(known)
    side = better if better is not None else (known.better if known else "up")
    refuse_if(rules.why_not_words(name, unit, side, kind))
    made = Indicator(
        source=source, definition=known.id if known else "", name=name.strip()[:200], kind=kind,
        unit=unit, better=side, field=field.strip()[:120], owner_id=owner_id,
        note=note.strip()[:500], stock=None if source else stock, made_at=at,
    )  # fmt: skip
    facts: dict[str, Any] = {"name": made.name, "source": source, "unit": unit, "kind": kind}
    record(
        made, Event.DEFINED, by=by, at=at, better=side, field=made.field, stock=made.stock, **facts
    )
    made.save(force_insert=True)
    return made


@transacted
def change(
    indicator_id: UUID, *, name: str, field: str = "", owner_id: UUID | None = None,
    note: str = "", by: Actor, at: datetime,
) -> Indicator:  # fmt: skip
    """Change the words of an indicator and who answers for it; what it counts never changes."""
    one = queries.locked(by, indicator_id)
    refuse_if(
        rules.why_not_manage(by)
        or rules.why_not_open(one.retired_on, one.why_retired)
        or (None if name.strip() else Refusal.NO_NAME)
        or _why_not_owner(owner_id)
    )
    former = {"name": one.name, "field": one.field, "owner": one.owner_id, "note": one.note}
    one.name, one.field = name.strip()[:200], field.strip()[:120]
    one.owner_id, one.note = owner_id, note.strip()[:500]
    record(one, Event.CHANGED, by=by, at=at, former=former)
    one.save(update_fields=["name", "field", "owner", "note", *CHAIN])
    return one


@transacted
def set_target(
    indicator_id: UUID, *, value: float, due: date, baseline: Period, document: str = "",
    by: Actor, at: datetime,
) -> Target:  # fmt: skip
    """Set what an indicator should reach by the end of a local day (a share in 0…1). The baseline is
    counted here, or taken from what was entered; never typed. The former target stays readable.

    Raises Refused: a target equal to the baseline or worse, an empty baseline or one that is not over, a
    day that is past.
    """
    one = queries.locked(by, indicator_id)
    refuse_if(
        rules.why_not_manage(by)
        or rules.why_not_open(one.retired_on, one.why_retired)
        or rules.why_not_due(due, baseline, queries.day_of(at))
    )
    found = queries.measure(by, one.pk, baseline)
    shown = words.amount(found.value, found.unit)
    refuse_if(rules.why_not_target(found.value, value, one.unit, one.better, shown))
    Target.objects.filter(indicator=one, replaced_at=None).update(replaced_at=at)
    made = Target.objects.create(
        indicator=one, baseline_first=baseline.first, baseline_last=baseline.last,
        baseline_numerator=found.numerator, baseline_denominator=found.denominator,
        baseline_value=found.value, value=value, due=due, document=document.strip()[:300],
        set_by=by.name, set_at=at,
    )  # fmt: skip
    record(one, Event.TARGET_SET, by=by, at=at, value=value, due=due, baseline=found.value,
           first=baseline.first, last=baseline.last, document=made.document)  # fmt: skip
    one.save(update_fields=[*CHAIN])
    return made


@transacted
def retire(indicator_id: UUID, *, why: str, by: Actor, at: datetime) -> Indicator:
    """Stop following an indicator, with the reason; its values and targets stay readable."""
    one = queries.locked(by, indicator_id)
    refuse_if(
        rules.why_not_manage(by)
        or rules.why_not_open(one.retired_on, one.why_retired)
        or (None if why.strip() else Refusal.NO_WHY)
    )
    one.retired_on, one.why_retired = queries.day_of(at), why.strip()[:300]
    record(one, Event.RETIRED, by=by, at=at, why=one.why_retired)
    one.save(update_fields=["retired_on", "why_retired", *CHAIN])
    return one


def _why_not_again(source: str, kind: str) -> Reason | None:
    """A figure is followed once for each kind of period."""
    if not source:
        return None
    known = Indicator.objects.filter(source=source, kind=kind, retired_on=None).first()
    return said(Refusal.KNOWN_ALREADY, name=known.name) if known else None


def _why_not_owner(owner_id: UUID | None) -> Refusal | None:
    if owner_id is None or Member.objects.filter(pk=owner_id).exists():
        return None
    return Refusal.NO_OWNER
