"""What the clock starts: on the day of a decision the open work moves."""

from django.db import transaction
from django.utils.timezone import now
from procrastinate.contrib.django import app

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import system
from khe.base.refusal import Refused
from khe.desks.succession import actions, queries


@app.periodic(cron="5 17 * * *")  # 00:05 in Vietnam
@app.task(queueing_lock="succession.take_effect")
def take_effect(timestamp: int) -> None:
    """Carry out the decisions whose day has come, each by itself: one that cannot stays, with why."""
    for authority in Authority.objects.exclude(kind="archive"):
        with acting_for(authority):
            at, by = now(), system(authority)
            for decision_id in queries.waiting_decisions(queries.day_of(at)):
                try:
                    with transaction.atomic():
                        actions.take_effect(decision_id, by=by, at=at)
                except Refused as refused:
                    reason = str(refused.reason.label)
                    actions.report_stuck(decision_id, reason=reason, by=by, at=at)
