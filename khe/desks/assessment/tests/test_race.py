"""Two decisions at the same instant, each on a connection of its own, do not pass the ceiling."""

import threading

import pytest
from django.db import connection

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people import queries as people
from khe.base.people.models import Body
from khe.base.refusal import Refused
from khe.desks.assessment import actions
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.testing import (
    IN_APRIL,
    IN_MARCH,
    SIGNED,
    make_campaign,
    make_proposal,
    typed,
)

NAMES = ("ha", "lan", "minh", "nga", "thoa")  # five: one may be excellent
ROLES = {"ha": ["personnel"], "duc": ["head"], "sen": ["standing"]}


def proposed():
    """Make a ward with five proposals of "excellent", committed; return it, the rows, the decider."""
    from conftest import make_person

    authority = Authority.objects.create(code="ben-khe", name="Phường Bến Khế")
    with acting_for(authority):
        body = Body.objects.create(name="Văn phòng")
        users = {
            name: make_person(f"Người {name}", name, "Công chức", ROLES.get(name, []), body)
            for name in ("duc", "sen", *NAMES)
        }
        who = {name: people.actor_for(user, IN_MARCH) for name, user in users.items()}
        campaign = make_campaign(who["ha"], body_frame=None, area_frame=None)
        rows = Assessment.objects.filter(member__in=[users[name].member for name in NAMES])
        for row in rows.select_related("campaign"):
            make_proposal(row, who["duc"], 0.95, "excellent", typed=typed(beyond=40))
        actions.begin_deciding(campaign.pk, by=who["ha"], at=IN_APRIL)
        return authority, list(rows), who["sen"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_pass_the_ceiling():
    authority, rows, sen = proposed()
    start, said = threading.Barrier(len(rows)), []

    def decide(pk):
        start.wait(timeout=20)
        try:
            with acting_for(authority):
                actions.decide(
                    pk, band="excellent", reason="Theo báo cáo", document="1-TB/ĐU",
                    signed_on=SIGNED, by=sen, at=IN_APRIL,
                )  # fmt: skip
            said.append("decided")
        except Refused as refused:
            said.append(refused.reason.value)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(row.pk,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(said) == ["decided"] + ["over_ceiling"] * 4
    with acting_for(authority):
        assert Assessment.objects.filter(decided_band="excellent").count() == 1
