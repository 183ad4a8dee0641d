"""Three months of tasks: briefings conclude, plans ask, people do, ask for time, are late, hand in."""

from functools import partial
from random import Random
from typing import Any, NamedTuple

from khe.config.demo.stage import Stage
from khe.desks.tasks import actions
from khe.desks.tasks.models import Task
from khe.desks.tasks.states import Source


class Given(NamedTuple):
    """A task: what, who gives it to whom, with whom, what is expected, days of the limit."""

    content: str
    giver: str
    lead: str  # an account, or "3": the head of area 3
    co: tuple[str, ...] = ()
    product: str = "Báo cáo kết quả"
    limit: int = 10  # working days


GIVEN = [
    Given("Chỉnh trang vỉa hè, lòng đường tuyến trung tâm khu vực 3", "khang", "vinh",
          ("nguyen", "sau"), "Biên bản bàn giao mặt bằng vỉa hè", 15),
    Given("Rà soát quỹ đất công, lập danh sách thửa bị lấn chiếm", "khang", "danh", ("vinh",),
          "Danh sách thửa đất, sơ đồ kèm ảnh", 20),
    Given("Tổng hợp kiến nghị cử tri sau kỳ họp Hội đồng nhân dân", "hanh", "loan"),
    Given("Chuẩn bị nội dung tiếp công dân định kỳ của Bí thư", "bithu", "loan", ("tu",),
          "Hồ sơ từng vụ việc, dự thảo trả lời", 5),
    Given("Trả lời đơn phản ánh tiếng ồn quán ăn đường số 5", "phuong", "nguyen", (),
          "Văn bản trả lời người phản ánh", 7),
    Given("Số hóa sổ hộ tịch giai đoạn 2005–2010", "phuong", "tu", ("thao",), "Tệp số hóa đã đối chiếu",
          25),
    Given("Hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa khu vực", "khang", "hue",
          ("tu", "thao"), "Số lượt người được hướng dẫn", 15),
    Given("Rà soát hộ nghèo, hộ cận nghèo cuối năm", "phuong", "my", ("sau",),
          "Danh sách hộ theo từng khu vực", 20),
    Given("Kiểm tra an toàn phòng cháy ở các nhà trọ", "khang", "vinh", ("truong",),
          "Biên bản kiểm tra từng cơ sở", 12),
    Given("Cập nhật danh sách hộ kinh doanh ngừng hoạt động", "vinh", "truong"),
    Given("Xác minh nguồn gốc đất ba hồ sơ tồn", "vinh", "danh", ("nguyen",), "Phiếu xác minh", 8),
    Given("Kiểm tra công trình xây dựng không phép tại hẻm 12", "vinh", "nguyen", (),
          "Biên bản, đề xuất xử lý", 6),
    Given("Lập danh sách trẻ em có hoàn cảnh khó khăn nhận học bổng", "hue", "my", (),
          "Danh sách đề nghị", 7),
    Given("Soạn báo cáo cải cách hành chính quý", "loan", "tu", ("thao",), "Dự thảo báo cáo", 7),
    Given("Niêm yết lại thủ tục hành chính sau khi sửa đổi", "loan", "thao", (), "Ảnh bảng niêm yết", 4),
    Given("Khảo sát điểm ngập khi triều cường, đề xuất nạo vét cống", "khang", "nguyen",
          ("sau",), "Bản đồ điểm ngập, dự toán", 14),
    Given("Vận động hộ dân hiến đất mở rộng hẻm 7", "thuong", "sau", ("hue",), "Danh sách hộ đồng ý", 20),
    Given("Lắp camera an ninh từ nguồn xã hội hóa", "thuong", "sau", (), "Biên bản nghiệm thu", 25),
    Given("Chuẩn bị hội nghị đối thoại giữa lãnh đạo và thanh niên", "thuong", "hue", ("nghia",),
          "Kế hoạch, danh sách câu hỏi", 12),
    Given("Xây dựng kế hoạch sơ kết nghị quyết chuyên đề về đô thị", "bithu", "diep", ("vinh",),
          "Dự thảo kế hoạch", 10),
    Given("Tuyên truyền phân loại rác tại nguồn ở các khu vực", "hue", "my", (), "Số buổi, số hộ tham gia",
          15),
    Given("Rà soát hồ sơ đảng viên chuyển sinh hoạt", "thuong", "diep", ("nghia",),
          "Danh sách đã đối chiếu", 15),
    Given("Viết bài trên trang thông tin về chuyển đổi số của phường", "diep", "nghia", (),
          "Bốn tin, bài", 9),
    Given("Đối soát lệ phí chứng thực với Kho bạc", "loan", "thao", (), "Bảng đối soát", 5),
    Given("Phúc tra số liệu dân số các tổ dân phố", "phuong", "tu", ("my",), "Bảng số liệu", 12),
    Given("Đề xuất phương án sắp xếp chợ tạm khu vực 3", "khang", "truong", ("sau",),
          "Phương án kèm sơ đồ", 15),
    Given("Rà soát biển quảng cáo vượt quy định", "vinh", "nguyen", (), "Danh sách, ảnh hiện trạng", 8),
    Given("Chuẩn bị số liệu làm việc với đoàn kiểm tra của thành phố", "khang", "loan",
          ("vinh", "hue"), "Tập tài liệu", 6),
    Given("Tổng hợp kết quả đền ơn đáp nghĩa trong năm", "hue", "my"),
    Given("Kiểm kê trang thiết bị phòng họp trực tuyến", "loan", "thao", (), "Biên bản kiểm kê", 5),
    Given("Lập kế hoạch trực Tết, phương án bảo vệ trụ sở", "khang", "loan", (), "Kế hoạch, lịch trực", 18),
    Given("Hòa giải tranh chấp ranh đất giữa hai hộ ở hẻm 15", "phuong", "danh", ("sau",),
          "Biên bản hòa giải", 12),
    Given("Thử nghiệm đặt lịch hẹn làm thủ tục qua điện thoại", "khang", "tu", ("thao",),
          "Báo cáo sau một tháng thử", 22),
    Given("Gỡ dây cáp viễn thông chùng, thấp trên đường nội bộ", "phuong", "vinh", ("nguyen",),
          "Ảnh trước và sau", 15),
    Given("Thu thập thông tin cho sách ảnh 10 năm xây dựng khu vực văn hóa", "thuong", "nghia",
          ("hue",), "Bản thảo", 25),
    Given("Kiểm tra việc công khai thu, chi quỹ khu vực", "hanh", "sau", (), "Sổ thu chi, biên bản", 10),
]  # fmt: skip
FATES = ("on_time", "doing", "late", "on_time", "not_due", "handed", "overdue", "on_time", "extended",
         "doing", "asked", "on_time", "dropped", "begun_overdue", "returned", "late")  # fmt: skip
AHEAD = ("doing", "not_due", "handed", "extended", "asked", "returned")  # not due yet today
NOTES = (
    (20, "Đã khảo sát hiện trạng, lập danh sách ban đầu."),
    (40, "Đã họp với các bên liên quan, thống nhất cách làm."),
    (60, "Xong phần lớn khối lượng, còn đối chiếu số liệu."),
    (80, "Đã có dự thảo, đang lấy ý kiến."),
)
RESULTS = ("Đã hoàn thành, số liệu đã đối chiếu với khu vực.", "Đã xong, gửi kèm báo cáo và danh sách.",
           "Đã thực hiện đủ nội dung, người dân đồng tình.")  # fmt: skip


def tell(stage: Stage) -> int:
    """Give the tasks and let each live; return how many there are."""
    rng = Random(26)  # noqa: S311 - the same story every time, not a secret
    for number, given in enumerate(GIVEN):
        stage.tell(partial(_story, stage, rng, given, FATES[number % len(FATES)], number))
    stage.tell(partial(_parts, stage))
    stage.tell(partial(_monthly_reports, stage))
    stage.tell(partial(_recurring, stage))
    return int(Task.objects.count())


def _member(stage: Stage, who: str) -> Any:
    return stage.heads[int(who) - 1].pk if who.isdigit() else stage.id(who)


def _source(stage: Stage, back: int, number: int) -> Source:
    """Say where it came from: the Monday briefing, or a plan of the ward."""
    day = stage.day(back)
    if number % 3 == 2:
        return Source("plan", None, f"Kế hoạch số {40 + number}/KH-UBND ngày {day:%d/%m/%Y}")
    return Source("conclusion", None, f"Kết luận giao ban ngày {day:%d/%m/%Y}")


def _story(stage: Stage, rng: Random, given: Given, fate: str, number: int) -> None:
    limit = given.limit
    if fate in AHEAD:
        back = max(4, limit - rng.randint(2, max(2, limit // 2)))
        limit = max(limit, back + 3)
    else:
        back = limit + rng.randint(7, 30)
    task = actions.assign(
        content=given.content, lead_id=_member(stage, given.lead),
        co_ids=[_member(stage, one) for one in given.co], product=given.product,
        limit=f"{limit} working_day", source=_source(stage, back, number),
        by=stage.actors[given.giver], at=stage.at(back, 9, rng.randint(0, 59)),
    )  # fmt: skip
    giver, lead = stage.actors[given.giver], stage.actors[given.lead]
    if fate == "not_due":
        return
    if fate == "dropped":
        reason = "Nội dung này đã nhập vào kế hoạch chung của thành phố."
        actions.drop(task.code, reason=reason, by=giver, at=stage.at(back - 3, 15))
        return
    _live(stage, rng, task.code, fate, (back, limit), (giver, lead))
    if given.co and fate in ("doing", "late", "overdue"):
        helper = stage.actors.get(given.co[0])
        if helper and fate == "doing":
            text = "Phần của tôi đã xong, đã gửi anh chị số liệu."
            actions.note(task.code, text=text, by=helper, at=stage.at(1, 15, 5))


def _live(
    stage: Stage, rng: Random, code: str, fate: str, when: tuple[int, int], who: tuple[Any, Any]
) -> None:
    """From the beginning to today; `when`: given how many working days ago, with what limit."""
    (back, limit), (giver, lead) = when, who
    if fate == "overdue":
        return
    actions.start(code, by=lead, at=stage.at(back - 1, 8, rng.randint(0, 50)))
    percent, text = rng.choice(NOTES)
    actions.note(code, text=text, percent=percent, by=lead, at=stage.at(back - 1, 16, 10))
    if fate == "on_time":
        _finish(stage, rng, code, back - limit + rng.randint(1, 3), who)
    elif fate == "late":
        _finish(stage, rng, code, max(3, back - limit - rng.randint(2, 5)), who)
    elif fate in ("handed", "returned"):
        actions.hand_in(code, result=rng.choice(RESULTS), by=lead, at=stage.at(2, 10, 20))
    if fate == "returned":
        reason = "Còn thiếu ảnh hiện trạng, anh chị bổ sung."
        actions.send_back(code, reason=reason, by=giver, at=stage.at(1, 14))
    if fate in ("extended", "asked"):
        reason = "Cần thêm thời gian phối hợp với đơn vị liên quan."
        actions.ask_extension(
            code, due_day=stage.day(-9), reason=reason, by=lead, at=stage.at(2, 9)
        )
    if fate == "extended":
        reason = "Đồng ý, giữ nguyên yêu cầu."
        actions.extend(code, due_day=stage.day(-9), reason=reason, by=giver, at=stage.at(1, 9))


def _finish(stage: Stage, rng: Random, code: str, back: int, who: tuple[Any, Any]) -> None:
    giver, lead = who
    actions.hand_in(code, result=rng.choice(RESULTS), by=lead, at=stage.at(back, 10, 40))
    actions.confirm(code, text="Đạt yêu cầu.", by=giver, at=stage.at(back - 1, 15, 30))


def _parts(stage: Stage) -> None:
    """A big piece of work, cut into parts by its lead."""
    khang, vinh = stage.actors["khang"], stage.actors["vinh"]
    whole = actions.assign(
        content="Tổng rà soát trật tự đô thị, đất đai trên địa bàn phường", limit="40 working_day",
        lead_id=stage.id("vinh"), co_ids=[stage.id("loan")], product="Báo cáo tổng hợp, phụ lục",
        source=_source(stage, 15, 2), by=khang, at=stage.at(15, 10),
    )  # fmt: skip
    actions.start(whole.code, by=vinh, at=stage.at(14, 8))
    parts = (
        ("Phần đất công, đất do phường quản lý", "danh", 9),
        ("Phần vỉa hè, lòng đường, biển hiệu", "nguyen", 25),
        ("Phần hộ kinh doanh lấn chiếm", "truong", 20),
    )
    for content, lead, limit in parts:
        part = actions.split(
            whole.code, content=content, lead_id=stage.id(lead), limit=f"{limit} working_day",
            by=vinh, at=stage.at(13, 9, 5),
        )  # fmt: skip
        if lead != "truong":
            actions.note(
                part.code, text=NOTES[2][1], percent=60, by=stage.actors[lead], at=stage.at(8, 16)
            )
        if lead == "danh":
            result = "Đã rà soát xong 42 thửa, có danh sách kèm theo."
            actions.hand_in(part.code, result=result, by=stage.actors[lead], at=stage.at(6, 9))
            actions.confirm(part.code, by=vinh, at=stage.at(5, 9))


def _monthly_reports(stage: Stage) -> None:
    """The same report of every area; most came in time, one is still missing."""
    leads = [head.pk for head in stage.heads]
    tasks = actions.assign_each(
        content="Báo cáo tháng: an ninh, môi trường, việc dân cần giải quyết của khu vực",
        lead_ids=leads, limit="5 working_day", product="Báo cáo theo mẫu",
        source=_source(stage, 12, 0), by=stage.actors["khang"], at=stage.at(12, 10),
    )  # fmt: skip
    for number, (head, task) in enumerate(zip(stage.heads, tasks, strict=True)):
        if number in (4, 9):
            continue
        lead = stage.as_member(head)
        back = 5 if number == 7 else 8 + number % 3
        result = f"Báo cáo tháng của {head.area.name if head.area else 'khu vực'}."
        actions.hand_in(task.code, result=result, by=lead, at=stage.at(back, 15))
        if number != 6:
            actions.confirm(task.code, by=stage.actors["khang"], at=stage.at(back - 1, 9))


def _recurring(stage: Stage) -> None:
    """Two pieces of work that come again and again."""
    began = stage.at(45, 9)
    weekly = actions.make_recurring(
        content="Tổng hợp lịch công tác tuần của lãnh đạo phường", lead_id=stage.id("loan"),
        limit="2 working_day", rhythm="weekly", weekday=3, first_on=stage.day(10), product="Lịch tuần",
        by=stage.actors["khang"], at=began,
    )  # fmt: skip
    monthly = actions.make_recurring(
        content="Báo cáo kết quả giải quyết thủ tục hành chính trong tháng", rhythm="monthly", day=20,
        lead_id=stage.id("tu"), co_ids=[stage.id("thao")], limit="5 working_day",
        first_on=stage.day(44), product="Báo cáo tháng", by=stage.actors["phuong"], at=began,
    )  # fmt: skip
    for back in range(30, 0, -1):
        for one in (weekly, monthly):
            task = actions.give_recurring(one.pk, by=stage.keeper, at=stage.at(back, 7, 30))
            if task and back > 7:
                lead = stage.actors["loan" if one is weekly else "tu"]
                giver = stage.actors["khang" if one is weekly else "phuong"]
                actions.hand_in(task.code, result=RESULTS[1], by=lead, at=stage.at(back - 1, 16))
                actions.confirm(task.code, by=giver, at=stage.at(back - 2, 9))
