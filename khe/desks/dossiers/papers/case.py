"""What the papers of one dossier are made from, and what they share.

Paper is Vietnamese whatever language the page speaks. Telephone and identity numbers are masked:
whoever needs them whole opens the dossier's page, where looking is on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from khe.base.authorities.models import Authority
from khe.base.calendar.calendars import Calendar
from khe.base.documents import papers as paper
from khe.base.journal.models import Entry
from khe.base.web import phrases
from khe.desks.dossiers.models import Applicant, Dossier, Step
from khe.desks.dossiers.states import Event

COUNTER = "Bộ phận tiếp nhận và trả kết quả"


class NotYet(TextChoices):
    """Why a paper cannot be printed: what it would say has not happened."""

    NO_RECEIPT = "no_receipt", _("Hồ sơ chưa được tiếp nhận nên chưa có giấy hẹn.")
    NO_SUPPLEMENT = "no_supplement", _("Hồ sơ này chưa có yêu cầu bổ sung nào để in.")
    NO_REFUSAL = "no_refusal", _("Hồ sơ này không bị từ chối nên không có phiếu từ chối.")
    NO_APOLOGY = "no_apology", _("Hồ sơ này chưa có thư xin lỗi, hẹn lại nào để in.")
    NO_STOP = "no_stop", _("Hồ sơ này không dừng giải quyết nên không có thông báo dừng.")
    NO_CLOCK = "no_clock", _("Hồ sơ này không có thời hạn nên không có gì để giải thích.")
    NO_PROCEDURE = "no_procedure", _("Hồ sơ này không gắn với thủ tục nào trong danh mục.")


@dataclass(frozen=True)
class Case:
    """Everything the papers of one dossier are made from; `at` is the moment of printing."""

    authority: Authority
    dossier: Dossier
    entries: Sequence[Entry]
    at: datetime
    calendar: Calendar
    printed_by: str
    applicant: Applicant | None = None
    version: Any = None  # procedures.ProcedureVersion, or None
    steps: Sequence[Step] = ()
    body: str = ""
    titles: dict[UUID, str] = field(default_factory=dict)  # post titles of those who signed

    def last(self, *events: Event) -> Entry | None:
        """Return the newest entry of one of the events, or None."""
        return next((e for e in reversed(self.entries) if e.event in events), None)


# ---- what papers share --------------------------------------------------------------------------


def office(authority: Authority) -> paper.Office:
    """Return the head of the paper: the authority's own words in settings["office"], else ours."""
    own = authority.settings.get("office", {})
    name = authority.name[:1].lower() + authority.name[1:]
    place = authority.name.removeprefix("Phường ").removeprefix("Xã ").removeprefix("Đặc khu ")
    return paper.Office(
        superior=own.get("superior") or f"Ủy ban nhân dân {name}",
        name=own.get("name") or "Trung tâm Phục vụ hành chính công",
        place=own.get("place") or place,
        address=own.get("address", ""),
        phone=own.get("phone", ""),
        email=own.get("email", ""),
        website=own.get("website", ""),
    )


def applicant_of(case: Case) -> paper.Applicant:
    who, name = case.applicant, case.dossier.applicant_name
    if who is None:
        return paper.Applicant(name=name)
    return paper.Applicant(
        name=name,
        organisation=who.kind == "organisation",
        address=who.address,
        phone=phrases.masked_phone(who.phone),
        id_number=phrases.masked_id(who.id_number),
    )


def head_of(case: Case, issued_at: datetime | None = None, number: str = "") -> dict[str, Any]:
    """Return what every paper of the dossier carries."""
    d = case.dossier
    return {
        "office": office(case.authority),
        "issued_at": issued_at or case.at,
        "number": number,
        "dossier_code": d.code,
        "applicant": applicant_of(case),
        "procedure": paper.ProcedureName(code=d.procedure_code, name=d.procedure_name),
    }


def contact_of(case: Case, name: str = "") -> paper.Contact:
    own = case.authority.settings.get("office", {})
    return paper.Contact(name=name or case.printed_by, phone=own.get("phone", ""))


def signer_of(case: Case, entry: Entry, plain: str = "") -> paper.Signer:
    """Return who signed: `plain` for a clerk's own paper, else the post held, with KT. of a deputy."""
    title = plain or case.titles.get(entry.by_id or UUID(int=0), "") or "Thủ trưởng cơ quan"
    if title.lower().startswith("phó "):
        chief = title[4:]
        return paper.Signer(
            capacity=(f"KT. {chief[:1].upper()}{chief[1:]}", title), name=entry.by_name
        )
    return paper.Signer(capacity=(title,), name=entry.by_name)


def basis_of(case: Case) -> str:
    laws = case.version.legal_basis if case.version else []
    numbers = [str(law.get("number") or law.get("title") or "") for law in laws[:3]]
    return "; ".join(n for n in numbers if n)


def part_of(row: dict[str, Any]) -> paper.Part:
    """Return a handed-in part; one that was only shown counts as none, and says so."""
    count, kind = int(row.get("count") or 1), row.get("kind", "original")
    return paper.Part(
        name=str(row.get("name", "")),
        originals=count if kind == "original" else 0,
        copies=count if kind == "copy" else 0,
        electronic=count if kind == "electronic" else 0,
        note=str(row.get("note") or ("Xuất trình" if kind == "presented" else "")),
    )


def number_of(case: Case, suffix: str) -> str:
    """Return the paper's number, after the number of the dossier in its day: "0042/TNHS"."""
    return f"{case.dossier.code.rpartition('-')[2]}/{suffix}"
