"""Reading training. Call through the module: `queries.needs_of(...)`.

Whatever shows people starts from `people(actor, day)`: the records the actor may open.
"""

from khe.desks.training.queries.candidates import Candidate, candidates
from khe.desks.training.queries.counts import Study, studies
from khe.desks.training.queries.courses import (
    Attended,
    away,
    busy,
    courses,
    enrolments,
    enrolments_of,
    locked_course,
    locked_enrolment,
    participants,
    places,
    seats_taken,
    warnings_of,
    with_people,
)
from khe.desks.training.queries.gaps import Cell, Matrix, Row, gaps, gaps_of
from khe.desks.training.queries.plans import (
    Money,
    estimate,
    locked_need,
    locked_plan,
    money,
    needs,
    needs_of,
    open_needs,
    plan_for,
    plans,
    promised,
)
from khe.desks.training.queries.visible import best_held, day_of, held_by, people

__all__ = [
    "Attended",
    "Candidate",
    "Cell",
    "Matrix",
    "Money",
    "Row",
    "Study",
    "away",
    "best_held",
    "busy",
    "candidates",
    "courses",
    "day_of",
    "enrolments",
    "enrolments_of",
    "estimate",
    "gaps",
    "gaps_of",
    "held_by",
    "locked_course",
    "locked_enrolment",
    "locked_need",
    "locked_plan",
    "money",
    "needs",
    "needs_of",
    "open_needs",
    "participants",
    "people",
    "places",
    "plan_for",
    "plans",
    "promised",
    "seats_taken",
    "studies",
    "warnings_of",
    "with_people",
]
