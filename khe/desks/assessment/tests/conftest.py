"""The ward in small: a People's Committee, an office and a division below it, an area with its board."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import make_person
from khe.base.authorities.models import Area
from khe.base.people import middleware
from khe.base.people.models import Body
from khe.base.people.names import sort_name
from khe.desks.assessment.models import Assessment
from khe.desks.assessment.testing import IN_APRIL, IN_MARCH, make_campaign

PLUMBING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET LOCAL")


@pytest.fixture
def committee(office, other_office):
    """The People's Committee stands above both offices."""
    top = Body.objects.create(name="Ủy ban nhân dân phường", short_name="UBND", kind="committee")
    for body in (office, other_office):
        body.parent = top
        body.save()
    return top


@pytest.fixture
def board(committee):
    """The board of area 3 stands below the Committee."""
    area = Area.objects.create(name="Khu vực 3", code="KV03")
    return Body.objects.create(
        name="Ban điều hành Khu vực 3", kind="area_board", parent=committee, area=area
    )


@pytest.fixture
def ha(office):
    """Hạ keeps the personnel records."""
    return make_person("Đoàn Thị Hạ", "ha", "Tổ chức cán bộ", ["personnel"], office)


@pytest.fixture
def tin(committee):
    """Tín is chairman: he heads the Committee and is one of the standing members."""
    return make_person("Lý Trung Tín", "tin", "Chủ tịch UBND", ["head", "standing"], committee)


@pytest.fixture
def sen(ward):
    """Sen is secretary: a standing member who heads nobody in the Committee."""
    party = Body.objects.create(name="Đảng ủy phường", kind="party_committee")
    return make_person("Mai Thị Sen", "sen", "Bí thư Đảng ủy", ["standing"], party)


@pytest.fixture
def duc(office):
    """Đức heads the office in which Lan works."""
    return make_person("Cao Minh Đức", "duc", "Chánh Văn phòng", ["head"], office)


@pytest.fixture
def nga(board):
    """Nga heads area 3."""
    return make_person("Từ Thị Nga", "nga", "Trưởng khu vực 3", ["head"], board)


@pytest.fixture
def people(lan, minh, duc, nga, tin, sen, ha):
    """Everybody who is assessed."""
    return SimpleNamespace(lan=lan, minh=minh, duc=duc, nga=nga, tin=tin, sen=sen, ha=ha)


@pytest.fixture
def campaign(people, who):
    """The first quarter of 2026, opened by Hạ on 25 March."""
    return make_campaign(who(people.ha, IN_MARCH))


@pytest.fixture
def of(campaign):
    """Return the assessment of an account's member, a body or an area in the campaign."""

    def find(subject):
        key = {"User": "member", "Body": "body", "Area": "area"}[type(subject).__name__]
        return Assessment.objects.select_related("campaign", "member", "body", "area").get(
            campaign=campaign, **{key: getattr(subject, "member", subject)}
        )

    return find


@pytest.fixture
def at_the_desk(monkeypatch):
    """Set the clock that requests bring in: `at_the_desk(moment)`; 6 April 2026 to begin with."""

    def be(moment):
        monkeypatch.setattr(middleware, "now", lambda: moment)

    be(IN_APRIL)
    return be


@pytest.fixture
def statements():
    """Return the statements an address takes, without those that open and close transactions."""

    def count(browser, address):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        said = [str(q["sql"] or "") for q in asked]
        return [sql for sql in said if not sql.startswith(PLUMBING)]

    return count


@pytest.fixture
def many(office):
    """Make `many(60)` officers of the office."""
    from khe.base.people.models import Member, Post, Tenure

    def make(count):
        post = Post.objects.create(title="Công chức", body=office, roles=[], seats=count)
        names = [f"Nguyễn Văn Thử {n:02d}" for n in range(count)]
        members = Member.objects.bulk_create(
            Member(name=name, sort_name=sort_name(name), body=office) for name in names
        )
        Tenure.objects.bulk_create(
            Tenure(member=m, post=post, began=date(2025, 7, 1)) for m in members
        )
        return members

    return make
