"""The figure of the cascade: programmes held within the deadline, counted from rounds."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.figures import Figure, Period
from khe.base.people.actor import Actor
from khe.desks.study.queries import programmes as queries

HELD_IN_TIME = "study.held_in_time"


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield the share of programmes due in the period whose every round was held up to the deadline;
    three queries. Programmes without a deadline do not count."""
    due = list(queries.due_in(actor, period.first, period.last))
    held = [one for one in due if queries.is_held_in_time(one)]
    yield Figure(
        id=HELD_IN_TIME, label=_("Chương trình học tập xong trong hạn của phường"),
        numerator=len(held), denominator=len(due), records=queries.ids_of(held),
        of=queries.ids_of(due), url=reverse("study:list"),
    )  # fmt: skip
