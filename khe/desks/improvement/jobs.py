"""What the clock starts: at night what came back is opened again; in the morning reviews remind."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import system
from khe.desks.improvement import actions, waiting_reviews


@app.periodic(cron="30 19 * * *")  # 02:30 in Vietnam, after the indicators have counted the day
@app.task(queueing_lock="improvement.check_relapses")
def check_relapses(timestamp: int) -> None:
    """Reopen what the measured values show to have come back, in every authority."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            actions.check_relapses(by=system(authority), at=now())


@app.periodic(cron="45 23 * * *")  # 06:45 in Vietnam, before work
@app.task(queueing_lock="improvement.remind_reviews")
def remind_reviews(timestamp: int) -> None:
    """Remind of reviews due within a week, and tell what became overdue."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            waiting_reviews.remind(now())
