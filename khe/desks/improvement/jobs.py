"""What the clock starts: reminders of reviews before their deadline."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.desks.improvement import waiting_reviews


@app.periodic(cron="45 23 * * *")  # 06:45 in Vietnam, before work
@app.task(queueing_lock="improvement.remind_reviews")
def remind_reviews(timestamp: int) -> None:
    """Remind of reviews due within a week, and tell what became overdue."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            waiting_reviews.remind(now())
