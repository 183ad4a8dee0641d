"""Lan lacks what her post requires; Kiều keeps personnel records; Tâm is of the standing members."""

import pytest

from conftest import make_person
from khe.base.people.models import Post, Tenure


@pytest.fixture
def kieu(office):
    """Kiều keeps personnel records."""
    return make_person("Nguyễn Thúy Kiều", "kieu", "Công chức tổ chức", ["personnel"], office)


@pytest.fixture
def tam(office):
    """Tâm decides about personnel."""
    return make_person("Đỗ Minh Tâm", "tam", "Phó Bí thư Thường trực", ["standing"], office)


@pytest.fixture
def hung(other_office):
    """Hùng heads the other division, where Minh works."""
    return make_person("Bùi Quốc Hùng", "hung", "Trưởng phòng", ["head"], other_office)


@pytest.fixture
def post_of_lan(lan):
    """What Lan's post requires: intermediate theory, a bachelor's degree, and a skill."""
    post = Tenure.objects.get(member=lan.member).post
    Post.objects.filter(pk=post.pk).update(
        requires={"theory": "intermediate", "degree": "bachelor", "skills": ["Tin học cơ bản"]}
    )
    return Post.objects.get(pk=post.pk)
