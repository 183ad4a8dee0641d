"""Reading assessments. Call through the module: `queries.visible_to(actor, day)`."""

from khe.desks.assessment.queries.facts import facts_of, people_of
from khe.desks.assessment.queries.groups import (
    Gauge,
    Progress,
    frames_of,
    gauges,
    group_key,
    group_of,
    latest_decided,
    progress,
)
from khe.desks.assessment.queries.places import Chart
from khe.desks.assessment.queries.seeing import (
    ENOUGH,
    campaigns,
    day_of,
    details_shown,
    frame_for,
    frame_used,
    frames,
    is_reader,
    visible_to,
)
from khe.desks.assessment.queries.subjects import (
    collectives_of,
    heads_of,
    history,
    locked,
    locked_campaign,
    subjects,
)

__all__ = [
    "ENOUGH", "Chart", "Gauge", "Progress", "campaigns", "collectives_of", "day_of",
    "details_shown", "facts_of", "frame_for", "frame_used", "frames", "frames_of", "gauges",
    "group_key", "group_of", "heads_of", "history", "is_reader", "latest_decided", "locked",
    "locked_campaign", "people_of", "progress", "subjects", "visible_to",
]  # fmt: skip
