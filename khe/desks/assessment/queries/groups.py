"""Counts: how far a campaign has come, how its bands fall, how many may still be excellent."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khe.desks.assessment.models import Assessment, Campaign, Frame
from khe.desks.assessment.rules import FrameData, ceiling_limit
from khe.desks.assessment.states import Band, CeilingBy, Status

ASSESSED = (Status.PROPOSED, Status.DECIDED)


@dataclass
class Progress:
    """How many of a campaign's subjects have come how far; those left out are not among `total`."""

    total: int = 0
    self_assessed: int = 0
    proposed: int = 0
    decided: int = 0


@dataclass
class Gauge:
    """How many of a group are excellent, of how many who may be."""

    label: str
    excellent: int
    assessed: int
    limit: int | None
    key: str = ""

    @property
    def over(self) -> bool:
        """Say whether more are excellent than may be."""
        return self.limit is not None and self.excellent > self.limit


def progress(visible: QuerySet[Assessment], ids: Sequence[UUID]) -> dict[UUID, Progress]:
    """Return {campaign: progress} of what the actor may see, in one query."""
    found = {pk: Progress() for pk in ids}
    counted = (
        visible.filter(campaign__in=ids)
        .exclude(status=Status.LEFT_OUT)
        .order_by()
        .values("campaign_id")
        .annotate(
            total=Count("pk"),
            own=Count("pk", filter=Q(self_at__isnull=False)),
            proposed=Count("pk", filter=Q(status__in=ASSESSED)),
            decided=Count("pk", filter=Q(status=Status.DECIDED)),
        )
        .values_list("campaign_id", "total", "own", "proposed", "decided")
    )
    for pk, *numbers in counted:
        found[pk] = Progress(*numbers)
    return found


def group_key(frame: FrameData, row: Assessment) -> str:
    """Return the group in which the ceiling counts a subject."""
    if frame.ceiling_by == CeilingBy.UNIT:
        return f"{row.kind}:{row.unit_id or ''}"
    if frame.ceiling_by == CeilingBy.LEADING:
        return f"{row.kind}:{'heads' if row.leads else 'others'}"
    return row.kind


def group_of(frame: FrameData, row: Assessment, rows: Iterable[Assessment]) -> tuple[int, int]:
    """Return (others of its group decided excellent, all of the group assessed)."""
    key = group_key(frame, row)
    same = [
        r for r in rows
        if r.kind == row.kind and r.status in ASSESSED and group_key(frame, r) == key
    ]  # fmt: skip
    others = [r for r in same if r.pk != row.pk and r.decided_band == Band.EXCELLENT]
    return len(others), len(same)


def gauges(frames: dict[str, FrameData], rows: Iterable[Assessment]) -> list[Gauge]:
    """Return the gauges of every group with a ceiling, in the order of the groups."""
    excellent: Counter[str] = Counter()
    assessed: Counter[str] = Counter()
    sample: dict[str, Assessment] = {}
    for row in rows:
        frame = frames.get(row.kind)
        if frame is None or frame.ceiling is None or row.status not in ASSESSED:
            continue
        key = group_key(frame, row)
        sample.setdefault(key, row)
        assessed[key] += 1
        excellent[key] += row.decided_band == Band.EXCELLENT
    return [
        Gauge(
            "", excellent[key], assessed[key], ceiling_limit(frames[row.kind], assessed[key]), key
        )
        for key, row in sample.items()
    ]


def frames_of(campaign: Campaign) -> dict[str, Frame]:
    """Return {kind of subject: frame} of a campaign loaded with its frames."""
    found = {
        "member": campaign.member_frame, "body": campaign.body_frame, "area": campaign.area_frame,
    }  # fmt: skip
    return {kind: frame for kind, frame in found.items() if frame is not None}


def latest_decided(visible: QuerySet[Assessment], first: date, last: date) -> list[Assessment]:
    """Return the last decided assessment of each subject among campaigns that end within a period
    (local days); of two that end together, the one of the longer period counts."""
    rows = visible.filter(
        status=Status.DECIDED, campaign__last__gte=first, campaign__last__lte=last
    ).select_related("campaign")
    newest: dict[UUID | None, Assessment] = {}
    for row in sorted(rows, key=lambda r: (r.campaign.last, -r.campaign.first.toordinal())):
        newest[row.member_id or row.body_id or row.area_id] = row
    return list(newest.values())
