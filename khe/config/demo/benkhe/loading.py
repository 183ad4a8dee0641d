"""Loading the ward: the chapters in order."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

from khe.base.authorities.tenancy import acting_for
from khe.base.people import queries as people
from khe.base.people.actor import system
from khe.base.people.models import Member, User
from khe.config.demo import cadres, looping, ward, year
from khe.config.demo import people as residents
from khe.config.demo.benkhe import counter, duties, place, studying
from khe.config.demo.stage import Stage
from khe.desks.dossiers.actions.tallies import tally_months

DOSSIERS = 1200
LOOP = Path(__file__).with_name("loop.toml")


def load(
    now: datetime,
    said: Callable[[int, int], None] = lambda _done, _all: None,
    total: int = DOSSIERS,
) -> Stage | None:
    """Tell three years up to `now`; None and no change when they were told before."""
    years = place.years_of(now)
    plan = place.plan(years)
    authority = place.make_authority(plan.began)
    with acting_for(authority):
        if Member.objects.exists():
            return None
        built = ward.build(authority, now, plan)
        began = datetime.combine(plan.began, time(8), ward.LOCAL).astimezone(UTC)
        residents.settle(built, by=system(authority), at=began)
        counter.offer(plan.began, by=system(authority, "Quản trị (mẫu)"), at=began)
        users = User.objects.filter(authority=authority)
        actors = {u.username.removesuffix(place.SUFFIX): people.actor_for(u, now) for u in users}
    stage = Stage(built, actors, now)
    days = (stage.today - plan.began).days
    year.tell(built, actors, now, total, said, counter.crew(years), days)
    with acting_for(authority):
        cadres.qualify(stage, began, short=6)
        tally_months(now=now)
        for chapter in (studying.tell, duties.tell):
            chapter(stage)
        looping.tell(stage, LOOP, years, plan.began)
    return stage
