"""Bodies, posts and people for tests, with honest defaults; every name is invented."""

from datetime import UTC, date, datetime
from typing import Any

from khe.base.people.models import Act, Body, Member, Post, Tenure
from khe.base.people.names import sort_name
from khe.base.people.sealed import blind_index
from khe.desks.staff.states import ActData

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday 2 March 2026, 09:00 in Vietnam
TODAY = date(2026, 3, 2)
SINCE = date(2025, 7, 1)
APPOINTED = ActData("appointment", "5/QĐ-UBND", TODAY)
RELEASED = ActData("release", "6/QĐ-UBND", TODAY)


def make_body(name: str = "Văn phòng", **facts: Any) -> Body:
    """Return a body."""
    return Body.objects.create(name=name, **facts)


def make_post(body: Body, title: str = "Công chức", **facts: Any) -> Post:
    """Return a post of a body."""
    return Post.objects.create(body=body, title=title, **facts)


def make_member(name: str = "Bùi Thị Sen", **facts: Any) -> Member:
    """Return a person without account or post."""
    index = blind_index(facts.get("phone", ""))
    return Member.objects.create(name=name, sort_name=sort_name(name), phone_index=index, **facts)


def make_tenure(
    member: Member, post: Post, *, began: date = SINCE, ended: date | None = None, kind: str = "",
    end_kind: str = "release",
) -> Tenure:  # fmt: skip
    """Let a member hold a post, with the acts that began and ended it."""
    first = _act(member, kind or "appointment", began)
    last = _act(member, end_kind, ended) if ended else None
    return Tenure.objects.create(
        member=member, post=post, began=began, ended=ended, act=str(first), began_by=first,
        ended_by=last,
    )  # fmt: skip


def _act(member: Member, kind: str, day: date) -> Act:
    number = f"{Act.objects.count() + 1}/QĐ-UBND"
    return Act.objects.create(
        member=member, kind=kind, number=number, signed_on=day, effective_on=day
    )
