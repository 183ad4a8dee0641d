"""Who acts: a plain value that rules can read without a database."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

# What a post lets its holder do. A role is never given to an account directly.
ROLES = {
    "clerk": "tiếp nhận và trả kết quả",
    "officer": "xử lý hồ sơ",
    "leader": "ký và quyết định",
    "supervisor": "kiểm tra, đôn đốc",
    "catalogue": "sửa danh mục thủ tục và lịch làm việc",
    "admin": "quản trị tài khoản và tổ chức",
    "head": "đứng đầu đơn vị, khu vực: giao và theo dõi việc của người thuộc quyền",
    "standing": "thường trực: quyết định về cán bộ, đánh giá; xem hồ sơ cán bộ",
    "personnel": "tổ chức cán bộ: giữ hồ sơ cán bộ, quy hoạch, đào tạo, đánh giá",
    "study": "tuyên giáo: tổ chức học tập, quán triệt",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) who does something for one authority, at one moment.

    `roles` and `body_ids` hold what the person's posts and the delegations in force give;
    `for_name` names the person on whose behalf a delegate acts.
    """

    authority_id: int
    name: str
    user_id: int | None = None
    member_id: UUID | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    body_ids: frozenset[UUID] = field(default_factory=frozenset)
    led_ids: frozenset[UUID] = field(default_factory=frozenset)  # bodies it heads (role "head")
    for_ids: frozenset[UUID] = field(default_factory=frozenset)  # members it stands in for
    code_pattern: str = "{agency}-{day:%y%m%d}-{n:04d}"  # of dossier codes, agency filled in
    post: str = ""  # title of a post held, for the frame
    calendar: int = 0  # number of the authority's calendar version in force; 0: the shipped one

    def can(self, *roles: str) -> bool:
        """Say whether any of `roles` is held."""
        return not self.roles.isdisjoint(roles)

    def is_member(self, member_id: UUID | None) -> bool:
        """Say whether the person is that member, or stands in for them."""
        return member_id is not None and (member_id == self.member_id or member_id in self.for_ids)


def system(authority: Any, name: str = "Khế") -> Actor:
    """Return the actor of jobs and commands for an `Authority`: every role, no person."""
    return Actor(
        authority_id=authority.pk,
        name=name,
        roles=frozenset(ROLES),
        code_pattern=authority.code_pattern,
        calendar=authority.calendar,
    )


def whole(by: Actor) -> Actor:
    """Return the actor who sees everything of the authority of `by`, for counting only: a figure of the
    authority must not change with the reader."""
    nobody: frozenset[UUID] = frozenset()
    return replace(
        by, name="Khế", user_id=None, member_id=None, roles=frozenset(ROLES), body_ids=nobody,
        led_ids=nobody, for_ids=nobody, post="",
    )  # fmt: skip
