"""What a figure counts, in the words of a report: data for `wording`, by the beginning of a figure's id."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Noun:
    """`subject` begins a sentence on a share; `verb` and `thing` one on a count ("luân chuyển" "3 trưởng
    khu vực"); `of` names what the denominator counts."""

    subject: str = ""
    verb: str = ""
    thing: str = ""
    of: str = ""


ROTATED = "thay đổi, luân chuyển"
SENT = "cử"

NOUNS: dict[str, Noun] = {
    "study.attendance_rate": Noun("Tỷ lệ dự học tập, quán triệt", of="lượt"),
    "study.classes_held": Noun(verb="mở", thing="lớp học tập, quán triệt"),
    "study.essays_handed_in": Noun(verb="thu", thing="bài thu hoạch"),
    "study.deeds_done": Noun(verb="thực hiện", thing="việc làm theo"),
    "study.held_in_time": Noun(of="chương trình"),
    "staff.changes.area_head": Noun(verb=ROTATED, thing="trưởng khu vực"),
    "staff.changes.area_cell_secretary": Noun(verb=ROTATED, thing="bí thư chi bộ khu vực"),
    "staff.changes.area_youth_secretary": Noun(verb=ROTATED, thing="bí thư đoàn khu vực"),
    "staff.changes.area_officer": Noun(verb=ROTATED, thing="cán bộ khu vực"),
    "staff.changes.ward_officer": Noun(verb=ROTATED, thing="cán bộ phường"),
    "staff.changes.ward_leader": Noun(verb=ROTATED, thing="lãnh đạo phường"),
    "staff.changes.secretary": Noun(verb=ROTATED, thing="bí thư, phó bí thư Đảng ủy"),
    "staff.changes.union_leader": Noun(verb=ROTATED, thing="lãnh đạo Mặt trận, đoàn thể"),
    "staff.changes.office_head": Noun(verb=ROTATED, thing="trưởng, phó phòng, ban"),
    "staff.changes": Noun(verb=ROTATED, thing="lượt chức danh"),
    "staff.training.political_theory.bachelor": Noun(
        verb=SENT, thing="cán bộ học cử nhân chính trị"
    ),
    "staff.training.political_theory.advanced": Noun(
        verb=SENT, thing="cán bộ học cao cấp lý luận chính trị"
    ),
    "staff.training.political_theory.intermediate": Noun(
        verb=SENT, thing="cán bộ học trung cấp lý luận chính trị"
    ),
    "staff.training.political_theory.elementary": Noun(
        verb=SENT, thing="cán bộ học sơ cấp lý luận chính trị"
    ),
    "staff.training.degree.doctor": Noun(verb=SENT, thing="cán bộ học tiến sĩ"),
    "staff.training.degree.master": Noun(verb=SENT, thing="cán bộ học thạc sĩ"),
    "staff.training.degree.bachelor": Noun(verb=SENT, thing="cán bộ học đại học"),
    "staff.training.degree.college": Noun(verb=SENT, thing="cán bộ học cao đẳng"),
    "staff.training.degree.vocational": Noun(verb=SENT, thing="cán bộ học trung cấp chuyên môn"),
    "staff.training.short_course": Noun(
        verb="tổ chức, cử dự", thing="lượt tập huấn, bồi dưỡng chuyên môn, nghiệp vụ"
    ),
    "staff.training.completed": Noun("Tỷ lệ học xong, đạt kết quả", of="lượt học"),
    "staff.training.cost": Noun("Kinh phí đào tạo, bồi dưỡng"),
    "staff.tenure_over_limit": Noun("Tỷ lệ người giữ chức danh quá thời hạn", of="người"),
    "staff.requirement_met": Noun("Tỷ lệ chức danh có người giữ đạt yêu cầu", of="chức danh"),
    "tasks.on_time": Noun("Tỷ lệ nhiệm vụ xong đúng hạn", of="nhiệm vụ đến hạn"),
    "tasks.overdue": Noun("Số nhiệm vụ quá hạn cuối kỳ", thing="nhiệm vụ"),
    "tasks.open_age": Noun("Tuổi giữa của nhiệm vụ đang mở", thing="ngày làm việc"),
    "dossiers.received": Noun("Số hồ sơ tiếp nhận", thing="hồ sơ"),
    "dossiers.settled": Noun("Số hồ sơ giải quyết xong", thing="hồ sơ"),
    "dossiers.on_time": Noun("Tỷ lệ hồ sơ giải quyết đúng hạn", of="hồ sơ"),
    "assessment.areas": Noun(of="khu vực"),
    "assessment.bodies": Noun(of="tập thể"),
    "assessment.members": Noun(of="cá nhân"),
    "succession.posts_covered": Noun(of="chức danh"),
    "succession.reviewed": Noun(of="người"),
    "improvement.reviews_done": Noun(of="đơn vị, cá nhân"),
    "improvement.measures_on_time": Noun(of="biện pháp"),
    "improvement.report.verdict": Noun(of="hạn chế"),
    "improvement.report.measures": Noun(of="biện pháp"),
    "improvement.shortcomings": Noun("Số hạn chế còn mở cuối kỳ", thing="hạn chế"),
    "improvement.shortcomings.no_measures": Noun("Số hạn chế chưa có biện pháp", thing="hạn chế"),
    "improvement.shortcomings.remedied": Noun("Số hạn chế đang khắc phục", thing="hạn chế"),
    "improvement.shortcomings.watched": Noun("Số hạn chế đang theo dõi", thing="hạn chế"),
    "improvement.shortcomings.awaiting": Noun("Số hạn chế chờ kết luận", thing="hạn chế"),
    "improvement.shortcomings.overcome": Noun(
        "Số hạn chế đã khắc phục, chưa đóng", thing="hạn chế"
    ),
    "improvement.shortcomings.partly": Noun("Số hạn chế khắc phục một phần", thing="hạn chế"),
    "improvement.shortcomings.not_yet": Noun("Số hạn chế chưa khắc phục", thing="hạn chế"),
    "improvement.shortcomings.relapsed": Noun("Số hạn chế tái diễn", thing="hạn chế"),
}

UNITS = {
    "person": "người", "act": "lượt", "participation": "lượt", "task": "nhiệm vụ", "class": "lớp",
    "day": "ngày", "dossier": "hồ sơ", "review": "đơn vị", "unit": "đơn vị", "body": "đơn vị",
    "shortcoming": "hạn chế", "measure": "biện pháp", "post": "chức danh", "point": "điểm",
    "vnd": "đồng", "round": "đợt", "learner": "học viên", "minute": "phút", "hour": "giờ",
    "field": "lĩnh vực", "feedback": "phiếu", "message": "lượt gửi",
}  # fmt: skip


def noun_of(figure_id: str) -> Noun:
    """Return the words of a figure: those of the longest beginning of its id that is known. A part of a
    figure ("….area:…") counts the same things, but is called by its own name."""
    parts = figure_id.split(".")
    for length in range(len(parts), 0, -1):
        if found := NOUNS.get(".".join(parts[:length])):
            return found if length == len(parts) else Noun(thing=found.thing, of=found.of)
    return Noun()


def unit_word(unit: str) -> str:
    """Return what is counted, in a word; a unit that is not known stands for itself, a share for "lượt"."""
    return UNITS.get(unit, "lượt" if unit in ("share", "") else unit)
