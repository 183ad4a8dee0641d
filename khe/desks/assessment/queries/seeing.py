"""What an actor may see: every list, search, export, count, chart and figure starts here."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.queries import LOCAL
from khe.desks.assessment.models import Assessment, Campaign, Frame
from khe.desks.assessment.rules.steps import READERS
from khe.desks.assessment.states import Status, SubjectKind
from khe.desks.staff import queries as staff

COLLECTIVES = (SubjectKind.BODY, SubjectKind.AREA)
NAMES = ("member", "body", "area")
ENOUGH = 5  # people in a group of which others may read a count


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def is_reader(actor: Actor) -> bool:
    """Say whether the actor reads every assessment."""
    return actor.can(*READERS)


def visible_to(actor: Actor, on: date) -> QuerySet[Assessment]:
    """Return the assessments an actor may open on a local day.

    Members: those whose personnel record the actor may see. Bodies and areas: decided ones everybody;
    the others who reads all, and the heads of the body (or of the area's board) and above.
    """
    found = Assessment.objects.select_related(*NAMES)
    if is_reader(actor):
        return found
    members = staff.visible_records(actor, on).values("pk")
    led = people.bodies_under(actor.led_ids)
    concerned = Q(kind__in=COLLECTIVES) & (Q(status=Status.DECIDED) | Q(unit__in=led))
    return found.filter(Q(kind=SubjectKind.MEMBER, member__in=members) | concerned)


def campaigns(actor: Actor, on: date) -> QuerySet[Campaign]:
    """Return the campaigns in which the actor may see anything, the newest period first."""
    found = Campaign.objects.order_by("-last", "-id")
    if is_reader(actor):
        return found
    return found.filter(pk__in=visible_to(actor, on).order_by().values("campaign"))


def details_shown(actor: Actor, on: date) -> set[UUID]:
    """Return the members whom the actor heads on a day, for `rules.why_not_see_detail`."""
    return people.led_by(actor, on) if actor.led_ids else set()


def frames() -> list[Frame]:
    """Return the newest version of every frame, by kind and name."""
    newest: dict[str, Frame] = {}
    for frame in Frame.objects.order_by("key", "version"):
        newest[frame.key] = frame
    return sorted(newest.values(), key=lambda f: (f.kind, f.period_kind, f.name))


def frame_used(frame: Frame) -> bool:
    """Say whether a campaign was opened with this version."""
    used = Q(member_frame=frame) | Q(body_frame=frame) | Q(area_frame=frame)
    return Campaign.objects.filter(used).exists()


def frame_for(campaign: Campaign, kind: str) -> Frame | None:
    """Return the frame by which a campaign assesses a kind of subject."""
    found: Frame | None = getattr(campaign, f"{kind}_frame")
    return found
