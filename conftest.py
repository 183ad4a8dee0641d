"""The cast. Every test tells its story with these people, on a real PostgreSQL."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people import queries as people
from khe.base.people.names import sort_name

pytest_plugins = ["khe.config.testing"]

PASSWORD = "cay-khe-ngot-2026"
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday 2 March 2026, 09:00 in Vietnam


def make_person(name: str, username: str, title: str, roles: list[str], body):
    """Create a member with an account who has held a post since 2025; needs acting_for."""
    from khe.base.people.models import Member, Post, Tenure, User

    user = User(username=username, authority_id=body.authority_id)
    user.set_unusable_password()
    user.save()
    member = Member.objects.create(name=name, sort_name=sort_name(name), user_id=user.pk)
    post = Post.objects.create(title=title, body=body, roles=roles)
    Tenure.objects.create(member=member, post=post, began=date(2025, 7, 1))
    user.member = member
    return user


@pytest.fixture
def ward(db):
    """Phường Bến Khế, invented; the test acts for it."""
    authority = Authority.objects.create(
        code="ben-khe", name="Phường Bến Khế", agency_code="H99.17", is_demo=True
    )
    with acting_for(authority):
        yield authority


@pytest.fixture
def office(ward):
    """The division that handles dossiers."""
    from khe.base.people.models import Body

    return Body.objects.create(name="Văn phòng HĐND và UBND")


@pytest.fixture
def other_office(ward):
    """Another division."""
    from khe.base.people.models import Body

    return Body.objects.create(name="Phòng Kinh tế, Hạ tầng và Đô thị")


@pytest.fixture
def thoa(office):
    """Thoa sits at the counter."""
    return make_person("Huỳnh Kim Thoa", "thoa", "Công chức tiếp nhận", ["clerk"], office)


@pytest.fixture
def lan(office):
    """Lan is the officer in charge."""
    return make_person("Lê Thị Lan", "lan", "Công chức tư pháp", ["officer"], office)


@pytest.fixture
def minh(other_office):
    """Minh works in another unit and must not see Lan's dossiers."""
    return make_person("Trần Văn Minh", "minh", "Công chức địa chính", ["officer"], other_office)


@pytest.fixture
def binh(office):
    """Bình is the leader who signs."""
    return make_person("Phạm Thanh Bình", "binh", "Chủ tịch UBND", ["leader", "catalogue"], office)


@pytest.fixture
def an(office):
    """An administers the installation."""
    return make_person("Võ Thị An", "an", "Quản trị", ["admin", "catalogue"], office)


@pytest.fixture
def who():
    """Return the actor of an account, as the middleware would: `who(lan)`."""

    def actor(user, at=MONDAY):
        return people.actor_for(user, at)

    return actor


@pytest.fixture
def desk():
    """Sit someone down at the staff web pages."""

    def sit(user):
        client = Client()
        client.force_login(user)
        return client

    return sit


@pytest.fixture
def zone(ward):
    """The board of an area, Khu vực 3."""
    from khe.base.authorities.models import Area
    from khe.base.people.models import Body

    area = Area.objects.create(name="Khu vực 3", code="KV03")
    return Body.objects.create(name="Ban điều hành Khu vực 3", kind="area_board", area=area)


@pytest.fixture
def sau(zone):
    """Sáu heads an area and those who hold a post in it."""
    return make_person("Nguyễn Văn Sáu", "sau", "Trưởng Khu vực 3", ["head"], zone)


@pytest.fixture
def party(ward):
    """The Party committee of the ward."""
    from khe.base.people.models import Body

    return Body.objects.create(name="Đảng ủy phường", kind="party_committee")


@pytest.fixture
def tuyen(party):
    """Tuyền keeps the personnel records."""
    return make_person("Đỗ Thị Thanh Tuyền", "tuyen", "Phó Ban Tổ chức", ["personnel"], party)


@pytest.fixture
def trung(party):
    """Trung is the standing secretary: decides on personnel and sees every record."""
    return make_person("Lý Hữu Trung", "trung", "Phó Bí thư Thường trực", ["standing"], party)
