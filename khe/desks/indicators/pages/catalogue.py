"""Everything that is counted: what could be followed, and what is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Period
from khe.base.people.actor import Actor
from khe.base.people.names import plain
from khe.desks.indicators import queries, words
from khe.desks.indicators.models import Indicator, Reading
from khe.desks.indicators.pages.detail import AXES
from khe.desks.indicators.queries.recent import followed, read_in
from khe.desks.indicators.states import Better

DESKS = {
    "tasks": _("Nhiệm vụ"), "dossiers": _("Hồ sơ một cửa"), "study": _("Học tập, quán triệt"),
    "staff": _("Cán bộ"), "training": _("Đào tạo"), "assessment": _("Đánh giá, xếp loại"),
    "succession": _("Quy hoạch, luân chuyển"), "improvement": _("Khắc phục hạn chế"),
    "index": _("Bộ chỉ số phục vụ"),
}  # fmt: skip
SIDES = {"up": ("arrow-up", Better.UP.label), "down": ("arrow-down", Better.DOWN.label)}


@dataclass(frozen=True)
class Known:
    """A figure of the catalogue, in words."""

    definition: Definition
    desk: str
    unit: str
    icon: str
    better: str
    axes: str
    value: str
    made_of: str
    indicator: Indicator | None
    url: str

    @property
    def label(self) -> str:
        """Return what it is called."""
        return str(self.definition.label)


def catalogue(actor: Actor, month: Period, text: str = "") -> list[Known]:
    """Return the figures of all desks that somebody may see, in the order of the desks, with what was read
    for a month; three statements."""
    known = queries.definitions_visible_to(actor)
    asked = plain(text).split()
    chosen = [
        one for one in known.values()
        if all(word in plain(f"{one.label} {one.id} {desk_of(one.id)}") for word in asked)
    ]  # fmt: skip
    read = read_in("month", month, [one.id for one in chosen])
    taken = followed(actor)
    return [_known(one, read.get(one.id), taken.get(one.id)) for one in chosen]


def desk_of(id: str) -> str:
    """Name the desk that counts a figure."""
    prefix = "training" if id.startswith("staff.training") else id.partition(".")[0]
    return str(DESKS.get(prefix, prefix))


def _known(one: Definition, read: Reading | None, taken: Indicator | None) -> Known:
    icon, better = SIDES.get(one.better, ("minus", Better.NEITHER.label))
    value = words.amount(_value(read), one.unit) if read else "–"
    made_of = words.counted(read.numerator, read.denominator) if read else ""
    url = f"{reverse('indicators:define')}?{urlencode({'nguon': one.id})}"
    unit = words.unit_word(one.unit) or "%"
    axes = ", ".join(str(AXES.get(axis, axis)).lower() for axis in one.axes)
    return Known(one, desk_of(one.id), unit, icon, str(better), axes, value, made_of, taken, url)


def _value(read: Reading) -> float | None:
    if read.unit != "share":
        return read.numerator
    return read.numerator / read.denominator if read.denominator else None


def by_desk(found: Iterable[Known]) -> list[tuple[str, list[Known]]]:
    """Return the figures under their desks, in the order of the first of each."""
    groups: dict[str, list[Any]] = {}
    for one in found:
        groups.setdefault(one.desk, []).append(one)
    return list(groups.items())
