"""Reading the yearly reviews of a pool."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from khe.base.people.actor import Actor
from khe.desks.succession.models import PoolTerm, Review, ReviewLine
from khe.desks.succession.rules.common import may_see
from khe.desks.succession.rules.pool import years_of
from khe.desks.succession.states import ReviewState


@dataclass
class Year:
    """A year of a term and its review, None: nobody has begun it."""

    year: int
    review: Review | None

    @property
    def kind(self) -> str:
        """Return the colour of its state."""
        if self.review is None:
            return "late"
        return "done" if self.review.state == ReviewState.DECIDED else "work"


def visible_reviews(actor: Actor) -> QuerySet[Review]:
    """Return the reviews the actor may see."""
    found = Review.objects.select_related("term").order_by("-year", "-id")
    return found if may_see(actor) else found.none()


def years(actor: Actor, term: PoolTerm, today: date) -> list[Year]:
    """Return the years of a term that have begun, the newest first: one without a decided review has
    not been reviewed."""
    known = {r.year: r for r in visible_reviews(actor).filter(term=term)}
    return [Year(year, known.get(year)) for year in years_of(term, today)]


def review_of(actor: Actor, term: PoolTerm, year: int) -> Review | None:
    """Return the review of a year, or None."""
    return visible_reviews(actor).filter(term=term, year=year).first()


def locked_review(review_id: UUID) -> Review:
    """Return a review, held until the transaction ends."""
    return Review.objects.select_for_update().get(pk=review_id)


def lines_of(review: Review) -> list[ReviewLine]:
    """Return the lines of a review, by name of the candidate."""
    found = ReviewLine.objects.filter(review=review)
    chosen = found.select_related("candidate__member", "candidate__post__body")
    return list(chosen.order_by("candidate__member__sort_name", "id"))
