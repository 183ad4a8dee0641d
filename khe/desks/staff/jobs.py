"""What the clock starts: changes of the organisation that were written down for a day to come."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import system
from khe.desks.staff import actions


@app.periodic(cron="5 17 * * *")  # 00:05 in Vietnam
@app.task(queueing_lock="staff.carry_over")
def carry_over(timestamp: int) -> None:
    """Let what begins today hold, authority by authority."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            actions.carry_over(by=system(authority), at=now())
