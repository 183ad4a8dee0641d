"""Eleven rounds of study: at first two mornings in a small hall, then one day in a larger one."""

import tomllib
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from khe.base.people.models import Member
from khe.config.demo.benkhe import place
from khe.config.demo.founding import Story, morning
from khe.config.demo.founding.studying import HeldRound, rooms
from khe.config.demo.stage import Stage

FILE = Path(__file__).with_name("study.toml")
MISSED = "EUME"  # excused, without leave, made up, excused


def tell(stage: Stage) -> int:
    """Hold the rounds that were over by the moment of loading; return how many."""
    told = place.years_of(stage.now).moved(tomllib.loads(FILE.read_text(encoding="utf-8")))
    people = Member.objects.exclude(code="").order_by("code")
    story = Story(
        stage.ward.authority,
        stage.keeper,
        members={m.code: m for m in people},
        bodies=stage.ward.bodies,
    )
    places, speakers = rooms(story, told, morning(stage.ward.plan.began))
    held = [one for one in told["round"] if _over(one) < stage.now]
    for one in held:
        HeldRound(story, one, _marks(one, list(story.members)), places, speakers).tell()
    return len(held)


def _over(one: dict[str, Any]) -> datetime:
    return morning(one["makeup"][1].date(), 23)


def _marks(one: dict[str, Any], codes: list[str]) -> dict[str, str]:
    """Say of everyone whether they come: exactly so many of a hundred, drawn by lot."""
    rng = Random(one["key"])  # noqa: S311 - invented lists, not a secret
    missing = rng.sample(codes, round(len(codes) * (100 - one["came"]) / 100))
    marks = dict.fromkeys(codes, "P")
    return marks | {code: MISSED[n % len(MISSED)] for n, code in enumerate(missing)}
