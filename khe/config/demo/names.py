"""Invented people: common Vietnamese surnames, middle and given names, combined at random."""

from random import Random

SURNAMES = """
    Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Huỳnh Huỳnh Võ Đặng Bùi Đỗ Hồ Ngô Dương
    Lý Phan Trương Lâm Quách Tô Mai Cao Thái
""".split()  # noqa: SIM905
WOMEN_MIDDLE = """
    Thị Thị Thị Ngọc Kim Mỹ Thanh Thu Bích Cẩm Hồng Tuyết Diễm Thúy Xuân
""".split()  # noqa: SIM905
MEN_MIDDLE = """
    Văn Văn Văn Hữu Minh Quốc Thanh Công Đức Hoàng Gia Nhật Chí Trung
""".split()  # noqa: SIM905
WOMEN = """
    Lan Hoa Nguyên Thoa Tú Diệp Linh Mai Hạnh Phương Trang Yến Nhung Thảo Vy Châu Ngân Trúc
    Loan Hiền Sáu Út Đào Cúc
""".split()  # noqa: SIM905
MEN = """
    Bảo Khang Nhàn Kiệt Danh Trường Phúc Tài Lộc Hải Dũng Sơn Long Tâm Nghĩa Toàn Vinh Quang
    Hùng Đạt Khoa Thịnh Bình An
""".split()  # noqa: SIM905
STREETS = ["Bờ Kè", "Rạch Khế", "Cầu Mới", "Vườn Mận", "Chợ Sớm", "Bến Đò", "Sân Đình"]


def person(rng: Random) -> tuple[str, bool]:
    """Return an invented full name and whether it is a woman's."""
    woman = rng.random() < 0.52
    middle, given = (WOMEN_MIDDLE, WOMEN) if woman else (MEN_MIDDLE, MEN)
    return f"{rng.choice(SURNAMES)} {rng.choice(middle)} {rng.choice(given)}", woman


def id_number(rng: Random, woman: bool) -> str:
    """Return twelve digits shaped like a citizen's number, of a province code that does not exist."""
    born = rng.randint(1950, 2006)
    century = (3 if woman else 2) if born >= 2000 else (1 if woman else 0)
    return f"099{century}{born % 100:02d}{rng.randint(0, 999999):06d}"


def phone(rng: Random) -> str:
    """Return a number of a prefix that no operator uses (0900 00…)."""
    return f"090000{rng.randint(0, 9999):04d}"


def address(rng: Random, area: str) -> str:
    """Return an invented address in an area."""
    lane = f"hẻm {rng.randint(1, 60)} " if rng.random() < 0.5 else "đường "
    return f"Số {rng.randint(1, 240)} {lane}{rng.choice(STREETS)}, {area}"
