"""What a post requires against what a person holds. Pure: values in, gaps out.

Political theory: QĐ 57-QĐ/TW (08/02/2022). The levels of degrees follow the national framework. Both are
lists in rising order; a post names the lowest level it accepts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

THEORY = ("elementary", "intermediate", "advanced", "bachelor_theory")
DEGREE = ("secondary", "vocational", "college", "bachelor", "master", "doctor")
LEVELS: dict[str, tuple[str, ...]] = {"theory": THEORY, "degree": DEGREE}
KINDS = ("theory", "degree", "certificate", "skill")
LABELS = {  # as people say them; pages translate
    "theory": "lý luận chính trị",
    "degree": "trình độ chuyên môn",
    "certificate": "chứng chỉ",
    "skill": "kỹ năng",
    "elementary": "sơ cấp",
    "intermediate": "trung cấp",
    "advanced": "cao cấp",
    "bachelor_theory": "cử nhân",
    "secondary": "trung học phổ thông",
    "vocational": "trung cấp",
    "college": "cao đẳng",
    "bachelor": "đại học",
    "master": "thạc sĩ",
    "doctor": "tiến sĩ",
}


class Held(Protocol):
    """What is read of a qualification (`people.models.Qualification`)."""

    kind: str
    level: str
    name: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a post asks for; stored on the post as {"theory": "intermediate", "degree": "bachelor",
    "skills": ["Tin học", …]}. Empty: anybody."""

    theory: str = ""
    degree: str = ""
    skills: tuple[str, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Requirement":
        """Return the requirement stored on a post."""
        return cls(
            theory=str(stored.get("theory", "")),
            degree=str(stored.get("degree", "")),
            skills=tuple(stored.get("skills", ())),
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as stored."""
        return {"theory": self.theory, "degree": self.degree, "skills": list(self.skills)}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing: `kind` theory, degree or skill; `wanted` level or skill; `has` the best held."""

    kind: str
    wanted: str
    has: str = ""


def best(kind: str, held: Iterable[Held], on: date) -> str:
    """Return the highest level of `kind` that holds on a day, or ''."""
    order = LEVELS[kind]
    levels = [q.level for q in held if q.kind == kind and q.level in order and holds(q, on)]
    return max(levels, key=order.index, default="")


def holds(held: Held, on: date) -> bool:
    """Say whether a qualification is good on a day."""
    return held.expires_on is None or held.expires_on > on


def gaps(asked: Requirement, held: Iterable[Held], on: date) -> list[Gap]:
    """Return what is missing of `asked` on a day; empty: the person meets the requirement."""
    have = list(held)
    found = []
    for kind, wanted in (("theory", asked.theory), ("degree", asked.degree)):
        has = best(kind, have, on)
        order = LEVELS[kind]
        if wanted and (not has or order.index(has) < order.index(wanted)):
            found.append(Gap(kind, wanted, has))
    shown = {q.name.casefold() for q in have if q.kind in ("skill", "certificate") and holds(q, on)}
    found += [Gap("skill", skill) for skill in asked.skills if skill.casefold() not in shown]
    return found
