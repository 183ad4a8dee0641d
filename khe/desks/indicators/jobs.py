"""What the clock starts: at night every figure is read."""

import logging

from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import system
from khe.desks.indicators import actions, queries

log = logging.getLogger(__name__)


@app.periodic(cron="45 18 * * *")  # 01:45 in Vietnam, after the tallies of dossiers
@app.task(queueing_lock="indicators.roll_up")
def roll_up(timestamp: int) -> None:
    """Read the periods that are over, in every authority that works here; one that fails stops no other."""
    failed = 0
    for authority in Authority.objects.exclude(kind="archive"):
        try:
            with acting_for(authority):
                at = queries.counts_to(authority, now())
                failed += bool(actions.roll_up(at=at, by=system(authority)).failed)
        except Exception:
            log.exception("no figures were read for %s", authority.code)
            failed += 1
    if failed:
        raise RuntimeError(f"figures could not be read in {failed} authorities")
