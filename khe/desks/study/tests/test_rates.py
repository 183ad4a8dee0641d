"""Rates from records: 538 of 551, make-up apart, figures, and who sees whose attendance."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import make_person
from khe.base.figures import Period
from khe.base.people.models import Body, Member
from khe.base.refusal import Refused
from khe.desks.study import figures, sheets
from khe.desks.study import testing as made
from khe.desks.study.actions import attendance as actions
from khe.desks.study.actions import checkin
from khe.desks.study.actions.attendance import Given
from khe.desks.study.models import Learner, Mark, Seat, StudyClass
from khe.desks.study.queries import attendance as queries
from khe.desks.study.queries import rounds
from khe.desks.study.refusals.attendance import Refusal
from khe.desks.study.rules import attendance as counting
from khe.desks.study.testing import TUESDAY

NOON = TUESDAY + timedelta(hours=5)
NEXT = TUESDAY + timedelta(days=7)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def refusal_of(do):
    with pytest.raises(Refused) as refused:
        do()
    return refused.value.reason


def fill(lesson, present, absent, exempt=0, **facts):
    """Put many learners into a class, the first ones present, the last ones absent without leave."""
    n = present + absent + exempt
    members = Member.objects.bulk_create(
        Member(name=f"Người {i}", sort_name=f"nguoi {i:04}", **facts) for i in range(n)
    )
    learners = Learner.objects.bulk_create(
        Learner(
            round=lesson.round, member=m, body_id=m.body_id, exempt=i >= present + absent,
            exempt_reason="Trên 80 tuổi" if i >= present + absent else "",
        )
        for i, m in enumerate(members)
    )  # fmt: skip
    Seat.objects.bulk_create(
        Seat(
            study_class=lesson, learner=one, checked_at=TUESDAY if i < present else None,
            state="present" if i < present else "expected", method="list" if i < present else "",
        )
        for i, one in enumerate(learners[: present + absent])
    )  # fmt: skip
    return learners


def make_up_everybody(lesson, by):
    hall = made.make_hall(name="Nhà văn hóa", seats=200)
    late = actions.arrange_makeup(
        lesson.round_id, hall_id=hall.pk, starts_at=NEXT, ends_at=NEXT + timedelta(hours=3), by=by,
        at=NOON,
    )  # fmt: skip
    for seat in late.seats_taken.all():
        checkin.mark_present(seat.pk, by=by, at=NEXT)
    checkin.close_roll(late.pk, by=by, at=NEXT + timedelta(hours=4))
    return late


def figure(actor, id):
    return next(f for f in figures.of(actor, YEAR) if f.id == id)


def test_538_of_551_with_13_made_up(ward, dung, who, django_assert_max_num_queries):
    lesson, by = made.make_class(seats=600), who(dung)
    fill(lesson, 538, 13, exempt=9)
    checkin.close_roll(lesson.pk, by=by, at=NOON)
    assert figure(by, "study.attendance_after_makeup").value == 538 / 551
    late = make_up_everybody(lesson, by)
    assert late.seats_taken.count() == 13
    with django_assert_max_num_queries(2):
        tally = counting.tally(queries.rows([lesson.round_id]))
    assert (len(tally.present), len(tally.made_up), len(tally.obliged), len(tally.exempt)) == (
        538, 13, 551, 9,
    )  # fmt: skip
    with django_assert_max_num_queries(12):
        first, final = (
            figure(by, "study.attendance_rate"),
            figure(by, "study.attendance_after_makeup"),
        )
    assert (first.numerator, first.denominator, round(first.value * 100, 1)) == (538, 551, 97.6)
    assert (final.numerator, final.denominator, final.value) == (551, 551, 1.0)
    assert len(first.records) == 538
    assert len(first.of) == 551
    held = figure(by, "study.classes_held")
    assert (held.value, held.unit) == (2, "class")


def test_no_round_held_is_no_rate_not_zero(ward, dung, who):
    made.make_class()
    found = figure(who(dung), "study.attendance_rate")
    assert (found.value, found.denominator) == (None, 0)


def test_a_round_counts_in_the_period_its_last_class_ended(ward, dung, who):
    lesson = made.make_class()
    made.make_seat(lesson)
    checkin.close_roll(lesson.pk, by=who(dung), at=NOON)
    rates = {
        period: next(iter(figures.of(who(dung), Period.parse(period)))).denominator
        for period in ("2025", "2026", "2026-03-10..2026-03-10", "2026-03-11..2026-03-31")
    }
    assert list(rates.values()) == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"starts_at": TUESDAY}, Refusal.IN_THE_PAST),
        ({"ends_at": NEXT}, Refusal.NOT_A_PERIOD),
        ({"seats": 1}, Refusal.TOO_FEW_SEATS),
        ({"clash": True}, Refusal.HALL_TAKEN),
    ],
)
def test_a_make_up_class_that_cannot_be_is_refused(ward, dung, who, facts, reason):
    lesson = made.make_class()
    made.make_seat(lesson, "Đỗ Thị Tám")
    made.make_seat(lesson, "Võ Văn Chín")
    checkin.close_roll(lesson.pk, by=who(dung), at=NOON)
    hall = made.make_hall(name="Nhà văn hóa", seats=facts.pop("seats", 50))
    if facts.pop("clash", False):
        made.make_class(lesson.round, hall=hall, starts_at=NEXT, ends_at=NEXT + timedelta(hours=1))
    when = {"starts_at": NEXT, "ends_at": NEXT + timedelta(hours=3)} | facts
    before = StudyClass.objects.count()
    do = lambda: actions.arrange_makeup(  # noqa: E731
        lesson.round_id, hall_id=hall.pk, by=who(dung), at=NOON, **when
    )
    assert refusal_of(do) is reason
    assert StudyClass.objects.count() == before


def test_nobody_absent_needs_no_make_up(ward, dung, who):
    lesson = made.make_class()
    made.make_seat(lesson, state="present", checked_at=TUESDAY)
    hall = made.make_hall(name="Nhà văn hóa")
    do = lambda: actions.arrange_makeup(  # noqa: E731
        lesson.round_id, hall_id=hall.pk, starts_at=NEXT, ends_at=NEXT + timedelta(hours=1),
        by=who(dung), at=NOON,
    )  # fmt: skip
    assert refusal_of(do) is Refusal.NOBODY_ABSENT


def test_once_the_books_are_closed_nothing_changes(ward, dung, who):
    lesson, by = made.make_class(), who(dung)
    seat = made.make_seat(lesson)
    checkin.close_roll(lesson.pk, by=by, at=NOON)
    lesson.round.status = "closed"
    lesson.round.save()
    do = lambda: checkin.correct(seat.pk, state="present", reason="x", by=by, at=NOON)  # noqa: E731
    assert refusal_of(do) is Refusal.BOOKS_CLOSED


# ---- spreadsheets --------------------------------------------------------------------------------


def test_attendance_is_taken_in_from_a_spreadsheet_all_or_nothing(ward, dung, who, desk, at_moment):
    lesson = made.make_class()
    for name in ("Đỗ Thị Tám", "Võ Văn Chín", "Hồ Thị Mười"):
        made.make_seat(lesson, name)
    at_moment(NOON)
    sent = desk(dung).get(f"/hoc-tap/diem-danh/lop/{lesson.pk}/xuat/")
    book = openpyxl.load_workbook(io.BytesIO(sent.content))
    sheet = book.worksheets[0]
    heads = [c.value for c in sheet[1]]
    state, reason, name = (heads.index(t) + 1 for t in ("Điểm danh", "Lý do vắng", "Họ và tên"))
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, state).value = "Có mặt"
    sheet.cell(2, state).value = "Vắng có phép"
    answer = send(desk(dung), lesson, book)
    assert answer.status_code == 422
    assert "Hãy ghi lý do vắng có phép." in answer.content.decode()
    sheet.cell(2, reason).value = "Ốm"
    sheet.cell(4, name).value = "Người Lạ"
    assert "Không có trong danh sách lớp này." in send(desk(dung), lesson, book).content.decode()
    assert not Mark.objects.exists()
    sheet.cell(4, name).value = "Đỗ Thị Tám"
    preview = send(desk(dung), lesson, book)
    assert preview.status_code == 200
    token = preview.context["preview"].token
    desk(dung).post(f"/hoc-tap/diem-danh/lop/{lesson.pk}/nhap/", {"confirm": token})
    states = Seat.objects.order_by("learner__member__sort_name").values_list("state", flat=True)
    assert list(states) == ["excused", "present", "present"]
    assert set(Mark.objects.values_list("method", flat=True)) == {"import"}


def send(browser, lesson, book):
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "diem-danh.xlsx"
    return browser.post(f"/hoc-tap/diem-danh/lop/{lesson.pk}/nhap/", {"file": out})


def test_an_import_of_a_stranger_or_an_exempt_learner_is_refused_whole(ward, dung, who):
    lesson = made.make_class()
    seat = made.make_seat(lesson)
    exempt = made.make_learner(lesson.round, "Lý Văn Tư", exempt=True, exempt_reason="Trên 80 tuổi")
    kept = made.make_seat(lesson, exempt)
    other = made.make_seat(
        made.make_class(lesson.round, hall=made.make_hall(name="B")), "Lê Văn Hai"
    )

    def take(given, at=NOON):
        return actions.take_over(lesson.pk, given, by=who(dung), at=at)

    here = Given("present")
    assert refusal_of(lambda: take({seat.pk: here, other.pk: here})) is Refusal.WRONG_CLASS
    assert refusal_of(lambda: take({seat.pk: here, kept.pk: here})) is Refusal.EXEMPT
    assert refusal_of(lambda: take({seat.pk: Given("excused")})) is Refusal.NO_REASON
    assert refusal_of(lambda: take({seat.pk: Given("expected")})) is Refusal.NOT_A_STATE
    early = TUESDAY - timedelta(days=1)
    assert refusal_of(lambda: take({seat.pk: here}, early)) is Refusal.TOO_EARLY
    assert not Mark.objects.exists()


# ---- who sees whose attendance -------------------------------------------------------------------


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    places=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["present", "excused", "unexcused", "expected"])),
        min_size=1, max_size=25,
    ),
    role=st.sampled_from(["officer", "head", "study", "standing", "personnel", "leader", "admin"]),
    seat=st.integers(0, 3),
)  # fmt: skip
def test_every_list_export_and_count_is_a_subset_of_what_one_may_see(ward, places, role, seat, who):
    from django.db import transaction

    with transaction.atomic():
        bodies = [Body.objects.create(name=f"Đơn vị {n}") for n in range(4)]
        viewer = make_person(
            "Người Xem", f"xem-{role}-{id(places)}", "Chức vụ", [role], bodies[seat]
        )
        lesson = made.make_class(status="announced")
        learners = {}
        for n, (place, state) in enumerate(places):
            member = made.make_member(f"Người {n:02}", body=bodies[place])
            one = made.make_learner(lesson.round, member)
            made.make_seat(lesson, one, state=state, reason="Ốm" if state == "excused" else "")
            learners[one.pk] = member
        actor = who(viewer, TUESDAY)
        named = {
            pk for pk, member in learners.items()
            if role in counting.NAMED_READERS or (role == "head" and member.body_id == bodies[seat].pk)
        }  # fmt: skip
        on = queries.day_of(TUESDAY)
        visible = set(
            rounds.visible_learners(actor, on).filter(pk__in=learners).values_list("pk", flat=True)
        )
        assert visible == named
        names = {learners[pk].name for pk in visible}
        exported = {row["name"] for row in sheets.round_rows(lesson.round, actor, TUESDAY)}
        assert exported <= names
        from khe.desks.study.pages import attendance as pages

        shown = pages.overview(lesson.round, actor, TUESDAY, by="body")
        assert {m["learner"].pk for m in shown["missing"]} <= visible
        if role not in counting.NAMED_READERS:
            assert all(len(g.tally.obliged) >= 5 for g in shown["groups"])
            for found in figures.of(actor, YEAR):
                assert not set(found.records) & (set(learners) - visible)
                assert all(not part.records and part.denominator >= 5 for part in found.breakdown)
        transaction.set_rollback(True)


def test_strangers_find_no_page_of_a_class(ward, lan, binh, hanh, dung, desk, at_moment, who):
    lesson = made.make_class(status="announced")
    seat = made.make_seat(lesson)
    checkin.open_roll(lesson.pk, by=who(dung), at=TUESDAY)
    pages = [
        f"lop/{lesson.pk}/", f"lop/{lesson.pk}/in/", f"lop/{lesson.pk}/xuat/",
        f"lop/{lesson.pk}/nhap/", f"lop/{lesson.pk}/man-hinh/", f"lop/{lesson.pk}/man-hinh/ma/",
        f"cho/{seat.pk}/sua/", f"may/{lesson.pk}/", f"may/{lesson.pk}/danh-sach/", "khong-mang.js",
        f"dot/{lesson.round_id}/hoc-bu/",
    ]  # fmt: skip
    for page in pages:
        found = {
            u.username: desk(u).get(f"/hoc-tap/diem-danh/{page}").status_code
            for u in (lan, binh, hanh, dung)
        }
        assert found == {"lan": 404, "binh": 404, "hanh": 404, "dung": 200}, page


def test_pages_take_the_same_statements_however_many_they_show(
    ward, dung, desk, at_moment, statements
):
    lesson = made.make_class(seats=600, status="announced")
    body = Body.objects.create(name="Văn phòng Đảng ủy")
    fill(lesson, 3, 3, body=body)
    at_moment(NOON)
    pages = [f"/hoc-tap/diem-danh/lop/{lesson.pk}/", f"/hoc-tap/diem-danh/dot/{lesson.round_id}/"]
    few = [len(statements(desk(dung), page)) for page in pages]
    fill(lesson, 60, 60, body=body)
    many = [len(statements(desk(dung), page)) for page in pages]
    assert few == many
    assert max(many) <= 18


def test_what_a_device_sends_that_is_no_mark_is_refused(ward, dung, desk, at_moment, who):
    from khe.desks.study.actions import devices

    lesson = made.make_class()
    seat = made.make_seat(lesson)
    device = devices.prepare_device(lesson.pk, device_now=TUESDAY, by=who(dung), at=TUESDAY)
    at_moment(TUESDAY)
    good = {"number": 1, "seat": str(seat.pk), "what": "present", "at": TUESDAY.isoformat()}
    bad = [
        "không phải JSON", "[]", "{}", '{"marks": 1}', b"\xff\xfe",
        *({"marks": [good | wrong]} for wrong in (
            {"number": "1"}, {"number": True}, {"number": 0}, {"number": 2**40}, {"seat": "x"},
            {"at": "hôm qua"}, {"at": "2026-03-10T08:00:00"}, {"at": "9999-12-31T23:59:59+00:00"},
            {"at": None}, {"what": "absent"},
        )),
    ]  # fmt: skip
    address = f"/hoc-tap/diem-danh/may/{device.pk}/gui/"
    for body in bad:
        answer = desk(dung).post(address, body, content_type="application/json")
        assert answer.status_code in (409, 422), body
        assert answer.json()["sentence"]
    assert not Mark.objects.exists()
    answer = desk(dung).post(address, {"marks": [good]}, content_type="application/json")
    assert answer.json()["marks"] == [
        {"number": 1, "outcome": "applied", "code": "", "sentence": ""}
    ]
