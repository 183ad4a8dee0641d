"""The figure of the cascade: programmes held within the deadline, counted from rounds."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Figure, Period
from khe.base.people.actor import Actor
from khe.desks.study.queries import programmes as queries

HELD_IN_TIME = "study.held_in_time"
DEFINITIONS = (
    Definition(HELD_IN_TIME, _("Chương trình học tập xong trong hạn của phường"), better="up"),
)


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield the share of programmes due in the period whose every round was held up to the deadline;
    three queries. Programmes without a deadline do not count."""
    due = list(queries.due_in(actor, period.first, period.last))
    held = [one for one in due if queries.is_held_in_time(one)]
    yield Figure(
        id=HELD_IN_TIME, label=DEFINITIONS[0].label,
        numerator=len(held), denominator=len(due), records=queries.ids_of(held),
        of=queries.ids_of(due), url=reverse("study:list"),
    )  # fmt: skip
