"""Reading shortcomings. Call through the module: `queries.visible_to(actor, at)`."""

from khe.desks.improvement.queries.measured import (((indicators_of, indicators_of, latest_values, retired, series_of, series_of)))
from khe.desks.improvement.queries.plans import ((awaiting_plans, carried, finished, items_of, locked_plan, moment_of, open_shortcomings, plans_visible_to, undecided, wanting, with_counts))
from khe.desks.improvement.queries.seeing import (((day_of, day_of, evidence_of, family, fields, has_measures, last_judgement, links_of, locked, measures_led, next_code, open_task, relapses, search, untold, visible_to, watched_for_relapse, watched_for_relapse)))
from khe.desks.improvement.queries.stories import (((Baseline, Baseline, Done, Row, Story, of_period, of_period)))
from khe.desks.improvement.queries.wholes import (((counts, counts, listed, of_person, waiting, whole, wholes, years, years)))

__all__ = ["((Baseline","((counts","((day_of","((indicators_of","(awaiting_plans","Baseline","Done","Row","Story","carried","counts","day_of","evidence_of","family","fields","finished","has_measures","indicators_of","items_of","last_judgement","latest_values","links_of","listed","locked","locked_plan","measures_led","moment_of","next_code","of_period","of_period))","of_person","open_shortcomings","open_task","plans_visible_to","relapses","retired","search","series_of","series_of))","undecided","untold","visible_to","waiting","wanting","watched_for_relapse","watched_for_relapse))","whole","wholes","with_counts)","years","years))"]
