"""One review as a flow of steps, with what to do now. Values, no HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from khe.base.people.actor import Actor
from khe.base.web.parts import Step
from khe.desks.improvement.models import Review, Shortcoming
from khe.desks.improvement.queries import seeing
from khe.desks.improvement.queries.reviews import Progress
from khe.desks.improvement.review_refusals import ReviewRefusal
from khe.desks.improvement.rules import reviews as rules
from khe.desks.improvement.rules import shortcomings as naming
from khe.desks.improvement.states.reviews import ReviewStatus as S


@dataclass(frozen=True)
class Verb:
    """A button: its address, its words, and why it may not be used, if so."""

    name: str
    label: str
    icon: str
    why_not: ReviewRefusal | None
    is_next: bool = False


def steps(review: Review) -> list[Step]:
    """Return the four steps, done or not; the one at hand is on."""
    at = list(S).index(S(review.status)) + (1 if review.completed_on else 0)
    held = f"{review.held_on:%d/%m/%Y}" if review.held_on else ""
    done = f"{review.completed_on:%d/%m/%Y}" if review.completed_on else ""
    rows = [
        (_("Chuẩn bị"), ""), (_("Lấy ý kiến, họp"), held), (_("Kết luận"), ""),
        (_("Hoàn thành"), done),
    ]  # fmt: skip
    return [
        Step(label, small, "ok" if n < at else "on" if n == at else "")
        for n, (label, small) in enumerate(rows)
    ]


def verbs(review: Review, actor: Actor, day: date) -> list[Verb]:
    """Return the buttons of a review; the one that brings it on first is marked."""
    text = "-"
    conclude = rules.why_not_conclude(
        review, actor, text, "" if review.kind == "person" else text, text
    )
    found = [
        ("prepare", _("Ghi tự kiểm điểm"), "edit", rules.why_not_prepare(review, actor, text),
         S.PREPARING),
        ("opinion", _("Ghi ý kiến góp ý"), "message",
         rules.why_not_collect(review, actor, "body", text, day, day), None),
        ("hold", _("Ghi phiên họp"), "users", rules.why_not_hold(review, actor, day, text, day),
         S.COLLECTING),
        ("conclude", _("Ghi kết luận"), "gavel", conclude, S.HELD),
        ("complete", _("Xác nhận hoàn thành"), "circle-check",
         rules.why_not_complete(review, actor), S.CONCLUDED),
    ]  # fmt: skip
    open_ = review.completed_on is None
    hidden = (ReviewRefusal.TOO_LATE, ReviewRefusal.DONE_ALREADY, ReviewRefusal.TOO_EARLY)
    return [
        Verb(name, label, icon, why, is_next=open_ and review.status == step)
        for name, label, icon, why, step in found
        if why not in hidden
    ]


def says(review: Review, day: date) -> str:
    """Return the line under the title: where it stands, by when."""
    if review.completed_on:
        return _("Hoàn thành ngày %(day)s.") % {"day": f"{review.completed_on:%d/%m/%Y}"}
    facts = {"state": review.get_status_display(), "due": f"{review.due:%d/%m/%Y}"}
    left = (review.due - day).days
    if left < 0:
        return _("%(state)s; quá hạn %(n)s ngày (hạn %(due)s).") % {**facts, "n": -left}
    return _("%(state)s; hạn hoàn thành %(due)s.") % facts


def progress_says(progress: Progress) -> str:
    """Return "111 trong 111 đơn vị đã hoàn thành": numerator and denominator."""
    facts = {"a": progress.done, "b": progress.total, "n": progress.late}
    line = _("%(a)s trong %(b)s đơn vị đã hoàn thành") % facts
    return line + (", " + _("%(n)s quá hạn") % facts if progress.late else "")


def state_of(review: Review, day: date) -> tuple[str, Any]:
    """Return (kind, words) of the state of a review in lists."""
    if review.completed_on:
        return "done", _("Hoàn thành")
    if review.due < day:
        return "late", _("Quá hạn")
    return ("wait" if review.status == S.PREPARING else "work"), review.get_status_display()


def rows(reviews: Sequence[Review], day: date) -> list[tuple[Review, str, Any]]:
    """Return (review, kind, words) for a list."""
    return [(one, *state_of(one, day)) for one in reviews]


def shortcomings(found: Sequence[Shortcoming], actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what the page shows of the shortcomings named in a review: those that may be opened lead to
    their pages, and why none may be named, if so."""
    seen = seeing.visible_to(actor, at).filter(pk__in=[one.pk for one in found])
    return {
        "shortcomings": found, "may_open": set(seen.values_list("pk", flat=True)),
        "why_not_name": naming.why_not_name(actor),
    }  # fmt: skip
