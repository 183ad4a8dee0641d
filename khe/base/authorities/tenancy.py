"""Acting for an authority: the one way in to tenant tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_current: ContextVar[int | None] = ContextVar("khe_authority", default=None)


class NoAuthority(RuntimeError):
    """A tenant row was asked for outside `acting_for`: a mistake in the program, never of a user."""


def current_id() -> int | None:
    """Return the id of the authority that this thread acts for, or None."""
    return _current.get()


def required_id() -> int:
    """Return the id of the authority that this thread acts for; raise NoAuthority without one."""
    found = _current.get()
    if found is None:
        raise NoAuthority("enter acting_for(authority) first")
    return found


@contextmanager
def acting_for(authority: object) -> Iterator[int]:
    """Open a transaction in which row-level security shows the rows of `authority` (or its id).

    Uses SET LOCAL, which a distributed database passes on to its nodes (set_config is not).
    Inside another transaction the former authority is put back on leaving.
    """
    wanted = int(getattr(authority, "pk", authority))  # type: ignore[call-overload]
    former, nested = _current.get(), connection.in_atomic_block
    token = _current.set(wanted)
    try:
        with transaction.atomic():
            set_local(wanted)
            yield wanted
            if nested and not connection.needs_rollback:
                set_local(former)
    finally:
        _current.reset(token)


def set_local(authority_id: int | None) -> None:
    """Tell the database which authority's rows this transaction may see; None: none."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL khe.authority = %s", [str(authority_id or "")])
