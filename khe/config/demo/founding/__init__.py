"""The ward of the founding report, 2010–2015: invented people, and the records behind its figures.

The newspaper report of 4 May 2015 names figures: study attendance 97 % (before, about 90 %), changes of 3
area heads, 2 area cell secretaries, 1 area youth-union secretary and 2 ward officers, and who studied
what. None of them is written here. The CSV and TOML files hold single records, they are told through the
same actions the pages use, and the figures are counted from what those leave behind.
"""

import csv
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from khe.base.authorities.models import Area, Authority
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Member, Post

HERE = Path(__file__).parent
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass
class Story:
    """What the chapters share: look areas up by number, bodies and posts by key, people by code.

    `keeper` writes everything down: the clerk who typed the old papers in.
    """

    authority: Authority
    keeper: Actor
    areas: dict[int, Area] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of a CSV file of the dataset."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toml(name: str) -> dict[str, Any]:
    """Return a TOML file of the dataset."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def day(text: str) -> date | None:
    """Return the day of a field, or None."""
    return date.fromisoformat(text) if text else None


def morning(of: date, hour: int = 8) -> datetime:
    """Return the moment (UTC) of an hour of a local day."""
    return datetime.combine(of, time(hour), LOCAL).astimezone(UTC)
