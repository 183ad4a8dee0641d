"""The demo ward: its areas, bodies, posts, people and accounts. All invented; marked as a demo."""

from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from typing import NamedTuple, TypedDict
from zoneinfo import ZoneInfo

from khe.base.authorities.models import Area, Authority
from khe.base.people.actor import Actor, system
from khe.base.people.competence import Requirement
from khe.base.people.models import Body, Member, User
from khe.config.demo import names
from khe.desks.staff import actions
from khe.desks.staff.states import ActData, MemberFacts, PostTerms

CODE = "cai-khe"
FOUNDING = "cai-khe-2015"
PASSWORD = "khe-demo-2026"  # noqa: S105 - the demo's, printed with the address
BEGAN = date(2025, 7, 1)

BODIES = [  # key, name, kind, parent, how many must remain at work
    ("du", "Đảng ủy phường", "party_committee", None, 0),
    ("btv", "Ban Thường vụ Đảng ủy", "standing_committee", "du", 0),
    ("ubkt", "Ủy ban Kiểm tra Đảng ủy", "inspection_commission", "du", 0),
    ("bxd", "Ban Xây dựng Đảng", "office", "du", 1),
    ("hdnd", "Hội đồng nhân dân phường", "council", None, 0),
    ("ubnd", "Ủy ban nhân dân phường", "committee", None, 1),
    ("mt", "Ủy ban Mặt trận Tổ quốc phường", "front", None, 0),
    ("doan", "Đoàn Thanh niên phường", "union", "mt", 0),
    ("pn", "Hội Liên hiệp Phụ nữ phường", "union", "mt", 0),
    ("vp", "Văn phòng HĐND và UBND", "office", "ubnd", 2),
    ("kt", "Phòng Kinh tế, Hạ tầng và Đô thị", "office", "ubnd", 2),
    ("vx", "Phòng Văn hóa - Xã hội", "office", "ubnd", 1),
    ("tt", "Trung tâm Phục vụ hành chính công", "centre", "ubnd", 1),
    ("cb1", "Chi bộ Cơ quan Đảng, đoàn thể", "cell", "du", 0),
    ("cb2", "Chi bộ Cơ quan UBND", "cell", "du", 0),
]


class Employed(NamedTuple):
    """A person of the demo with an account, and the post they hold."""

    username: str
    name: str
    title: str
    body: str  # key of BODIES, or "kv3": the board of an area
    roles: list[str]
    kind: str = "ward_officer"  # staff.states.PostKind


STAFF = [
    Employed("bithu", "Lê Quốc Trung", "Bí thư Đảng ủy", "du", ["standing", "supervisor", "head"],
             "secretary"),
    Employed("thuong", "Trương Thị Hồng Thương", "Phó Bí thư Thường trực Đảng ủy", "du",
             ["standing"], "secretary"),
    Employed("hanh", "Cao Thị Mỹ Hạnh", "Chủ tịch HĐND phường", "hdnd", ["standing", "head"],
             "ward_leader"),
    Employed("khang", "Võ Minh Khang", "Chủ tịch UBND phường", "ubnd",
             ["leader", "supervisor", "standing", "head"], "ward_leader"),
    Employed("phuong", "Đặng Hoài Phương", "Phó Chủ tịch UBND phường", "ubnd", ["leader"],
             "ward_leader"),
    Employed("diep", "Phạm Ngọc Diệp", "Trưởng Ban Xây dựng Đảng, phụ trách tổ chức cán bộ", "bxd",
             ["personnel", "head"], "office_head"),
    Employed("nghia", "Dương Minh Nghĩa", "Chuyên viên Ban Xây dựng Đảng, tuyên giáo", "bxd",
             ["study"]),
    Employed("loan", "Tô Ngọc Loan", "Chánh Văn phòng HĐND và UBND", "vp", ["head"], "office_head"),
    Employed("vinh", "Bùi Quang Vinh", "Trưởng phòng Kinh tế, Hạ tầng và Đô thị", "kt", ["head"],
             "office_head"),
    Employed("hue", "Thái Thị Thu Hiền", "Trưởng phòng Văn hóa - Xã hội", "vx", ["head"],
             "office_head"),
    Employed("sau", "Quách Văn Tâm", "Trưởng khu vực 3", "kv3", ["head"], "area_head"),
    Employed("thoa", "Huỳnh Thị Kim Thoa", "Công chức tiếp nhận, quầy 2", "tt", ["clerk"]),
    Employed("dat", "Lý Thành Đạt", "Công chức tiếp nhận, quầy 1", "tt", ["clerk"]),
    Employed("tu", "Võ Thị Cẩm Tú", "Công chức hộ tịch", "vp", ["officer"]),
    Employed("thao", "Phan Xuân Thảo", "Công chức chứng thực", "vp", ["officer"]),
    Employed("nguyen", "Lê Thị Hạnh Nguyên", "Công chức xây dựng, đô thị", "kt", ["officer"]),
    Employed("danh", "Nguyễn Công Danh", "Công chức đất đai", "kt", ["officer"]),
    Employed("truong", "Trần Nhật Trường", "Công chức hộ kinh doanh", "kt", ["officer"]),
    Employed("my", "Hồ Diễm My", "Công chức bảo trợ xã hội", "vx", ["officer"]),
    Employed("hai", "Bùi Thanh Hải", "Ủy viên Ủy ban Kiểm tra", "ubkt", ["supervisor"], "secretary"),
    Employed("quantri", "Ngô Gia Bảo", "Quản trị hệ thống", "vp", ["admin", "catalogue"]),
]  # fmt: skip
REQUIRES = {  # what posts ask for; to be checked against the ward's own job descriptions
    "secretary": Requirement(theory="advanced", degree="bachelor"),
    "ward_leader": Requirement(theory="advanced", degree="bachelor"),
    "office_head": Requirement(theory="intermediate", degree="bachelor"),
    "ward_officer": Requirement(theory="intermediate", degree="bachelor"),
    "area_head": Requirement(theory="elementary"),
    "area_cell_secretary": Requirement(theory="elementary"),
}
LONGEST = {"ward_officer": 5}  # years in one post (NĐ 59/2019); data of the post, edited there
NUMBERS = range(1, 13)  # of the areas
OF_THE_PARTY = ("du", "bxd", "hdnd", "ubkt")  # whose people are of the first cell
ELECTED = ("secretary", "ward_leader")
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


class Who(TypedDict):
    """Who does something and when, for an action."""

    by: Actor
    at: datetime


@dataclass(frozen=True)
class Plan:
    """What a ward is built from; `suffix` ends the logins of its accounts, `prefix` begins its codes."""

    bodies: list[tuple[str, str, str, str | None, int]]
    staff: list[Employed]
    areas: range
    began: date
    prefix: str
    suffix: str = ""


CAI_KHE = Plan(BODIES, STAFF, NUMBERS, BEGAN, "CK")


@dataclass
class Ward:
    """The ward as built: look people up by username, bodies by key."""

    authority: Authority
    areas: list[Area]
    bodies: dict[str, Body]
    members: dict[str, Member]
    plan: Plan = CAI_KHE


def make_authority() -> Authority:
    """Return the demo's authority, made once."""
    city, _ = Authority.objects.get_or_create(
        code="can-tho",
        defaults={"name": "Thành phố Cần Thơ (mẫu)", "kind": "city", "is_demo": True},
    )
    former, _ = Authority.objects.get_or_create(
        code=FOUNDING,
        defaults={
            "name": "Phường Cái Khế, quận Ninh Kiều", "unit_code": "31117",
            "valid_to": date(2025, 7, 1), "kind": "archive", "is_demo": True,
            "settings": {"log_end": "2016-01-04T01:00:00+00:00"},  # figures are looked at from here
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


def build(authority: Authority, at: datetime, plan: Plan = CAI_KHE) -> Ward:
    """Build areas, bodies, posts, people and accounts by the actions of the staff desk, as they stood
    when the ward began; needs acting_for(authority). `at` is the moment of loading."""
    began = datetime.combine(plan.began, time(8), LOCAL)
    who: Who = {"by": system(authority, "Quản trị (mẫu)"), "at": min(began, at)}
    areas = [actions.save_area(name=f"Khu vực {n}", code=str(n), **who) for n in plan.areas]
    bodies: dict[str, Body] = {}
    for key, name, kind, parent, cover in plan.bodies:
        above = bodies.get(parent or "")
        bodies[key] = actions.save_body(
            name=name, kind=kind, parent=above, min_cover=cover, position=len(bodies), **who
        )
    for area in areas:
        number = area.code
        bodies[f"kv{number}"] = actions.save_body(
            name=f"Ban điều hành khu vực {number}", kind="area_board", parent=bodies["ubnd"],
            area=area, position=20 + int(number), **who,
        )  # fmt: skip
        bodies[f"cbkv{number}"] = actions.save_body(
            name=f"Chi bộ khu vực {number}", kind="cell", parent=bodies["du"], area=area,
            position=20 + int(number), **who,
        )  # fmt: skip
    ward = Ward(authority, areas, bodies, {}, plan)
    for one in plan.staff:
        ward.members[one.username] = _employ(ward, one, who)
    return ward


def _employ(ward: Ward, one: Employed, who: Who) -> Member:
    """Employ one: a member, an account with the demo's password, a post and the act that gives it."""
    body = ward.bodies[one.body]
    rng, plan = Random(one.username), ward.plan  # noqa: S311 - the same person every time, not a secret
    born = rng.randint(1970, 1994)
    party = ward.bodies["cb1" if one.body in OF_THE_PARTY else "cb2"]
    facts = MemberFacts(
        code=f"{plan.prefix}-{len(ward.members) + 1:03d}", born=date(born, 5, 19),
        kind="area" if body.area_id else "civil_servant", body_id=body.pk,
        phone=names.phone(rng), cell_id=ward.bodies[f"cb{one.body}"].pk if body.area_id else party.pk,
        area_id=body.area_id or rng.choice(ward.areas).pk, party_since=date(min(born + 24, 2022), 2, 3),
    )  # fmt: skip
    member = actions.save_member(name=one.name, facts=facts, **who)
    user = User(username=one.username + plan.suffix, authority=ward.authority, first_name=one.name)
    user.set_password(PASSWORD)
    user.save()
    member.user_id = user.pk
    member.save(update_fields=["user_id"])
    terms = PostTerms(
        kind=one.kind, requires=REQUIRES.get(one.kind, Requirement()),
        longest_years=LONGEST.get(one.kind), term_years=5 if one.kind in ELECTED else None,
    )  # fmt: skip
    post = actions.save_post(
        title=one.title, body=body, roles=one.roles, seats=1, terms=terms, **who
    )
    kind = "election" if one.kind in ELECTED else "appointment"
    act = ActData(kind, "12/QĐ-UBND", plan.began, issuer="Ủy ban nhân dân thành phố (mẫu)")
    actions.appoint(post.pk, member=member, began=plan.began, act=act, **who)
    return member
