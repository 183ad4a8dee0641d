"""A message as an e-mail."""

from email.mime.text import MIMEText
from email.utils import formataddr
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar

from khe.base.messages.models import Message


def letter(message: Message, *, sender: str, place: str, url: str) -> EmailMessage:
    """Return the e-mail of a message to its member's address.

    `sender` is an address, `place` the authority's name, `url` where our pages are ("" when unknown).
    The Message-ID follows from the message: a mail that had to be sent twice is one to its reader.
    """
    domain = sender.rpartition("@")[2]
    with translation.override("vi"):
        body = _body(message, place, url)
    made = EmailMessage(
        subject=message.subject,
        body=body,
        from_email=formataddr((place, sender)),
        to=[message.member.email.strip()],
        headers={
            "Message-ID": f"<{message.pk}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    if message.calendar:
        made.attach(_calendar(message.calendar))
    return made


def _body(message: Message, place: str, url: str) -> str:
    parts = [_("Kính gửi anh/chị %(name)s,") % {"name": message.member.name}, message.subject]
    if message.text:
        parts.append(message.text)
    if message.url and url:
        parts.append(_("Xem tại: %(url)s") % {"url": url.rstrip("/") + message.url})
    else:
        parts.append(_("Mời anh/chị mở Khế, mục Tin nhắn, để xem."))
    parts.append(f"{place}\n" + _("Thư này được gửi tự động; không trả lời thư này."))
    return "\n\n".join(parts) + "\n"


def _calendar(content: str) -> MIMEText:
    """Return the calendar as the part that calendars recognise: its method is in its type too."""
    part = MIMEText(content, "calendar", "utf-8")
    method = method_of(content)
    if method:
        part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="lich.ics")
    return part


def method_of(content: str) -> str:
    """Return the METHOD of an iCalendar object in capitals; '' without one or when it is broken."""
    try:
        found: Any = Calendar.from_ical(content).get("METHOD", "")
    except (ValueError, IndexError):
        return ""
    name = str(found).upper()
    return name if name.isalpha() else ""


def is_address(text: str) -> bool:
    """Say whether a text is one e-mail address and nothing else."""
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return True
