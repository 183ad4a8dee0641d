"""What happens to an organisation and its accounts, and how the accounts stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from khe.base.people.competence import Requirement


class Account(TextChoices):
    NONE = "none", _("Chưa có tài khoản")
    WAITING = "waiting", _("Chờ đổi mật khẩu lần đầu")  # has the password an administrator gave
    ACTIVE = "active", _("Đang dùng")
    LOCKED = "locked", _("Đã khóa")


class BodyKind(TextChoices):
    PARTY_COMMITTEE = "party_committee", _("Đảng ủy, Ban Chấp hành")
    STANDING_COMMITTEE = "standing_committee", _("Ban Thường vụ")
    INSPECTION = "inspection_commission", _("Ủy ban Kiểm tra")
    COUNCIL = "council", _("Hội đồng nhân dân")
    COMMITTEE = "committee", _("Ủy ban nhân dân")
    FRONT = "front", _("Mặt trận Tổ quốc")
    UNION = "union", _("Đoàn thể")
    OFFICE = "office", _("Văn phòng, phòng, ban")
    CENTRE = "centre", _("Trung tâm, đơn vị sự nghiệp")
    CELL = "cell", _("Chi bộ")
    AREA_BOARD = "area_board", _("Ban điều hành khu vực")
    TEAM = "team", _("Tổ, nhóm")


class PostKind(TextChoices):
    """What figures count changes of post by; a post of another kind has none."""

    SECRETARY = "secretary", _("Bí thư, Phó Bí thư Đảng ủy")
    WARD_LEADER = "ward_leader", _("Lãnh đạo HĐND, UBND")
    UNION_LEADER = "union_leader", _("Lãnh đạo Mặt trận, đoàn thể")
    OFFICE_HEAD = "office_head", _("Trưởng, phó phòng, ban, trung tâm")
    WARD_OFFICER = "ward_officer", _("Cán bộ, công chức phường")
    AREA_HEAD = "area_head", _("Trưởng khu vực")
    AREA_CELL_SECRETARY = "area_cell_secretary", _("Bí thư chi bộ khu vực")
    AREA_YOUTH_SECRETARY = "area_youth_secretary", _("Bí thư đoàn khu vực")
    AREA_OFFICER = "area_officer", _("Cán bộ khu vực khác")


AREA_POSTS = (
    PostKind.AREA_HEAD,
    PostKind.AREA_CELL_SECRETARY,
    PostKind.AREA_YOUTH_SECRETARY,
    PostKind.AREA_OFFICER,
)  # of an area; all others are of the ward


class MemberKind(TextChoices):
    OFFICIAL = "official", _("Cán bộ")
    CIVIL_SERVANT = "civil_servant", _("Công chức")
    EMPLOYEE = "employee", _("Viên chức, hợp đồng")
    PART_TIME = "part_time", _("Không chuyên trách")
    AREA = "area", _("Cán bộ khu vực")
    PARTY_MEMBER = "party_member", _("Đảng viên khác")


class ActKind(TextChoices):
    """How a tenure begins or ends. Terms: QĐ 65-QĐ/TW (luân chuyển), QĐ 377-QĐ/TW."""

    APPOINTMENT = "appointment", _("Bổ nhiệm")
    ELECTION = "election", _("Bầu cử, chuẩn y")
    ASSIGNMENT = "assignment", _("Phân công, bố trí")
    ROTATION = "rotation", _("Luân chuyển")
    SECONDMENT = "secondment", _("Biệt phái")
    TRANSFER = "transfer", _("Điều động")
    RELEASE = "release", _("Cho thôi giữ chức, thay đổi")
    RESIGNATION = "resignation", _("Từ chức, thôi việc")
    DISMISSAL = "dismissal", _("Miễn nhiệm, cách chức")
    TERM_END = "term_end", _("Hết nhiệm kỳ")
    RETIREMENT = "retirement", _("Nghỉ hưu")
    DEATH = "death", _("Từ trần")


BEGINNING = (
    ActKind.APPOINTMENT, ActKind.ELECTION, ActKind.ASSIGNMENT, ActKind.ROTATION,
    ActKind.SECONDMENT, ActKind.TRANSFER,
)  # fmt: skip
ENDING = (
    ActKind.RELEASE, ActKind.ROTATION, ActKind.SECONDMENT, ActKind.TRANSFER, ActKind.RESIGNATION,
    ActKind.DISMISSAL, ActKind.TERM_END, ActKind.RETIREMENT, ActKind.DEATH,
)  # fmt: skip
MOVING = tuple(kind for kind in BEGINNING if kind in ENDING)  # ends one post and begins another
CHANGES = (
    ActKind.RELEASE, ActKind.ROTATION, ActKind.SECONDMENT, ActKind.TRANSFER, ActKind.DISMISSAL,
)  # fmt: skip  # a decision to change the holder, as the founding report counts them


@dataclass(frozen=True, slots=True)
class ActData:
    """The decision behind a change of post: its kind (`ActKind`), number, the local day it was signed,
    who issued it. It takes effect on the day of the change."""

    kind: str
    number: str
    signed_on: date
    issuer: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{self.number.strip()} ngày {self.signed_on:%d/%m/%Y}"


NOTHING = Requirement()


@dataclass(frozen=True, slots=True)
class PostTerms:
    """What a post is counted as, asks for and how long it lasts: `kind` (`PostKind` or ''), a term and a
    longest time of one holder in years, the local days from which and up to which it exists."""

    kind: str = ""
    requires: Requirement = NOTHING
    term_years: int | None = None
    longest_years: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @classmethod
    def of(cls, post: Any) -> "PostTerms":
        """Return the terms a post has."""
        own = {name: getattr(post, name) for name in cls.__slots__ if name != "requires"}
        return cls(requires=Requirement.of(post.requires), **own)

    def put_on(self, post: Any) -> None:
        """Set them on a post, which the caller saves."""
        for name in self.__slots__:
            setattr(post, name, getattr(self, name))
        post.requires = self.requires.to_json() if self.requires != NOTHING else {}


GENDERS = {"": _("Không ghi"), "female": _("Nữ"), "male": _("Nam")}


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the keepers of records write of a person beside the name; days are local. `code` is the
    authority's own number, `body_id`, `cell_id` (chi bộ) and `area_id` say where the person belongs."""

    code: str = ""
    kind: str = MemberKind.CIVIL_SERVANT.value
    born: date | None = None
    gender: str = ""
    phone: str = ""
    email: str = ""
    body_id: UUID | None = None
    cell_id: UUID | None = None
    area_id: UUID | None = None
    party_since: date | None = None

    @classmethod
    def of(cls, member: Any) -> "MemberFacts":
        """Return what is written of a member."""
        return cls(**{name: getattr(member, name) for name in cls.__slots__})


# The parts of a record that are looked at, as the person reads it.
SEEN = {
    "record": _("xem hồ sơ"),
    "contacts": _("điện thoại, thư điện tử"),
    "export": _("trong danh sách tải về"),
    "training": _("đào tạo"),
    "assessment": _("đánh giá"),
    "succession": _("quy hoạch"),
    "document": _("văn bản kèm theo"),
}


class Event(TextChoices):
    BODY_SAVED = "staff.body_saved", _("Ghi đơn vị")
    BODY_DISSOLVED = "staff.body_dissolved", _("Giải thể, sáp nhập đơn vị")
    AREA_DISSOLVED = "staff.area_dissolved", _("Giải thể, sáp nhập địa bàn")
    AREA_SAVED = "staff.area_saved", _("Ghi địa bàn")
    POST_SAVED = "staff.post_saved", _("Ghi chức danh")
    MEMBER_SAVED = "staff.member_saved", _("Ghi thông tin người")
    APPOINTED = "staff.appointed", _("Bổ nhiệm")
    TENURE_ENDED = "staff.tenure_ended", _("Thôi giữ chức danh")
    TRANSFERRED = "staff.transferred", _("Chuyển chức danh")
    ACCOUNT_MADE = "staff.account_made", _("Tạo tài khoản")
    PASSWORD_RESET = "staff.password_reset", _("Đặt lại mật khẩu")
    ACCOUNT_LOCKED = "staff.account_locked", _("Khóa tài khoản")
    ACCOUNT_UNLOCKED = "staff.account_unlocked", _("Mở khóa tài khoản")
    SECOND_STEP_REMOVED = "staff.second_step_removed", _("Gỡ đăng nhập hai bước")
    DELEGATED = "staff.delegated", _("Ủy quyền")
    DELEGATION_REVOKED = "staff.delegation_revoked", _("Thu hồi ủy quyền")
    QUALIFICATION_ADDED = "staff.qualification_added", _("Ghi trình độ")
    QUALIFICATION_REMOVED = "staff.qualification_removed", _("Bỏ trình độ ghi sai")
    ACT_FILED = "staff.act_filed", _("Kèm văn bản của quyết định")
    RECORD_SEEN = "staff.record_seen", _("Xem hồ sơ cá nhân")


# What a role lets its holder do, for those who decide which post gets it.
ROLE_MEANS = {
    "clerk": _(
        "Tiếp nhận và trả kết quả: nhận hồ sơ tại quầy, thu phí, nhận bổ sung, trả kết quả;"
        " xem mọi hồ sơ."
    ),
    "officer": _(
        "Xử lý hồ sơ: làm các bước của hồ sơ mình giữ; chỉ xem hồ sơ của mình, của đơn vị mình và"
        " hồ sơ chưa ai giữ."
    ),
    "leader": _(
        "Ký và quyết định: quyết định kết quả, hẹn lại, dừng giải quyết, phân công; xem mọi hồ sơ."
    ),
    "supervisor": _(
        "Kiểm tra, đôn đốc: xem mọi hồ sơ, chọn mẫu kiểm tra, ghi việc cần sửa; không xử lý hồ sơ."
    ),
    "catalogue": _("Danh mục và lịch: sửa thủ tục, sửa lịch làm việc của cơ quan."),
    "admin": _("Quản trị: tạo và khóa tài khoản, sửa đơn vị, chức danh, bổ nhiệm; xem mọi hồ sơ."),
    "head": _(
        "Đứng đầu đơn vị, khu vực: giao việc và theo dõi việc của người thuộc quyền; xem hồ sơ cán bộ"
        " của họ; đề xuất đánh giá."
    ),
    "standing": _(
        "Thường trực: quyết định về cán bộ, quy hoạch, luân chuyển và đánh giá; giao việc cho mọi"
        " người; xem hồ sơ cán bộ, mỗi lần xem đều được ghi lại."
    ),
    "personnel": _(
        "Tổ chức cán bộ: giữ hồ sơ cán bộ, quy hoạch, đào tạo, đánh giá; mỗi lần xem đều được ghi lại."
    ),
    "study": _("Tuyên giáo: mở đợt học tập, xếp lớp, điểm danh, theo dõi chương trình hành động."),
}
# Levels of competence.THEORY and competence.DEGREE, as pages say them.
THEORY_NAMES = {
    "elementary": _("Sơ cấp lý luận chính trị"),
    "intermediate": _("Trung cấp lý luận chính trị"),
    "advanced": _("Cao cấp lý luận chính trị"),
    "bachelor_theory": _("Cử nhân lý luận chính trị"),
}
DEGREE_NAMES = {
    "secondary": _("Trung học phổ thông"),
    "vocational": _("Trung cấp chuyên môn"),
    "college": _("Cao đẳng"),
    "bachelor": _("Đại học"),
    "master": _("Thạc sĩ"),
    "doctor": _("Tiến sĩ"),
}
ROLE_NAMES = {
    "clerk": _("Một cửa"),
    "officer": _("Xử lý hồ sơ"),
    "leader": _("Lãnh đạo"),
    "supervisor": _("Kiểm tra"),
    "catalogue": _("Danh mục, lịch"),
    "admin": _("Quản trị"),
    "head": _("Đứng đầu"),
    "standing": _("Thường trực"),
    "personnel": _("Tổ chức cán bộ"),
    "study": _("Tuyên giáo"),
}
