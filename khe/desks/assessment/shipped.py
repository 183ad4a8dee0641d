"""The frames that come with the application (data/frames.toml)."""

import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "frames.toml"


@lru_cache(maxsize=1)
def frames() -> tuple[dict[str, Any], ...]:
    """Return the fields of every shipped frame, as `actions.save_frame` takes them."""
    with FILE.open("rb") as file:
        stored = tomllib.load(file)
    found = []
    for own in stored["frame"]:
        facts = {**stored["defaults"], **own}
        facts |= stored["sets"][facts.pop("set")]
        for name in ("ceiling", "weak_below"):
            facts[name] = Decimal(facts[name]) if facts.get(name) else None
        found.append(facts)
    return tuple(found)
