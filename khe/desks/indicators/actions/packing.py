"""A pack of indicators: an authority's own weights, and where the value of an item is typed in."""

from datetime import datetime

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.base.transactions import transacted
from khe.desks.indicators import rules
from khe.desks.indicators.actions.defining import CHAIN, define
from khe.desks.indicators.models import Indicator, PackItem
from khe.desks.indicators.packs import Pack
from khe.desks.indicators.refusals import Refusal
from khe.desks.indicators.states import Event


@transacted
def weigh(
    pack: Pack, code: str, *, weight: float, full_at: float, why: str, by: Actor, at: datetime
) -> PackItem:
    """Change what an item is worth at most, and the share (above 0, to 1) from which it is worth that,
    with the reason (the document that says so). KeyError for an item the pack does not have.

    Raises Refused: who may not, a weight or a share that cannot be, no reason.
    """
    item = pack.item(code)
    refuse_if(
        rules.why_not_manage(by)
        or rules.why_not_weigh(weight, full_at)
        or (None if why.strip() else Refusal.NO_WHY)
    )
    one = _own(pack, code)
    former = {"weight": one.weight, "full_at": one.full_at}
    one.weight = None if weight == item.weight else weight
    one.full_at = None if full_at == item.full_at else full_at
    one.why = why.strip()[:300]
    record(one, Event.WEIGHED, by=by, at=at, item=code, title=item.title, weight=weight,
           full_at=full_at, former=former, why=one.why)  # fmt: skip
    one.save(update_fields=["weight", "full_at", "why", *CHAIN])
    return one


@transacted
def open_item(pack: Pack, code: str, *, by: Actor, at: datetime) -> Indicator:
    """Make the indicator that values of an item are typed into, or return the one there is. KeyError for
    an item the pack does not have.

    Raises Refused: who may not, an item that is counted from records.
    """
    item = pack.item(code)
    refuse_if(rules.why_not_manage(by) or (Refusal.COUNTED if item.part else None))
    one = _own(pack, code)
    if one.indicator and not one.indicator.retired_on:
        return one.indicator
    one.indicator = define(
        name=item.title, kind="month", field=pack.title[:120], note=f"{pack.basis}: {item.formula}",
        by=by, at=at,
    )  # fmt: skip
    record(one, Event.ITEM_OPENED, by=by, at=at, item=code, indicator=one.indicator.pk)
    one.save(update_fields=["indicator", *CHAIN])
    return one.indicator


def _own(pack: Pack, code: str) -> PackItem:
    """Return what the authority keeps of an item, made at the first change; held for this one."""
    one, _made = PackItem.objects.get_or_create(pack=pack.code, code=code)
    return PackItem.objects.select_for_update(of=("self",)).get(pk=one.pk)
