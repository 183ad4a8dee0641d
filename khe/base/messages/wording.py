"""Messages are written in the authority's language, not in that of the person at the keyboard."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation

P = ParamSpec("P")
R = TypeVar("R")


def in_vietnamese(tell: Callable[P, R]) -> Callable[P, R]:
    """Write in Vietnamese, whoever causes it."""

    @wraps(tell)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return tell(*args, **kwargs)

    return told
