"""Chapter four: the review of 2012, its opinions and conclusions, and how every unit completed it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from khe.config.demo.founding import Story, morning, toml
from khe.desks.improvement.actions import reviews as actions
from khe.desks.improvement.actions.reviews import Unit


def tell(story: Story) -> UUID:
    """Open the campaign and let every unit complete its review; return the id of the main one."""
    told, by = toml("review"), story.keeper
    facts = dict(told["campaign"])
    opened = morning(facts.pop("opened"))
    campaign = actions.open_campaign(**facts, by=by, at=opened)
    keys = [told["main"]["body"], *told["others"]["bodies"]]
    units = [Unit(body_id=story.bodies[key].pk) for key in keys]
    made = actions.add_units(campaign.pk, units, by=by, at=opened)
    of_body = {review.body_id: review.pk for review in made}
    main = of_body[story.bodies[keys[0]].pk]
    _main(story, main, told["main"], told["opinion"])
    for number, key in enumerate(keys[1:]):
        done = told["others"]["first"] + timedelta(days=number // 2)
        _other(story, of_body[story.bodies[key].pk], told["others"], done)
    return main


def _main(story: Story, id: UUID, told: dict[str, Any], opinions: list[dict[str, Any]]) -> None:
    by = story.keeper
    actions.prepare(id, text=told["text"], by=by, at=morning(told["prepared"]))
    kept = [
        actions.collect_opinion(
            id, giver_kind=one["kind"], giver=one["giver"], text=one["text"],
            received_on=one["on"], by=by, at=morning(one["on"], 14),
        )
        for one in opinions
    ]  # fmt: skip
    actions.hold(id, held_on=told["held"], chair=told["chair"], by=by, at=morning(told["held"], 17))
    for one, opinion in zip(opinions, kept, strict=True):
        at = morning(told["concluded"], 9)
        actions.answer_opinion(id, opinion_id=opinion.pk, answer=one["answer"], by=by, at=at)
    _conclude(story, id, told, told["concluded"], told["completed"])


def _other(story: Story, id: UUID, told: dict[str, Any], done: date) -> None:
    """A unit writes, meets and concludes within nine days."""
    by, met = story.keeper, done - timedelta(days=2)
    actions.prepare(id, text=told["text"], by=by, at=morning(done - timedelta(days=9)))
    actions.hold(id, held_on=met, chair="Người đứng đầu", by=by, at=morning(met, 16))
    _conclude(story, id, told, done - timedelta(days=1), done)


def _conclude(story: Story, id: UUID, told: dict[str, Any], on: date, done: date) -> None:
    parts = {key: told[key] for key in ("conclusion", "part_collective", "part_head")}
    actions.conclude(id, **parts, by=story.keeper, at=morning(on, 10))
    actions.complete(id, by=story.keeper, at=morning(done, 11))
