"""Who is due to change post."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.people.models import Tenure
from khe.base.people.queries import in_force
from khe.desks.succession.rules.common import may_see
from khe.desks.succession.rules.due import RETIRING, Due, due, months_later, retirement_day
from khe.desks.succession.states import DueReason


@dataclass
class DueRow:
    """A tenure with why it is due, the first to come first."""

    tenure: Tenure
    why: list[Due]

    @property
    def first(self) -> Due:
        """Return what comes first."""
        return self.why[0]

    @property
    def leaves(self) -> bool:
        """Say whether the holder goes in any case: retires, or the term ends."""
        return any(d.reason in (DueReason.RETIREMENT, DueReason.TERM_END) for d in self.why)

    @property
    def kind(self) -> str:
        """Return the colour of its state."""
        return "late" if self.first.reason == DueReason.OVER_LIMIT else "soon"


def tenures_on(day: date) -> list[Tenure]:
    """Return the tenures in force on a day with member, post and body, by name."""
    found = Tenure.objects.filter(in_force(day), member__active=True)
    chosen = found.select_related("member", "post__body", "began_by")
    return list(chosen.order_by("member__sort_name", "began", "id"))


def due_rows(actor: Actor, day: date, months: int) -> list[DueRow]:
    """Return who is due within `months` of a day, the first to come first; two queries.

    Only for those who plan; everybody else gets nothing.
    """
    return find_due(tenures_on(day), day, months) if may_see(actor) else []


def find_due(held: list[Tenure], day: date, months: int) -> list[DueRow]:
    """Return which of the tenures in force on a day are due within `months`; one query."""
    limited = {t.member_id for t in held if t.post.longest_years}
    earlier: dict[tuple[UUID, UUID], list[tuple[date, date]]] = {}
    former = Tenure.objects.filter(member__in=limited, ended__lte=day)
    for member, post, began, ended in former.values_list("member_id", "post_id", "began", "ended"):
        earlier.setdefault((member, post), []).append((began, ended))
    horizon, found = months_later(day, months), []
    for tenure in held:
        before = earlier.get((tenure.member_id, tenure.post_id), [])
        why = due(tenure, tenure.post.longest_years, before, _retires(tenure), day, horizon)
        if why:
            found.append(DueRow(tenure, why))
    return sorted(found, key=lambda row: (row.first.day, row.tenure.member.sort_name))


def _retires(tenure: Tenure) -> date | None:
    member = tenure.member
    if member.born is None or member.kind not in RETIRING:
        return None
    return retirement_day(member.born, member.gender)
