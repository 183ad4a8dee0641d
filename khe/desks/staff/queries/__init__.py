"""Reading the organisation: trees, holders, accounts, delegations, records."""

from khe.desks.staff.queries.accounts import (
    account_of,
    accounts_of,
    administrators,
    second_steps,
    standing,
    suggested_login,
)
from khe.desks.staff.queries.delegations import delegations, delegations_of
from khe.desks.staff.queries.organisation import (
    Difference,
    Unit,
    areas,
    differences,
    exists,
    exists_on,
    history_of,
    open_tenures,
    organisation,
    parents_over_time,
    period_on,
    units,
)
from khe.desks.staff.queries.people import members, roles_of, tenures_of, visible_records
from khe.desks.staff.queries.trees import Branch, Seat, counted, day_of, laid_out

__all__ = [
    "Branch",
    "Difference",
    "Seat",
    "Unit",
    "account_of",
    "accounts_of",
    "administrators",
    "areas",
    "counted",
    "day_of",
    "delegations",
    "delegations_of",
    "differences",
    "exists",
    "exists_on",
    "history_of",
    "laid_out",
    "members",
    "open_tenures",
    "organisation",
    "parents_over_time",
    "period_on",
    "roles_of",
    "second_steps",
    "standing",
    "suggested_login",
    "tenures_of",
    "units",
    "visible_records",
]
