"""What waits for the keepers of records: terms that end soon, posts held longer than they may be."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.people.models import Tenure
from khe.base.people.queries import LOCAL
from khe.base.waiting import Waiting
from khe.desks.staff import queries

AHEAD = timedelta(days=90)  # before a term ends, to prepare who comes next


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield terms that end within 90 days and tenures over their limit, for the keepers of records;
    three queries."""
    if not actor.can("personnel"):
        return
    today = queries.day_of(at)
    for tenure, ends in queries.term_ends(today, today + AHEAD):
        yield _waiting(tenure, ends, _("Hết nhiệm kỳ"), _("Chuẩn bị nhân sự, ghi quyết định"))
    for tenure, limit in queries.limited(today):
        if limit <= today:
            yield _waiting(tenure, limit, _("Quá thời hạn giữ chức danh"), _("Xem xét chuyển đổi"))


def _waiting(tenure: Tenure, day: date, detail: str, step: str) -> Waiting:
    return Waiting(
        kind=_("Cán bộ"),
        what=f"{tenure.member.name}, {tenure.post.title}",
        url=reverse("staff:record", args=[tenure.member_id]),
        due_at=datetime.combine(day, time.min, LOCAL),
        next_step=step,
        icon="id-badge-2",
        detail=detail,
    )
