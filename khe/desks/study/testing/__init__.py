"""Builders of what is studied, for tests and demos: `from khe.desks.study.testing import make_class`."""

from khe.desks.study.testing.planning import (
    TUESDAY,
    make_class,
    make_document,
    make_hall,
    make_learner,
    make_member,
    make_programme,
    make_round,
    make_seat,
    make_speaker,
)

__all__ = [
    "TUESDAY",
    "make_class",
    "make_document",
    "make_hall",
    "make_learner",
    "make_member",
    "make_programme",
    "make_round",
    "make_seat",
    "make_speaker",
]
