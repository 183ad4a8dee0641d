"""What the clock starts: recurring work, reminders, the weekly word to those who gave work."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.calendar import queries as calendars
from khe.base.people.actor import system
from khe.desks.tasks import actions, queries, reminding


@app.periodic(cron="30 23,5 * * *")  # 06:30, before work, and 12:30 in Vietnam
@app.task(queueing_lock="tasks.give_recurring")
def give_recurring(timestamp: int) -> None:
    """Give the recurring work whose day has come: each once, each in a transaction of its own."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            waiting = queries.recurring_due(now())
        for id in waiting:
            with acting_for(authority):
                actions.give_recurring(id, by=system(authority), at=now())


@app.periodic(cron="*/30 * * * *")
@app.task(queueing_lock="tasks.remind")
def remind(timestamp: int) -> None:
    """Remind leads of what is due soon, and tell them what became overdue."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            calendar = calendars.calendar(authority.pk, authority.calendar)
            minutes = int(authority.settings.get("task_remind_minutes", reminding.SOON))
            reminding.remind(calendar, now(), minutes)


@app.periodic(cron="30 0 * * 1")  # Monday 07:30 in Vietnam
@app.task(queueing_lock="tasks.digest")
def digest(timestamp: int) -> None:
    """Tell those who gave work what of it is overdue."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            reminding.digest(now())
