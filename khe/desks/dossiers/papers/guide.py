"""Our own two papers: how the date was counted, and what to bring. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from khe.base.authorities.models import Authority
from khe.base.calendar import explain
from khe.base.documents import papers as paper
from khe.base.refusal import Refused
from khe.base.web import phrases
from khe.desks.dossiers.papers.case import Case, NotYet, head_of, office
from khe.desks.dossiers.promise import limit_words


def explained(case: Case, lines: Sequence[explain.Line], due_at: datetime) -> paper.DueExplained:
    """Return the count of the due date, line by line, as the replay of the ledger gave it."""
    d = case.dossier
    if not lines or d.start_at is None:
        raise Refused(NotYet.NO_CLOCK)
    return paper.DueExplained(
        **head_of(case),
        start_at=d.start_at,
        due_at=due_at,
        limit=limit_words(d.limit, padded=True),
        lines=tuple(
            paper.ClockLine(
                day=phrases.local(line.start).date(), text=line.text,
                minutes=line.minutes or None, cumulative=line.total,
            )
            for line in lines if line.kind != "due"
        ),
        remarks=("Một ngày làm việc là 8 giờ; chỉ giờ làm việc được tính.",),
    )  # fmt: skip


def guidance(
    authority: Authority, version: Any, at: datetime, by: str, *,
    applicant: paper.Applicant | None = None, given: Iterable[str] = (), advice: str = "",
    code: str = "",
) -> paper.Guidance:  # fmt: skip
    """Return the guidance slip: what the procedure asks for, with what was brought ticked."""
    if version is None:
        raise Refused(NotYet.NO_PROCEDURE)
    have, own = set(given), authority.settings.get("office", {})
    return paper.Guidance(
        office=office(authority),
        issued_at=at,
        dossier_code=code,
        procedure=paper.ProcedureName(code=version.code, name=version.name),
        parts=tuple(_wanted(row) for row in version.parts),
        brought=tuple(n for n, row in enumerate(version.parts) if row.get("key") in have),
        contact=paper.Contact(name=by, phone=own.get("phone", "")),
        applicant=applicant,
        channels=tuple(_channel(row) for row in version.channels),
        hours=own.get("hours", ""),
        legal_basis="; ".join(
            str(law.get("number") or law.get("title") or "") for law in version.legal_basis[:3]
        ),
        advice=tuple(line.strip() for line in advice.splitlines() if line.strip()),
    )


def _wanted(row: dict[str, Any]) -> paper.Part:
    note = row.get("condition") or ("" if row.get("required") else "Khi cần")
    return paper.Part(
        name=str(row.get("name", "")), originals=int(row.get("original") or 0),
        copies=int(row.get("copy") or 0), note=str(note),
    )  # fmt: skip


def _channel(row: dict[str, Any]) -> paper.Channel:
    names = {"direct": "Trực tiếp", "post": "Dịch vụ bưu chính", "online": "Trực tuyến"}
    fee, limit = row.get("fee"), row.get("limit")
    return paper.Channel(
        name=names.get(str(row.get("channel")), str(row.get("channel", ""))),
        limit=limit_words(limit, padded=True) if limit else str(row.get("limit_text") or ""),
        fee=str(row.get("fee_text") or (phrases.money(fee) if fee is not None else "")),
    )
