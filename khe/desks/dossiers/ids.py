"""The ids of the records behind a figure, read only when somebody asks for them."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, overload
from uuid import UUID

from django.db.models import QuerySet


class Ids(Sequence[UUID]):
    """Record ids of a queryset in the order of ids; a figure over a million dossiers costs none of them
    until its records are opened. Reads once, with one statement."""

    def __init__(self, found: QuerySet[Any]) -> None:
        self._found = found

    @cached_property
    def _ids(self) -> tuple[UUID, ...]:
        return tuple(self._found.order_by("id").values_list("id", flat=True))

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._ids)

    @overload
    def __getitem__(self, at: int) -> UUID: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[UUID, ...]: ...
    def __getitem__(self, at: int | slice) -> UUID | tuple[UUID, ...]:
        return self._ids[at]
