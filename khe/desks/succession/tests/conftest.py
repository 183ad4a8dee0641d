"""The cast of these stories: Quyên keeps personnel records, Sơn is a standing member."""

import pytest

from conftest import MONDAY, make_person
from khe.base.people.models import Tenure
from khe.desks.succession.testing import make_plan, make_term

TODAY = MONDAY.date()  # 09:00 in Vietnam: the same day


@pytest.fixture
def quyen(other_office):
    """Quyên keeps personnel records."""
    return make_person("Ngô Thị Quyên", "quyen", "Chuyên viên tổ chức", ["personnel"], other_office)


@pytest.fixture
def son(office):
    """Sơn is a standing member."""
    return make_person("Đỗ Văn Sơn", "son", "Phó Bí thư Thường trực", ["standing"], office)


@pytest.fixture
def post_of():
    """Return the post somebody holds: `post_of(lan)`."""

    def find(user):
        return Tenure.objects.select_related("post__body").get(member=user.member).post

    return find


@pytest.fixture
def term(quyen, who):
    return make_term(who(quyen), MONDAY)


@pytest.fixture
def plan(quyen, who):
    return make_plan(who(quyen), MONDAY, TODAY)
