"""Chapter five: what the review found wanting, what was done about it, what was measured in the end, and
what the ward set out to do next.

Attendance is counted from the lists, changes of post from the acts, training from the enrolments. What has
no figure in the report has none here: it carries measures and their results, and stays open. Attendance is
what education is judged and closed by. The changes and the training are counted and judged too, but stay
open: they say what was done, and nobody approved in the report that it was enough.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.people.models import Member, Tenure
from khe.config.demo.founding import Story, morning, toml
from khe.desks.improvement import actions
from khe.desks.improvement import queries as improvement
from khe.desks.indicators import actions as indicators
from khe.desks.indicators.states import Unit
from khe.desks.tasks import actions as tasks
from khe.desks.tasks import queries as given
from khe.desks.tasks.states import Kind

PLANNED = timedelta(days=7)  # measures are given that long after the conclusion of the review
AIMED = date(2013, 1, 7)  # targets are set when the years of the baseline are over
READ_SINCE = date(2011, 1, 1)
READ_ON = date(2016, 1, 4)  # when the last of the years was over


def tell(story: Story, review_id: UUID) -> None:
    """Name each shortcoming, give its measures, link what is counted, judge what was over; plan ahead."""
    told, concluded = toml("remedies"), toml("review")["main"]["concluded"]
    who: dict[str, Any] = {"by": story.keeper, "at": morning(concluded, 14)}
    fields = {field.code: field.name for field in actions.load_fields(**who)}
    aims = {id: Aim(id, one) for id, one in told["indicator"].items()}
    for aim in aims.values():
        aim.define(story, fields, morning(AIMED))
    named = [
        actions.name_shortcoming(
            field=one["field"], title=one["title"], description=one.get("description", ""),
            cause=one["cause"], severity=one["severity"], found_on=concluded, review_id=review_id,
            answers_member_id=_holder(story, one["answers"], concluded).pk, **who,
        ).pk
        for one in told["shortcoming"]
    ]  # fmt: skip
    for id, one in zip(named, told["shortcoming"], strict=True):
        _remedy(story, id, one, aims, concluded + PLANNED)
    _plan_ahead(story, told["next"], dict(enumerate(named, 1)))
    indicators.roll_up(by=story.keeper, at=morning(READ_ON), since=READ_SINCE)


class Aim:
    """What is counted for a shortcoming: a figure, its baseline, and the value the ward set out for."""

    def __init__(self, source: str, told: Mapping[str, Any]) -> None:
        self.source, self.told = source, told
        self.baseline = Period.parse(told["baseline"])
        self.window = Period.parse(told["window"])
        self.id: UUID

    def define(self, story: Story, fields: Mapping[str, str], at: datetime) -> None:
        """Follow the figure; a rate gets its target for every year, a count is aimed at in its window
        alone (`link`). The baseline is counted by the action."""
        who: dict[str, Any] = {"by": story.keeper, "at": at}
        field = fields[self.told["field"]]
        made = indicators.define(source=self.source, kind="year", field=field, **who)
        self.id = made.pk
        if made.unit != Unit.SHARE:
            return
        indicators.set_target(
            self.id, value=self.told["target"], due=self.window.last, baseline=self.baseline,
            document=toml("review")["campaign"]["document"], **who,
        )  # fmt: skip

    def link(self, shortcoming_id: UUID, who: Mapping[str, Any]) -> None:
        """Let a shortcoming be judged by it."""
        actions.link(
            shortcoming_id, indicator_id=self.id, baseline=self.baseline, window=self.window,
            target=self.told["target"], **who,
        )  # fmt: skip


def _remedy(
    story: Story, id: UUID, told: Mapping[str, Any], aims: Mapping[str, Aim], day: date
) -> None:
    for one in told["measures"]:
        _measure(story, id, one, day)
    for source in told.get("figures", ()):
        aims[source].link(id, {"by": story.keeper, "at": morning(AIMED, 9)})
    if "judged" in told:
        actions.judge(id, by=story.keeper, at=morning(told["judged"], 9))
    if "closed" in told:
        _close(story, id, told)


def _measure(story: Story, id: UUID, told: Mapping[str, Any], day: date) -> None:
    """Give a measure as a task, let its lead hand in the result, and accept it the day after."""
    lead, done = _holder(story, told["lead"], day), told["done"]
    made = actions.add_measure(
        id, content=told["content"], lead_id=lead.pk, due=told["due"], product="Báo cáo kết quả",
        by=story.keeper, at=morning(day),
    )  # fmt: skip
    code = given.of_source(Kind.MEASURE, [made.pk])[made.pk][0].code
    as_lead = Actor(story.authority.pk, lead.name, member_id=lead.pk)
    tasks.hand_in(code, result=told["result"], by=as_lead, at=morning(done, 15))
    accepted = morning(done + timedelta(days=1), 9)
    tasks.confirm(code, text="Đạt yêu cầu.", by=story.keeper, at=accepted)


def _close(story: Story, id: UUID, told: Mapping[str, Any]) -> None:
    """The secretary approves that it is overcome, on the evidence."""
    label = told["evidence"]
    actions.add_evidence(id, label=label, by=story.keeper, at=morning(told["judged"], 10))
    member = _holder(story, "bt", told["closed"])
    roles = frozenset({"standing"})
    approver = Actor(story.authority.pk, member.name, member_id=member.pk, roles=roles)
    actions.close(id, note=told["note"], by=approver, at=morning(told["closed"], 9))


def _plan_ahead(story: Story, told: Mapping[str, Any], named: Mapping[int, UUID]) -> None:
    """Draft the plan of the next period, with what the ward set out to do; the report ends here."""
    day = told["day"]
    who: dict[str, Any] = {"by": story.keeper, "at": morning(day)}
    plan = actions.draft_plan(
        closes=Period.parse(told["closes"]), ahead=Period.parse(told["ahead"]), **who
    )
    wanting = {item.shortcoming_id: item for item in improvement.items_of(plan)}
    for one in told["measures"]:
        facts = {
            "content": one["content"], "lead_id": _holder(story, one["lead"], day).pk,
            "due": one["due"],
        }  # fmt: skip
        item = wanting.pop(named[one["of"]], None)
        if item:
            actions.decide_work(item.pk, choice="add", **facts, **who)
        else:
            actions.add_plan_measure(plan.pk, shortcoming_id=named[one["of"]], **facts, **who)


def _holder(story: Story, post: str, day: date) -> Member:
    """Return who held a post on a local day."""
    held = Tenure.objects.filter(post=story.posts[post], began__lte=day).select_related("member")
    return held.order_by("-began")[0].member
