"""The papers of a dossier: tables of name, form's file and count, all glued together."""

import re
from typing import Any

from khe.desks.procedures.states import Why

Left = list[dict[str, Any]]
HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
# The count column has no space around it; "nộp 02 bản chính tờ khai" in a name has.
_COUNT = re.compile(
    r"(?P<n>\d+) bản (?P<kind>chính|sao)(?:,(?P<copies>\d+) bản sao)?"
    r"(?=$|[^\s\d,.;:)/]|\d(?!\d* bản (?:chính|sao)))"
)
_FILE = re.compile(
    r"(?P<sure>[);:.\"”])?(?P<file>[^\s();:\"”.][^();:\"”\n]{0,80}\.(?:docx?|xlsx?|pdf|rar|zip|jpe?g|png))$",
    re.IGNORECASE,
)


def parts_of(text: str) -> tuple[list[dict[str, Any]], Left]:
    """Return the papers {key, name, form, original, copy, required, condition} and what is left."""
    if HEAD not in text:
        gap = {"path": "parts", "raw": text[:2000], "why": Why.NO_TABLE.value}
        return [], [] if text.strip() in ("", "Không có thông tin") else [gap]
    parts: list[dict[str, Any]] = []
    left: Left = []
    group, *tables = text.split(HEAD)
    for table in tables:
        condition = group.strip().strip("-").strip().rstrip(":")
        group = ""
        place = 0
        for match in _COUNT.finditer(table):
            name = table[place : match.start()]
            place = match.end()
            part, gaps = _part(name, match, condition, f"p{len(parts) + 1}")
            left += [{"path": f"parts.{len(parts)}.{key}", **gap} for key, gap in gaps]
            parts.append(part)
        group = table[place:]  # the title of the next table
    if group.strip():
        left.append({"path": "parts", "raw": group.strip()[:2000], "why": Why.GLUED.value})
    return parts, left


def _part(
    name: str, match: re.Match[str], condition: str, key: str
) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    gaps: list[tuple[str, Any]] = []
    number, copies = int(match["n"]), int(match["copies"] or 0)
    original, copy = (number, copies) if match["kind"] == "chính" else (0, number)
    if len(match["n"]) > 1:  # "năm 20251 bản chính": where does the name end?
        gaps.append(("count", {"raw": name[-40:] + match[0], "why": Why.GLUED.value}))
        name, original, copy = name + match["n"], 0, 0
    name, form, sure = _form(name.strip())
    if not sure:
        gaps.append(("form", {"raw": name[-120:], "why": Why.FORM_GLUED.value}))
    part = {
        "key": key, "name": name, "form": form, "original": original, "copy": copy,
        "required": "nếu có" not in name.lower() and not _is_case(condition),
        "condition": condition,
    }  # fmt: skip
    return part, gaps


def _is_case(condition: str) -> bool:
    """Say whether a table's title names a case ("Trường hợp …") and not just the papers to hand in."""
    return bool(re.search(r"trường hợp|đối với|nếu ", condition, re.IGNORECASE))


def _form(name: str) -> tuple[str, str, bool]:
    """Split "Tờ khai (mẫu NA17)NA17.doc" at a sign that cannot be inside a file's name."""
    found = _FILE.search(name)
    if not found:
        return name, "", True
    if found["sure"]:
        return name[: found.start("file")].strip(), found["file"], True
    return name, "", False
