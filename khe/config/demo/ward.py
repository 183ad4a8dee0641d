"""The demo ward: its areas, bodies, posts, people and accounts. All invented; marked as a demo."""

from dataclasses import dataclass
from datetime import date

from khe.base.authorities.models import Area, Authority
from khe.base.people.models import Act, Body, Member, Post, Tenure, User
from khe.base.people.names import sort_name

CODE = "cai-khe"
PASSWORD = "khe-demo-2026"  # noqa: S105 - the demo's, printed with the address
BEGAN = date(2025, 7, 1)

BODIES = [  # key, name, kind, parent
    ("du", "Đảng ủy phường", "party_committee", None),
    ("ubkt", "Ủy ban Kiểm tra Đảng ủy", "inspection_commission", "du"),
    ("hdnd", "Hội đồng nhân dân phường", "council", None),
    ("ubnd", "Ủy ban nhân dân phường", "committee", None),
    ("mt", "Ủy ban Mặt trận Tổ quốc phường", "front", None),
    ("vp", "Văn phòng HĐND và UBND", "office", "ubnd"),
    ("kt", "Phòng Kinh tế, Hạ tầng và Đô thị", "office", "ubnd"),
    ("vx", "Phòng Văn hóa - Xã hội", "office", "ubnd"),
    ("tt", "Trung tâm Phục vụ hành chính công", "centre", "ubnd"),
]
STAFF = [  # username, name, title, body, roles
    ("khang", "Võ Minh Khang", "Chủ tịch UBND phường", "ubnd", ["leader", "supervisor"]),
    ("phuong", "Đặng Hoài Phương", "Phó Chủ tịch UBND phường", "ubnd", ["leader"]),
    ("bithu", "Lê Quốc Trung", "Bí thư Đảng ủy", "du", ["supervisor"]),
    ("thoa", "Huỳnh Thị Kim Thoa", "Công chức tiếp nhận, quầy 2", "tt", ["clerk"]),
    ("dat", "Lý Thành Đạt", "Công chức tiếp nhận, quầy 1", "tt", ["clerk"]),
    ("tu", "Võ Thị Cẩm Tú", "Công chức hộ tịch", "vp", ["officer"]),
    ("thao", "Phan Xuân Thảo", "Công chức chứng thực", "vp", ["officer"]),
    ("nguyen", "Lê Thị Hạnh Nguyên", "Công chức xây dựng, đô thị", "kt", ["officer"]),
    ("danh", "Nguyễn Công Danh", "Công chức đất đai", "kt", ["officer"]),
    ("truong", "Trần Nhật Trường", "Công chức hộ kinh doanh", "kt", ["officer"]),
    ("my", "Hồ Diễm My", "Công chức bảo trợ xã hội", "vx", ["officer"]),
    ("hai", "Bùi Thanh Hải", "Ủy viên Ủy ban Kiểm tra", "ubkt", ["supervisor"]),
    ("quantri", "Ngô Gia Bảo", "Quản trị hệ thống", "vp", ["admin", "catalogue"]),
]
AREAS = 12


@dataclass
class Ward:
    """The ward as built: look people up by username, bodies by key."""

    authority: Authority
    areas: list[Area]
    bodies: dict[str, Body]
    members: dict[str, Member]


def make_authority() -> Authority:
    """Return the demo's authority, made once."""
    city, _ = Authority.objects.get_or_create(
        code="can-tho",
        defaults={"name": "Thành phố Cần Thơ (mẫu)", "kind": "city", "is_demo": True},
    )
    former, _ = Authority.objects.get_or_create(
        code="cai-khe-2015",
        defaults={
            "name": "Phường Cái Khế, quận Ninh Kiều (đến 30/06/2025)", "unit_code": "31117",
            "valid_to": date(2025, 7, 1), "kind": "archive", "is_demo": True,
        },
    )  # fmt: skip
    found, _ = Authority.objects.get_or_create(
        code=CODE,
        defaults={
            "name": "Phường Cái Khế", "unit_code": "31120", "agency_code": "H92.17",
            "superior": city, "predecessor": former, "valid_from": date(2025, 7, 1), "is_demo": True,
        },
    )  # fmt: skip
    return found


def build(authority: Authority) -> Ward:
    """Create areas, bodies, posts, people and accounts; needs acting_for(authority)."""
    areas = Area.objects.bulk_create(
        [Area(name=f"Khu vực {n}", code=str(n)) for n in range(1, AREAS + 1)]
    )
    bodies: dict[str, Body] = {}
    for key, name, kind, parent in BODIES:
        bodies[key] = Body.objects.create(name=name, kind=kind, parent=bodies.get(parent or ""))
    members = {row[0]: _employ(authority, bodies[row[3]], *row[:3], row[4]) for row in STAFF}
    return Ward(authority, areas, bodies, members)


def _employ(
    authority: Authority, body: Body, username: str, name: str, title: str, roles: list[str]
) -> Member:
    user = User(username=username, authority=authority, first_name=name)
    user.set_password(PASSWORD)
    user.save()
    member = Member.objects.create(name=name, sort_name=sort_name(name), user_id=user.pk)
    post = Post.objects.create(title=title, body=body, roles=roles)
    act = Act.objects.create(
        member=member, kind="appointment", number="12/QĐ-UBND", signed_on=BEGAN, effective_on=BEGAN,
        issuer="Ủy ban nhân dân thành phố (mẫu)",
    )  # fmt: skip
    Tenure.objects.create(
        member=member, post=post, began=BEGAN, act="12/QĐ-UBND ngày 01/07/2025", began_by=act
    )
    return member
