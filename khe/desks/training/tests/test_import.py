"""People in courses from a spreadsheet: what would change first, then all or nothing."""

import io

from django.urls import reverse
from openpyxl import load_workbook

from conftest import MONDAY
from khe.base.journal import queries as journal
from khe.base.people.models import Member, Qualification
from khe.base.sheets.testing import upload, xlsx
from khe.desks.training.models import Course, Enrolment
from khe.desks.training.testing import make_course, make_study
from khe.desks.training.tests.common import DAY, TODAY

HEADS = [
    "Họ và tên", "Tên lớp", "Loại lớp, trình độ", "Khai giảng", "Kết thúc", "Tình trạng",
    "Học xong ngày", "Xếp loại, điểm", "Số văn bằng, chứng chỉ", "Cấp ngày",
]  # fmt: skip
OLD = ["Trung cấp LLCT K1", "Trung cấp lý luận chính trị", "05/01/2014", "30/12/2014"]
BLANK = [None] * 5


def sent(sat, *rows):
    return sat.post(reverse("training:import"), {"file": upload(xlsx(HEADS, *rows))})


def said(page):
    preview = page.context["preview"]
    return [(f.cell, f.sentence) for f in preview.faults]


def test_the_preview_changes_nothing_and_the_confirmation_everything(kieu, lan, minh, desk):
    rows = [
        ["Lê Thị Lan", *OLD, "Hoàn thành", "30/12/2014", "Khá", "01/TC", "10/01/2015"],
        ["tran van minh", *OLD, "Không đạt", None, None, None, None],
    ]
    sat = desk(kieu)
    page = sent(sat, *rows)
    assert page.status_code == 200, said(page)
    assert (page.context["added"], page.context["faults"]) == (2, [])
    assert not Course.objects.exists()
    assert not Enrolment.objects.exists()
    token = page.context["preview"].token
    assert sat.post(reverse("training:import"), {"confirm": token}).status_code == 302
    course = Course.objects.get()
    assert (course.status, course.level) == ("finished", "intermediate")
    states = dict(Enrolment.objects.values_list("member__name", "state"))
    assert states == {"Lê Thị Lan": "completed", "Trần Văn Minh": "failed"}
    assert Qualification.objects.get().number == "01/TC"
    assert not journal.broken()
    again = sent(sat, *rows)
    assert (again.context["added"], again.context["changed"]) == (0, 0)


def test_every_fault_names_its_cell_in_plain_words(kieu, lan, minh, desk, who):
    Member.objects.create(name="Lê Thị Lan", sort_name=lan.member.sort_name)
    Member.objects.create(name="Người Một", sort_name="mot nguoi")
    full = make_course(who(kieu), MONDAY, name="Lớp đủ chỗ", seats=1)
    make_study(who(kieu), minh.member, TODAY, TODAY + DAY, now=MONDAY, name="Lớp khác")
    rows = [
        ["Lê Thị Lan", *OLD, None, None, None, None, None],
        ["Không Có Ai", *OLD, None, None, None, None, None],
        ["Trần Văn Minh", *OLD, "Hoàn thành", "05/01/2016", None, None, None],
        ["Trần Văn Minh", "Lớp khác", "Cao cấp lý luận chính trị", "02/03/2026", "03/03/2026", *BLANK],
        ["Người Một", *OLD, "Hoàn thành", "30/12/2014", None, "5", None],
        ["Người Một", *OLD, None, None, None, None, None],
        ["Người Một", "Lớp lạ", "Đại học", "01/01/2026", "01/01/2025", *BLANK],
    ]  # fmt: skip
    page = sent(desk(kieu), *rows)
    assert page.status_code == 422
    found = dict(said(page))
    assert found == {
        "A2": "Có nhiều người cùng tên; hãy ghi mã cán bộ.",
        "A3": "Không có ai tên như vậy; hãy xem lại cách viết.",
        "G4": "Ngày học xong phải trong thời gian của lớp.",
        "C5": "Lớp này đã được ghi là “Trung cấp lý luận chính trị”.",
        "I6": "Văn bằng, chứng chỉ phải có số và ngày, và không cấp trước ngày học xong.",
        "A7": "Người này đã có ở một dòng khác của lớp.",
        "E8": "Ngày kết thúc không thể trước ngày khai giảng.",
    }
    assert Enrolment.objects.count() == 1
    assert Course.objects.filter(pk=full.pk).exists()


def test_a_result_already_recorded_is_not_overwritten(kieu, lan, desk, who):
    place = make_study(
        who(kieu),
        lan.member,
        TODAY - 30 * DAY,
        TODAY - DAY,
        outcome="failed",
        now=MONDAY,
        name="Lớp",
    )
    first, last = f"{TODAY - 30 * DAY:%d/%m/%Y}", f"{TODAY - DAY:%d/%m/%Y}"
    row = ["Lê Thị Lan", "Lớp", OLD[1], first, last, "Hoàn thành", last, None, None, None]
    page = sent(desk(kieu), row)
    assert [cell for cell, _ in said(page)] == ["F2"]
    place.refresh_from_db()
    assert place.state == "failed"


def test_the_export_can_be_read_back_without_a_change(kieu, lan, minh, desk, who):
    for user, outcome in ((lan, "completed"), (minh, "failed")):
        make_study(
            who(kieu), user.member, TODAY - 30 * DAY, TODAY - DAY, outcome=outcome, now=MONDAY,
            name=f"Lớp {user.username}",
        )  # fmt: skip
    sat = desk(kieu)
    book = sat.get(reverse("training:enrolments_sheet")).content
    assert len(list(load_workbook(io.BytesIO(book)).active.iter_rows())) == 3
    page = sat.post(reverse("training:import"), {"file": upload(book)})
    assert page.status_code == 200, said(page)
    assert (page.context["added"], page.context["changed"], page.context["same"]) == (0, 0, 2)
    courses = sat.get(reverse("training:courses_sheet")).content
    assert len(list(load_workbook(io.BytesIO(courses)).active.iter_rows())) == 3


def test_a_hundred_rows_of_one_class_cost_few_queries(
    kieu, ward, who, django_assert_max_num_queries
):
    from khe.base.sheets import Row
    from khe.desks.training import actions

    people = [
        Member.objects.create(name=f"Người {n:03}", sort_name=f"{n:03} nguoi") for n in range(100)
    ]
    day = TODAY - 100 * DAY
    rows = [
        Row(n + 2, {"member": m.name, "course": "Lớp lớn", "what": "short:", "starts_on": day,
                    "ends_on": day + DAY, "state": "completed"})
        for n, m in enumerate(people)
    ]  # fmt: skip
    by = who(kieu)
    with django_assert_max_num_queries(45):
        assert actions.import_enrolments(rows, by=by, at=MONDAY) == 100
