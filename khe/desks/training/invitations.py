"""What a person is told when they are sent to a course: words, and a file for their calendar."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from khe.base.messages.models import Message
from khe.base.web import phrases
from khe.desks.training.models import Course, Enrolment


def message(course: Course, place: Enrolment, at: datetime) -> Message:
    """Return the message to the person of a place, in the authority's language."""
    with override(settings.LANGUAGE_CODE):
        facts = {
            "name": course.name,
            "first": f"{course.starts_on:%d/%m/%Y}",
            "last": f"{course.ends_on:%d/%m/%Y}",
            "form": course.get_form_display(),
            "issuer": course.issuer or "–",
            "cost": phrases.money(place.cost),
        }
        return Message(
            member_id=place.member_id,
            key=f"training.enrolled.{place.pk}",
            subject=(_("Anh/chị được cử đi học: %(name)s") % facts)[:200],
            text=_(
                "Từ ngày %(first)s đến ngày %(last)s, %(form)s. Nơi mở lớp: %(issuer)s."
                " Kinh phí: %(cost)s."
            )
            % facts,
            url=reverse("training:course", args=[course.pk]),
            calendar=calendar_file(course, at),
            made_at=at,
        )


def calendar_file(course: Course, at: datetime) -> str:
    """Return a course as an iCalendar object: whole days, first to last."""
    event = Event()
    event.add("uid", f"{course.pk}@training.khe")
    event.add("dtstamp", at)
    event.add("dtstart", course.starts_on)
    event.add("dtend", course.ends_on + timedelta(days=1))  # the first day after
    event.add("summary", course.name)
    if course.issuer:
        event.add("location", course.issuer)
    file = Calendar()
    file.add("prodid", "-//Khe//training//VI")
    file.add("version", "2.0")
    file.add_component(event)
    return file.to_ical().decode()
