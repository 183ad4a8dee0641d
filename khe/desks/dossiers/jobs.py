"""What the clock starts: nightly tallies, and warnings before dossiers are due."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import system
from khe.desks.dossiers import actions
from khe.desks.dossiers.actions.tallies import tally_months

DAY = 480  # working minutes before the due moment at which people are warned, unless set otherwise


@app.periodic(cron="15 18 * * *")  # 01:15 in Vietnam
@app.task(queueing_lock="dossiers.tally")
def tally(timestamp: int) -> None:
    """Count the months that are over, authority by authority."""
    for authority in Authority.objects.all():
        with acting_for(authority):
            tally_months(now=now())


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="dossiers.warn")
def warn(timestamp: int) -> None:
    """Write down which dossiers came close to their due moment; their officers see it at once."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            minutes = int(authority.settings.get("warn_minutes", DAY))
            actions.warn_due_soon(by=system(authority), at=now(), minutes=minutes)
