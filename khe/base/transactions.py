"""The transaction of an action."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


def transacted(action: Callable[P, R]) -> Callable[P, R]:
    """Run an action in a transaction: the one that is open, else one of its own.

    Django's `atomic` would set and release a savepoint inside an open one: two more statements an
    action. It needs none, because an action refuses before it changes anything; whoever goes on
    after a database error (a race for a number) sets the savepoint there.
    """

    @wraps(action)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return action(*args, **kwargs)
        with transaction.atomic():
            return action(*args, **kwargs)

    return inside
