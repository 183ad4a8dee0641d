"""Which band points and side conditions allow, and how many may be excellent. Pure.

QĐ 366-QĐ/TW: excellent from 90, good from 70, completed from 50; the frame holds them as data.
"""

from collections.abc import Mapping
from decimal import Decimal

from khe.desks.assessment.refusals import Refusal
from khe.desks.assessment.rules.frames import Condition, Fact, FrameData, Told, plain
from khe.desks.assessment.states import BAND_SHORT, BANDS, SubjectKind

NOTHING = Fact(None)


def rank(band: str) -> int:
    """Return the place of a band: 0 is the best."""
    return BANDS.index(band)


def band_of(frame: FrameData, points: Decimal) -> str:
    """Return the band that points alone give."""
    for band, start in frame.bands:
        if start is not None and points >= start:
            return band
    return frame.bands[-1][0]


def asked_for(frame: FrameData, band: str) -> list[Condition]:
    """Return the conditions of a band and of those below it."""
    return [c for c in frame.conditions if rank(c.band) >= rank(band)]


def unmet(frame: FrameData, band: str, facts: Mapping[str, Fact]) -> list[Condition]:
    """Return the conditions that the facts break."""
    found = []
    for condition in asked_for(frame, band):
        value = facts.get(condition.fact, NOTHING).value
        if value is not None and not condition.holds(value):
            found.append(condition)
    return found


def unknown(frame: FrameData, band: str, facts: Mapping[str, Fact]) -> list[Condition]:
    """Return the conditions that ask for something of which nothing is on record. Where nothing is
    there at all, a limit ("no more than") is not passed."""
    asked = [c for c in asked_for(frame, band) if c.op != "<="]
    return [c for c in asked if facts.get(c.fact, NOTHING).value is None]


def highest(frame: FrameData, points: Decimal, facts: Mapping[str, Fact]) -> str:
    """Return the best band that points and known facts allow."""
    for band in BANDS[rank(band_of(frame, points)) :]:
        if not unmet(frame, band, facts):
            return band
    return BANDS[-1]


def known_better(frame: FrameData, points: Decimal, band: str, facts: Mapping[str, Fact]) -> bool:
    """Say whether a band is lower than what the subject has reached."""
    return rank(band) > rank(highest(frame, points, facts))


def why_not_band(frame: FrameData, points: Decimal, band: str, facts: Mapping[str, Fact]) -> Told:
    """A band is not above the points, and its side conditions are not broken."""
    if band not in BANDS:
        return Refusal.UNKNOWN_BAND
    by_points = band_of(frame, points)
    if rank(band) < rank(by_points):
        return Refusal.ABOVE_POINTS.told(points=plain(points), band=BAND_SHORT[by_points])
    if band == BANDS[-1]:
        return None
    for broken in unmet(frame, band, facts):
        said = facts[broken.fact].said
        return Refusal.CONDITION_UNMET.told(band=BAND_SHORT[band], text=broken.text, fact=said)
    return None


def ceiling_limit(frame: FrameData, assessed: int) -> int | None:
    """Return how many of `assessed` may be excellent: the share rounded down; None: no ceiling."""
    return None if frame.ceiling is None else int(frame.ceiling * assessed)


def is_weak(frame: FrameData, kind: str, band: str, points: Decimal | None) -> bool:
    """Say whether a decided area or body needs a plan: failed, or below the frame's threshold."""
    if kind == SubjectKind.MEMBER:
        return False
    low = frame.weak_below is not None and points is not None and points < frame.weak_below
    return band == BANDS[-1] or low
