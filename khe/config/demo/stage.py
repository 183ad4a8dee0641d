"""What the chapters of the people's side share: who acts, and working days counted back from today."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from khe.base.calendar.vn import vn
from khe.base.people.actor import Actor, system
from khe.base.people.models import Member, Tenure
from khe.base.refusal import Refused
from khe.config.demo.ward import LOCAL, Ward


@dataclass
class Stage:
    """The ward, its accounts as actors, the moment of loading. Everything told lies before `now`."""

    ward: Ward
    actors: dict[str, Actor]
    now: datetime
    refused: list[str] = field(default_factory=list)  # chapters that met a rule, and which

    @cached_property
    def keeper(self) -> Actor:
        """Return who types in what came on paper: every role, no person."""
        return system(self.ward.authority, "Văn thư Đảng ủy (mẫu)")

    @cached_property
    def today(self) -> date:
        """Return the local day of loading."""
        return self.now.astimezone(LOCAL).date()

    @cached_property
    def _past(self) -> list[date]:
        days = (self.today - timedelta(days=n) for n in range(1, 420))
        return [day for day in days if vn().is_working(day)]

    def day(self, back: int) -> date:
        """Return the working day `back` before today (1: the last one); negative: that many ahead."""
        if back > 0:
            return self._past[back - 1]
        day = self.today
        for _ in range(1 - back):
            day += timedelta(days=1)
            while not vn().is_working(day):
                day += timedelta(days=1)
        return day

    def at(self, back: int, hour: int = 8, minute: int = 0) -> datetime:
        """Return a moment (UTC) of a working day before today."""
        return self.on(self.day(back), hour, minute)

    @staticmethod
    def on(day: date, hour: int = 8, minute: int = 0) -> datetime:
        """Return a moment (UTC) of a local day."""
        return datetime.combine(day, time(hour, minute), LOCAL).astimezone(UTC)

    def id(self, username: str) -> Any:
        """Return the id of the member behind an account of the demo."""
        return self.ward.members[username].pk

    @cached_property
    def heads(self) -> list[Member]:
        """Return the heads of the areas, in order of their areas."""
        rows = Tenure.objects.filter(post__kind="area_head", ended=None).select_related("member")
        return [row.member for row in rows.order_by("post__body__position")]

    def as_member(self, member: Member) -> Actor:
        """Return a member without an account as somebody who speaks for themselves."""
        return Actor(self.ward.authority.pk, member.name, member_id=member.pk)

    def tell(self, chapter: Callable[[], Any]) -> Any:
        """Tell a chapter; where it meets a rule it ends, as in life, and the rest goes on."""
        try:
            return chapter()
        except Refused as refused:
            self.refused.append(f"{getattr(chapter, 'func', chapter).__name__}: {refused}")
            return None
