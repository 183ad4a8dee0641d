"""What has changed in the records since a figure was frozen."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from khe.base import figures
from khe.base.figures import Figure
from khe.base.people.actor import Actor, whole
from khe.desks.indicators import rules, words
from khe.desks.indicators.models import Frozen

KEPT = 20_000  # record ids kept with a frozen figure; of more only their number and the checksum


@dataclass(frozen=True)
class Drift:
    """A frozen figure beside what its records say now. `added` and `removed` count records of the
    numerator or the denominator; they are 0 where the ids were too many to keep. `now` is None when no
    desk counts the figure any more."""

    same: bool
    now: Figure | None
    added: int
    removed: int
    says: str


def frozen_visible_to(actor: Actor) -> QuerySet[Frozen]:
    """Return the frozen figures whose numbers somebody may see, the latest first."""
    if not actor.roles:
        return Frozen.objects.none()
    known = figures.definitions()
    hidden = [id for id, one in known.items() if not rules.may_see(actor, one)]
    found = Frozen.objects.exclude(definition__in=hidden) if hidden else Frozen.objects.all()
    return found.order_by("-taken_at", "-id")


def drift(actor: Actor, frozen: Frozen) -> Drift:
    """Count a frozen figure again, over the same period, and hold it against what was kept."""
    now = figures.figure(whole(actor), frozen.period, frozen.figure_id)
    if now is None:
        gone = _("Nguồn của số liệu này không còn được đếm; số đã chốt vẫn giữ nguyên.")
        return Drift(False, None, 0, 0, gone)
    if figures.checksum(now) == frozen.checksum:
        return Drift(True, now, 0, 0, _("Đếm lại hôm nay: giống hệt lúc chốt."))
    sides = [
        (frozen.record_ids, frozen.records, now.records),
        (frozen.of_ids, frozen.of_records, now.of),
    ]
    kept = [(set(ids), set(today)) for ids, many, today in sides if len(ids) == many]
    added = len(set().union(*(today - then for then, today in kept)))
    removed = len(set().union(*(then - today for then, today in kept)))
    return Drift(False, now, added, removed, _said(frozen, now, added, removed))


def _said(frozen: Frozen, now: Figure, added: int, removed: int) -> str:
    facts = {
        "now": words.amount(now.value, now.unit), "then": words.amount(frozen.value, frozen.unit),
        "added": words.number(added), "removed": words.number(removed),
    }  # fmt: skip
    text = _("Hồ sơ gốc đã thay đổi sau khi chốt: nay đếm được %(now)s, lúc chốt là %(then)s")
    if added or removed:
        text += _(" (thêm %(added)s, bớt %(removed)s bản ghi)")
    return text % facts + "."
