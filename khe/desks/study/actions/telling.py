"""Telling learners of their seats: messages with a calendar file, left by the actions of classes.

A message is written once per seat and SEQUENCE: telling twice says nothing new.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import required_id
from khe.base.messages.models import Message
from khe.base.messages.posting import post_many
from khe.desks.study.calendar_files import NOBODY, Entry, file_of, for_seat
from khe.desks.study.models import Seat, StudyClass
from khe.desks.study.rules.common import LOCAL

LANGUAGE = "vi"  # of what is written to people, whoever acts


def when(study_class: StudyClass) -> str:
    """Return "07:30–11:00, Thứ Ba 10/03/2026"."""
    begin, end = (m.astimezone(LOCAL) for m in (study_class.starts_at, study_class.ends_at))
    return f"{begin:%H:%M}–{end:%H:%M}, {date_format(begin, 'l d/m/Y')}"


def where(study_class: StudyClass) -> str:
    """Return the hall with its address."""
    hall = study_class.hall
    return f"{hall.name}, {hall.address}" if hall.address else hall.name


def entry(study_class: StudyClass, seat_id: UUID, sequence: int) -> Entry:
    """Return a seat as an entry of a calendar."""
    programme = study_class.round.programme
    lines = [f"{programme.document}: {programme.document.title}"]
    if study_class.speaker:
        lines.append(_("Báo cáo viên: %(name)s") % {"name": study_class.speaker.name})
    return Entry(
        seat_id, sequence, programme.title, study_class.starts_at, study_class.ends_at,
        where(study_class), "\n".join(lines),
    )  # fmt: skip


def calendar_of(study_class: StudyClass, *, at: datetime, method: str = "PUBLISH") -> str:
    """Return the calendar file of a class, for the seat NOBODY."""
    organiser = Authority.objects.get(pk=required_id())
    address = settings.KHE_MAIL_FROM
    found = [entry(study_class, NOBODY, 0)]
    return file_of(found, organiser=organiser.name, address=address, at=at, method=method)


def invite(study_class: StudyClass, seats: Sequence[Seat], *, at: datetime) -> int:
    """Tell learners where and when they study; the seats are marked as invited."""
    with override(LANGUAGE):
        subject = _("Mời học: %(what)s") % {"what": study_class.round.programme.title}
        told = _tell(study_class, seats, subject, _invitation(study_class), at=at)
    Seat.objects.filter(pk__in=[s.pk for s in seats]).update(invited_at=at)
    return told


def change(study_class: StudyClass, seats: Sequence[Seat], *, at: datetime) -> int:
    """Tell learners that their class is now at another time or place; `sequence` has risen."""
    with override(LANGUAGE):
        subject = _("Đổi lịch học: %(what)s") % {"what": study_class.round.programme.title}
        text = _("Lịch học của ông/bà đã thay đổi.") + "\n" + _invitation(study_class)
        return _tell(study_class, seats, subject, text, at=at)


def withdraw(study_class: StudyClass, seats: Sequence[Seat], *, reason: Any, at: datetime) -> int:
    """Tell learners that they do not study then; their calendar drops it. `sequence` has risen."""
    with override(LANGUAGE):
        facts = {"when": when(study_class), "where": where(study_class), "why": reason}
        subject = _("Không học vào lịch đã báo: %(what)s") % {
            "what": study_class.round.programme.title
        }
        text = _("Lớp lúc %(when)s tại %(where)s không còn dành cho ông/bà. Lý do: %(why)s") % facts
        return _tell(study_class, seats, subject, text, at=at, method="CANCEL")


def remind(study_class: StudyClass, seats: Sequence[Seat], *, at: datetime) -> int:
    """Remind learners of a class, once."""
    with override(LANGUAGE):
        subject = _("Nhắc lịch học: %(when)s") % {"when": when(study_class)}
        text = _invitation(study_class)
        return _tell(study_class, seats, subject, text, at=at, mark="remind")


def _invitation(study_class: StudyClass) -> str:
    programme = study_class.round.programme
    facts = {
        "document": programme.document, "title": programme.document.title,
        "when": when(study_class), "where": where(study_class),
    }  # fmt: skip
    lines = [
        _("Học tập, quán triệt %(document)s, %(title)s."),
        _("Thời gian: %(when)s."),
        _("Tại: %(where)s."),
    ]
    return "\n".join(line % facts for line in lines)


def _tell(
    study_class: StudyClass, seats: Iterable[Seat], subject: str, text: str, *, at: datetime,
    method: str = "PUBLISH", mark: str = "",
) -> int:  # fmt: skip
    """Leave a message for every seat's learner (`learner` is loaded)."""
    template = calendar_of(study_class, at=at, method=method)
    mark = mark or method.lower()
    return post_many(
        [
            Message(
                member_id=seat.learner.member_id,
                key=f"study.seat:{seat.pk}:{seat.sequence}:{mark}",
                subject=subject[:200], text=text, url=reverse("study:mine"), made_at=at,
                calendar=for_seat(template, seat.pk, seat.sequence),
            )
            for seat in seats
        ]
    )  # fmt: skip
