"""The counter: a light stream of dossiers over three years: slow, then better, then land slow again."""

import hashlib
import json
from copy import deepcopy
from datetime import date, datetime
from functools import partial

from khe.base.people.actor import Actor
from khe.config.demo.moving import Years
from khe.config.demo.ward import LOCAL
from khe.config.demo.year import SLOW, Crew
from khe.desks.procedures.actions import import_records
from khe.desks.procedures.source.records import Read
from khe.desks.procedures.source.shipped import common, fields_of

PACES = (  # from a month on: how much slower than allowed for, of land and building, of the rest
    ("2024-01", 1.75, 1.75),
    ("2024-07", 1.70, 1.65),
    ("2025-01", 1.50, 1.45),
    ("2025-04", 1.45, 1.25),
    ("2025-10", 1.35, 1.15),
    ("2026-01", 1.30, 0.95),
    ("2026-04", 1.75, 0.95),
)


OFFICERS = {
    "Hộ tịch": "hotich", "Chứng thực": "chungthuc", "Hoạt động xây dựng": "xaydung",
    "Đất đai": "diachinh", "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)": "hokinhdoanh",
    "Bảo trợ xã hội": "xahoi", "Giảm nghèo": "xahoi", "Người có công": "xahoi",
    "Đường bộ": "xaydung",
}  # fmt: skip


def season(years: Years, at: datetime, field: str) -> float:
    """Return how much slower than usual what comes in at a moment is worked on."""
    day = at.astimezone(LOCAL).date()
    begun = [row for row in PACES if years.period(row[0]).first <= day]
    _since, slow, rest = (begun or PACES)[-1 if begun else 0]
    return slow if field in SLOW else rest


def crew(years: Years) -> Crew:
    """Return who works at the counter, and how fast through the years."""
    return Crew(
        clerks=("tiepnhan1", "tiepnhan2"), leaders=("phochutich", "chutich"), officers=OFFICERS,
        season=partial(season, years),
    )  # fmt: skip


def offer(starts: date, *, by: Actor, at: datetime) -> None:
    """Take the shipped procedures as the ward's own, in force since it began: the national ones begin
    later than its data."""
    reads = []
    for code, item in common().items():
        fields, left = fields_of(deepcopy(item))
        text = json.dumps(item, ensure_ascii=False, sort_keys=True)
        fields["digest"] = hashlib.sha256(text.encode()).hexdigest()
        reads.append(Read(code, fields, left))
    import_records(
        reads,
        owner_id=by.authority_id,
        starts=starts,
        source="Danh mục mẫu của phường",
        by=by,
        at=at,
    )
