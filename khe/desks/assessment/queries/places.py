"""Who stands above whom: the tree of bodies and its heads on a day, in two queries."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from khe.base.people.models import Body, Tenure
from khe.base.people.queries import in_force
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.rules import Place
from khe.desks.assessment.states import SubjectKind


class Chart:
    """The bodies and the members who head them on a local day."""

    def __init__(self, on: date) -> None:
        self.parents: dict[UUID, UUID | None] = {}
        self.boards: dict[UUID, list[UUID]] = {}  # of an area
        for pk, parent, area in Body.objects.values_list("pk", "parent_id", "area_id"):
            self.parents[pk] = parent
            if area:
                self.boards.setdefault(area, []).append(pk)
        self.heads: dict[UUID, set[UUID]] = {}
        held = Tenure.objects.filter(in_force(on), post__roles__contains="head")
        for member, body in held.values_list("member_id", "post__body_id"):
            self.heads.setdefault(body, set()).add(member)

    def upward(self, body: UUID | None) -> list[UUID]:
        """Return a body and those above it, nearest first."""
        found: list[UUID] = []
        while body is not None and body not in found:
            found.append(body)
            body = self.parents.get(body)
        return found

    def place(self, one: Assessment) -> Place:
        """Return who speaks for a subject and who proposes on it."""
        if one.kind == SubjectKind.MEMBER:
            leads = one.unit_id is not None and str(one.unit_id) in one.leads
            start = self.parents.get(one.unit_id) if leads and one.unit_id else one.unit_id
            return self._place(frozenset(), self.upward(start), one.member_id)
        own = [one.body_id] if one.body_id else self._boards(one.area_id)
        above = [b for o in own for b in self.upward(self.parents.get(o)) if b not in own]
        return self._place(frozenset(own), above, None)

    def _boards(self, area: UUID | None) -> list[UUID]:
        return self.boards.get(area, []) if area else []

    def _place(self, own: frozenset[UUID], above: Iterable[UUID], member: UUID | None) -> Place:
        listed = frozenset(above)
        has_head = any(self.heads.get(b, set()) - {member} for b in listed)
        return Place(own, listed, has_head)

    def own_heads(self, place: Place) -> set[UUID]:
        """Return the members who speak for a body or an area."""
        return {m for body in place.own for m in self.heads.get(body, ())}
