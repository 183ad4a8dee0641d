"""A report without keeping it: for the command, which prints and forgets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from khe.base.figures import Period
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.reports import heads, printing, queries, rules
from khe.desks.reports.actions.common import bound_of
from khe.desks.reports.building import build
from khe.desks.reports.building.draft import Field
from khe.desks.reports.models import Bound, Document
from khe.desks.reports.refusals import named
from khe.desks.reports.states import Refusal, Status
from khe.desks.reports.wording import Form


@dataclass(frozen=True)
class Prepared:
    """A report as it would be drafted now. `figures` are those in its text and tables, each once;
    `charts` the further ones that its charts are drawn from."""

    document: Document
    bounds: list[Bound]
    figures: list[dict[str, Any]]
    charts: list[dict[str, Any]]

    @property
    def title(self) -> str:
        """Return the title without the name of the type."""
        return self.document.title


def prepare(
    kind: str, period: Period, by: Actor, authority: Any, at: datetime, layout: str = ""
) -> Prepared:
    """Build a report as it would be put up for signature: number and day are left to be written. It is
    issued by the body of the last day of its period (or of today, if that has not come).

    Raises Refused for a period that does not fit the kind, and when nobody could issue it.
    """
    today = queries.day_of(at)
    refuse_if(rules.why_not_draft(kind, period.first, period.last, today, by))
    body = queries.main_body(min(period.last, today), layout) or queries.main_body(today, layout)
    refuse_if(None if body else named(Refusal.NO_BODY, name=authority.name))
    assert body is not None  # noqa: S101 - refused otherwise
    sheet = build(kind, period, by, at)
    head = heads.head_of(body, authority)
    document = Document(
        kind=kind, layout=layout or heads.layout_for(body.kind), body=body, title=sheet.title,
        period_first=period.first, period_last=period.last, basis=sheet.basis,
        content=sheet.blocks, recipients=list(head.recipients), superior=head.superior,
        issuer=head.issuer, place=head.place, signer_capacity=head.capacity, drafted_at=at,
        changed_at=at, status=Status.CHECKED,
    )  # fmt: skip
    fields = list(sheet.fields.values())
    bounds = [bound_of(document, n, field, at) for n, field in enumerate(fields)]
    said = [field.counted.source for field in fields if field.form != Form.POINT]
    drawn = [field for field in fields if field.counted.source not in said]
    written = [field for field in fields if field.form != Form.POINT]
    return Prepared(document, bounds, figures_of(written), figures_of(drawn))


def figures_of(fields: list[Field]) -> list[dict[str, Any]]:
    """Return the figures of a text as plain values, each once, in order."""
    found: dict[Any, dict[str, Any]] = {}
    for field in fields:
        of, counted = field.counted.amount, field.counted
        found.setdefault(
            counted.source,
            {
                "id": of.figure_id, "label": of.label, "first": of.first.isoformat(),
                "last": of.last.isoformat(), "value": of.value, "numerator": of.numerator,
                "denominator": of.denominator, "unit": of.unit, "manual": of.manual,
                "document": of.document, "records": counted.records,
                "entered_by": list(dict.fromkeys(one["by"] for one in counted.entries)),
                "checksum": counted.checksum, "shown": field.shown,
            },
        )  # fmt: skip
    return list(found.values())


def file(made: Prepared, form: str, at: datetime) -> bytes:
    """Return the Word ("docx") or PDF file."""
    if form == "pdf":
        return printing.pdf(made.document, made.bounds, at)
    template = queries.template_content(made.document.layout)
    return printing.docx(made.document, made.bounds, template)
