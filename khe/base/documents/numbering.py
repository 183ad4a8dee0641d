"""Numbers of documents: gapless in their register, however many take one at once."""

from datetime import datetime
from uuid import UUID

from khe.base.authorities.tenant import uuid7
from khe.base.documents.models import Number, Register
from khe.base.people.actor import Actor
from khe.base.transactions import transacted


@transacted
def take(
    body_id: UUID, kind: str, series: str, key: str, document_id: UUID, *, by: Actor, at: datetime
) -> Number:
    """Give a document the next number of its register; asked again, the number it has.

    The register's row is locked until the caller's transaction ends: one that is rolled back leaves no gap.
    """
    register = _locked(body_id, kind, series, key)
    if given := Number.objects.filter(document_id=document_id).first():
        return given
    number = Number.objects.create(
        id=uuid7(), register=register, n=register.next, document_id=document_id, taken_at=at,
        taken_by_name=by.name,
    )  # fmt: skip
    register.next += 1
    register.save(update_fields=["next"])
    return number


def _locked(body_id: UUID, kind: str, series: str, key: str) -> Register:
    """Return the register, locked; the first who asks opens it, and who comes second waits for them."""
    which = {"body_id": body_id, "kind": kind, "series": series, "key": key}
    new = Register(id=uuid7(), **which)
    if not Register.objects.filter(**which).exists():
        Register.objects.bulk_create([new], ignore_conflicts=True)
    return Register.objects.select_for_update().get(**which)


@transacted
def cancel(document_id: UUID, *, why: str, by: Actor, at: datetime) -> Number:
    """Cancel a document's number with the reason; it stays in the register and is never given again.

    Cancelling twice changes nothing. ValueError without a reason; Number.DoesNotExist when the document has
    no number.
    """
    if not why.strip():
        raise ValueError("a number is cancelled with a reason")
    number = Number.objects.select_for_update().get(document_id=document_id)
    if number.cancelled_at is None:
        number.cancelled_at, number.why = at, f"{why.strip()} ({by.name})"[:500]
        number.save(update_fields=["cancelled_at", "why"])
    return number
