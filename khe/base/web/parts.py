"""What the parts of a page are made of: plain values that views hand to the tags of `khe`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

# kind: (icon, word when none is given)
STATUS_ICONS = {
    "late": "alert-triangle",
    "soon": "clock",
    "work": "progress",
    "wait": "player-pause",
    "done": "circle-check",
    "idle": "circle-dashed",
}
NOTE_ICONS = {
    "late": "alert-circle",
    "soon": "clock-exclamation",
    "work": "info-circle",
    "wait": "hand-stop",
    "done": "circle-check",
    "idle": "lock",
}


@dataclass(frozen=True)
class Day:
    """A day of the legal clock's strip; `hours` is the text below the date ("8", "lễ", "–")."""

    day: date
    kind: str  # counted, makeup, paused, holiday, off
    hours: str = ""
    today: bool = False
    end: bool = False


@dataclass(frozen=True)
class Step:
    """A step of the way: done, current or still to come."""

    label: str
    small: str = ""
    state: str = ""  # ok, on, or nothing


@dataclass(frozen=True)
class Happening:
    """A line of the timeline; `text` may be markup made with format_html."""

    at: datetime
    text: str
    kind: str = "idle"  # one of STATUS_ICONS: the colour
    icon: str = ""
    who: str = ""


@dataclass(frozen=True)
class Share:
    """One party's part of the time; `text` is the amount in words."""

    label: str
    value: float
    kind: str  # ward, cit, up
    text: str = ""


@dataclass(frozen=True)
class Bar:
    """One line of a bar list; `text` names the figure, `url` opens the records behind it."""

    label: str
    value: float
    text: str
    url: str = ""
    kind: str = ""  # a status kind, or the plain colour


@dataclass(frozen=True)
class Slice:
    """Where a share lies in the drawn bar, in percent of its width."""

    share: Share
    x: float
    width: float
    percent: float

    @property
    def middle(self) -> float:
        """Return where its label stands."""
        return round(self.x + self.width / 2, 2)


def slices(shares: Sequence[Share]) -> list[Slice]:
    """Return the shares laid side by side; parts without any time are left out."""
    total = sum(share.value for share in shares)
    found, x = [], 0.0
    for share in shares:
        if share.value > 0:
            width = round(100 * share.value / total, 2)
            found.append(Slice(share, round(x, 2), width, 100 * share.value / total))
            x += width
    return found


def widths(bars: Sequence[Bar]) -> list[tuple[Bar, float]]:
    """Return each bar with its width in percent of the longest."""
    longest = max((bar.value for bar in bars), default=0) or 1
    return [(bar, round(100 * max(bar.value, 0) / longest, 2)) for bar in bars]
