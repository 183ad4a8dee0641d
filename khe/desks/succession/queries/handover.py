"""Reading handovers and what is handed over."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from khe.base.people.actor import Actor
from khe.desks.dossiers import queries as dossiers
from khe.desks.succession.models import Asset, Handover, Item
from khe.desks.succession.rules.common import may_see
from khe.desks.succession.states import ItemKind
from khe.desks.tasks import queries as tasks

ORDER = [ItemKind.DOSSIER, ItemKind.TASK, ItemKind.ASSET, ItemKind.RIGHT]


def visible_handovers(actor: Actor) -> QuerySet[Handover]:
    """Return the handovers the actor may open: those they give or receive, all for personnel and
    standing members; the newest first."""
    found = Handover.objects.select_related("giver", "receiver", "decision")
    if not may_see(actor):
        mine = [m for m in (actor.member_id, *actor.for_ids) if m]
        found = found.filter(Q(giver__in=mine) | Q(receiver__in=mine))
    return found.order_by("-day", "-id")


def locked_handover(handover_id: UUID) -> Handover:
    """Return a handover, held until the transaction ends."""
    return Handover.objects.select_for_update().get(pk=handover_id)


def locked_item(item_id: UUID) -> Item:
    """Return an item, held until the transaction ends."""
    return Item.objects.select_for_update().get(pk=item_id)


def items_of(handover: Handover) -> list[Item]:
    """Return the lines of a handover: dossiers, tasks, things, rights; by due moment and name."""
    found = list(Item.objects.filter(handover=handover))
    return sorted(
        found,
        key=lambda i: (ORDER.index(ItemKind(i.kind)), i.due_at is None, i.due_at or 0, i.label),
    )


def assets_of(member_ids: Iterable[UUID]) -> QuerySet[Asset]:
    """Return what members hold for the authority, by name."""
    return Asset.objects.filter(holder__in=list(member_ids), gone_on=None).order_by("name", "id")


def open_work(member_ids: Iterable[UUID]) -> dict[UUID, list[Item]]:
    """Return what members have open now, as lines not yet stored: dossiers, tasks, things; three
    queries for all of them."""
    found: dict[UUID, list[Item]] = {pk: [] for pk in member_ids}
    for d in dossiers.open_of(found):
        label, state = d.procedure_name[:300], str(d.get_status_display())
        line = Item(
            kind=ItemKind.DOSSIER,
            ref=d.pk,
            label=label,
            number=d.code,
            detail=state,
            due_at=d.due_at,
        )
        if d.officer_id:
            found[d.officer_id].append(line)
    for t in tasks.open_of(found):
        line = Item(
            kind=ItemKind.TASK, ref=t.pk, label=t.content[:300], number=t.code, due_at=t.due_at
        )
        found[t.lead_id].append(line)
    for a in assets_of(found):
        line = Item(
            kind=ItemKind.ASSET, ref=a.pk, label=a.name, number=a.number, detail=a.condition
        )
        found[a.holder_id].append(line)
    return found
