"""The commonest procedures of a ward, shipped as data, and how two sources complete each other."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from khe.desks.procedures.source.records import Read, slug
from khe.desks.procedures.states import Why

DATA = Path(__file__).parents[1] / "data" / "common.json"
KEPT = ("steps", "phrases", "rule", "cutoff", "supplement_limit", "note")
SURE = frozenset({"high", "medium"})
Left = list[dict[str, Any]]


@cache
def common() -> dict[str, dict[str, Any]]:
    """Return the shipped procedures by code; see data/common.json for the shape."""
    loaded = json.loads(DATA.read_text(encoding="utf-8"))
    return {one["code"]: one for one in loaded["procedures"]}


def fields_of(item: dict[str, Any]) -> tuple[dict[str, Any], Left]:
    """Return the fields of a version for a shipped procedure, and what it leaves open."""
    fields = {key: value for key, value in item.items() if key != "effective_from"}
    fields["field_code"] = slug(item["field_name"])
    left: Left = []
    for number, row in enumerate(item["channels"]):
        row["limit_text"] = row.get("limit_text") or row["limit"] or ""
        if row["limit"] is None:
            left.append(_gap(number, "limit", "", Why.NOT_STATED))
        if row["fee"] is None:
            left.append(_gap(number, "fee", row["fee_text"], Why.BY_COUNCIL))
    return fields, left


def completed(read: Read, donor: dict[str, Any] | None) -> tuple[dict[str, Any], Left, int]:
    """Return a record's fields with what only the donor knows, what is left, and how much it gave.

    The donor is the version in force so far, or the shipped procedure. What the record states
    stays; where the donor states otherwise, that is listed to be checked.
    """
    fields = {**read.fields, "channels": [dict(row) for row in read.fields["channels"]]}
    left = list(read.unparsed)
    if donor is None:
        fields["confidence"] = "unverified" if read.left else "medium"
        return fields, left, 0
    for key in KEPT:
        fields[key] = donor.get(key)
    fields["confidence"] = donor.get("confidence", "unverified")
    fields["interlinked"] = list(
        dict.fromkeys([*fields["interlinked"], *donor.get("interlinked", [])])
    )
    for key in ("parts", "result", "channels"):
        fields[key] = fields[key] or donor.get(key, [])
    given = 0
    for number, row in enumerate(fields["channels"]):
        given += _complete(number, row, donor, left)
    return fields, left, given


def _complete(number: int, row: dict[str, Any], donor: dict[str, Any], left: Left) -> int:
    given = 0
    for key in ("limit", "fee"):
        known = _of_channel(donor, row["channel"], key)
        if known is None or known == row[key]:
            continue
        path = f"channels.{number}.{key}"
        if row[key] is None:
            raw = row["limit_text"] if key == "limit" else row["fee_text"]
            left[:] = [one for one in left if one["path"] != path]
            left.append({**_gap(number, key, raw, Why.FROM_SHIPPED), "hint": [known]})
            row[key] = known
            given += 1
        elif donor.get("confidence") in SURE:
            left.append({**_gap(number, key, row[key], Why.SHIPPED_DIFFERS), "hint": [known]})
    return given


def _of_channel(donor: dict[str, Any], channel: str, key: str) -> Any:
    """Return what the donor says for a channel; for a channel it lacks, what all of them say."""
    rows = [row for row in donor.get("channels", []) if row["channel"] == channel]
    found = {row.get(key) for row in rows or donor.get("channels", [])}
    return found.pop() if len(found) == 1 else None


def _gap(number: int, key: str, raw: Any, why: Why) -> dict[str, Any]:
    return {"path": f"channels.{number}.{key}", "raw": raw, "why": why.value}
