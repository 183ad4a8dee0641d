"""The bench: everything that stands between the rows of one campaign and their decision, read once.

The page of decisions greys its buttons with it, the actions refuse with it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.assessment import queries, rules
from khe.desks.assessment.models import Assessment, Campaign
from khe.desks.assessment.queries.facts import Facts
from khe.desks.assessment.refusals import Reason
from khe.desks.assessment.rules import FrameData
from khe.desks.assessment.states import Status, SubjectKind

ORDER = (SubjectKind.AREA, SubjectKind.BODY, SubjectKind.MEMBER)  # collectives before their heads


@dataclass
class Bench:
    """The rows of a campaign with their frames and facts; rows changed here are seen by the next."""

    campaign: Campaign
    rows: list[Assessment]
    frames: dict[str, FrameData]
    facts: dict[UUID, Facts]

    def row(self, pk: UUID) -> Assessment:
        """Return the row of an assessment. Raises KeyError for one of another campaign."""
        return {row.pk: row for row in self.rows}[pk]

    def frame(self, row: Assessment) -> FrameData:
        """Return the frame of a row."""
        return self.frames[row.kind]

    def why_not(
        self, row: Assessment, band: str, *, reason: str, document: str, signed_on: date | None,
        today: date, by: Actor,
    ) -> Reason | None:  # fmt: skip
        """Return what stands against deciding a row with a band."""
        return rules.why_not_decide(
            row, self.frame(row), self.facts[row.pk], band,
            stage=self.campaign.stage, reason=reason, document=document, signed_on=signed_on,
            since=self.campaign.first, today=today,
            group=queries.group_of(self.frame(row), row, self.rows),
            collectives=queries.collectives_of(row, self.rows),
            heads=queries.heads_of(row, self.rows), by=by,
        )  # fmt: skip


def bench(campaign: Campaign, at: datetime, *, lock: bool = False) -> Bench:
    """Read every row of a campaign (never only those an actor may see: ceilings count all), collectives
    first, then by name."""
    found = Assessment.objects.filter(campaign=campaign).exclude(status=Status.LEFT_OUT)
    found = found.select_related("member", "body", "area", "unit", "proposed_by")
    if lock:
        found = found.select_for_update(of=("self",))
    rows = sorted(found, key=order)
    frames = {kind: FrameData.of(f) for kind, f in queries.frames_of(campaign).items()}
    return Bench(campaign, rows, frames, queries.facts_of(campaign, rows, at))


def order(row: Assessment) -> tuple[int, int, Any]:
    """Return what rows are sorted by: never by points; areas by their number."""
    name = row.member.sort_name if row.member else row.name
    code = row.area.code if row.area else ""
    return ORDER.index(row.kind), int(code) if code.isdecimal() else 0, name
