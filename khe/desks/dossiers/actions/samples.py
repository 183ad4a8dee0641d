"""Checking by sample: draw, write down what was found, and that it was put right."""

import secrets
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.refusal import refuse_if
from khe.desks.dossiers import figures, queries, samples, sampling
from khe.desks.dossiers.models import Sample, SampleItem
from khe.desks.dossiers.sampling import Event


@transaction.atomic
def draw_sample(
    *, first: date, last: date, size: int, field: str = "", officer: Member | None = None,
    seed: int | None = None, by: Actor, at: datetime,
) -> Sample:  # fmt: skip
    """Draw `size` dossiers settled from `first` to `last` (local days, included). Without `seed` one
    is made; with it (thrown in public, say) the draw is the one anybody gets."""
    found = samples.frame(by, first, last, field, officer.pk if officer else None)
    ids = dict(found.values_list("code", "pk"))
    refuse_if(sampling.why_not_draw(first, last, size, len(ids), by))
    seed = secrets.randbelow(2**53) if seed is None else seed
    sample = Sample(
        number=queries.next_number("sample"), first=first, last=last, size=size, field=field,
        officer=officer, officer_name=officer.name if officer else "", seed=seed,
        algorithm=sampling.ALGORITHM, frame_size=len(ids), frame_digest=sampling.digest(ids),
        points=sampling.points(), drawn_at=at, drawn_by=by.name,
    )  # fmt: skip
    sample.save(force_insert=True)
    codes = sampling.draw(ids, size, seed)
    SampleItem.objects.bulk_create(
        SampleItem(sample=sample, dossier_id=ids[code], position=n)
        for n, code in enumerate(codes, start=1)
    )
    record(
        sample, Event.DRAWN, by=by, at=at,
        seed=seed, size=size, frame=len(ids), digest=sample.frame_digest, codes=codes,
    )  # fmt: skip
    return sample


@transaction.atomic
def check_item(
    item_id: UUID, *, answers: dict[str, Any], correction: str = "", who: str = "",
    due: date | None = None, by: Actor, at: datetime,
) -> SampleItem:  # fmt: skip
    """Write down what was found on a drawn dossier: {point: (ok | bad | na, note)}."""
    item = SampleItem.objects.select_for_update(of=("self",)).select_related("sample").get(
        pk=item_id
    )  # fmt: skip
    asked = [point["key"] for point in item.sample.points]
    today = at.astimezone(figures.LOCAL).date()
    refuse_if(sampling.why_not_answer(asked, answers, correction, who, due, today, by))
    item.answers = {key: list(answers[key]) for key in asked}
    item.faults = sampling.faults(item.answers)
    item.checked_at, item.checked_by = at, by.name
    wrong = item.faults > 0
    item.correction = correction.strip() if wrong else ""
    item.correction_who = who.strip() if wrong else ""
    item.correction_due = due if wrong else None
    item.fixed_at, item.fixed_note = None, ""
    item.save()
    record(
        item, Event.CHECKED, by=by, at=at, answers=item.answers, faults=item.faults,
        correction=item.correction, who=item.correction_who, due=item.correction_due,
    )  # fmt: skip
    return item


@transaction.atomic
def fix_item(item_id: UUID, *, note: str = "", by: Actor, at: datetime) -> SampleItem:
    """Write down that what was wrong has been put right."""
    item = SampleItem.objects.select_for_update().get(pk=item_id)
    refuse_if(sampling.why_not_fix(item, by))
    item.fixed_at, item.fixed_note = at, note.strip()[:300]
    item.save(update_fields=["fixed_at", "fixed_note"])
    record(item, Event.FIXED, by=by, at=at, note=item.fixed_note)
    return item
