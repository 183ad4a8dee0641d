"""Finding reviews with permission, and holding them for a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Member
from khe.desks.improvement.models import Campaign, Counter, Opinion, Review, Shortcoming
from khe.desks.improvement.states.reviews import ReviewKind


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(people.LOCAL).date()


def visible_to(actor: Actor, at: datetime) -> QuerySet[Review]:
    """Return the reviews whose page the actor may open: every list, count, progress and paper starts
    here. The same as `rules.reviews.may_see`."""
    found = Review.objects.select_related("body", "member", "campaign")
    if actor.can("standing"):
        return found
    mine = [m for m in (actor.member_id, *actor.for_ids) if m]
    led = people.led_by(actor, day_of(at)) if actor.led_ids else set()
    person = Q(kind=ReviewKind.PERSON, member_id__in=[*mine, *led])
    if actor.can("supervisor"):
        return found.filter(person | Q(kind=ReviewKind.COLLECTIVE))
    return found.filter(person | Q(kind=ReviewKind.COLLECTIVE, body_id__in=list(actor.body_ids)))


def locked(pk: UUID) -> Review:
    """Return the review, held until the transaction ends; Review.DoesNotExist if there is none."""
    return Review.objects.select_for_update().get(pk=pk)


def locked_campaign(pk: UUID) -> Campaign:
    """Return the campaign, held until the transaction ends."""
    return Campaign.objects.select_for_update().get(pk=pk)


def next_campaign_code(year: int) -> str:
    """Return the next code of a local year, "KD-2013-01"; gapless, kept by the transaction."""
    key = f"KD-{year}"
    counter, _new = Counter.objects.select_for_update().get_or_create(key=key)
    counter.n += 1
    counter.save(update_fields=["n"])
    return f"{key}-{counter.n:02d}"


@dataclass(frozen=True)
class Progress:
    """How far a campaign is, of the reviews the actor may see: `done` of `total`, `late` on a day."""

    campaign: Campaign
    total: int
    done: int
    late: int


def campaigns(actor: Actor, at: datetime) -> list[Progress]:
    """Return the campaigns of which the actor may see anything (standing: all), the newest first, with
    their progress; two queries."""
    day = day_of(at)
    rows = (
        visible_to(actor, at)
        .exclude(campaign=None)
        .order_by()
        .values("campaign_id")
        .annotate(
            total=Count("id"),
            done=Count("id", filter=Q(completed_on__isnull=False)),
            late=Count("id", filter=Q(completed_on=None, due__lt=day)),
        )
    )
    counts: dict[UUID, dict[str, int]] = {
        row["campaign_id"]: {name: row[name] for name in ("total", "done", "late")} for row in rows
    }
    found = Campaign.objects.order_by("-deadline", "-id")
    if not actor.can("standing"):
        found = found.filter(pk__in=list(counts))
    none = {"total": 0, "done": 0, "late": 0}
    return [Progress(one, **counts.get(one.pk, none)) for one in found]


def reviews_of(campaign: Campaign, actor: Actor, at: datetime) -> list[Review]:
    """Return the reviews of a campaign that the actor may see: late first, then by due day."""
    found = visible_to(actor, at).filter(campaign=campaign)
    return list(found.order_by("completed_on", "due", "body__name", "member__sort_name", "id"))


def opinions_of(review: Review) -> list[Opinion]:
    """Return the opinions by day and kind, then by their ids, which say nothing of who came first."""
    return list(Opinion.objects.filter(review=review).order_by("received_on", "giver_kind", "id"))


def shortcomings_in(review: Review) -> list[Shortcoming]:
    """Return the shortcomings recorded in a review, by field; those who see the review see them."""
    found = Shortcoming.objects.filter(review=review).select_related(
        "field", "answers_member", "answers_body"
    )
    return list(found.order_by("field__order", "code"))


def units(kind: str, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of `ids` that are bodies, or members, of this authority."""
    model = Body if kind == ReviewKind.COLLECTIVE else Member
    return set(model.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))


def open_due(until: date) -> list[Review]:
    """Return the reviews not complete that are due up to a local day, soonest first."""
    found = Review.objects.filter(completed_on=None, due__lte=until)
    return list(found.select_related("body", "member", "campaign").order_by("due", "id"))
