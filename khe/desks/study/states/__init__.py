"""The life of what is studied. Import what you need: `from khe.desks.study.states import RoundStatus`."""

from khe.desks.study.states.planning import (
    PARTS,
    ClassKind,
    ClassStatus,
    DocumentKind,
    Event,
    Level,
    Part,
    ProgrammeStatus,
    RoundStatus,
    SeatState,
    WhyUnplaced,
)

__all__ = [
    "PARTS",
    "ClassKind",
    "ClassStatus",
    "DocumentKind",
    "Event",
    "Level",
    "Part",
    "ProgrammeStatus",
    "RoundStatus",
    "SeatState",
    "WhyUnplaced",
]
