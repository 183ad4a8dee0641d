"""The head and foot of a document: who issues it, under whom, with which sign, and who gets it. Pure.

Decree 30/2020 (administrative) and the Party's instructions name them differently; what is put here is only
where a draft starts from, and may be typed over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from khe.desks.reports.states import Layout

PARTY_BODIES = ("party_committee", "standing_committee", "inspection_commission", "cell")
IN_BRACKETS = re.compile(r"\s*\([^)]*\)")  # of a name: "(đến 30/06/2025)" is no part of it on paper
SIGNS = {
    "party_committee": "ĐU", "standing_committee": "ĐU", "inspection_commission": "UBKT",
    "council": "HĐND", "committee": "UBND", "cell": "CB",
}  # fmt: skip


@dataclass(frozen=True)
class Head:
    """What a draft begins with."""

    superior: str
    issuer: str
    place: str
    capacity: str
    recipients: tuple[str, ...]


def layout_for(body_kind: str) -> str:
    """Return the layout a body writes in."""
    return Layout.PARTY if body_kind in PARTY_BODIES else Layout.ADMINISTRATIVE


def head_of(body: Any, authority: Any) -> Head:
    """Return the head of documents of a body (`name`, `kind`) of an authority (`name`, `superior`)."""
    name, _comma, within = IN_BRACKETS.sub("", authority.name).partition(",")
    ward = name[:1].lower() + name[1:]
    place = name.partition(" ")[2] or name
    above = getattr(authority.superior, "name", "") or within.strip()
    above = above[:1].lower() + above[1:]
    if layout_for(body.kind) == Layout.PARTY:
        return _party(body, ward, place, above)
    return _administrative(body, ward, place, above)


def _party(body: Any, ward: str, place: str, above: str) -> Head:
    own = f"Đảng ủy {ward}"
    if body.kind in ("party_committee", "standing_committee"):
        upper = f"Đảng bộ {above}" if above else ""
        gets = (
            "Thường trực cấp ủy cấp trên trực tiếp (báo cáo)",
            "Các đồng chí ủy viên Ban Chấp hành",
        )
        return Head(upper, own, place, "T/M BAN THƯỜNG VỤ", (*gets, "Lưu Đảng ủy"))
    capacity = "T/M CHI BỘ" if body.kind == "cell" else f"T/M {body.name.upper()}"
    return Head(own, body.name, place, capacity, ("Đảng ủy (báo cáo)", "Lưu"))


def _administrative(body: Any, ward: str, place: str, above: str) -> Head:
    own = f"Ủy ban nhân dân {ward}"
    if body.kind == "committee":
        upper = (f"Ủy ban nhân dân {above} (báo cáo)",) if above else ()
        gets = (*upper, "Thường trực Đảng ủy, HĐND phường", "Các đơn vị thuộc phường")
        return Head("", own, place, "TM. ỦY BAN NHÂN DÂN", (*gets, "Lưu: VT"))
    return Head(own, body.name, place, "", ("Ủy ban nhân dân phường (báo cáo)", "Lưu: VT"))


def sign_of(body: Any) -> str:
    """Return the abbreviation of a body in the sign of its documents: "ĐU", "UBND", "VP"."""
    if body.kind in SIGNS:
        return SIGNS[body.kind]
    if body.short_name.isupper():
        return str(body.short_name).replace(" ", "")
    if body.name.startswith("Văn phòng"):
        return "VP"
    return "".join(word[0] for word in body.name.split(",")[0].split()).upper()[:6]


def symbol_of(layout: str, body: Any) -> str:
    """Return what stands after the number of a report: "BC/ĐU" of the Party, "BC-UBND" else."""
    return f"BC{'/' if layout == Layout.PARTY else '-'}{sign_of(body)}"


def code_of(layout: str, number: int, body: Any) -> str:
    """Return the number and sign of a report: "05-BC/ĐU" of the Party, "05/BC-UBND" of the administration;
    below ten with a nought before it, so that nobody can add a digit."""
    joint = "-" if layout == Layout.PARTY else "/"
    return f"{number:02d}{joint}{symbol_of(layout, body)}"


def main_body(bodies: Sequence[Any], layout: str = "") -> Any | None:
    """Return the body that reports for the authority: its Party committee, else its People's Committee,
    else its first one; of one `layout` only, if that is given."""
    order = ("party_committee", "standing_committee", "committee", "office")
    fit = [b for b in bodies if not layout or layout_for(b.kind) == layout]
    rank = {kind: place for place, kind in enumerate(order)}
    return min(fit, key=lambda b: (rank.get(b.kind, 9), b.position, b.name), default=None)
