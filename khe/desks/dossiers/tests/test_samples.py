"""Ngân, the supervisor, draws dossiers at random, checks them, and has things put right."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import make_person
from khe.base.journal import queries as journal
from khe.desks.dossiers import actions, samples, sampling
from khe.desks.dossiers.actions.samples import check_item, draw_sample, fix_item
from khe.desks.dossiers.models import Sample, SampleItem
from khe.desks.dossiers.sampling import Event, Refusal
from khe.desks.dossiers.testing import MONDAY, make_dossier, make_version
from khe.testing import refused

DAY = timedelta(days=1)
MARCH = {"first": date(2026, 3, 1), "last": date(2026, 3, 31)}
GOOD = {point["key"]: ("ok", "") for point in sampling.points()}


@pytest.fixture
def ngan(office):
    return make_person("Đỗ Kim Ngân", "ngan", "Công chức kiểm tra", ["supervisor"], office)


@pytest.fixture
def settled(thoa, lan, binh, who):
    """Twelve dossiers of two fields, settled on Monday 2 March 2026; and one still open."""
    births = make_version("1.000001", field_name="Hộ tịch")
    copies = make_version("1.000002", field_name="Chứng thực")
    made = []
    for n in range(12):
        one = make_dossier(who(thoa), copies if n % 3 else births, officer=lan.member)
        actions.reject(one.code, by=who(binh), at=MONDAY, reason="Không đủ điều kiện")
        made.append(one.code)
    make_dossier(who(thoa), births, officer=lan.member)
    return made


def test_a_draw_is_repeated_by_anybody_who_has_the_seed():
    frame = [f"H99.17-260302-{n:04d}" for n in range(1, 101)]
    shuffled = frame[50:] + frame[:50]
    drawn = sampling.draw(shuffled, 10, 20260302)
    assert drawn == sampling.draw(frame, 10, 20260302)
    assert len(set(drawn)) == 10
    assert sampling.digest(frame) == sampling.digest(shuffled) != sampling.digest(frame[1:])
    # fixed for good: another Python must draw the same
    assert drawn[:3] == ["H99.17-260302-0003", "H99.17-260302-0076", "H99.17-260302-0034"]


def test_ngan_draws_by_field_and_the_way_is_kept(settled, ngan, who):
    made = draw_sample(size=5, field="Chứng thực", seed=7, **MARCH, by=who(ngan), at=MONDAY + DAY)
    assert (made.number, made.frame_size, made.seed) == (1, 8, 7)
    codes = [item.dossier.code for item in samples.items_of(made, who(ngan))]
    frame = list(samples.frame(who(ngan), **MARCH, field="Chứng thực").values_list("code", flat=1))
    assert codes == sampling.draw(frame, 5, 7)
    assert made.frame_digest == sampling.digest(frame)
    entry = journal.of(made.pk).get()
    assert (entry.event, entry.facts["codes"]) == (Event.DRAWN, codes)

    by_chance = draw_sample(size=2, **MARCH, by=who(ngan), at=MONDAY + DAY)
    assert (by_chance.number, by_chance.frame_size) == (2, 12)  # the open one is not in it


def test_a_draw_that_cannot_be_is_refused(settled, ngan, lan, minh, who):
    facts = {"by": who(ngan), "at": MONDAY + DAY}
    refused(Refusal.TOO_MANY, draw_sample, size=13, **MARCH, **facts)
    refused(Refusal.NOTHING_THERE, draw_sample, size=1, officer=minh.member, **MARCH, **facts)
    refused(Refusal.BAD_SIZE, draw_sample, size=0, **MARCH, **facts)
    backwards = {"first": MARCH["last"], "last": MARCH["first"]}
    refused(Refusal.BAD_PERIOD, draw_sample, size=1, **backwards, **facts)
    refused(Refusal.NOT_CHECKER, draw_sample, size=1, **MARCH, by=who(lan), at=MONDAY + DAY)
    assert not Sample.objects.exists()


def test_a_fault_says_what_who_and_until_when_and_is_put_right(settled, ngan, who):
    facts = {"by": who(ngan), "at": MONDAY + DAY}
    item = draw_sample(size=1, **MARCH, **facts).items.get()
    bad = {**GOOD, "time": ("bad", "Chậm hai ngày, không có thư xin lỗi")}
    refused(Refusal.NO_CORRECTION, check_item, item.pk, answers=bad, **facts)
    refused(Refusal.NOT_ANSWERED, check_item, item.pk, answers={"time": ("ok", "")}, **facts)
    word = {"correction": "Gửi thư xin lỗi", "who": "Lê Thị Lan"}
    refused(
        Refusal.DUE_BEFORE, check_item, item.pk, answers=bad, due=date(2026, 3, 1), **word, **facts
    )
    found = check_item(item.pk, answers=bad, due=date(2026, 3, 10), **word, **facts)
    assert (found.faults, found.correction_who) == (1, "Lê Thị Lan")
    fix_item(item.pk, note="Thư số 9", by=who(ngan), at=MONDAY + 3 * DAY)
    refused(Refusal.FIXED_ALREADY, fix_item, item.pk, by=who(ngan), at=MONDAY + 4 * DAY)
    assert [e.event for e in journal.of(item.pk)] == [Event.CHECKED, Event.FIXED]

    clean = check_item(item.pk, answers=GOOD, **facts)
    assert (clean.faults, clean.correction, clean.fixed_at) == (0, "", None)
    refused(Refusal.NOTHING_TO_FIX, fix_item, item.pk, **facts)


def test_the_share_without_fault_names_its_denominator_and_interval(settled, ngan, who):
    facts = {"by": who(ngan), "at": MONDAY + DAY}
    made = draw_sample(size=12, **MARCH, **facts)
    bad = {**GOOD, "parts": ("bad", "Thiếu")}
    for item in samples.items_of(made, who(ngan)):
        wrong = item.dossier.field == "Hộ tịch" and item.position % 2
        more = {"correction": "Nhận bổ sung", "who": "Lan", "due": date(2026, 4, 1)}
        check_item(item.pk, answers=bad if wrong else GOOD, **(more if wrong else {}), **facts)
    shares = {s.label: s for s in samples.shares(samples.items_of(made, who(ngan)))}
    assert (shares["Chứng thực"].good, shares["Chứng thực"].checked) == (8, 8)
    assert round(shares["Chứng thực"].low, 1) == 67.6  # Wilson, 8 of 8
    wrong = SampleItem.objects.filter(faults__gt=0).count()
    assert (shares["Hộ tịch"].good, shares["Hộ tịch"].checked) == (4 - wrong, 4)
    counts = samples.with_counts().get()
    assert (counts.checked, counts.good, counts.open) == (12, 12 - wrong, wrong)


def test_strangers_find_no_such_page(settled, lan, thoa, an, ngan, who, desk):
    made = draw_sample(size=1, **MARCH, by=who(ngan), at=MONDAY + DAY)
    for user in (lan, thoa, an):
        assert desk(user).get(reverse("dossiers:samples")).status_code == 404
        assert desk(user).get(reverse("dossiers:sample", args=[made.number])).status_code == 404
        url = reverse("dossiers:sample_check", args=[made.number, 1])
        assert desk(user).post(url, {}).status_code == 404


def test_ngan_does_it_all_on_the_pages(settled, ngan, desk):
    at_desk = desk(ngan)
    url = reverse("dossiers:samples")
    sent = {"first": "2026-03-01", "last": "2026-03-31", "size": "3", "field": "", "seed": ""}
    too_many = at_desk.post(url, {**sent, "size": "99"})
    assert too_many.status_code == 422
    assert 'value="99"' in too_many.content.decode()
    answer = at_desk.post(url, sent)
    made = Sample.objects.get()
    assert answer.url == reverse("dossiers:sample", args=[made.number])
    assert str(made.seed) in at_desk.get(answer.url).content.decode()

    check = reverse("dossiers:sample_check", args=[made.number, 2])
    marks = {f"m-{key}": "ok" for key in GOOD}
    half = at_desk.post(check, {**marks, "m-time": "bad", "n-time": "Chậm", "who": "Lan"})
    assert half.status_code == 422
    assert 'value="Chậm"' in half.content.decode()
    whole = {
        **marks, "m-time": "bad", "n-time": "Chậm", "who": "Lan", "correction": "Xin lỗi",
        "due": "2030-01-01",
    }  # fmt: skip
    assert at_desk.post(check, whole).status_code == 302
    fixed = at_desk.post(reverse("dossiers:sample_fix", args=[made.number, 2]), {"note": "Xong"})
    assert fixed.status_code == 302
    assert SampleItem.objects.get(position=2).fixed_at
    assert "0 trong 1" in at_desk.get(answer.url).content.decode()
    assert at_desk.get(url).status_code == 200
