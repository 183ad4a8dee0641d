"""The minutes of a review ("Biên bản kiểm điểm") as a PDF."""

from datetime import datetime
from pathlib import Path
from typing import Any

from khe.base.authorities.models import Authority
from khe.base.documents.render import render_pdf
from khe.desks.dossiers.papers.case import office
from khe.desks.improvement.models import Review
from khe.desks.improvement.queries import reviews as queries
from khe.desks.improvement.states.reviews import ReviewKind


def pdf(review: Review, authority: Authority, at: datetime, folder: Path | None) -> bytes:
    """Return the minutes as they stand; `folder`: the office's own templates. Raises DocumentError."""
    return render_pdf("review_minutes.typ", said(review, authority, at), folder=folder, at=at)


def said(review: Review, authority: Authority, at: datetime) -> dict[str, Any]:
    """Return what the minutes say: values for the template."""
    head, campaign = office(authority), review.campaign
    return {
        "office": {"superior": "", "name": head.superior, "place": head.place},
        "number": "", "dossier_code": "", "issued_at": at, "subject": review.subject,
        "is_person": review.kind == ReviewKind.PERSON,
        "campaign": campaign.title if campaign else "", "basis": campaign.basis if campaign else "",
        "first": campaign.first if campaign else None, "last": campaign.last if campaign else None,
        "held_on": review.held_on, "chair": review.chair, "prepared": review.prepared_text,
        "conclusion": review.conclusion, "part_collective": review.part_collective,
        "part_head": review.part_head,
        "opinions": [
            {"kind": str(o.get_giver_kind_display()), "giver": o.giver, "text": o.text,
             "answer": o.answer}
            for o in queries.opinions_of(review)
        ],
        "shortcomings": [
            {"field": s.field.name, "title": s.title, "cause": s.cause,
             "answers": str(s.answers_member or s.answers_body or "")}
            for s in queries.shortcomings_in(review)
        ],
    }  # fmt: skip
