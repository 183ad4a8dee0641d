"""Chapter four: the review of 2012, its opinions and conclusions, and how every unit completed it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from khe.base.people.actor import Actor
from khe.base.people.models import Body
from khe.config.demo.founding import Story, morning, toml
from khe.desks.improvement.actions import reviews as actions
from khe.desks.improvement.actions.reviews import Unit

Act = tuple[datetime, Callable[[datetime], Any]]  # when, and what then happens


def tell(story: Story) -> UUID:
    """Open the campaign and let every unit complete its review; return the id of the main one."""
    reviewing = Reviewing(toml("review"), story.bodies, story.keeper)
    for at, act in reviewing.acts():
        act(at)
    return reviewing.main


class Reviewing:
    """A round of reviews as a file tells it, act by act. `main` is the id of the main review once the
    round is open."""

    def __init__(self, told: Mapping[str, Any], bodies: Mapping[str, Body], by: Actor) -> None:
        self.told, self.bodies, self.by = told, bodies, by
        self.ids: dict[str, UUID] = {}
        self.answers: list[tuple[UUID, str]] = []

    @property
    def main(self) -> UUID:
        """Return the id of the review of the body that is told of at length."""
        return self.ids[self.told["main"]["body"]]

    def acts(self) -> Iterator[Act]:
        """Yield what happens; what is told of a unit goes in order."""
        facts, others = self.told["campaign"], self.told["others"]
        yield morning(facts["opened"]), self._open
        yield from self._main(self.told["main"])
        for number, key in enumerate(others["bodies"]):
            done = others["first"] + timedelta(days=number // others.get("a_day", 2))
            yield from self._other(key, others, done)

    def _open(self, at: datetime) -> None:
        facts = {key: value for key, value in self.told["campaign"].items() if key != "opened"}
        campaign = actions.open_campaign(**facts, by=self.by, at=at)
        keys = [self.told["main"]["body"], *self.told["others"]["bodies"]]
        units = [Unit(body_id=self.bodies[key].pk) for key in keys]
        made = actions.add_units(campaign.pk, units, by=self.by, at=at)
        of_body = {review.body_id: review.pk for review in made}
        self.ids = {key: of_body[self.bodies[key].pk] for key in keys}

    def _main(self, told: Mapping[str, Any]) -> Iterator[Act]:
        body = told["body"]
        yield morning(told["prepared"]), partial(self._prepare, body, told["text"])
        for one in self.told["opinion"]:
            yield morning(one["on"], 14), partial(self._collect, body, one)
        yield morning(told["held"], 17), partial(self._hold, body, told["held"], told["chair"])
        yield morning(told["concluded"], 9), self._answer
        yield from self._conclude(body, told, told["concluded"], told["completed"])

    def _other(self, body: str, told: Mapping[str, Any], done: date) -> Iterator[Act]:
        """A unit writes, meets and concludes within nine days."""
        met = done - timedelta(days=2)
        yield morning(done - timedelta(days=9)), partial(self._prepare, body, told["text"])
        yield morning(met, 16), partial(self._hold, body, met, "Người đứng đầu")
        yield from self._conclude(body, told, done - timedelta(days=1), done)

    def _conclude(self, body: str, told: Mapping[str, Any], on: date, done: date) -> Iterator[Act]:
        parts = {key: told[key] for key in ("conclusion", "part_collective", "part_head")}
        yield (
            morning(on, 10),
            lambda at: actions.conclude(self.ids[body], **parts, by=self.by, at=at),
        )
        yield morning(done, 11), lambda at: actions.complete(self.ids[body], by=self.by, at=at)

    def _prepare(self, body: str, text: str, at: datetime) -> None:
        actions.prepare(self.ids[body], text=text, by=self.by, at=at)

    def _collect(self, body: str, one: Mapping[str, Any], at: datetime) -> None:
        made = actions.collect_opinion(
            self.ids[body], giver_kind=one["kind"], giver=one["giver"], text=one["text"],
            received_on=one["on"], by=self.by, at=at,
        )  # fmt: skip
        self.answers.append((made.pk, one["answer"]))

    def _hold(self, body: str, on: date, chair: str, at: datetime) -> None:
        actions.hold(self.ids[body], held_on=on, chair=chair, by=self.by, at=at)

    def _answer(self, at: datetime) -> None:
        for pk, answer in self.answers:
            actions.answer_opinion(self.main, opinion_id=pk, answer=answer, by=self.by, at=at)
