"""Assessments for tests and the demo, with honest defaults; all of them made by the real actions."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from khe.base.people.actor import Actor
from khe.desks.assessment import actions, queries
from khe.desks.assessment.models import Assessment, Campaign, Frame
from khe.desks.assessment.rules import Fact, FrameData, Score

IN_MARCH = datetime(2026, 3, 25, 2, 0, tzinfo=UTC)  # Wednesday 25 March 2026, 09:00 in Vietnam
IN_APRIL = datetime(2026, 4, 6, 2, 0, tzinfo=UTC)  # Monday 6 April 2026
QUARTER = (date(2026, 1, 1), date(2026, 3, 31))
SIGNED = date(2026, 4, 3)


def make_frames(by: Actor, at: datetime = IN_MARCH) -> dict[str, Frame]:
    """Return the shipped frames by key; `by` keeps personnel records."""
    actions.load_shipped(by=by, at=at)
    return {frame.key: frame for frame in queries.frames()}


def make_campaign(by: Actor, at: datetime = IN_MARCH, **facts: Any) -> Campaign:
    """Open the first quarter of 2026 for members, bodies and areas, each with its shipped frame."""
    frames = make_frames(by, at)
    defaults: dict[str, Any] = {
        "name": "Quý I/2026", "period_kind": "quarter", "first": QUARTER[0], "last": QUARTER[1],
        "due_on": date(2026, 4, 3),
        "member_frame": frames["member-quarter"], "body_frame": frames["body-quarter"],
        "area_frame": frames["area-quarter"],
    }  # fmt: skip
    return actions.open_campaign(**{**defaults, **facts}, by=by, at=at)


def scores(frame: Any, share: float = 1.0, **given: Any) -> dict[str, Score]:
    """Return points for every criterion, `share` of its maximum, with evidence; `given` by key."""
    data = FrameData.of(frame)
    found = {}
    for c in data.criteria:
        points = given.get(c.key, (c.max * Decimal(str(share))).quantize(Decimal("0.1")))
        found[c.key] = Score(points, "", "Báo cáo quý I của đơn vị")
    return found


def typed(beyond: Any = 0, discipline: Any = 0) -> dict[str, Fact]:
    """Return the facts that a head types."""
    evidence = "Báo cáo kết quả, mục 2"
    return {
        "typed.beyond": Fact(Decimal(beyond), evidence=evidence),
        "typed.discipline": Fact(Decimal(discipline), evidence=evidence),
    }


def make_proposal(
    row: Assessment, by: Actor, share: float = 0.8, band: str = "good", at: datetime = IN_MARCH,
    **facts: Any,
) -> Assessment:  # fmt: skip
    """Propose a band for a subject; 80 points and "good" unless said otherwise."""
    frame = queries.frame_for(row.campaign, row.kind)
    facts.setdefault("typed", typed())
    facts.setdefault("scores", scores(frame, share))
    return actions.propose(row.pk, band=band, by=by, at=at, **facts)
