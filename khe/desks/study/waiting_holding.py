"""What waits for a person in holding: quizzes, essays, feedback, deeds, rolls to close."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.base.waiting import Waiting
from khe.desks.study.pages import duties
from khe.desks.study.queries import attendance, deeds, learning
from khe.desks.study.queries.common import day_of
from khe.desks.study.rules import checkin
from khe.desks.study.states.action_programmes import DeedStatus

TO_DO = ("soon", "late")  # colours of what a learner has to do now
SHOWN = 50


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield what the actor has to do in study besides coming; about ten queries."""
    for card in duties.of(actor, at):
        for item in card.items:
            if item.kind in TO_DO and item.url:
                yield Waiting(_("Học tập"), f"{item.name}: {card.title}", item.url, item.due_at,
                              item.word, "school")  # fmt: skip
    yield from _deeds(actor, at)
    if not checkin.why_not_organise(actor):
        yield from _organiser(at)


def _deeds(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Own deeds not yet done; those of the people one heads that wait for the yes."""
    mine = deeds.visible_to(actor, day_of(at)).exclude(status=DeedStatus.CONFIRMED)
    for deed in mine.order_by("by_day", "id")[:SHOWN]:
        url = reverse("study:deed", args=[deed.pk])
        due = datetime.combine(deed.by_day + timedelta(days=1), time.min, LOCAL)
        if deed.member_id == actor.member_id and deed.status == DeedStatus.REGISTERED:
            yield Waiting(
                _("Việc làm theo"), deed.what, url, due, _("Báo kết quả"), "heart-handshake"
            )
        elif deed.member_id != actor.member_id and deed.status == DeedStatus.DONE and actor.led_ids:
            yield Waiting(_("Việc làm theo"), deed.what, url, None, _("Xác nhận"), "heart-handshake",
                          deed.member.name)  # fmt: skip


def _organiser(at: datetime) -> Iterator[Waiting]:
    """Rolls of classes that are over and not closed; essays to be graded."""
    for lesson in attendance.to_close(at)[:SHOWN]:
        url = reverse("study:roll", args=[lesson.pk])
        yield Waiting(_("Học tập"), str(lesson.hall), url, lesson.ends_at, _("Chốt điểm danh"),
                      "school", lesson.round.programme.title)  # fmt: skip
    for call, n in learning.to_grade()[:SHOWN]:
        url = reverse("study:essays", args=[call.programme_id]) + "?which=handed_in"
        what = _("%(n)s bài thu hoạch: %(what)s") % {"n": n, "what": call.programme.title}
        yield Waiting(_("Học tập"), what, url, None, _("Chấm bài"), "school")
