"""Reading pools. Everything about candidates starts from `visible_candidates`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from khe.base.people import competence
from khe.base.people.actor import Actor
from khe.base.people.competence import Gap, Requirement
from khe.base.people.models import Member, Post, Qualification, Tenure
from khe.base.people.queries import LOCAL, in_force
from khe.desks.staff.states import PostKind
from khe.desks.succession.models import Candidate, PoolTerm
from khe.desks.succession.rules.common import may_see
from khe.desks.succession.rules.pool import Proposal
from khe.desks.succession.states import LISTED, CandidateState, Readiness, TermStatus

# Posts that are to have a pool: those that lead. A post of another kind may have one.
POOLED = (
    PostKind.SECRETARY, PostKind.WARD_LEADER, PostKind.UNION_LEADER, PostKind.OFFICE_HEAD,
    PostKind.AREA_HEAD, PostKind.AREA_CELL_SECRETARY, PostKind.AREA_YOUTH_SECRETARY,
)  # fmt: skip
READY_FIRST = {Readiness.NOW: 0, Readiness.SOON: 1, Readiness.LATER: 2}


@dataclass
class CandidateRow:
    """A candidate with what the post requires and they lack on a day."""

    candidate: Candidate
    gaps: list[Gap]

    @property
    def is_ready(self) -> bool:
        """Say whether the person is in the pool and ready now."""
        here = self.candidate.state == CandidateState.IN
        return here and self.candidate.readiness == Readiness.NOW


@dataclass
class PostRow:
    """A post that is to have a pool, with its holders and candidates on a day."""

    post: Post
    holders: list[Tenure] = field(default_factory=list)
    rows: list[CandidateRow] = field(default_factory=list)

    @property
    def listed(self) -> list[CandidateRow]:
        """Return those who are in the pool."""
        return [row for row in self.rows if row.candidate.state == CandidateState.IN]

    @property
    def ready(self) -> int:
        """Return how many could take the post now."""
        return sum(row.is_ready for row in self.rows)

    @property
    def kind(self) -> str:
        """Return the colour of its state: late without a pool, soon without anybody ready."""
        if not self.listed:
            return "late"
        return "done" if self.ready else "soon"


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def terms(actor: Actor) -> QuerySet[PoolTerm]:
    """Return the terms, the newest first; none for those to whom pools do not exist."""
    found = PoolTerm.objects.order_by("-first_day", "-id")
    return found if may_see(actor) else found.none()


def current_term(actor: Actor, day: date) -> PoolTerm | None:
    """Return the open term of a day, else the newest open one, or None."""
    listed = list(terms(actor).filter(status=TermStatus.OPEN))
    fits = (term for term in listed if term.first_day <= day <= term.last_day)
    return next(fits, listed[0] if listed else None)


def locked_term(term_id: UUID) -> PoolTerm:
    """Return a term, held until the transaction ends: changes of its pool take turns."""
    return PoolTerm.objects.select_for_update().get(pk=term_id)


def visible_candidates(actor: Actor) -> QuerySet[Candidate]:
    """Return the candidates the actor may see: all for personnel and standing members, none for
    anybody else, the candidates themselves included (a pool is confidential)."""
    return Candidate.objects.all() if may_see(actor) else Candidate.objects.none()


def all_candidates(actor: Actor, term: PoolTerm) -> QuerySet[Candidate]:
    """Return who is or was listed in a term, by name, never by rank."""
    found = visible_candidates(actor).filter(term=term)
    return found.select_related("member", "post", "post__body").order_by("member__sort_name", "id")


def locked_candidate(candidate_id: UUID) -> Candidate:
    """Return a candidate, held until the transaction ends."""
    return Candidate.objects.select_for_update().get(pk=candidate_id)


def standing_posts(day: date) -> QuerySet[Post]:
    """Return the posts that exist on a day, in bodies that do."""
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    open_ = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    body = Q(body__valid_to__isnull=True) | Q(body__valid_to__gt=day)
    return Post.objects.filter(began, open_, body).select_related("body")


def board(actor: Actor, term: PoolTerm | None, day: date) -> list[PostRow]:
    """Return the posts that are to have a pool, or have one, by body; four queries."""
    if not may_see(actor):
        return []
    listed = list(all_candidates(actor, term).filter(state__in=LISTED)) if term else []
    gaps = gaps_of(listed, day)
    by_post: dict[UUID, list[CandidateRow]] = {}
    for candidate in listed:
        by_post.setdefault(candidate.post_id, []).append(
            CandidateRow(candidate, gaps[candidate.pk])
        )
    posts = standing_posts(day).filter(Q(kind__in=POOLED) | Q(pk__in=list(by_post)))
    found = {
        post.pk: PostRow(post, [], by_post.get(post.pk, []))
        for post in posts.order_by("body__position", "body__name", "title", "id")
    }
    held = Tenure.objects.filter(in_force(day), post__in=list(found)).select_related("member")
    for tenure in held.order_by("member__sort_name"):
        found[tenure.post_id].holders.append(tenure)
    return list(found.values())


def held_by(member_ids: Iterable[UUID]) -> dict[UUID, list[Qualification]]:
    """Return what members hold, in one query."""
    found: dict[UUID, list[Qualification]] = {}
    for one in Qualification.objects.filter(member__in=list(member_ids)):
        found.setdefault(one.member_id, []).append(one)
    return found


def gaps_of(candidates: Iterable[Candidate], day: date) -> dict[UUID, list[Gap]]:
    """Return what each candidate lacks for their post on a day; one query (post must be loaded)."""
    listed = list(candidates)
    held = held_by(c.member_id for c in listed) if listed else {}
    return {
        c.pk: competence.gaps(Requirement.of(c.post.requires), held.get(c.member_id, []), day)
        for c in listed
    }


def proposal_facts(term: PoolTerm, post: Post, member: Member, day: date) -> Proposal:
    """Return what the rules need to know before somebody is proposed for a post."""
    listed = Candidate.objects.filter(term=term, state__in=LISTED)
    holds = Tenure.objects.filter(in_force(day), post=post, member=member).exists()
    return Proposal(
        post_in_force=standing_posts(day).filter(pk=post.pk).exists(),
        active=member.active,
        listed=listed.filter(post=post, member=member).exists(),
        holds=holds,
        posts=listed.filter(member=member).count(),
        candidates=listed.filter(post=post).count(),
    )
