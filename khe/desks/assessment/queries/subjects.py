"""Who is assessed in a campaign, who heads what in it, and what they got before."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khe.base.authorities.models import Area
from khe.base.people.models import Body, Tenure
from khe.base.people.queries import in_force
from khe.desks.assessment.models import Assessment, Campaign
from khe.desks.assessment.rules import Collective
from khe.desks.assessment.states import Status, SubjectKind

CELL = "cell"  # staff.states.BodyKind: where a member of the Party is, not where they work


def locked(pk: UUID) -> Assessment:
    """Return an assessment, locked, its campaign and frames read with it."""
    row = Assessment.objects.select_for_update().get(pk=pk)
    frames = ("campaign__member_frame", "campaign__body_frame", "campaign__area_frame")
    return Assessment.objects.select_related("member", "body", "area", *frames).get(pk=row.pk)


def locked_campaign(pk: UUID) -> Campaign:
    """Return a campaign, locked: decisions in it take turns, so that no ceiling is passed twice."""
    Campaign.objects.select_for_update().get(pk=pk)
    frames = ("member_frame", "body_frame", "area_frame")
    return Campaign.objects.select_related(*frames).get(pk=pk)


def existing(on: date) -> Q:
    """Return the condition "this body or area exists on that local day"."""
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return began & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def subjects(campaign: Campaign, on: date) -> list[Assessment]:
    """Return the new assessments of a campaign: members with a post, bodies and areas of that day, for
    which it has a frame. Areas are those of the first level, or of the second below a single root."""
    found: list[Assessment] = []
    if campaign.member_frame_id:
        found += _members(campaign, on)
    if campaign.body_frame_id:
        bodies = Body.objects.filter(existing(on), area=None).order_by("position", "name")
        kind = SubjectKind.BODY
        found += [Assessment(campaign=campaign, kind=kind, body=b, unit=b) for b in bodies]
    if campaign.area_frame_id:
        found += _areas(campaign, on)
    return found


def _members(campaign: Campaign, on: date) -> list[Assessment]:
    held: dict[UUID, list[Tenure]] = {}
    tenures = Tenure.objects.filter(in_force(on), member__active=True)
    for tenure in tenures.select_related("member", "post__body").order_by("began", "id"):
        held.setdefault(tenure.member_id, []).append(tenure)
    return [_member(campaign, rows) for rows in held.values()]


def _member(campaign: Campaign, tenures: list[Tenure]) -> Assessment:
    """Assess a member where they work: not in the cell, and where they head rather than serve."""
    chosen = min(tenures, key=lambda t: (t.post.body.kind == CELL, "head" not in t.post.roles))
    leads = sorted({str(t.post.body_id) for t in tenures if "head" in t.post.roles})
    return Assessment(
        campaign=campaign, kind=SubjectKind.MEMBER, member=chosen.member, unit=chosen.post.body,
        leads=leads, post=chosen.post.title,
    )  # fmt: skip


def _areas(campaign: Campaign, on: date) -> list[Assessment]:
    areas = list(Area.objects.filter(existing(on)).order_by("code"))
    roots = [a for a in areas if a.parent_id is None]
    if len(roots) == 1 and any(a.parent_id == roots[0].pk for a in areas):
        roots = [a for a in areas if a.parent_id == roots[0].pk]
    boards: dict[UUID | None, Body] = {}
    for body in Body.objects.filter(existing(on), area__in=roots).order_by("-kind", "position"):
        if body.area_id not in boards or body.kind != CELL:
            boards[body.area_id] = body
    kind = SubjectKind.AREA
    return [Assessment(campaign=campaign, kind=kind, area=a, unit=boards.get(a.pk)) for a in roots]


def _leading(rows: Iterable[Assessment]) -> list[tuple[Assessment, set[str]]]:
    return [(r, set(r.leads)) for r in rows if r.kind == SubjectKind.MEMBER and r.leads]


def _band(row: Assessment) -> str:
    return row.decided_band if row.status == Status.DECIDED else ""


def collectives_of(row: Assessment, rows: Iterable[Assessment]) -> list[Collective]:
    """Return what a member heads among the bodies and areas assessed in the same campaign."""
    leads = set(row.leads)
    return [
        Collective(r.name, _band(r)) for r in rows
        if leads and r.kind != SubjectKind.MEMBER and r.status != Status.LEFT_OUT
        and str(r.unit_id) in leads
    ]  # fmt: skip


def heads_of(row: Assessment, rows: Iterable[Assessment]) -> list[Collective]:
    """Return the members assessed in the same campaign who head a body or an area."""
    if row.kind == SubjectKind.MEMBER or not row.unit_id:
        return []
    unit = str(row.unit_id)
    return [Collective(r.name, _band(r)) for r, leads in _leading(rows) if unit in leads]


def history(row: Assessment, visible: QuerySet[Assessment]) -> list[Assessment]:
    """Return the decided assessments of the same subject, oldest period first, this one included."""
    same = Q(member=row.member_id) if row.member_id else Q(body=row.body_id)
    same = Q(area=row.area_id) if row.area_id else same
    found = visible.filter(same, status=Status.DECIDED).select_related("campaign")
    return list(found.order_by("campaign__last", "campaign__first"))
