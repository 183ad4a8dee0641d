"""The people's side of the demo ward, chapter by chapter: records, tasks, study, succession, assessment."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from khe.base.messages.models import Message
from khe.base.messages.reading import note_read
from khe.base.people.actor import Actor
from khe.config.demo import cadres, judging, learning, looping, working
from khe.config.demo.moving import Back
from khe.config.demo.stage import Stage
from khe.config.demo.ward import Ward

LOOP = Path(__file__).with_name("loop.toml")
READERS = ("bithu", "thuong", "khang", "phuong", "diep", "nghia", "vinh", "loan", "tu", "sau")


def tell(ward: Ward, actors: dict[str, Actor], now: datetime) -> str:
    """Tell all chapters; return one line that says what there is. Needs acting_for(authority)."""
    return tell_chapters(Stage(ward, actors, now))


@transaction.atomic
def tell_chapters(stage: Stage) -> str:
    """Tell all chapters on a stage that is set; return one line that says what there is."""
    cadres.tell_before(stage)
    tasks, studied = working.tell(stage), learning.tell(stage)
    judged = stage.tell(lambda: judging.tell(stage)) or 0
    cadres.tell_after(stage)
    first = max(stage.today - timedelta(days=365), stage.ward.plan.began)
    looping.tell(stage, LOOP, Back(stage), first.replace(day=1))
    _read(stage)
    return f"Đã nạp {tasks} nhiệm vụ, {studied} chương trình học, {judged} kết quả đánh giá."


def _read(stage: Stage) -> None:
    """Let people have read what came more than a few days ago."""
    old = stage.at(3)
    members = [stage.id(name) for name in READERS]
    messages = Message.objects.filter(member__in=members, made_at__lt=old)
    note_read(messages, old + timedelta(hours=1))
