"""What waits for a person in study: their own class, and for organisers what is to be planned."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.waiting import Waiting
from khe.desks.study import waiting_holding
from khe.desks.study.queries import rounds as queries
from khe.desks.study.rules.common import why_not_organise
from khe.desks.study.states import RoundStatus

AHEAD = timedelta(days=30)  # how far ahead one's own class is shown


def of(actor: Actor, at: datetime) -> Iterator[Waiting]:
    """Yield the actor's classes of the coming month, and the rounds to plan, announce or end for those
    who organise (two queries); then what holding asks for (waiting_holding)."""
    for seat in queries.coming_seats(actor.member_id, at, at + AHEAD):
        one = seat.study_class
        yield Waiting(
            _("Học tập"), one.round.programme.title, reverse("study:mine"), one.starts_at,
            _("Dự lớp tại %(hall)s") % {"hall": one.hall.name}, "school",
        )  # fmt: skip
    if why_not_organise(actor) is None:
        yield from _rounds()
    yield from waiting_holding.of(actor, at)


def _rounds() -> Iterator[Waiting]:
    steps = {
        RoundStatus.PLANNING: _("Xếp lớp và triệu tập trước hạn"),
        RoundStatus.ANNOUNCED: _("Tổ chức lớp, ghi đợt học xong"),
        RoundStatus.HELD: _("Cho học bù, rồi khóa sổ"),
    }
    for round in queries.unfinished():
        programme = round.programme
        due = programme.due_at if round.status != RoundStatus.HELD else None
        yield Waiting(
            _("Tổ chức học"), f"{programme.title}, {round.name}",
            reverse("study:round", args=[round.pk]), due, steps[RoundStatus(round.status)], "school",
        )  # fmt: skip
