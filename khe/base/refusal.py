"""How the ward says no: a code machines can read, a sentence people can read."""

from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """An action was not done; `reason` has a `value` (code) and a `label` (sentence)."""

    def __init__(self, reason: Any) -> None:
        super().__init__(str(reason.label))
        self.reason = reason


def refuse_if(reason: Any | None) -> None:
    """Raise Refused when a rule gave a reason."""
    if reason:
        raise Refused(reason)


@dataclass(frozen=True)
class Reason:
    """A refusal with its sentence filled in."""

    value: str
    label: str


def said(reason: Any, **facts: Any) -> Reason:
    """Return a refusal (a member of a desk's `Refusal`) with the parts of its sentence filled in."""
    return Reason(reason.value, str(reason.label) % facts)
