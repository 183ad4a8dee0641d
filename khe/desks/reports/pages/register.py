"""The register of numbers: every number that was given, in order, with those cancelled and why."""

from typing import Any

from khe.base.documents.models import Number, Register
from khe.base.people.actor import Actor
from khe.desks.reports import queries, rules
from khe.desks.reports.states import STATUS_KIND, Status


def page(actor: Actor, chosen: str) -> dict[str, Any]:
    """Return the context: the registers, and the numbers of the chosen one (the first without a choice).

    A number and its day are everybody's; the title only of those who may open the document.
    """
    registers = list(Register.objects.select_related("body").order_by("body__name", "kind", "-key"))
    here = next((r for r in registers if str(r.pk) == chosen), registers[0] if registers else None)
    numbers = list(Number.objects.filter(register=here).order_by("-n")) if here else []
    documents = queries.by_ids([number.document_id for number in numbers])
    return {
        "registers": registers, "here": here,
        "rows": [_row(number, documents.get(number.document_id), actor) for number in numbers],
        "cancelled": sum(number.cancelled_at is not None for number in numbers),
    }  # fmt: skip


def _row(number: Number, document: Any, actor: Actor) -> dict[str, Any]:
    is_seen = document is not None and rules.may_see(document, actor)
    return {
        "number": number, "document": document if is_seen else None,
        "code": document.code if document else "",
        "kind": STATUS_KIND[Status(document.status)] if is_seen else "",
    }  # fmt: skip
