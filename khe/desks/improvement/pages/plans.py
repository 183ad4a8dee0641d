"""What the page of a plan shows: items by field and shortcoming, in words. Decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.desks.improvement.forms.plans import choices
from khe.desks.improvement.models import Field, PlanItem, Shortcoming
from khe.desks.improvement.rules import targets
from khe.desks.improvement.states import Choice, ItemKind
from khe.desks.indicators.words import amount, counted

KINDS = {"": "soon", Choice.LEAVE: "idle", Choice.FINISHED: "done"}


@dataclass(frozen=True)
class Line:
    """One item in words. `kind` is the colour of `said`, what was decided of it."""

    item: PlanItem
    kind: str
    said: str
    url: str
    base: str = ""
    base_of: str = ""
    proposed: str = ""
    target: str = ""
    warning: str = ""


@dataclass
class Group:
    """A shortcoming with what is planned for it."""

    shortcoming: Shortcoming
    work: list[Line] = field(default_factory=list)
    aims: list[Line] = field(default_factory=list)


def fields(items: Iterable[PlanItem], over: set[Any]) -> list[tuple[Field, list[Group]]]:
    """Return the items by field and shortcoming, in the order they come in."""
    found = []
    for under, own in groupby(items, key=lambda item: item.shortcoming.field):
        groups: dict[Any, Group] = {}
        for item in own:
            group = groups.setdefault(item.shortcoming_id, Group(item.shortcoming))
            (group.aims if item.kind == ItemKind.TARGET else group.work).append(line(item, over))
        found.append((under, list(groups.values())))
    return found


def line(item: PlanItem, over: set[Any]) -> Line:
    """Return one item in words."""
    choice = item.choice or (Choice.FINISHED if item.pk in over else "")
    said = dict(choices(item.kind)) | {"": _("Chưa quyết"), Choice.FINISHED: _("Đã xong")}
    facts: dict[str, Any] = {}
    if item.kind == ItemKind.TARGET:
        facts = {
            "base": amount(item.base_value, item.unit),
            "base_of": counted(item.base_numerator, item.base_denominator),
            "proposed": amount(item.proposed, item.unit), "warning": _warning(item),
            "target": amount(item.target if item.choice == Choice.ADD else None, item.unit),
        }  # fmt: skip
    url = reverse("improvement:plan_item", args=[item.plan_id, item.pk])
    return Line(item, KINDS.get(choice, "work"), str(said[choice]), url, **facts)


def _warning(item: PlanItem) -> str:
    """Say it when a person chose a target inside ordinary variation."""
    if item.choice != Choice.ADD or item.target is None:
        return ""
    if not targets.within(item.target, item.low, item.high):
        return ""
    return _("Đích này nằm trong dao động thường: đạt hay hụt có thể chỉ là ngẫu nhiên.")
