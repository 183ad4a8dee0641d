"""What the clock starts: at night what came back is opened again; in the morning reviews remind."""

import logging
from collections.abc import Callable

from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import system
from khe.desks.improvement import actions, waiting_reviews

log = logging.getLogger(__name__)


@app.periodic(cron="30 19 * * *")  # 02:30 in Vietnam, after the indicators have counted the day
@app.task(queueing_lock="improvement.check_relapses")
def check_relapses(timestamp: int) -> None:
    """Reopen what the measured values show to have come back, in every authority."""
    in_each(lambda authority: actions.check_relapses(by=system(authority), at=now()))


@app.periodic(cron="45 23 * * *")  # 06:45 in Vietnam, before work
@app.task(queueing_lock="improvement.remind_reviews")
def remind_reviews(timestamp: int) -> None:
    """Remind of reviews due within a week, and tell what became overdue."""
    in_each(lambda _authority: waiting_reviews.remind(now()))


def in_each(do: Callable[[Authority], object]) -> None:
    """Do it in every authority that works here; one that fails stops no other, and is told at the end."""
    failed = []
    for authority in Authority.objects.exclude(kind="archive"):
        try:
            with acting_for(authority):
                do(authority)
        except Exception:
            log.exception("a job of improvement failed for %s", authority.code)
            failed.append(authority.code)
    if failed:
        raise RuntimeError(f"failed for {', '.join(failed)}")
