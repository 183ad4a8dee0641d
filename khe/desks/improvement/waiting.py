"""What waits for a person: shortcomings without measures, windows that ended, relapses to tell;
and reviews."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.base.waiting import Waiting
from khe.desks.improvement import queries, waiting_reviews
from khe.desks.improvement.pages import verbs
from khe.desks.improvement.queries.wholes import Whole
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.states import State

KIND = gettext_lazy("Hạn chế")


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield what the actor has to do about shortcomings: measures and windows to set where they answer
    for it, windows that ended and what is overcome where they decide, relapses to tell at the
    briefing; then the reviews. Eleven queries at most, whatever the numbers."""
    decides = actor.can(*rules.DECIDES)
    found = queries.waiting(actor, at, decides=decides)
    for row in queries.wholes(found, at):
        step = next_of(row, actor)
        if step:
            says, icon = step
            due = row.window_last if row.state == State.AWAITING else None
            moment = datetime.combine(due, time(23, 59, 59), LOCAL).astimezone(UTC) if due else None
            subject = row.shortcoming
            yield Waiting(
                KIND, subject.title, subject.get_absolute_url(), moment, says, icon, subject.code
            )
    if decides:
        for one in queries.untold(actor, at):
            subject = one.shortcoming
            yield Waiting(
                KIND, subject.title, subject.get_absolute_url(), None,
                _("Báo tái diễn tại kỳ giao ban tới"), "repeat", subject.code,
            )  # fmt: skip
    yield from waiting_reviews.of(actor, at)


def next_of(row: Whole, actor: Actor) -> tuple[str, str] | None:
    """Return (what to do, icon) if it is the actor's turn."""
    if row.state == State.AWAITING:
        return None if verbs.why_not_judge(row, actor) else (_("Kết luận theo số đo"), "gavel")
    if row.state == State.OVERCOME:
        return None if verbs.why_not_close(row, actor) else (_("Duyệt và đóng"), "circle-check")
    if not rules.answers_for(row.shortcoming, actor):
        return None
    if row.state == State.NO_MEASURES:
        return _("Đặt biện pháp khắc phục"), "plus"
    if row.state in (State.PARTLY, State.NOT_YET, State.RELAPSED):
        return _("Đặt biện pháp, kỳ theo dõi mới"), "repeat"
    return (_("Gắn chỉ tiêu đo"), "gauge") if not row.links else None
