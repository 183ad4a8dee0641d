"""Opening a campaign, going over to deciding, ending it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.journal.record import record
from khe.base.messages.models import Message
from khe.base.messages.posting import post_many
from khe.base.messages.wording import in_vietnamese
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.assessment import queries, rules
from khe.desks.assessment.models import Assessment, Campaign, Frame
from khe.desks.assessment.states import Event, Stage, Status, SubjectKind


@transaction.atomic
def open_campaign(
    *, name: str, period_kind: str, first: date, last: date, due_on: date,
    member_frame: Frame | None = None, body_frame: Frame | None = None,
    area_frame: Frame | None = None, by: Actor, at: datetime,
) -> Campaign:  # fmt: skip
    """Open the assessment of a period (local days, both included) for everybody it concerns today: the
    holders of posts, the bodies, the areas, each kind for which a frame is given. Tells those who score
    themselves."""
    today = queries.day_of(at)
    campaign = Campaign(
        name=name.strip(), period_kind=period_kind, first=first, last=last, due_on=due_on,
        member_frame=member_frame, body_frame=body_frame, area_frame=area_frame, opened_at=at,
    )  # fmt: skip
    frames = queries.frames_of(campaign)
    rows = queries.subjects(campaign, min(today, last))
    refuse_if(
        rules.why_not_open(
            name, period_kind, (first, last), due_on, frames=frames.items(),
            others=_others(period_kind, list(frames)), subjects=len(rows), today=today, by=by,
        )
    )  # fmt: skip
    campaign.save(force_insert=True)
    Assessment.objects.bulk_create(rows)
    counts = {kind: sum(r.kind == kind for r in rows) for kind in SubjectKind.values}
    record(
        campaign, Event.CAMPAIGN_OPENED, by=by, at=at,
        name=campaign.name, first=first, last=last, due_on=due_on, subjects=counts,
    )  # fmt: skip
    campaign.save(update_fields=["journal_seq", "journal_hash"])
    _tell(campaign, rows, at)
    return campaign


def _others(period_kind: str, kinds: list[str]) -> list[tuple[str, date, date]]:
    same = Q()
    for kind in kinds:
        same |= Q(**{f"{kind}_frame__isnull": False})
    found = (
        Campaign.objects.filter(same, period_kind=period_kind) if kinds else Campaign.objects.none()
    )
    return list(found.values_list("name", "first", "last"))


@in_vietnamese
def _tell(campaign: Campaign, rows: list[Assessment], at: datetime) -> None:
    """Leave one message for everybody who has something to score."""
    chart = queries.Chart(queries.day_of(at))
    people = {row.member_id for row in rows if row.member_id}
    for row in rows:
        people |= chart.own_heads(chart.place(row))
    subject = _("Đợt đánh giá mới: %(name)s") % {"name": campaign.name}
    text = _("Hãy tự đánh giá trước hết ngày %(day)s.") % {"day": f"{campaign.due_on:%d/%m/%Y}"}
    url = reverse("assessment:campaign", args=[campaign.pk])
    post_many([
        Message(
            member_id=member, key=f"assessment:{campaign.pk}:open:{member}", subject=subject,
            text=text, url=url, made_at=at,
        )
        for member in people
    ])  # fmt: skip


@transaction.atomic
def begin_deciding(campaign_id: UUID, *, by: Actor, at: datetime) -> Campaign:
    """Close self-assessment; what has been proposed may be decided, late proposals still come in."""
    campaign = queries.locked_campaign(campaign_id)
    rows = Assessment.objects.filter(campaign=campaign)
    proposed = rows.filter(status=Status.PROPOSED).count()
    refuse_if(rules.why_not_begin_deciding(campaign.stage, proposed, by))
    campaign.stage = Stage.DECIDING
    record(campaign, Event.DECIDING_BEGUN, by=by, at=at, proposed=proposed)
    campaign.save(update_fields=["stage", "journal_seq", "journal_hash"])
    return campaign


@transaction.atomic
def conclude(campaign_id: UUID, *, by: Actor, at: datetime) -> Campaign:
    """End a campaign in which everybody is decided or left out."""
    campaign = queries.locked_campaign(campaign_id)
    over = (Status.DECIDED, Status.LEFT_OUT)
    undecided = Assessment.objects.filter(campaign=campaign).exclude(status__in=over).count()
    refuse_if(rules.why_not_conclude(campaign.stage, undecided, by))
    campaign.stage, campaign.concluded_at = Stage.DECIDED, at
    record(campaign, Event.CONCLUDED, by=by, at=at)
    campaign.save(update_fields=["stage", "concluded_at", "journal_seq", "journal_hash"])
    return campaign
