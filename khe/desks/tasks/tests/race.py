"""A ward that several people work at in the same instant."""

from datetime import date

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.models import Body, Member, Post, Tenure


def place() -> tuple[Authority, Member]:
    """Make a ward with one member and commit them, so that every connection sees them."""
    authority = Authority.objects.create(code="ben-khe", name="Phường Bến Khế")
    with acting_for(authority):
        body = Body.objects.create(name="Văn phòng")
        member = Member.objects.create(name="Lê Thị Lan", sort_name="lan le thi")
        post = Post.objects.create(title="Công chức", body=body, roles=["officer"])
        Tenure.objects.create(member=member, post=post, began=date(2025, 7, 1))
    return authority, member
