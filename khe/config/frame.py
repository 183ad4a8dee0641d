"""What the page frame says of the day."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from khe.base.calendar import clock
from khe.base.calendar import queries as calendars
from khe.base.web import phrases


def now_line(request: HttpRequest, at: datetime) -> str:
    """Say how much of today's working time is left: "Hôm nay còn 5 giờ 48 phút làm việc"."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return ""
    calendar = calendars.calendar(actor.authority_id, actor.calendar)
    local = phrases.local(at)
    if not calendar.is_working(local.date()):
        return _("Hôm nay là ngày nghỉ")
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    left = clock.between(calendar, at, midnight)
    if not left:
        return _("Đã hết giờ làm việc hôm nay")
    return _("Hôm nay còn {time} làm việc").format(time=phrases.duration(left))
