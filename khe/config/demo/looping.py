"""The loop of a ward as a file tells it: what was found wanting, what was done, measured, judged, reported.

Each event of the file says what happens (`do`, a verb of `Loop`) and when (`on`); keys of the file stand
for what is made. Baselines and results are counted by the actions: a target may be set as so much above
what the baseline is counted to be (`above`, in points of a share).
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast
from uuid import UUID

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.refusal import Reason, Refused
from khe.config.demo.founding.reviewing import Reviewing
from khe.config.demo.moving import moment
from khe.config.demo.stage import Stage
from khe.desks.improvement import actions
from khe.desks.improvement import queries as improvement
from khe.desks.improvement.actions.mining import accept, set_aside
from khe.desks.improvement.queries import mining
from khe.desks.improvement.queries.mining import Proposal
from khe.desks.improvement.states import Choice, ItemKind
from khe.desks.indicators import actions as indicators
from khe.desks.indicators import queries as measuring
from khe.desks.reports import actions as reports
from khe.desks.tasks import actions as tasks
from khe.desks.tasks import queries as given
from khe.desks.tasks.states import Kind

Told = dict[str, Any]
Act = tuple[datetime, Callable[[datetime], Any]]
MOST = 0.99  # of a target that is set above a baseline
NAMES = ("title", "description", "cause", "severity")


class Days(Protocol):
    """Where the days and periods of a file lie."""

    def period(self, told: str) -> Period:
        """Return a period."""

    def moved(self, told: Any) -> Any:
        """Return what a file tells with its days moved."""


def tell(stage: Stage, file: Path, days: Days, since: date) -> None:
    """Tell the events of a file that lie before the moment of loading, in order of time; then read the
    figures since a local day."""
    told = days.moved(tomllib.loads(file.read_text(encoding="utf-8")))
    loop = Loop(stage, days)
    actions.load_fields(by=stage.keeper, at=moment(since))
    acts = sorted(loop.acts(told), key=lambda act: act[0])
    for at, act in acts:
        if at < stage.now:
            stage.tell(partial(act, at))
    indicators.roll_up(by=stage.keeper, at=stage.now, since=since)


class Made(dict[str, UUID]):
    """What was made, by key; what met a rule before is missed by a refusal, so that the rest goes on."""

    def __missing__(self, key: str) -> UUID:
        raise Refused(Reason("not_told", f"“{key}” chưa được kể"))


class Loop:
    """Does what the events of a file say, as the people of the ward."""

    def __init__(self, stage: Stage, days: Days) -> None:
        self.stage, self.days = stage, days
        self.ids: dict[str, UUID] = Made()  # by key of the file
        self.reviewed: dict[str, Reviewing] = {}

    def acts(self, told: Told) -> Iterable[Act]:
        """Yield all that happens, in no order."""
        for one in told.get("review", ()):
            self.reviewed[one["key"]] = Reviewing(one, self.stage.ward.bodies, self._by(one))
            yield from self.reviewed[one["key"]].acts()
        for one in told["event"]:
            if "do" in one:
                at = moment(one["on"], one.get("hour", 9))
                yield at, partial(getattr(self, one["do"]), one)
            if "done" in one:
                yield from self._results(one)
        yield from self._nights(told)

    def _nights(self, told: Told) -> Iterable[Act]:
        """On the first of each month, at night, the clock looks whether something came back."""
        if "nights" in told:
            first, last = told["nights"], self.stage.today
            for month in Period(first, last).parts("month"):
                yield (
                    moment(month.first, 2.5),
                    lambda at: actions.check_relapses(by=self.stage.keeper, at=at),
                )

    def _results(self, one: Told) -> Iterable[Act]:
        done = one["done"]
        yield moment(done, 15), partial(self._hand_in, one)
        yield moment(done + timedelta(days=1)), partial(self._confirm, one)

    def _by(self, one: Told) -> Actor:
        return self.stage.actors[one["by"]]

    # ---- indicators

    def indicator(self, one: Told, at: datetime) -> None:
        """Follow a figure, or a value that is typed in."""
        source = one.get("source", "")
        if "area" in one:
            source += f".area:{self.stage.ward.areas[one['area'] - 1].pk}"
        facts = {key: one[key] for key in ("name", "unit", "better", "note") if key in one}
        made = indicators.define(
            source=source, kind=one["kind"], field=one["field"], owner_id=self._member(one, "owner"),
            by=self._by(one), at=at, **facts,
        )  # fmt: skip
        self.ids[one["key"]] = made.pk
        if "target" in one or "above" in one:
            self.target(one | {"of": one["key"]}, at)

    def target(self, one: Told, at: datetime) -> None:
        """Set what an indicator should reach."""
        baseline = self.days.period(one["baseline"])
        indicators.set_target(
            self.ids[one["of"]], value=self._aim(one, one["of"], baseline), baseline=baseline,
            due=one["due"], document=one.get("document", ""), by=self._by(one), at=at,
        )  # fmt: skip

    def _aim(self, one: Told, key: str, baseline: Period) -> float:
        if "target" in one:
            return float(one["target"])
        found = measuring.measure(self.stage.keeper, self.ids[key], baseline)
        return min(MOST, round((found.value or 0) + one["above"], 2))

    def entry(self, one: Told, at: datetime) -> None:
        """Type a value in, with its document."""
        indicators.enter(
            self.ids[one["of"]], period=self.days.period(one["period"]), numerator=one["part"],
            denominator=one["whole"], document=one["document"], by=self._by(one), at=at,
        )  # fmt: skip

    # ---- shortcomings

    def name(self, one: Told, at: datetime) -> None:
        """Name a shortcoming, of a review if there is one."""
        made = actions.name_shortcoming(**self._named(one), by=self._by(one), at=at)
        self.ids[one["key"]] = made.pk

    def _named(self, one: Told) -> dict[str, Any]:
        body = self.stage.ward.bodies.get(one.get("answers_body", ""))
        return {
            "field": one["field"], "answers_member_id": self._member(one, "answers"),
            "answers_body_id": body.pk if body else None,
            "review_id": self.reviewed[one["review"]].main if "review" in one else None,
            **{key: one[key] for key in NAMES if key in one},
        }  # fmt: skip

    def accept(self, one: Told, at: datetime) -> None:
        """Name what the miner proposes as a shortcoming."""
        key = self._proposed(one, at).found.cluster.group.key
        made = accept(key, by=self._by(one), at=at, **self._named(one))
        self.ids[one["key"]] = made.pk

    def set_aside(self, one: Told, at: datetime) -> None:
        """Set aside what the miner proposes."""
        proposed = self._proposed(one, at)
        set_aside(proposed, reason=one["reason"], by=self._by(one), at=at)

    def _proposed(self, one: Told, at: datetime) -> Proposal:
        for proposed in mining.proposals(self._by(one), at):
            if proposed.found.cluster.group.key.startswith(one["suggestion"]):
                return proposed
        raise Refused(Reason("not_proposed", f"“{one['suggestion']}” không được gợi ý"))

    def link(self, one: Told, at: datetime) -> None:
        """Say what it will be judged by."""
        baseline = self.days.period(one["baseline"])
        actions.link(
            self.ids[one["of"]], indicator_id=self.ids[one["indicator"]], baseline=baseline,
            target=self._aim(one, one["indicator"], baseline),
            window=self.days.period(one["window"]), by=self._by(one), at=at,
        )  # fmt: skip

    def measure(self, one: Told, at: datetime) -> None:
        """Say what is done about it; the lead has it as a task."""
        made = actions.add_measure(
            self.ids[one["of"]], content=one["content"], lead_id=self.stage.id(one["lead"]),
            due=one["due"], product=one.get("product", "Báo cáo kết quả"),
            by=self._by(one), at=at,
        )  # fmt: skip
        self.ids[_key(one)] = made.pk

    def _hand_in(self, one: Told, at: datetime) -> None:
        lead = self.stage.actors[one["lead"]]
        tasks.hand_in(self._task(one), result=one["result"], by=lead, at=at)

    def _confirm(self, one: Told, at: datetime) -> None:
        tasks.confirm(self._task(one), text="Đạt yêu cầu.", by=self._by(one), at=at)

    def _task(self, one: Told) -> str:
        pk = self.ids[_key(one)]
        return str(given.of_source(Kind.MEASURE, [pk])[pk][0].code)

    def extend(self, one: Told, at: datetime) -> None:
        """Put the day of a measure's task off."""
        tasks.extend(
            self._task({"key": one["of"]}), due_day=one["due"], reason=one["reason"],
            by=self._by(one), at=at,
        )  # fmt: skip

    def judge(self, one: Told, at: datetime) -> None:
        """Judge by what is measured in the windows that are over."""
        actions.judge(self.ids[one["of"]], by=self._by(one), at=at)

    def close(self, one: Told, at: datetime) -> None:
        """Approve that it is overcome, on the evidence."""
        pk, by = self.ids[one["of"]], self._by(one)
        actions.add_evidence(pk, label=one["evidence"], url=one.get("url", ""), by=by, at=at)
        actions.close(pk, note=one.get("note", ""), by=by, at=at)

    def briefing(self, one: Told, at: datetime) -> None:
        """Tell at the briefing what came back."""
        for row in improvement.untold(self._by(one), at):
            actions.tell_relapse(row.pk, note=one["note"], by=self._by(one), at=at)

    # ---- the next period

    def plan(self, one: Told, at: datetime) -> None:
        """Draft the plan of the next period and decide what the file has a word on."""
        by = self._by(one)
        made = actions.draft_plan(
            closes=self.days.period(one["closes"]), ahead=self.days.period(one["ahead"]), by=by, at=at
        )  # fmt: skip
        self.ids[one["key"]] = made.pk
        self.decide(one | {"of": one["key"]}, at)

    def decide(self, one: Told, at: datetime) -> None:
        """Decide the items of a plan: all, or only what the file has a word on (`left` says why not)."""
        plan = improvement.plans_visible_to(self._by(one)).get(pk=self.ids[one["of"]])
        due = one["due"]
        said: dict[UUID, list[Told]] = defaultdict(list)
        for word in one.get("items", ()):
            said[self.ids[word["of"]]].append(word)
        for item in improvement.undecided(improvement.items_of(plan)):
            words = said[item.shortcoming_id]
            if words or "left" in one:
                self._item(item, words[0] if words else {}, due, one, at)

    def _item(self, item: Any, word: Told, due: date, one: Told, at: datetime) -> None:
        who: dict[str, Any] = {"by": self._by(one), "at": at}
        if item.kind == ItemKind.TARGET:
            target = word.get("target", item.proposed) or None  # false: none for now
            choice = Choice.LEAVE if target is None else Choice.ADD
            actions.decide_target(
                item.pk, choice=choice, target=target, reason=one.get("left", ""), **who
            )
        elif item.kind == ItemKind.MEASURE:
            actions.decide_work(
                item.pk, choice=Choice.EXTEND, content=item.content, lead_id=item.lead_id, due=due,
                reason=one.get("carried", "Chưa xong trong kỳ, tiếp tục thực hiện."), **who,
            )  # fmt: skip
        elif "content" in word:
            actions.decide_work(
                item.pk, choice=Choice.ADD, content=word["content"], due=due,
                lead_id=self.stage.id(word["lead"]), **who,
            )  # fmt: skip
        else:
            actions.decide_work(item.pk, choice=Choice.LEAVE, reason=one["left"], **who)

    def approve(self, one: Told, at: datetime) -> None:
        """Approve a plan: its measures become tasks, its targets links."""
        plan = actions.approve_plan(self.ids[one["of"]], by=self._by(one), at=at)
        for item in improvement.items_of(plan):
            if item.made_measure_id:
                self.ids[item.content] = item.made_measure_id

    # ---- reports

    def report(self, one: Told, at: datetime) -> None:
        """Draft a report, let a second person check it, sign it and issue it, as far as the file goes."""
        steps = (reports.check, reports.sign, reports.issue)
        body = self.stage.ward.bodies[one["body"]].pk
        made = reports.draft(
            kind=one["kind"], period=self.days.period(one["period"]), body_id=body, by=self._by(one),
            at=at,
        )  # fmt: skip
        for hours, (step, who) in enumerate(zip(steps, one.get("hands", ()), strict=False), 1):
            act = cast(Callable[..., Any], step)
            act(made.pk, by=self.stage.actors[who], at=at + timedelta(hours=hours))

    def _member(self, one: Told, key: str) -> UUID | None:
        return self.stage.id(one[key]) if key in one else None


def _key(measure: Told) -> str:
    """Return what a measure is known by: its key, or its words."""
    return str(measure.get("key") or measure["content"])
