"""Keeping the frames: a version that a campaign has used stays as it is."""

from datetime import datetime
from typing import Any

from django.db import transaction

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.refusal import refuse_if
from khe.desks.assessment import queries, rules, shipped
from khe.desks.assessment.models import Frame
from khe.desks.assessment.rules import FrameData
from khe.desks.assessment.states import Event

FIXED = ("kind", "period_kind")  # of a frame, through all its versions


@transaction.atomic
def save_frame(*, key: str, by: Actor, at: datetime, **facts: Any) -> Frame:
    """Write a frame: a new one, its newest version, or the next version when that one is in use.

    `facts` are the fields of `Frame`: name, kind, period_kind, valid_from, basis, doubt, criteria, bands,
    conditions, ceiling (0…1), ceiling_by, head_not_above, weak_below (points).
    """
    newest = Frame.objects.select_for_update().filter(key=key).order_by("-version").first()
    frame = _version(newest, key)
    for name, value in facts.items():
        if newest is None or name not in FIXED:
            setattr(frame, name, value)
    refuse_if(rules.why_not_save_frame(FrameData.of(frame), by))
    frame.saved_at = at
    frame.save()
    record(frame, Event.FRAME_SAVED, by=by, at=at, key=key, version=frame.version, name=frame.name)
    return frame


def _version(newest: Frame | None, key: str) -> Frame:
    """Return the row to write: the newest version while nobody uses it, else a copy that comes after."""
    if newest is None:
        return Frame(key=key)
    if not queries.frame_used(newest):
        return newest
    copied = {
        f.attname: getattr(newest, f.attname) for f in Frame._meta.fields if f.name not in ("id",)
    }
    return Frame(**{**copied, "version": newest.version + 1})


@transaction.atomic
def load_shipped(*, by: Actor, at: datetime) -> int:
    """Write the frames that come with the application and are not here yet; return how many."""
    refuse_if(rules.why_not_keep(by))
    known = set(Frame.objects.values_list("key", flat=True))
    fresh = [facts for facts in shipped.frames() if facts["key"] not in known]
    for facts in fresh:
        save_frame(by=by, at=at, **facts)
    return len(fresh)
