"""How the ward says no: a code machines can read, a sentence people can read."""

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
