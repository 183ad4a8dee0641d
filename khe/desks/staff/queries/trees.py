"""Days and trees."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.people.models import Post, Tenure
from khe.base.people.queries import LOCAL


@dataclass
class Seat:
    """A post with those who hold it on a day."""

    post: Post
    tenures: list[Tenure] = field(default_factory=list)

    @property
    def free(self) -> int:
        """Return how many seats are empty."""
        return max(0, self.post.seats - len(self.tenures))


@dataclass
class Branch:
    """A node of a tree, in the order it is shown; `depth` 0 is a root."""

    node: Any
    depth: int
    seats: list[Seat] = field(default_factory=list)


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def laid_out(nodes: Iterable[Any]) -> list[Branch]:
    """Return nodes with `parent_id` as a tree, depth first, in the given order among siblings."""
    children: dict[UUID | None, list[Any]] = {}
    listed = list(nodes)
    known = {node.pk for node in listed}
    for node in listed:
        parent = node.parent_id if node.parent_id in known else None
        children.setdefault(parent, []).append(node)
    found: list[Branch] = []

    def walk(parent: UUID | None, depth: int) -> None:
        for node in children.get(parent, []):
            found.append(Branch(node, depth))
            walk(node.pk, depth + 1)

    walk(None, 0)
    return found


def counted(tree: Iterable[Branch]) -> dict[str, int]:
    """Return how many bodies, posts, held seats and empty seats a tree has."""
    listed = list(tree)
    seats = [seat for branch in listed for seat in branch.seats]
    return {
        "bodies": len(listed),
        "posts": len(seats),
        "held": sum(len(seat.tenures) for seat in seats),
        "free": sum(seat.free for seat in seats),
    }
