"""Chapter five: what the review found wanting, what was done about it, and what was measured in the end.

Education is judged by the attendance counted from the lists. Everything else has no figure of its own in
the report: it carries measures and their results, and stands as "being remedied" until somebody measures.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.people.models import Tenure
from khe.config.demo.founding import Story, morning, toml
from khe.desks.improvement import actions
from khe.desks.indicators import actions as indicators
from khe.desks.tasks import actions as tasks
from khe.desks.tasks import queries as given
from khe.desks.tasks.states import Kind

FOUND = timedelta(days=7)  # measures are given that long after the conclusion of the review


def tell(story: Story, review_id: UUID) -> None:
    """Name each shortcoming, give its measures, link what is counted; judge and close what was over."""
    told, concluded = toml("remedies"), toml("review")["main"]["concluded"]
    at = morning(concluded, 14)
    actions.load_fields(by=story.keeper, at=at)
    ids = {
        source: _define(story, source, one, morning(concluded, 15))
        for source, one in told["indicator"].items()
    }
    for one in told["shortcoming"]:
        made = actions.name_shortcoming(
            field=one["field"], title=one["title"], description=one.get("description", ""),
            cause=one["cause"], severity=one["severity"], found_on=concluded, review_id=review_id,
            answers_member_id=_holder(story, one["answers"]).pk, by=story.keeper, at=at,
        )  # fmt: skip
        _remedy(story, made.pk, one, told["indicator"], ids)


def _define(story: Story, source: str, one: dict[str, Any], at: Any) -> UUID:
    """Define what is measured and set its target; the baseline is counted by the action."""
    made = indicators.define(
        source=source, kind=one["kind"], field=one["field"], by=story.keeper, at=at
    )
    indicators.set_target(
        made.pk, value=one["target"], due=one["due"], baseline=Period.parse(one["baseline"]),
        document=toml("review")["campaign"]["document"], by=story.keeper, at=at,
    )  # fmt: skip
    return made.pk


def _remedy(
    story: Story, id: UUID, told: dict[str, Any], indicator: dict[str, Any], ids: dict[str, UUID]
) -> None:
    who: dict[str, Any] = {
        "by": story.keeper,
        "at": morning(toml("review")["main"]["concluded"] + FOUND),
    }
    link = told.get("link")
    if link:
        actions.link(
            id, indicator_id=ids[link["figure"]], window=Period.parse(link["window"]),
            baseline=Period.parse(indicator[link["figure"]]["baseline"]),
            target=indicator[link["figure"]]["target"], **who,
        )  # fmt: skip
    for one in told["measures"]:
        lead = _holder(story, one["lead"])
        measure = actions.add_measure(
            id,
            content=one["content"],
            lead_id=lead.pk,
            due=one["due"],
            product="Báo cáo kết quả",
            **who,
        )
        code = given.of_source(Kind.MEASURE, [measure.pk])[measure.pk][0].code
        as_lead = Actor(story.authority.pk, lead.name, member_id=lead.pk)
        tasks.hand_in(code, result=one["result"], by=as_lead, at=morning(one["done"], 15))
        day = one["done"] + timedelta(days=1)
        tasks.confirm(code, text="Đạt yêu cầu.", by=story.keeper, at=morning(day, 9))
    if link:
        actions.add_evidence(
            id, label=told["evidence"], by=story.keeper, at=morning(told["judged"], 8)
        )
        actions.judge(id, by=story.keeper, at=morning(told["judged"], 9))
        closer = _holder(story, "bt")
        approver = Actor(
            story.authority.pk, closer.name, member_id=closer.pk, roles=frozenset({"standing"})
        )
        actions.close(id, note=told["note"], by=approver, at=morning(told["closed"], 9))


def _holder(story: Story, post: str) -> Any:
    """Return who held a post when the review was concluded."""
    day = toml("review")["main"]["concluded"]
    held = Tenure.objects.filter(post=story.posts[post], began__lte=day).select_related("member")
    return held.order_by("-began")[0].member
