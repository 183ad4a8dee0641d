"""What is counted of dossiers that are settled, and the shares made of it: one place for the tallies of
months that are over, for the days that are counted live, and for the records behind both."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from khe.desks.dossiers.states import Outcome, PaidBy, Payment, ResultFile

ON_TIME = Q(settled_at__lte=F("due_at"))
LATE = Q(settled_at__gt=F("due_at"))
# A log of another system tells of no files and no way of paying.
RESULTS = Q(outcome__in=(Outcome.GRANTED, Outcome.REJECTED)) & ~Q(origin="log")
CHARGED = Q(fee__gt=0) & ~Q(payment=Payment.PAID, paid_by=PaidBy.UNKNOWN) & ~Q(origin="log")
SUMS: dict[str, Q] = {
    "on_time": ON_TIME,
    "late": LATE,
    "results": RESULTS,  # with a result, granted or not
    "electronic": RESULTS & Q(result_file=ResultFile.ELECTRONIC),
    "filed": RESULTS & Q(papers_filed=True) & ~Q(result_file=ResultFile.NONE),
    "charged": CHARGED,  # with a fee; not where it was taken and nobody said how
    "paid_online": CHARGED & Q(payment=Payment.PAID, paid_by=PaidBy.ONLINE),
    "supplemented": Q(supplements__gt=0),
}
COLUMNS = ("received", "settled", *SUMS)  # as in a Tally


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of the settled dossiers that are one of `of`; none of these: of all settled ones."""

    name: str
    label: Any
    part: str
    of: tuple[str, ...] = ()
    better: str = "up"

    @property
    def whole(self) -> Q:
        """Return the condition on the settled dossiers that it is a share of."""
        return reduce(or_, (SUMS[name] for name in self.of), Q())


SHARES = (
    Share("on_time", _("Hồ sơ giải quyết đúng hạn"), "on_time", ("on_time", "late")),
    Share("electronic_result", _("Hồ sơ có kết quả điện tử"), "electronic", ("results",)),
    Share("filed", _("Hồ sơ có giấy tờ và kết quả được số hóa"), "filed", ("results",)),
    Share("paid_online", _("Hồ sơ có phí được nộp trực tuyến"), "paid_online", ("charged",)),
    Share("supplemented", _("Hồ sơ phải yêu cầu bổ sung"), "supplemented", better="down"),
)


def settled_sums() -> dict[str, Count]:
    """Return what is counted of settled dossiers, by the column of a Tally."""
    return {
        "settled": Count("id"),
        **{name: Count("id", filter=told) for name, told in SUMS.items()},
    }
