"""Who holds a post, from when to when, by which act.

The administrators keep posts and what they let their holders do; the acts about people are recorded by
those who keep personnel records and by the standing members too, never an act about themselves, and
never one that hands out the administration.
"""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.rules.common import first, when
from khe.desks.staff.rules.spans import Span, Window, most_at_once, outside, overlap
from khe.desks.staff.states import BEGINNING, ENDING, MOVING, ActData

ACT_KEEPERS = ("admin", "personnel", "standing")


def years_after(day: date, years: int) -> date:
    """Return the same day `years` later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def why_not_record_act(member_id: UUID, roles: Iterable[str], by: Actor) -> Refusal | None:
    """Say why `by` may not record an act about a member and a post that gives `roles`."""
    if by.can("admin"):
        return None
    return first(
        when(not by.can(*ACT_KEEPERS), Refusal.NOT_ACT_KEEPER),
        when(member_id == by.member_id, Refusal.OWN_ACT),
        when("admin" in roles, Refusal.ADMIN_POST),
    )


def why_not_act(act: ActData, kinds: Collection[str]) -> Refusal | None:
    """An act has a number, and a kind that does what is asked of it."""
    return first(
        when(not act.number.strip(), Refusal.NO_ACT),
        when(act.kind not in kinds, Refusal.WRONG_ACT),
    )


def why_not_hold(
    span: Span, *, own: Iterable[Span], others: Iterable[Span], seats: int, active: bool,
    windows: Iterable[Window] = (), term_years: int | None = None,
) -> Refusal | None:  # fmt: skip
    """A post is held by at most `seats` at once, by nobody twice at once, while it and its body exist
    (`windows`), and not longer than its term.

    `own` are the member's tenures of this post, `others` everybody's tenures of it.
    """
    began, ended = span
    met = [(max(a, began), b) for a, b in others if overlap((a, b), span)]
    too_long = term_years and ended and ended > years_after(began, term_years)
    return first(
        when(ended is not None and ended <= began, Refusal.NOT_A_PERIOD),
        when(any(outside(span, window) for window in windows), Refusal.OUTSIDE_POST),
        when(too_long, Refusal.OUTSIDE_TERM),
        when(not active, Refusal.MEMBER_GONE),
        when(any(overlap(had, span) for had in own), Refusal.HELD_ALREADY),
        when(most_at_once(met) >= seats, Refusal.SEATS_TAKEN),
    )


def why_not_appoint(
    act: ActData, member_id: UUID, roles: Iterable[str], by: Actor
) -> Refusal | None:
    """Say why `by` may not record that an act gives a member a post."""
    return first(why_not_record_act(member_id, roles, by), why_not_act(act, BEGINNING))


def why_not_transfer(
    act: ActData, member_id: UUID, roles: Iterable[str], by: Actor
) -> Refusal | None:
    """Say why `by` may not record that one act ends a post and begins another; `roles` of both."""
    return first(why_not_record_act(member_id, roles, by), why_not_act(act, MOVING))


def why_not_release(
    act: ActData, member_id: UUID, roles: Iterable[str], by: Actor
) -> Refusal | None:
    """Say why `by` may not record that an act ends a member's post."""
    return first(why_not_record_act(member_id, roles, by), why_not_act(act, ENDING))


def why_not_end(span: Span, day: date, today: date) -> Refusal | None:
    """A tenure ends once, after it began; an end that lies ahead may be moved."""
    began, ended = span
    return first(
        when(ended is not None and ended <= today, Refusal.ENDED_ALREADY),
        when(day <= began, Refusal.NOT_A_PERIOD),
    )
