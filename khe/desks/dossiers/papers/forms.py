"""Forms 01 to 06 of circular 03/2025/TT-VPCP, from one dossier. Pure; Refused with a NotYet."""

from collections.abc import Iterable
from datetime import datetime

from khe.base.calendar import clock
from khe.base.documents import papers as paper
from khe.base.journal.models import Entry
from khe.base.refusal import Refused
from khe.base.web import phrases
from khe.desks.dossiers.papers.case import (
    COUNTER,
    Case,
    NotYet,
    basis_of,
    contact_of,
    head_of,
    number_of,
    office,
    part_of,
    signer_of,
)
from khe.desks.dossiers.promise import because, limit_words
from khe.desks.dossiers.states import Event, Payment


def receipt(case: Case) -> paper.Receipt:
    """Return form 01 as it was promised at the counter, also when the date has moved since."""
    d = case.dossier
    taken = case.last(Event.RECEIVED)
    if d.received_at is None or d.first_due_at is None:
        raise Refused(NotYet.NO_RECEIPT)
    own = case.authority.settings.get("office", {})
    head = office(case.authority)
    return paper.Receipt(
        **head_of(case, d.received_at, number_of(case, "TNHS")),
        parts=tuple(part_of(row) for row in d.parts),
        received_at=d.received_at,
        due_at=d.first_due_at,
        limit=limit_words(d.limit, padded=True),
        receiver=taken.by_name if taken else case.printed_by,
        return_place=own.get("return_place") or ", ".join(x for x in (head.name, head.address) if x),
        request=d.note,
        fee=d.fee or None,
        fee_paid=d.payment == Payment.PAID,
        register_book=f"{phrases.local(d.received_at):%m/%Y}",
        register_number=d.code.rpartition("-")[2].lstrip("0"),
        explanation=_promised(case),
        copy_label="",
    )  # fmt: skip


def _promised(case: Case) -> str:
    d = case.dossier
    if not d.limit or d.received_at is None:
        return ""
    answer = clock.due(case.calendar, d.received_at, d.limit, rule=d.rule, cutoff=d.cutoff or None)
    return because(answer.lines, d.limit, d.received_at)


def supplement(case: Case) -> paper.SupplementRequest:
    """Return form 02 of the newest request for papers."""
    asked = case.last(Event.SUPPLEMENT_REQUESTED)
    if asked is None:
        raise Refused(NotYet.NO_SUPPLEMENT)
    reason = str(asked.facts.get("reason", ""))
    return paper.SupplementRequest(
        **head_of(case, asked.at, str(asked.facts.get("document", ""))),
        missing=tuple(paper.Missing(what=str(p)) for p in asked.facts.get("papers", [])),
        reason=reason,
        legal_basis=str(asked.facts.get("ground", "")) or basis_of(case),
        contact=contact_of(case, asked.by_name),
        signer=signer_of(case, asked, "Người hướng dẫn"),
        clock_note="Thời gian chờ bổ sung không tính vào thời hạn giải quyết hồ sơ.",
    )


def refusal(case: Case) -> paper.Rejection:
    """Return form 03: refused at intake, or what was asked for was not granted."""
    said = case.last(Event.INTAKE_REFUSED, Event.REJECTED)
    if said is None:
        raise Refused(NotYet.NO_REFUSAL)
    at_counter = said.event == Event.INTAKE_REFUSED
    return paper.Rejection(
        **head_of(case, said.at, str(said.facts.get("document", ""))),
        reasons=(str(said.facts.get("reason", "")),),
        legal_basis=basis_of(case),
        submitted_at=case.dossier.registered_at,
        contact=contact_of(case, said.by_name),
        signer=signer_of(case, said, "Người từ chối" if at_counter else ""),
    )


def apology(case: Case) -> paper.Apology:
    """Return form 04 of the newest apology, with the new date where one was promised."""
    d, said = case.dossier, case.last(Event.EXTENDED, Event.APOLOGISED)
    if said is None or d.received_at is None or d.due_at is None:
        raise Refused(NotYet.NO_APOLOGY)
    former, new, extension = d.due_at, d.settled_at or said.at, ""
    if said.event == Event.EXTENDED:
        former = datetime.fromisoformat(said.facts["former"])
        new = datetime.fromisoformat(said.facts["due"])
        extension = limit_words(said.facts["limit"], padded=True)
    else:
        late = max(clock.between(case.calendar, former, max(new, former)), 1)
        extension = f"{-(-late // 480):02d} ngày làm việc"
    return paper.Apology(
        **head_of(case, said.at, str(said.facts.get("document", ""))),
        receipt_number=number_of(case, "TNHS"),
        received_at=d.received_at,
        due_at=former,
        new_due_at=new,
        extension=extension,
        reason=str(said.facts.get("reason", "")),
        contact=contact_of(case),
        signer=signer_of(case, said),
        legal_basis=basis_of(case),
        recipients=tuple(x for x in (case.body,) if x),
    )


def stop(case: Case) -> paper.StopNotice:
    """Return form 05."""
    d, said = case.dossier, case.last(Event.STOPPED)
    if said is None or d.received_at is None:
        raise Refused(NotYet.NO_STOP)
    return paper.StopNotice(
        **head_of(case, said.at, str(said.facts.get("document", ""))),
        received_at=d.received_at,
        stopped_at=said.at,
        reason=str(said.facts.get("reason", "")),
        contact=contact_of(case),
        signer=signer_of(case, said),
        legal_basis=basis_of(case),
        recipients=tuple(x for x in (case.body,) if x),
    )


def control_slip(case: Case) -> paper.ControlSlip:
    """Return form 06: through whose hands the dossier has gone, and how each stood to their time."""
    d = case.dossier
    if d.received_at is None or d.due_at is None:
        raise Refused(NotYet.NO_RECEIPT)
    return paper.ControlSlip(
        **head_of(case),
        received_at=d.received_at,
        due_at=d.due_at,
        handled_by=case.body or office(case.authority).name,
        hand_overs=tuple(_hand_overs(case)),
        blank_rows=2,
    )


def _hand_overs(case: Case) -> Iterable[paper.HandOver]:
    """Read the journal as a chain of hands: each entry that names a new holder is one line."""
    holder = COUNTER
    due = {step.position: step.due_at for step in case.steps}
    for entry in case.entries:
        to = _receiver(entry)
        if not to:
            continue
        step = entry.facts.get("step")
        yield paper.HandOver(
            giver=f"{COUNTER} ({entry.by_name})" if entry.event == Event.RECEIVED else holder,
            receiver=to,
            given_at=entry.at,
            received_at=entry.at,
            result=_standing(entry.at, due.get(step) if step else None),
            note=str(entry.facts.get("note") or entry.facts.get("name") or ""),
        )
        holder = to


def _receiver(entry: Entry) -> str:
    facts = entry.facts
    if entry.event in (Event.TRANSFERRED, Event.CONSULTED):
        return str(facts.get("body", ""))
    if entry.event in (Event.DECIDED, Event.REJECTED, Event.RESULT_ISSUED):
        return COUNTER if entry.event == Event.RESULT_ISSUED else entry.by_name
    if entry.event in (Event.RECEIVED, Event.ASSIGNED, Event.REASSIGNED, Event.STEP_FINISHED):
        return str(facts.get("officer", ""))
    return ""


def _standing(at: datetime, due: datetime | None) -> str:
    if due is None:
        return ""
    if at > due:
        return "Quá hạn"
    return "Đúng hạn" if phrases.local(at).date() == phrases.local(due).date() else "Trước hạn"
