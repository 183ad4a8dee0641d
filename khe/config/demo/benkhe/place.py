"""The ward: its bodies, posts, people and accounts. All invented; marked as a demo."""

from datetime import date, datetime, timedelta

from khe.base.authorities.models import Authority
from khe.config.demo import ward
from khe.config.demo.moving import Years
from khe.config.demo.ward import LOCAL, Employed, Plan

CODE = "ben-khe"
SUFFIX = ".benkhe"
FIRST, LAST = "2024", 2026  # of its three years, as the files tell them

BODIES = [  # those of the demo ward, but smaller: one at work is enough, and no women's union
    (key, name, kind, above, min(cover, 1))
    for key, name, kind, above, cover in ward.BODIES
    if key != "pn"
]
STAFF = [
    Employed("bithu", "Phan Thị Thanh Trúc", "Bí thư Đảng ủy", "du",
             ["standing", "supervisor", "head"], "secretary"),
    Employed("thuongtruc", "Ngô Hữu Phúc", "Phó Bí thư Thường trực Đảng ủy", "du", ["standing"],
             "secretary"),
    Employed("chutich", "Hồ Quốc Thịnh", "Chủ tịch UBND phường", "ubnd",
             ["leader", "supervisor", "standing", "head"], "ward_leader"),
    Employed("phochutich", "Dương Thị Kim Yến", "Phó Chủ tịch UBND phường", "ubnd", ["leader"],
             "ward_leader"),
    Employed("kiemtra", "Quách Minh Toàn", "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy", "ubkt",
             ["supervisor", "head"], "secretary"),
    Employed("tochuc", "Lâm Thị Bích Châu", "Trưởng Ban Xây dựng Đảng, phụ trách tổ chức cán bộ",
             "bxd", ["personnel", "head"], "office_head"),
    Employed("tuyengiao", "Đỗ Gia Khoa", "Chuyên viên Ban Xây dựng Đảng, tuyên giáo", "bxd", ["study"]),
    Employed("vanphong", "Mai Công Lộc", "Chánh Văn phòng HĐND và UBND", "vp", ["head", "clerk"],
             "office_head"),
    Employed("kinhte", "Bùi Đức Sơn", "Trưởng phòng Kinh tế, Hạ tầng và Đô thị", "kt", ["head"],
             "office_head"),
    Employed("vanhoa", "Lý Thị Hồng Nhung", "Trưởng phòng Văn hóa - Xã hội", "vx", ["head"],
             "office_head"),
    Employed("tiepnhan1", "Tô Thị Mỹ Linh", "Công chức tiếp nhận, quầy 1", "tt", ["clerk"]),
    Employed("tiepnhan2", "Cao Nhật Hùng", "Công chức tiếp nhận, quầy 2", "tt", ["clerk"]),
    Employed("hotich", "Trần Thị Thu Ngân", "Công chức tư pháp, hộ tịch", "vp", ["officer"]),
    Employed("chungthuc", "Võ Thanh Bình", "Công chức chứng thực", "vp", ["officer"]),
    Employed("xaydung", "Huỳnh Trung Dũng", "Công chức xây dựng, đô thị", "kt", ["officer"]),
    Employed("diachinh", "Nguyễn Chí Tài", "Công chức địa chính", "kt", ["officer"]),
    Employed("hokinhdoanh", "Lê Thị Tuyết Vy", "Công chức hộ kinh doanh", "kt", ["officer"]),
    Employed("xahoi", "Phạm Thị Cẩm Đào", "Công chức bảo trợ xã hội", "vx", ["officer"]),
    Employed("quantri", "Trương Hoàng Long", "Quản trị hệ thống", "vp", ["admin", "catalogue"]),
]  # fmt: skip


def years_of(now: datetime) -> Years:
    """Return how the years of the story move so that today lies at or after the end of the third."""
    return Years.until(LAST, now.astimezone(LOCAL).date())


def plan(years: Years) -> Plan:
    """Return what the ward is built from."""
    began = years.period(FIRST).first + timedelta(days=1)
    return Plan(BODIES, STAFF, range(1, 7), began, "BK", SUFFIX)


def make_authority(began: date) -> Authority:
    """Return the ward's authority, made once. It stands below no city: none is invented for it."""
    found, _ = Authority.objects.get_or_create(
        code=CODE,
        defaults={"name": "Phường Bến Khế", "agency_code": "H99.01", "valid_from": began, "is_demo": True},
    )  # fmt: skip
    return found
