"""A round's learners and seats as a spreadsheet: what would change first, then all or nothing."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from khe.base.journal import queries as journal
from khe.base.people.queries import LOCAL
from khe.base.sheets.testing import headings_of, saved, upload, xlsx
from khe.desks.study import testing as made
from khe.desks.study.models import Learner, Seat

HEADS = [
    "Mã cán bộ", "Họ và tên", "Miễn học", "Lý do miễn", "Ai cho phép", "Không học được vào",
    "Nên tránh", "Không nên đi xa quá (km)", "Hội trường", "Ngày học", "Buổi hoặc giờ bắt đầu",
]  # fmt: skip
BEFORE = datetime(2026, 3, 4, 2, tzinfo=UTC)
TUESDAY, THURSDAY = "10/03/2026", "12/03/2026"


@pytest.fixture
def round(dung, at_moment):
    """A round with a class of one seat on Tuesday morning and one of two on Thursday afternoon."""
    at_moment(BEFORE)
    round = made.make_round()
    hall = made.make_hall(name="Nhà văn hóa")
    made.make_class(round, hall=hall, seats=1)
    made.make_class(
        round, hall=hall, seats=2, starts_at=datetime(2026, 3, 12, 13, 30, tzinfo=LOCAL),
        ends_at=datetime(2026, 3, 12, 17, tzinfo=LOCAL),
    )  # fmt: skip
    for n, name in enumerate(["Đỗ Thị Tám", "Lý Văn Chín", "Cao Văn Mười"], 1):
        made.make_learner(round, made.make_member(name, code=f"CB{n}"))
    return round


def row(code, **cells):
    keys = [
        "code",
        "name",
        "exempt",
        "reason",
        "by",
        "never",
        "rather",
        "km",
        "hall",
        "day",
        "time",
    ]
    return [{"code": code, **cells}.get(key) for key in keys]


def sent(sat, round, *rows):
    url = reverse("study:learners_import", args=[round.pk])
    return sat.post(url, {"file": upload(xlsx(HEADS, *rows))})


def confirmed(sat, round, page):
    url = reverse("study:learners_import", args=[round.pk])
    return sat.post(url, {"confirm": page.context["preview"].token})


def said(page):
    return {f.cell: f.sentence for f in page.context["preview"].faults}


def seats(round):
    rows = Seat.objects.filter(learner__round=round).values_list(
        "learner__member__code", "study_class__starts_at"
    )
    return {code: begin.astimezone(LOCAL).day for code, begin in rows}


def test_the_preview_changes_nothing_and_the_confirmation_everything(round, dung, desk):
    sat = desk(dung)
    page = sent(
        sat, round,
        row("CB1", never="sáng thứ 2 (trực ca); tối", km="5", hall="nha van hoa", day=TUESDAY),
        row("CB2", exempt="Có", reason="Nghỉ thai sản", by="Thường trực Đảng ủy"),
        row("CB3", rather="chiều thứ 6", hall="Nhà văn hóa", day=THURSDAY, time="13h30"),
    )  # fmt: skip
    assert page.status_code == 200, said(page)
    assert not Seat.objects.exists()
    assert not Learner.objects.filter(exempt=True).exists()
    assert confirmed(sat, round, page).status_code == 302
    assert seats(round) == {"CB1": 10, "CB3": 12}
    first, second, third = Learner.objects.order_by("member__code")
    assert first.max_km == 5
    assert first.cannot == {
        "not": [{"weekdays": [0], "parts": ["am"], "why": "trực ca"}, {"parts": ["eve"]}]
    }
    assert (second.exempt_reason, second.exempt_by) == ("Nghỉ thai sản", "Thường trực Đảng ủy")
    assert third.cannot == {"rather_not": [{"weekdays": [4], "parts": ["pm"]}]}
    assert Seat.objects.filter(is_kept=True).count() == 2
    assert not journal.broken()


def test_the_export_is_taken_back_without_a_change_and_can_be_edited(round, dung, desk):
    sat = desk(dung)
    made.make_seat(round.classes.get(seats=1), Learner.objects.get(member__code="CB1"))
    second, third = (Learner.objects.get(member__code=code).pk for code in ("CB2", "CB3"))
    Learner.objects.filter(pk=second).update(
        cannot={"not": [{"weekdays": [0, 2], "why": "trực; họp"}, {"parts": ["am"]}]}, max_km=3
    )
    Learner.objects.filter(pk=third).update(exempt=True, exempt_reason="Ốm", exempt_by="Bí thư")
    book = sat.get(reverse("study:learners_export", args=[round.pk])).content
    url = reverse("study:learners_import", args=[round.pk])
    page = sat.post(url, {"file": upload(book)})
    assert page.status_code == 200, said(page)
    assert {c.kind for c in page.context["preview"].plan.changes} == {"same"}
    edited = load_workbook(BytesIO(book))
    heads = [str(cell.value) for cell in edited.active[1]]
    for line in edited.active.iter_rows(min_row=2):
        if line[0].value == "CB2":
            line[heads.index("Không học được vào")].value = "–"
            line[heads.index("Không nên đi xa quá (km)")].value = "–"
        if line[0].value == "CB3":
            line[heads.index("Miễn học")].value = "Không"
    page = sat.post(url, {"file": upload(saved(edited))})
    assert page.status_code == 200, said(page)
    confirmed(sat, round, page)
    second = Learner.objects.get(member__code="CB2")
    assert (second.cannot, second.max_km) == ({}, None)
    assert not Learner.objects.get(member__code="CB3").exempt


def test_every_fault_names_its_cell_in_plain_words(round, dung, desk):
    full = round.classes.get(seats=1)
    made.make_seat(full, Learner.objects.get(member__code="CB3"))
    made.make_learner(round, made.make_member("Mai Văn Hai", code="CB4"))
    made.make_learner(round, made.make_member("Hồ Thị Một", code="CB5"))
    made.make_learner(round, made.make_member("Tạ Thị Ba", code="CB6"))
    page = sent(
        desk(dung), round,
        row("CB9"),
        row("CB1", name="Ai Khác"),
        row("CB2", hall="Nhà văn hóa", day=TUESDAY),
        row("CB2"),
        row("CB3", exempt="Có", reason="Ốm", by="Bí thư"),
        row("CB4", never="hôm kia", km="xa"),
        row("CB5", never="thứ 5", hall="Nhà văn hóa", day=THURSDAY),
        row("CB6", exempt="Có", reason="Ốm", hall="Sân vận động", day=TUESDAY),
    )  # fmt: skip
    assert page.status_code == 422
    assert said(page) == {
        "A2": "Không có trong danh sách người học của đợt này.",
        "B3": "Tên không khớp với mã cán bộ.",
        "I4": "Lớp đã đủ người.",
        "A5": "Người này đã có ở dòng trên.",
        "I6": "Người này đã có chỗ: ghi “–” để bỏ chỗ khi cho miễn.",
        "F7": "Chưa hiểu: “hôm kia”. Hãy viết như “sáng thứ 2, thứ 4”.",
        "H7": "Hãy ghi số ki-lô-mét chẵn, từ 0 đến 999.",
        "J8": "Người này không học được vào buổi đó.",
        "E9": "Hãy ghi ai cho phép miễn.",
        "I9": "Đợt này không có lớp nào ở hội trường này.",
    }
    assert seats(round) == {"CB3": 10}


def test_a_seat_given_up_in_the_list_is_there_for_the_next(round, dung, desk):
    made.make_seat(round.classes.get(seats=1), Learner.objects.get(member__code="CB3"))
    sat = desk(dung)
    page = sent(
        sat, round,
        row("CB1", hall="Nhà văn hóa", day=TUESDAY, time="sáng"),
        row("CB3", hall="Nhà văn hóa", day=THURSDAY, time="chiều"),
        row("CB2", exempt="Có", reason="Ốm", by="Bí thư", hall="–"),
    )  # fmt: skip
    assert page.status_code == 200, said(page)
    assert confirmed(sat, round, page).status_code == 302
    assert seats(round) == {"CB1": 10, "CB3": 12}


def test_a_list_that_no_longer_fits_changes_nothing(round, dung, desk):
    sat = desk(dung)
    page = sent(
        sat, round,
        row("CB1", never="tối"), row("CB2", hall="Nhà văn hóa", day=TUESDAY),
    )  # fmt: skip
    made.make_seat(round.classes.get(seats=1), Learner.objects.get(member__code="CB3"))
    assert confirmed(sat, round, page).status_code in (409, 422)
    assert seats(round) == {"CB3": 10}
    assert Learner.objects.get(member__code="CB1").cannot == {}


def test_only_organisers_take_the_list_out_or_in(round, dung, lan, hanh, desk):
    made.make_learner(round, lan.member)
    for name in ("learners_export", "learners_import"):
        url = reverse(f"study:{name}", args=[round.pk])
        assert desk(dung).get(url).status_code == 200
        assert desk(lan).get(url).status_code == 404
        assert desk(hanh).get(url).status_code == 404
    url = reverse("study:learners_import", args=[round.pk])
    assert "Mã cán bộ" in str(headings_of(desk(dung).get(url, {"mau": "1"}).content))


def test_a_longer_list_is_previewed_with_as_many_queries(
    round, dung, who, django_assert_max_num_queries
):
    from khe.base.sheets import Row
    from khe.desks.study.lists.importing import understood

    for n in range(30):
        made.make_learner(round, made.make_member(f"Người {n}", code=f"X{n}"))
    rows = [Row(n + 2, {"code": f"X{n}", "never": "tối"}) for n in range(30)]
    actor = who(dung, BEFORE)
    with django_assert_max_num_queries(3):
        found, faults = understood(round, rows, actor, BEFORE)
    assert (len(found), faults) == (30, [])
