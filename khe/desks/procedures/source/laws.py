"""The legal basis and the results: two more glued tables."""

import re
from typing import Any

from khe.desks.procedures.states import Why

Left = list[dict[str, Any]]
LAW_HEAD = "Tên văn bản pháp lýMã văn bản"
# Issuers, longest first: their letters tell where a number ends and the next title begins.
_ISSUERS = (
    "UBTƯMTTQVN|BLĐTBXH|BNNPTNT|BVHTTDL|VKSNDTC|TANDTC|UBTVQH|BGTVT|BTNMT|BNNMT|BGDĐT|BGDDT|BKHĐT"
    "|BKHCN|BTTTT|BDTTG|NHNN|TTCP|VPCP|UBDT|BHXH|TCHQ|HĐND|UBND|HĐTP|BCA|BTC|BTP|BXD|BQP|BNV|BYT"
    "|BCT|BNG|TTg|CTN|CP"
)
_NUMBER = re.compile(
    r"(?P<run>\d{1,8}(?:\.\d{1,3})?)/(?:(?P<year>\d{4})/)?"
    rf"(?:(?:PL-)?(?:UBTV)?QH\d\d?(?!\d/)|[A-ZĐ]{{2,5}}(?:-(?:{_ISSUERS}))+"
    r"|[A-ZĐ]{2,5}-[A-ZĐƯ]{2,12}(?=$|[\s,;.)]|\d)|L-CTN)"
)
_KIND = re.compile(
    r"(?<=\S)(?:Luật|Bộ luật|Quyết định số|Quyết định|Nghị quyết số|Nghị quyết|Nghị định số"
    r"|Nghị định|Thông tư số|Thông tư) $"
)


def legal_basis_of(text: str) -> tuple[list[dict[str, str]], Left]:
    """Return {title, number} of each document; a tail without a number is kept as a title."""
    if not text.startswith(LAW_HEAD):
        nothing = text.strip() in ("", "Không có thông tin")
        gap = {"path": "legal_basis", "raw": text[:2000], "why": Why.NO_TABLE.value}
        return [], [] if nothing else [gap]
    body = text.removeprefix(LAW_HEAD).split("Cơ quan thực hiện", 1)[0]
    found: list[dict[str, str]] = []
    place = 0
    for match in _NUMBER.finditer(body):
        start = _start(body, place, match)
        if start is None:
            continue
        title = " ".join(body[place:start].split())
        found.append({"title": title, "number": body[start : match.end()].strip()})
        place = match.end()
    rest = body[place:].strip()
    if not rest:
        return found, []
    found.append({"title": rest, "number": ""})
    gap = {"path": f"legal_basis.{len(found) - 1}", "raw": rest[:500], "why": Why.GLUED.value}
    return found, [gap]


def _start(body: str, place: int, match: re.Match[str]) -> int | None:
    """Return where a number column begins, or None: the number is part of a title, or unclear."""
    start = match.start()
    if not body[place:start].strip():
        return None  # a title that begins with its number
    run = match["run"]
    if len(run) > 4:  # "Luật Cư trú 2020" + "68/2020/QH14": no number has five digits
        return start + 4 if re.match(r"(?:19[4-9]|20[0-4])\d[1-9]?\d{0,2}$", run) else None
    before = body[start - 1]
    if before.isspace() or before in "(/":
        kind = _KIND.search(body, place, start)  # "…Việt NamLuật 47/2014/QH13"
        glued = match.end() == len(body) or not body[match.end()].isspace()
        return kind.start() if kind and glued and kind.start() > place else None
    return start


def results_of(text: str) -> list[dict[str, str]]:
    """Return {name, code} of each result; the page's own words after "Từ khóa" are dropped."""
    body = text.split("Từ khóa", 1)[0]
    found = []
    place = 0
    for match in re.finditer(r"Mã: (KQ(?:\.[A-Z]\d+)?\.\d{5,6})", body):
        found.append({"name": body[place : match.start()].strip(), "code": match[1]})
        place = match.end()
    rest = body[place:].strip()
    if rest and rest != "Không có thông tin":
        found.append({"name": rest, "code": ""})
    return found
