"""Bình marks a day off; the dossiers it touches are seen before, and re-dated with the saving."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from khe.base.authorities.models import Authority
from khe.base.calendar import queries as calendars
from khe.base.calendar.days import CalendarError
from khe.base.calendar.models import CalendarVersion
from khe.base.calendar.vn import vn
from khe.base.journal import queries as journal
from khe.base.people.models import User
from khe.base.refusal import Refused
from khe.desks.dossiers import actions, queries, redating, worktime
from khe.desks.dossiers.actions.calendar import save_calendar
from khe.desks.dossiers.models import Dossier, Step
from khe.desks.dossiers.states import Event
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version

HOUR = timedelta(hours=1)
EDIT = "/lich/sua/ngay/?nam=2026"


def local(text):
    return datetime.strptime(text + " +0700", "%d/%m/%Y %H:%M %z")


def with_day(day, kind="holiday", **facts):
    data = vn().to_json()
    data["days"].append({"date": day, "type": kind, "name": "Lễ hội vườn khế", **facts})
    return data


def save(data, by, **facts):
    usual = {"base": by.calendar, "document": "77/TB-UBND", "by": by, "at": MONDAY + HOUR}
    return save_calendar(data, **{**usual, **facts})


def again(user):
    """Return the account as the next request would read it."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def dossier(thoa, lan, who):
    return make_dossier(who(thoa), officer=lan.member)  # due Thursday 5 March, 09:00


def test_a_day_off_moves_the_date_and_says_why(dossier, binh, who):
    _version, moved = save(with_day("2026-03-04"), who(binh))

    found = Dossier.objects.get()
    assert moved == 1
    assert found.due_at == local("06/03/2026 09:00")
    assert found.first_due_at == local("05/03/2026 09:00")  # what the receipt promised stays
    assert found.calendar_version == 1
    entry = journal.of(found.pk).last()
    assert entry.event == Event.DATE_MOVED
    assert entry.facts["document"] == "77/TB-UBND"
    assert datetime.fromisoformat(entry.facts["due"]) == found.due_at
    assert datetime.fromisoformat(entry.facts["former"]) == local("05/03/2026 09:00")
    assert journal.broken() == []
    replay = queries.clock(found, queries.entries_of(found.pk), MONDAY)
    assert replay.due_at == found.due_at
    assert Authority.objects.get(pk=binh.authority_id).calendar == 1


def test_what_does_not_move_gets_the_version_but_no_entry(dossier, binh, who):
    assert save(with_day("2026-06-01"), who(binh))[1] == 0
    found = Dossier.objects.get()
    assert (found.calendar_version, found.due_at) == (1, dossier.due_at)
    assert [e.event for e in journal.of(found.pk)] == [Event.RECEIVED]


def test_what_is_settled_keeps_its_version(dossier, binh, lan, who):
    actions.start_step(dossier.code, by=who(lan), at=MONDAY)
    actions.reject(dossier.code, by=who(binh), at=MONDAY + HOUR, reason="Không đủ điều kiện")
    assert save(with_day("2026-03-04"), who(binh))[1] == 0
    found = Dossier.objects.get()
    assert (found.calendar_version, found.due_at) == (0, dossier.due_at)


def test_a_stopped_clock_moves_as_of_the_moment_it_stopped(dossier, lan, binh, thoa, who):
    actions.request_supplement(
        dossier.code, by=who(lan), at=MONDAY + HOUR, papers=["Giấy A"], reason="Thiếu"
    )
    calendar = calendars.calendar(binh.authority_id, 0)
    assert redating.preview(calendar, MONDAY + timedelta(days=20)) == []  # waiting moves nothing

    save(with_day("2026-03-04"), who(binh), at=MONDAY + timedelta(days=1))
    found = Dossier.objects.get()
    assert found.due_at == local("06/03/2026 09:00")
    # back on Wednesday 10:00, a day off now: Tuesday and an hour of Monday were lost
    back = actions.receive_supplement(
        dossier.code, by=who(thoa), at=local("04/03/2026 10:00"), parts=[]
    )
    assert back.due_at == local("09/03/2026 16:00")


def test_a_step_under_way_moves_too(dossier, lan, binh, who):
    actions.start_step(dossier.code, by=who(lan), at=MONDAY)  # 12 working hours: Tuesday 13:00+
    former = Step.objects.get(position=1).due_at
    save(with_day("2026-03-03"), who(binh))
    assert Step.objects.get(position=1).due_at == former + timedelta(days=1)


def test_a_makeup_saturday_brings_the_date_forward_and_it_is_warned_of_again(
    dossier, binh, thoa, who
):
    version = make_version("1.000002", steps=[])
    second = make_dossier(who(thoa), version, at=MONDAY + timedelta(days=3))  # Thursday to Tuesday
    Dossier.objects.filter(pk=dossier.pk).update(warned_at=MONDAY)
    data = with_day("2026-03-07", "makeup")
    data["days"].append({"date": "2026-03-04", "type": "holiday", "name": "Nghỉ"})
    assert save(data, who(binh))[1] == 2
    second.refresh_from_db()
    assert second.due_at == local("09/03/2026 09:00")
    assert Dossier.objects.get(pk=dossier.pk).warned_at is None


def test_the_second_of_two_edits_is_refused_as_stale(dossier, binh, an, who):
    first, second = who(binh), who(an)  # both opened version 0
    save(with_day("2026-03-04"), first)
    with pytest.raises(Refused) as refused:
        save(with_day("2026-03-05"), second)
    assert refused.value.reason == worktime.Refusal.STALE
    assert CalendarVersion.objects.count() == 1


def test_only_those_who_keep_the_catalogue_edit(lan, binh, who):
    for by, document, data, reason in [
        (who(lan), "1/TB", with_day("2026-03-04"), worktime.Refusal.NOT_EDITOR),
        (who(binh), " ", with_day("2026-03-04"), worktime.Refusal.NO_DOCUMENT),
        (who(binh), "1/TB", vn().to_json(), worktime.Refusal.NOTHING_CHANGED),
    ]:
        with pytest.raises(Refused) as refused:
            save(data, by, document=document)
        assert refused.value.reason == reason
    with pytest.raises(CalendarError):
        save(with_day("2026-02-17"), who(binh))  # twice: it is Tết already
    assert not CalendarVersion.objects.exists()


def test_forty_dossiers_cost_no_more_statements_than_two(
    thoa, binh, who, django_assert_max_num_queries
):
    version = make_version()
    for _n in range(40):
        make_dossier(who(thoa), version)
    by = who(binh)
    with django_assert_max_num_queries(24):
        _saved, moved = save(with_day("2026-03-04"), by)
    assert moved == 40
    assert journal.broken() == []


def test_chunks_take_every_dossier_once(thoa, who):
    version = make_version()
    made = {make_dossier(who(thoa), version).pk for _n in range(7)}
    found = [[row.pk for row in rows] for rows in redating.chunks(redating.timed(), size=3)]
    assert [len(rows) for rows in found] == [3, 3, 1]
    assert {pk for rows in found for pk in rows} == made


# ---- pages --------------------------------------------------------------------------------------


def typed(page, **more):
    """Return what a browser would send back from an edit page, with `more` typed."""
    edit = page.context["edit"]
    data = {
        f"r-{name}": edit.rows.management_form[name].value()
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    for row in edit.rows:
        for cell in row:
            value = cell.value()
            if value not in (None, False, ""):
                data[cell.html_name] = value
    data["base"] = edit.why["base"].value()
    return {**data, "document": "77/TB-UBND", **more}


def spare(page, day, **more):
    """Return a typed row at the first empty place."""
    n = page.context["edit"].rows.initial_form_count()
    facts = {"date": day, "type": "holiday", "name": "Lễ hội vườn khế", **more}
    return {f"r-{n}-{key}": value for key, value in facts.items()}


def test_everybody_sees_the_year_and_few_may_edit(lan, binh, desk):
    page = desk(lan).get("/lich/?nam=2026")
    assert page.status_code == 200
    assert "Tết" in page.content.decode()
    assert "/lich/sua/" not in page.content.decode()
    assert desk(lan).get(EDIT).status_code == 404
    assert desk(binh).get(EDIT).status_code == 200
    assert desk(binh).get("/lich/sua/khac/").status_code == 404
    assert desk(binh).get("/lich/?ban=9").status_code == 404
    assert desk(binh).get("/lich/?nam=hai").status_code == 200


def test_bình_looks_before_he_saves(dossier, binh, desk):
    at_desk = desk(binh)
    blank = at_desk.get(EDIT)
    sent = typed(blank, **spare(blank, "2026-03-04"))
    looked = at_desk.post(EDIT, {**sent, "do": "preview"})
    assert looked.status_code == 200
    seen = looked.context["seen"]
    assert [(m.dossier.code, m.dates.due_at) for m in seen.moves] == [
        (dossier.code, local("06/03/2026 09:00"))
    ]
    assert Dossier.objects.get().due_at == dossier.due_at  # nothing is written yet
    assert not CalendarVersion.objects.exists()

    saved = at_desk.post(EDIT, {**sent, "do": "save", "seen": seen.fingerprint})
    assert saved.url == reverse("dossiers:calendar") + "?nam=2026"
    page = at_desk.get(saved.url).content.decode()
    assert "Lễ hội vườn khế" in page
    assert "77/TB-UBND" in page
    assert "Lễ hội vườn khế" not in at_desk.get("/lich/?nam=2026&ban=0").content.decode()
    assert Dossier.objects.get().due_at == local("06/03/2026 09:00")
    stored = CalendarVersion.objects.get().data
    tet = next(d for d in stored["days"] if d["date"] == "2026-02-17")
    assert tet["confidence"] == "published"  # a row nobody touched stays as it was


def test_what_was_typed_after_the_look_is_looked_at_again(dossier, binh, desk):
    at_desk = desk(binh)
    blank = at_desk.get(EDIT)
    looked = at_desk.post(EDIT, {**typed(blank, **spare(blank, "2026-06-01")), "do": "preview"})
    other = typed(blank, **spare(blank, "2026-03-04"))
    seen = looked.context["seen"].fingerprint
    answer = at_desk.post(EDIT, {**other, "do": "save", "seen": seen})
    assert answer.context["changed_since"]
    assert answer.context["seen"].total == 1
    assert not CalendarVersion.objects.exists()


@pytest.mark.parametrize(
    "row, said",
    [
        ({"day": "2026-02-17"}, "được ghi hai lần"),
        ({"day": "2026-03-04", "type": "hours"}, "chưa đúng"),
        ({"day": "2026-03-04", "type": "makeup", "shifts": "11h-7h"}, "Giờ làm “"),
        ({"day": "31/31/2026"}, "Nhập một ngày hợp lệ"),
    ],
)
def test_a_bad_day_is_refused_and_nothing_typed_is_lost(binh, desk, row, said):
    at_desk = desk(binh)
    blank = at_desk.get(EDIT)
    answer = at_desk.post(EDIT, {**typed(blank, **spare(blank, **row)), "do": "preview"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Lễ hội vườn khế" in page
    assert "77/TB-UBND" in page
    assert answer.context["seen"] is None


def test_more_rows_keep_what_was_typed(binh, desk):
    at_desk = desk(binh)
    blank = at_desk.get(EDIT)
    answer = at_desk.post(EDIT, {**typed(blank, **spare(blank, "2026-03-04")), "do": "more"})
    assert answer.status_code == 200
    rows = answer.context["edit"].rows
    assert rows.total_form_count() == blank.context["edit"].rows.total_form_count() + 3
    assert "Lễ hội vườn khế" in answer.content.decode()


def test_a_day_is_taken_out_by_its_tick(binh, desk):
    at_desk = desk(binh)
    blank = at_desk.get(EDIT)
    rows = blank.context["edit"].rows
    n = next(i for i, r in enumerate(rows) if str(r["date"].value()) == "2026-11-24")
    sent = typed(blank, **{f"r-{n}-remove": "on"})
    seen = at_desk.post(EDIT, {**sent, "do": "preview"}).context["seen"]
    assert [(a and str(a.date), b) for a, b in seen.changes] == [("2026-11-24", None)]


def test_saturday_morning_becomes_working_time(dossier, binh, desk):
    at_desk = desk(binh)
    url = "/lich/sua/gio/"
    sent = {**typed(at_desk.get(url)), "r-0-sat": "7h30-11h30"}
    seen = at_desk.post(url, {**sent, "do": "preview"}).context["seen"]
    assert seen.shifts_changed
    assert at_desk.post(url, {**sent, "do": "save", "seen": seen.fingerprint}).status_code == 302
    week = CalendarVersion.objects.get().data["shifts"][0]["week"]
    assert week["sat"] == [["07:30", "11:30"]]


def test_a_week_without_work_is_refused(binh, desk):
    at_desk = desk(binh)
    url = "/lich/sua/gio/"
    sent = typed(at_desk.get(url))
    sent = {k: v for k, v in sent.items() if k.split("-")[-1] not in worktime.WEEKDAYS}
    answer = at_desk.post(url, {**sent, "do": "preview"})
    assert answer.status_code == 422
    assert "Không có giờ làm nào" in answer.content.decode()


def test_the_look_shows_only_dossiers_the_reader_may_open(dossier, minh, ward, desk, who):
    from khe.base.people.models import Post, Tenure

    post = Tenure.objects.get(member=minh.member).post
    Post.objects.filter(pk=post.pk).update(roles=["officer", "catalogue"])
    at_desk = desk(minh)
    blank = at_desk.get(EDIT)
    answer = at_desk.post(EDIT, {**typed(blank, **spare(blank, "2026-03-04")), "do": "preview"})
    seen = answer.context["seen"]
    assert (seen.moves, seen.total, seen.hidden) == ([], 1, 1)
    assert dossier.code not in answer.content.decode()
    assert dossier.applicant_name not in answer.content.decode()


def test_a_stale_page_says_so_and_keeps_what_was_typed(dossier, binh, an, desk, who):
    at_desk = desk(an)
    blank = at_desk.get(EDIT)
    sent = typed(blank, **spare(blank, "2026-03-05"))
    seen = at_desk.post(EDIT, {**sent, "do": "preview"}).context["seen"]
    save(with_day("2026-03-04"), who(binh))
    answer = at_desk.post(EDIT, {**sent, "do": "save", "seen": seen.fingerprint})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "vừa được người khác sửa" in page
    assert "Lễ hội vườn khế" in page
    assert CalendarVersion.objects.count() == 1
