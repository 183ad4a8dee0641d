"""Groups of the last twelve months, counted from the records that the actor may see.

Each kind returns its groups by axis with the ward's own (part, whole). Persons are never a group: who
handled a dossier is only their post, and a post of a body.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.people.models import Tenure
from khe.base.people.queries import LOCAL, in_force
from khe.desks.dossiers import queries as dossiers
from khe.desks.improvement.mining.clusters import Cluster, Group, clusters
from khe.desks.improvement.mining.reasons import by_reason
from khe.desks.study import figures as study
from khe.desks.tasks import queries as tasks
from khe.desks.tasks.states import Kind, kind_label

SPAN = timedelta(days=365)
RATE = "study.attendance_rate"
OLD = timedelta(days=90)  # what has stood open longer is old
FIELDS = {
    "late": "order", "supplement": "order", "overdue": "leadership", "old": "leadership",
    "absent": "education",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A cluster with what it is a cluster of: kind, axis, the days it was counted on (local)."""

    kind: str
    axis: str
    cluster: Cluster
    period: Period

    @property
    def field(self) -> str:
        """Return the code of the field it would be named under."""
        return FIELDS[self.kind]


def look(actor: Actor, at: datetime) -> list[Found]:
    """Return everything that stands out in the year before `at`; a handful of queries."""
    day = at.astimezone(LOCAL).date()
    period = Period(day - SPAN, day)
    sources = (
        _late(actor, at),
        _supplements(actor, at),
        _overdue(actor, at),
        _old(actor, at),
        _absent(actor, period),
    )
    return [
        Found(kind, axis, one, period)
        for source in sources
        for kind, axis, groups in source
        for one in clusters(groups)
        if one.group.key  # without a key: counted, but its words are not to be told
    ]


Groups = Iterator[tuple[str, str, list[Group]]]


def _groups(kind: str, axis: str, rows: Any, name: str, url: str = "") -> list[Group]:
    """Return the groups of counted rows: {name, part, whole}."""
    return [
        Group(f"{kind}:{axis}:{row[name]}", str(row[name]), row["part"], row["whole"], url)
        for row in rows
        if row[name]
    ]


def _late(actor: Actor, at: datetime) -> Groups:
    """Late of settled, by field, procedure, month and post."""
    found = dossiers.visible_to(actor).filter(settled_at__gte=at - SPAN, settled_at__lt=at)
    sums = {"whole": Count("id"), "part": Count("id", filter=Q(settled_at__gt=F("due_at")))}
    url = reverse("dossiers:list")
    for axis, column in (("field", "field"), ("procedure", "procedure_name")):
        yield "late", axis, _groups("late", axis, _by(found, column, sums), column, url)
    months = found.annotate(m=TruncMonth("settled_at", tzinfo=LOCAL))
    rows = [row | {"m": f"{row['m']:%m/%Y}"} for row in _by(months, "m", sums)]
    yield "late", "month", _groups("late", "month", rows, "m", url)
    yield "late", "post", _by_post(_by(found, "officer_id", sums), at)


def _by(found: QuerySet[Any], column: str, sums: dict[str, Any]) -> Any:
    return found.order_by().values(column).annotate(**sums)


def _by_post(rows: Any, at: datetime) -> list[Group]:
    """Add up officers by the post they hold today; who holds none is left out."""
    day = at.astimezone(LOCAL).date()
    held = Tenure.objects.filter(in_force(day)).order_by("began", "id")
    posts: dict[UUID, tuple[UUID, str]] = {
        member: (post, f"{title} ({body})")
        for member, post, title, body in held.values_list(
            "member_id", "post_id", "post__title", "post__body__name"
        )
    }
    sums: dict[UUID, list[int]] = {}
    names: dict[UUID, str] = {}
    for row in rows:
        if row["officer_id"] in posts:
            post, names[post] = posts[row["officer_id"]]
            total = sums.setdefault(post, [0, 0])
            total[0], total[1] = total[0] + row["part"], total[1] + row["whole"]
    return [Group(f"late:post:{pk}", names[pk], part, whole) for pk, (part, whole) in sums.items()]


def _supplements(actor: Actor, at: datetime) -> Groups:
    """Asked for more papers of taken in, by procedure, by the paper asked for and by the reason given."""
    found = dossiers.visible_to(actor).filter(received_at__gte=at - SPAN, received_at__lt=at)
    sums = {"whole": Count("id"), "part": Count("id", filter=Q(supplements__gt=0))}
    rows = _by(found, "procedure_name", sums)
    url = reverse("dossiers:list")
    yield "supplement", "procedure", _groups("supplement", "procedure", rows, "procedure_name", url)
    papers, texts = by_reason(actor, at, SPAN)
    yield "supplement", "paper", papers
    yield "supplement", "reason", texts


def _overdue(actor: Actor, at: datetime) -> Groups:
    """Not handed in by the due moment, of what was due, by the body of the lead and by month."""
    found = tasks.visible_to(actor, at).filter(due_at__gte=at - SPAN, due_at__lt=at)
    found = found.exclude(status="dropped").annotate(m=TruncMonth("due_at", tzinfo=LOCAL))
    late = Q(done_at__gt=F("due_at")) | Q(done_at=None, handed_at=None)
    late |= Q(done_at=None, handed_at__gt=F("due_at"))
    sums = {"whole": Count("id"), "part": Count("id", filter=late)}
    url = reverse("tasks:list")
    several = _by(found, "lead__body__name", sums | {"leads": Count("lead", distinct=True)})
    bodies = [row for row in several if row["leads"] > 1]  # a body of one lead would be a person
    yield "overdue", "body", _groups("overdue", "body", bodies, "lead__body__name", url)
    rows = [row | {"m": f"{row['m']:%m/%Y}"} for row in _by(found, "m", sums)]
    yield "overdue", "month", _groups("overdue", "month", rows, "m", url)


def _old(actor: Actor, at: datetime) -> Groups:
    """Given more than 90 days ago and still open, of all that is open or was given in the year, by where
    it came from: findings, conclusions, measures. What people give themselves is left out."""
    seen = tasks.visible_to(actor, at).exclude(status="dropped").exclude(source_kind=Kind.OWN)
    found = seen.filter(Q(status="open") | Q(given_at__gte=at - SPAN), given_at__lt=at)
    old = Q(status="open", handed_at=None, given_at__lt=at - OLD)
    sums = {"whole": Count("id"), "part": Count("id", filter=old)}
    rows = [
        row | {"source_kind": str(row["source_kind"])} for row in _by(found, "source_kind", sums)
    ]
    groups = _groups("old", "kind", rows, "source_kind", reverse("tasks:list"))
    yield "old", "kind", [replace(one, label=kind_label(one.label)) for one in groups]


def _absent(actor: Actor, period: Period) -> Groups:
    """Absent of who had to come, by round, body and area, as the figure of attendance parts them."""
    rate = next((f for f in study.of(actor, period) if f.id == RATE), None)
    axes: dict[str, list[Group]] = {"round": [], "body": [], "area": []}
    for part in rate.breakdown if rate else ():
        axis, _colon, key = part.id.removeprefix(RATE + ".").partition(":")
        whole = int(part.denominator or 0)
        if key not in ("none", "rest"):
            axes[axis].append(
                Group(f"absent:{axis}:{key}", str(part.label), whole - int(part.numerator), whole)
            )
    for axis, groups in axes.items():
        yield "absent", axis, groups


def title_of(found: Found) -> str:
    """Return the proposal as a shortcoming would be titled; at most 300 letters."""
    says = {
        "late": _("Trả kết quả trễ hạn nhiều: %(what)s"),
        "supplement": _("Phải yêu cầu bổ sung giấy tờ nhiều: %(what)s"),
        "overdue": _("Nhiệm vụ quá hạn nhiều: %(what)s"),
        "old": _("Việc tồn lâu chưa xong: %(what)s"),
        "absent": _("Vắng học tập nhiều: %(what)s"),
    }[found.kind]
    if found.kind == "supplement" and found.axis == "paper":
        says = _("Nhiều hồ sơ thiếu cùng một giấy tờ: %(what)s")
    elif found.kind == "supplement" and found.axis == "reason":
        says = _("Nhiều hồ sơ phải bổ sung vì cùng một lý do: %(what)s")
    return (says % {"what": found.cluster.group.label})[:300]


def evidence_of(found: Found) -> str:
    """Return the counts in words: part of whole, the ward's own rate, the interval."""
    one = found.cluster
    facts = {
        "part": one.group.part, "whole": one.group.whole, "rate": _percent(one.group.rate),
        "low": _percent(one.low), "high": _percent(one.high), "ward": _percent(one.ward_rate),
        "a": one.ward_part, "b": one.ward_whole, "first": f"{found.period.first:%d/%m/%Y}",
        "last": f"{found.period.last:%d/%m/%Y}",
    }  # fmt: skip
    return (
        _(
            "%(part)s trong %(whole)s (%(rate)s %%; khoảng tin cậy %(low)s–%(high)s %%), toàn phường"
            " %(a)s trong %(b)s (%(ward)s %%), từ %(first)s đến %(last)s."
        )
        % facts
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",")
