"""What the clock starts: reminders on the working day before a class."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import system
from khe.desks.study.actions import invitations


@app.periodic(cron="30 1 * * *")  # 08:30 in Vietnam
@app.task(queueing_lock="study.remind")
def remind(timestamp: int) -> None:
    """Remind the learners of tomorrow's classes, authority by authority."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            invitations.remind(by=system(authority), at=now())
