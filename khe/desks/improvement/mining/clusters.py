"""What stands out among groups, and what is noise. Pure: counts in, proposals out.

A group is a field, a procedure, a post, a month, a round: never a person.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from uuid import UUID

from khe.base.statistics import wilson

ALARM = 0.01  # how often a whole look at pure noise may propose anything
LEAST_WHOLE = 20  # a smaller group says nothing
LEAST_PART = 5  # fewer cases are single cases
GROWN = 1.5  # what was set aside is proposed again when it has grown by half


@dataclass(frozen=True)
class Group:
    """`part` of `whole` things of one group: late of settled, absent of obliged."""

    key: str  # "late:field:Hộ tịch": the same group has the same key on every day
    label: str
    part: int
    whole: int
    url: str = ""
    records: tuple[UUID, ...] = ()  # of the part
    samples: tuple[tuple[str, str], ...] = ()  # some of them: (code, address of the page)

    @property
    def rate(self) -> float:
        """Return the share in 0…1."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True)
class Cluster:
    """A group above the ward's own rate by more than chance: `low`…`high` is its Wilson interval."""

    group: Group
    low: float
    high: float
    ward_part: int
    ward_whole: int

    @property
    def ward_rate(self) -> float:
        """Return the rate of the whole ward in 0…1."""
        return self.ward_part / self.ward_whole

    @property
    def severity(self) -> int:
        """Return 1…3: how many times the ward's rate the low end of the interval is."""
        times = self.low / self.ward_rate if self.ward_rate else math.inf
        return 3 if times >= 3 else 2 if times >= 1.5 else 1


@dataclass(frozen=True)
class Said:
    """What a person said of a group before: `part` as it was then; `is_open`: it became a shortcoming
    that is still being worked on."""

    part: int
    is_open: bool = False


def quantile(looks: int) -> float:
    """Return the quantile at which `looks` groups of noise together propose in ALARM of cases at most."""
    return NormalDist().inv_cdf(1 - ALARM / max(looks, 1))


def clusters(groups: Sequence[Group], ward: tuple[int, int] | None = None) -> list[Cluster]:
    """Return the groups whose whole interval lies above the ward's rate, the largest excess first.

    `ward` is (part, whole) of everything; without it the groups are a partition and are added up.
    """
    part, whole = ward or (sum(g.part for g in groups), sum(g.whole for g in groups))
    if not whole or not part:
        return []
    z, found = quantile(len(groups)), []
    for group in groups:
        low, high = wilson(group.part, group.whole, z)
        if group.part >= LEAST_PART and group.whole >= LEAST_WHOLE and low > part / whole:
            found.append(Cluster(group, low, high, part, whole))
    return sorted(found, key=lambda c: (-(c.group.part - c.ward_rate * c.group.whole), c.group.key))


def is_quiet(part: int, said: Iterable[Said]) -> bool:
    """Say whether a group is not to be proposed again: it is being worked on, or has not grown by half
    since it was last set aside."""
    known = list(said)
    if any(one.is_open for one in known):
        return True
    return bool(known) and part < GROWN * max(one.part for one in known)


def fresh(found: Iterable[Cluster], said: Mapping[str, Sequence[Said]]) -> list[Cluster]:
    """Return the clusters that nobody has decided on, or that have grown since."""
    return [c for c in found if not is_quiet(c.group.part, said.get(c.group.key, ()))]
