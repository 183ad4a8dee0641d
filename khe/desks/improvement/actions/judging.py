"""Judging by the measured value, evidence, and closing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from khe.base.authorities.tenant import uuid7
from khe.base.figures import Period
from khe.base.files.actions import attach
from khe.base.people.actor import Actor
from khe.base.refusal import Reason, refuse_if, said
from khe.base.transactions import transacted
from khe.desks.improvement import queries, wording
from khe.desks.improvement.actions.common import change
from khe.desks.improvement.models import Evidence, Judgement, Shortcoming, ShortcomingLink
from khe.desks.improvement.refusals import Refusal
from khe.desks.improvement.rules import judging
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.states import Event, Status, Verdict
from khe.desks.indicators import actions as indicator_actions
from khe.desks.indicators import queries as indicators


@transacted
def judge(shortcoming_id: UUID, *, by: Actor, at: datetime) -> Judgement:
    """Judge by the values measured in the windows, which are over; freeze every counted figure.

    Raises Refused: before a window ends, without links or measures, an empty denominator, a retired
    source, windows that were judged already, by who answers for it.
    """
    subject = queries.locked(shortcoming_id)
    links = queries.links_of(subject)
    refuse_if(_why_not_judge(subject, links, by, at))
    measured = [(link, indicators.measure(by, link.indicator_id, link.window)) for link in links]
    refuse_if(_why_not_measured(measured, queries.retired(by, links)))
    known = queries.indicators_of(by, links)
    rows = [_row(link, found, known[link.indicator_id].adds_up) for link, found in measured]
    verdict = judging.overall([Verdict(row["verdict"]) for row in rows])
    made = Judgement(
        shortcoming=subject, at=at, verdict=verdict, rows=rows, judged_by=by.name,
        reasoning=wording.reasoning(rows, verdict),
    )  # fmt: skip
    shown = [
        _freeze(row, found, made, by, at) for row, (_, found) in zip(rows, measured, strict=True)
    ]
    made.save(force_insert=True)
    Evidence.objects.bulk_create([one for one in shown if one])
    ShortcomingLink.objects.filter(pk__in=[link.pk for link in links]).update(judged_at=at)
    facts: dict[str, Any] = {"verdict": verdict, "reasoning": made.reasoning, "judgement": made.pk}
    change(subject, Event.JUDGED, {"status": Status.JUDGED}, by=by, at=at, **facts)
    return made


@transacted
def close(shortcoming_id: UUID, *, note: str = "", by: Actor, at: datetime) -> Shortcoming:
    """Approve that it is overcome and close it; the approver and the evidence stand with it."""
    subject = queries.locked(shortcoming_id)
    judgement = queries.last_judgement(subject)
    refuse_if(
        rules.why_not_close(
            subject, by, judgement.verdict if judgement else None,
            has_evidence=bool(queries.evidence_of(subject)),
        )
    )  # fmt: skip
    assert judgement is not None  # noqa: S101  # the rule has asked for it
    judgement.approver_id, judgement.approver_name = by.member_id, by.name
    judgement.approved_at, judgement.note = at, note.strip()[:500]
    judgement.save(update_fields=["approver", "approver_name", "approved_at", "note"])
    changes = {"status": Status.CLOSED, "closed_at": at}
    return change(subject, Event.CLOSED, changes, by=by, at=at, note=judgement.note)


@transacted
def add_evidence(
    shortcoming_id: UUID, *, label: str, url: str = "", note: str = "",
    upload: UploadedFile | None = None, by: Actor, at: datetime,
) -> Evidence:  # fmt: skip
    """Add what shows it: a page of ours, a secure address, or a paper."""
    subject = queries.locked(shortcoming_id)
    refuse_if(rules.why_not_evidence(subject, by, label, url.strip()))
    judgement = queries.last_judgement(subject)
    made = Evidence(
        id=uuid7(), shortcoming=subject, judgement=judgement, label=label.strip()[:300],
        url=url.strip()[:500], note=note.strip()[:500], added_at=at, added_by=by.name,
    )  # fmt: skip
    if upload:
        made.attachment_id = attach(subject.pk, upload, by=by, at=at, part=made.pk.hex).pk
    made.save(force_insert=True)
    change(subject, Event.EVIDENCE_ADDED, {}, by=by, at=at, label=made.label, evidence=made.pk)
    return made


def _why_not_judge(
    subject: Shortcoming, links: list[ShortcomingLink], by: Actor, at: datetime
) -> Refusal | Reason | None:
    windows = [rules.Window(link.window_first, link.window_last) for link in links]
    used = Refusal.WINDOW_USED if any(link.judged_at for link in links) else None
    return (
        rules.why_not_judge(subject, by, windows, queries.has_measures(subject), queries.day_of(at))
        or used
    )


def _why_not_measured(
    measured: list[tuple[ShortcomingLink, Any]], retired: set[UUID]
) -> Refusal | Reason | None:
    """Every indicator has a source that counts, and something to count."""
    for link, found in measured:
        if link.indicator_id in retired:
            return said(Refusal.SOURCE_RETIRED, label=found.label)
        if found.value is None:
            return said(Refusal.NOTHING_MEASURED, label=found.label)
    return None


def _row(link: ShortcomingLink, found: Any, adds_up: bool) -> dict[str, Any]:
    """Return what a judgement keeps of one indicator; `compared` is the baseline over as long as the
    window."""
    baseline = Period(link.baseline_first, link.baseline_last)
    like = judging.scaled(link.baseline_value, baseline, link.window, adds_up=adds_up)
    verdict = judging.verdict(
        like.value, link.target, found.value, found.low, found.high, found.better
    )
    return {
        "link": str(link.pk), "indicator": str(link.indicator_id), "label": str(found.label),
        "unit": found.unit, "better": found.better, "baseline": link.baseline_value,
        "baseline_numerator": link.baseline_numerator,
        "baseline_denominator": link.baseline_denominator,
        "baseline_first": link.baseline_first.isoformat(),
        "baseline_last": link.baseline_last.isoformat(), "target": link.target,
        "value": found.value, "numerator": found.numerator, "denominator": found.denominator,
        "low": found.low, "high": found.high, "verdict": str(verdict),
        "first": link.window_first.isoformat(), "last": link.window_last.isoformat(),
        "manual": found.manual, "document": found.document, "frozen": None,
        "compared": like.value, "compared_many": like.many, "compared_of": like.of,
    }  # fmt: skip


def _freeze(
    row: dict[str, Any], found: Any, judgement: Judgement, by: Actor, at: datetime
) -> Evidence | None:
    """Freeze a counted figure and return the evidence that shows it; a typed figure is no evidence."""
    if found.figure is None:
        return None
    purpose = wording.frozen_for(judgement.shortcoming.code)
    frozen = indicator_actions.freeze(found.figure, found.period, purpose=purpose, by=by, at=at)
    row["frozen"] = str(frozen.pk)
    return Evidence(
        shortcoming=judgement.shortcoming, judgement=judgement, frozen_id=frozen.pk, added_at=at,
        label=wording.frozen_label(row)[:300], added_by=by.name,
    )  # fmt: skip
