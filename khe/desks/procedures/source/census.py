"""What an import could read and what it left, counted. The README defines every figure."""

from collections import Counter
from typing import Any

from khe.desks.procedures.source.limits import mentions
from khe.desks.procedures.source.records import Read
from khe.desks.procedures.states import CHECKS, Unit


def census(reads: list[Read]) -> dict[str, Any]:
    """Return the figures about the records themselves, whatever the catalogue held before."""
    rows = [row for read in reads for row in read.fields["channels"]]
    units = Counter(row["limit"].split(" ")[1] for row in rows if row["limit"])
    by_procedure = [
        {row["limit"].split(" ")[1] for row in read.fields["channels"] if row["limit"]}
        for read in reads
    ]
    noted = [
        {said.split(" ")[1] for row in read.fields["channels"] for said in mentions(row["note"])}
        for read in reads
    ]
    left = Counter(_kind(gap["path"]) for read in reads for gap in read.left)
    whys = Counter(gap["why"] for read in reads for gap in read.unparsed)
    return {
        "channels": len(rows),
        "limits": {unit.value: units[unit.value] for unit in Unit},
        "procedures_by_unit": {u.value: sum(u.value in one for one in by_procedure) for u in Unit},
        "procedures_with_limit": sum(map(bool, by_procedure)),
        "procedures_without_limit": sum(not one for one in by_procedure),
        "without_any_number": sum(
            not (one or said) for one, said in zip(by_procedure, noted, strict=True)
        ),
        "units_in_notes": {u.value: sum(u.value in one for one in noted) for u in Unit},
        "fees": {
            "free": sum(row["fee"] == 0 for row in rows),
            "amount": sum(bool(row["fee"]) for row in rows),
        },
        "parts": sum(len(read.fields["parts"]) for read in reads),
        "legal_basis": sum(len(read.fields["legal_basis"]) for read in reads),
        "left": sum(bool(read.left) for read in reads),
        "left_limits": left["limit"],
        "left_channels": left["channels"],
        "left_fees": left["fee"],
        "left_parts": left["parts"],
        "left_legal_basis": left["legal_basis"],
        "to_check": sum(gap["why"] in CHECKS for read in reads for gap in read.unparsed),
        "why": dict(sorted(whys.items())),
    }


def _kind(path: str) -> str:
    steps = path.split(".")
    return steps[-1] if steps[-1] in ("limit", "fee") else steps[0]
