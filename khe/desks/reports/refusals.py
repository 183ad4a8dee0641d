"""A refusal whose sentence names what is wrong."""

from dataclasses import dataclass
from typing import Any

from khe.desks.reports.states import Refusal


@dataclass(frozen=True)
class Named:
    """What `Refused` wants: a code, and a sentence that is filled in."""

    value: str
    label: str


def named(reason: Refusal, **facts: Any) -> Named:
    """Return the refusal with its sentence filled in."""
    return Named(reason.value, str(reason.label) % facts)
