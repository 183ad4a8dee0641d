"""Figures of succession: posts with somebody ready, candidates reviewed. Nothing for those to whom pools
do not exist."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Figure, Period, Record
from khe.base.people.actor import Actor
from khe.base.people.models import Post
from khe.desks.succession import queries
from khe.desks.succession.models import ReviewLine
from khe.desks.succession.rules.common import READERS, may_see
from khe.desks.succession.states import CandidateState, ReviewState, Verdict

COVERED, REVIEWED = "succession.posts_covered", "succession.reviewed"
DEFINITIONS = (
    Definition(
        COVERED, _("Chức danh có người kế nhiệm sẵn sàng"), better="up", stock=True, readers=READERS
    ),
    Definition(
        REVIEWED, _("Người trong quy hoạch được rà soát trong năm"), better="up", readers=READERS
    ),
)


def of(actor: Actor, period: Period) -> Iterator[Figure]:
    """Yield the figures as of the last day of a period (reviews: of its last year)."""
    if not may_see(actor):
        return
    term = queries.current_term(actor, period.last)
    board = queries.board(actor, term, period.last)
    pools = [row for row in board if row.listed]
    yield Figure(
        COVERED, DEFINITIONS[0].label,
        sum(bool(row.ready) for row in pools), len(pools), "share",
        tuple(row.post.pk for row in pools if row.ready), tuple(row.post.pk for row in pools),
        reverse("succession:list"),
    )  # fmt: skip
    in_pool = queries.visible_candidates(actor).filter(term=term, state=CandidateState.IN)
    ids = tuple(in_pool.order_by("pk").values_list("pk", flat=True)) if term else ()
    said = ReviewLine.objects.filter(
        review__year=period.last.year, review__state=ReviewState.DECIDED, candidate__in=ids
    )
    done = tuple(
        said.exclude(verdict=Verdict.UNSAID)
        .order_by("candidate")
        .values_list("candidate_id", flat=True)
    )
    yield Figure(
        REVIEWED, DEFINITIONS[1].label,
        len(done), len(ids), "share", done, ids, reverse("succession:reviews"),
    )  # fmt: skip


def named(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[UUID, Record]]:
    """Yield the posts and candidates, for those who may see pools; two queries."""
    if not may_see(actor):
        return
    for post in Post.objects.filter(pk__in=ids).select_related("body"):
        title = f"{post.title}, {post.body.name}"
        yield post.pk, Record(title, reverse("succession:post", args=[post.pk]))
    for one in queries.visible_candidates(actor).filter(pk__in=ids).select_related("member"):
        yield one.pk, Record(one.member.name, reverse("succession:candidate", args=[one.pk]))
