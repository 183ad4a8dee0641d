"""Reading indicators: which there are, what they measure, how they moved, what has changed since."""

from khe.desks.indicators.queries.drifting import Drift, drift, frozen_visible_to
from khe.desks.indicators.queries.measuring import Measured, measure, measures
from khe.desks.indicators.queries.recent import first_shown
from khe.desks.indicators.queries.seeing import (
    counts_to,
    day_of,
    definitions_visible_to,
    entries_of,
    last_counted,
    locked,
    partitions,
    target_of,
    visible_to,
)
from khe.desks.indicators.queries.series import Series, last_over, series, series_of

__all__ = [
    "Drift", "Measured", "Series", "counts_to", "day_of", "definitions_visible_to", "drift",
    "entries_of", "first_shown", "frozen_visible_to", "last_counted", "last_over", "locked", "measure",
    "measures", "partitions", "series", "series_of", "target_of", "visible_to",
]  # fmt: skip
