"""What may be done with a document, by whom and when. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.reports.refusals import Named, named
from khe.desks.reports.states import OPEN, OUT, Kind, Refusal, Status
from khe.desks.reports.wording import fields_in

DRAFTERS = ("standing", "leader", "personnel", "study", "clerk")
SIGNERS = ("standing", "leader")
# who sees every shortcoming of the authority: only they write a report on them, or read its draft
OF_IMPROVEMENT = ("standing", "leader", "personnel", "study")
LENGTHS = {Kind.MONTHLY: (28, 31), Kind.QUARTERLY: (90, 92)}  # days
TERM_YEARS = 5

Reason = Refusal | Named | None


class Facts(Protocol):
    """What the rules read of a document."""

    kind: str
    status: str
    restricted: bool
    version: int
    title: str
    content: Any
    drafted_by_id: UUID | None
    edited_by_id: UUID | None
    checked_by_id: UUID | None
    signed_by_id: UUID | None


def may_draft(by: Actor) -> bool:
    """Say whether somebody drafts documents at all."""
    return by.can(*DRAFTERS)


def kinds_of(by: Actor) -> list[str]:
    """Return the kinds somebody may draft, and sees before they are signed."""
    if not may_draft(by):
        return []
    return [k.value for k in Kind if k != Kind.IMPROVEMENT or by.can(*OF_IMPROVEMENT)]


def may_see(document: Facts, by: Actor) -> bool:
    """Say whether somebody may open a document; the same condition as `queries.visible_to`.

    An issued one is everybody's unless it is restricted to those concerned; an open one is seen by those
    who draft such documents, and from its signature on by everybody who drafts.
    """
    if is_concerned(document, by):
        return True
    if document.restricted:
        return False
    if document.status in OUT:
        return True
    return document.kind in kinds_of(by) or (document.status == Status.SIGNED and may_draft(by))


def is_concerned(document: Facts, by: Actor) -> bool:
    """Say whether somebody drafted, checked or signed it, or may sign."""
    if by.can(*SIGNERS):
        return True
    own = (
        document.drafted_by_id,
        document.edited_by_id,
        document.checked_by_id,
        document.signed_by_id,
    )
    return any(by.is_member(pk) for pk in own if pk)


def why_not_draft(kind: str, first: date, last: date, today: date, by: Actor) -> Reason:
    """Return why a report of a period cannot be drafted."""
    if not may_draft(by):
        return Refusal.NOT_A_DRAFTER
    if kind not in kinds_of(by):
        return Refusal.NOT_OF_THIS
    shortest, longest = LENGTHS.get(Kind(kind), (1, 365 * 30))
    if not shortest <= (last - first).days + 1 <= longest:
        return Refusal.BAD_PERIOD
    return Refusal.IN_THE_FUTURE if first > today else None


def why_not_change(document: Facts, by: Actor) -> Reason:
    """Return why the text or figures cannot be changed."""
    if document.kind not in kinds_of(by):
        return Refusal.NOT_OF_THIS if may_draft(by) else Refusal.NOT_A_DRAFTER
    return None if document.status == Status.DRAFT else Refusal.NOT_A_DRAFT


def why_not_edit(
    document: Facts, version: int, title: str, content: Sequence[Any], by: Actor
) -> Reason:
    """Return why an edited text is not taken: somebody else saved meanwhile, or nothing is left of it."""
    if reason := why_not_change(document, by):
        return reason
    if version != document.version:
        return Refusal.STALE
    return None if title.strip() and content else Refusal.EMPTY


def why_not_fields(
    before: Sequence[Sequence[str]], after: Sequence[str], labels: Mapping[str, str]
) -> Named | None:
    """Return which field an edit lost or invented. `before` and `after` are the texts of each block, before
    and after (several pieces joined; empty: the block is left out); `labels` names each field."""
    for old, new in zip(before, after, strict=True):
        has = fields_in(new)
        for place in has:
            if place not in labels:
                known = ", ".join(f"[[{one}]]" for one in labels) or "–"
                return named(Refusal.UNKNOWN_FIELD, place=place, known=known)
        if not new.strip():
            continue
        for place in fields_in("\n".join(old)):
            if place not in has:
                start = " ".join(new.split())[:40]
                return named(
                    Refusal.LOST_FIELD, place=place, start=start, label=labels.get(place, place)
                )
    return None


def why_not_check(document: Facts, by: Actor) -> Reason:
    """Return why somebody cannot check a draft: a second person does, who neither wrote nor edited it."""
    if reason := why_not_change(document, by):
        return reason
    wrote = (document.drafted_by_id, document.edited_by_id)
    if by.member_id is None or any(by.member_id == pk for pk in wrote):
        return Refusal.OWN_DRAFT
    return None if document.content else Refusal.EMPTY


def why_not_send_back(document: Facts, reason: str, by: Actor) -> Reason:
    """Return why a document cannot go back to its drafter."""
    if document.kind not in kinds_of(by) and not by.can(*SIGNERS):
        return Refusal.NOT_A_DRAFTER
    if document.status not in (Status.CHECKED, Status.SIGNED):
        return Refusal.ISSUED_ALREADY if document.status in OUT else Refusal.NOT_CHECKED
    return None if reason.strip() else Refusal.NO_REASON


def why_not_sign(document: Facts, by: Actor) -> Reason:
    """Return why somebody cannot sign."""
    if not by.can(*SIGNERS):
        return Refusal.NOT_A_SIGNER
    return None if document.status == Status.CHECKED else Refusal.NOT_CHECKED


def why_not_issue(document: Facts, by: Actor, changed: Sequence[str] = ()) -> Reason:
    """Return why a document cannot be issued; `changed` names figures that are not what was signed."""
    if not may_draft(by):
        return Refusal.NOT_A_DRAFTER
    if document.status != Status.SIGNED:
        return Refusal.NOT_SIGNED
    if changed:
        which = "; ".join(changed[:3]) + ("…" if len(changed) > 3 else "")
        return named(Refusal.FIGURES_CHANGED, n=len(changed), which=which)
    return None


def why_not_withdraw(document: Facts, reason: str, by: Actor) -> Reason:
    """Return why a document cannot be withdrawn: who may sign withdraws, with a reason."""
    if not by.can(*SIGNERS):
        return Refusal.NOT_A_SIGNER
    if document.status != Status.ISSUED:
        return Refusal.NOT_ISSUED
    return None if reason.strip() else Refusal.NO_REASON


def why_not_replace(document: Facts, is_being_replaced: bool, by: Actor) -> Reason:
    """Return why a replacement cannot be drafted."""
    if document.kind not in kinds_of(by):
        return Refusal.NOT_A_DRAFTER
    if document.status != Status.ISSUED:
        return Refusal.NOT_ISSUED
    return Refusal.BEING_REPLACED if is_being_replaced else None


def why_not_attach_signed(document: Facts, by: Actor) -> Reason:
    """Return why a signed PDF cannot be kept with a document."""
    if not may_draft(by):
        return Refusal.NOT_A_DRAFTER
    return None if document.status == Status.ISSUED else Refusal.NOT_ISSUED


def why_not_sign_file(document: Facts, by: Actor) -> Reason:
    """Return why the server's key does not sign the file of a document for somebody."""
    if not by.can(*SIGNERS, "clerk"):
        return Refusal.NOT_A_SIGNER
    return None if document.status == Status.ISSUED else Refusal.NOT_ISSUED


def why_not_keep_template(by: Actor) -> Reason:
    """Return why somebody cannot change the Word templates."""
    return None if may_draft(by) else Refusal.NOT_A_DRAFTER


def is_open(status: str) -> bool:
    """Say whether a document has not been issued yet."""
    return status in OPEN


def term_of(day: date) -> str:
    """Return the Party term a day falls in by default, "2025-2030"; terms begin at congresses held in the
    first half of every fifth year, so whoever issues may name another."""
    first = day.year - day.year % TERM_YEARS
    if day.year == first and day.month < 7:
        first -= TERM_YEARS
    return f"{first}-{first + TERM_YEARS}"
