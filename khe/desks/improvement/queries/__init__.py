"""Reading shortcomings. Call through the module: `queries.visible_to(actor, at)`."""

from khe.desks.improvement.queries.measured import (indicators_of, latest_values, retired, series_of)
from khe.desks.improvement.queries.seeing import (day_of, evidence_of, family, fields, has_measures, last_judgement, links_of, locked, measures_led, next_code, open_task, relapses, search, untold, visible_to, watched_for_relapse)
from khe.desks.improvement.queries.stories import (Baseline, Done, Row, Story, of_period)
from khe.desks.improvement.queries.wholes import (counts, listed, of_person, waiting, whole, wholes, years)

__all__ = ["Baseline","Done","Row","Story","counts","day_of","evidence_of","family","fields","has_measures","indicators_of","last_judgement","latest_values","links_of","listed","locked","measures_led","next_code","of_period","of_person","open_task","relapses","retired","search","series_of","untold","visible_to","waiting","watched_for_relapse","whole","wholes","years"]
