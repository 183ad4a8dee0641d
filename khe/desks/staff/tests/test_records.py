"""The privacy zone: who may open a personnel record, and what is written down when they do."""

from datetime import date

import pytest
from django.urls import reverse

from khe.base.authorities.models import Area
from khe.base.files.testing import PDF, upload
from khe.base.journal import queries as journal
from khe.base.people.models import Member
from khe.base.refusal import Refused
from khe.desks.staff import actions, queries, roster
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.states import Event, MemberFacts
from khe.desks.staff.testing import MONDAY, TODAY, make_body, make_member, make_post, make_tenure
from khe.testing import refused

PHONE, MAIL = "0912 345 678", "sen@ben-khe.vn"
READERS = ("tuyen", "trung")
EVERYBODY = ("thoa", "lan", "minh", "binh", "an", "sau", "tuyen", "trung")


@pytest.fixture
def cast(thoa, lan, minh, binh, an, sau, tuyen, trung):
    """Everybody, by name."""
    people = (thoa, lan, minh, binh, an, sau, tuyen, trung)
    return {person.username: person for person in people}


@pytest.fixture
def sen(zone):
    """Sen holds a post in Sáu's area and is of a Party cell."""
    cell = make_body("Chi bộ Khu vực 3", kind="cell", area=zone.area)
    found = make_member(
        "Bùi Thị Sen", code="CB07", phone=PHONE, email=MAIL, cell=cell, born=date(1980, 2, 5),
        party_since=date(2005, 5, 19), area=zone.area, kind="area",
    )  # fmt: skip
    post = make_post(zone, "Bí thư đoàn khu vực", kind="area_youth_secretary")
    make_tenure(found, post)
    return found


def seen(member):
    return [e.facts["what"] for e in journal.of(member.pk) if e.event == Event.RECORD_SEEN]


def may_open(user, member, who):
    return queries.visible_records(who(user), TODAY).filter(pk=member.pk).exists()


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_is_shown_anywhere_is_within_what_may_be_opened(cast, sen, desk, who, name):
    """List, search, export, count and the links of the chart, against the page itself."""
    user = cast[name]
    sat, members = desk(user), list(Member.objects.all())
    allowed = {m.pk for m in members if may_open(user, m, who)}
    for member in members:
        answer = sat.get(reverse("staff:record", args=[member.pk]))
        assert answer.status_code == (200 if member.pk in allowed else 404), member.name
        for page in ("contacts", "record_edit", "record_appoint", "qualify"):
            url = reverse(f"staff:{page}", args=[member.pk])
            assert member.pk in allowed or sat.post(url).status_code == 404
    asks = [
        {}, {"q": "sen"}, {"q": PHONE}, {"q": "CB07"}, {"cell": sen.cell_id}, {"kind": "area"},
        {"area": sen.area_id}, {"post_kind": "area_youth_secretary"}, {"body": sen.cell_id},
    ]  # fmt: skip
    for asked in asks:
        page = sat.get(reverse("staff:records"), asked)
        assert {m.pk for m, _ in page.context["rows"]} <= allowed, asked
        assert page.context["page"].paginator.count <= len(allowed)
        chosen = queries.Filter(**{"text" if k == "q" else k: v for k, v in asked.items()})
        found = queries.records(who(user), TODAY, chosen)
        assert set(found.values_list("pk", flat=True)) <= allowed
        exported = list(roster.rows(found, TODAY))
        assert len({row["name"] for row in exported}) <= len(allowed)
    chart = sat.get(reverse("staff:chart"))
    assert chart.context["visible"] <= allowed
    told = chart.content.decode()
    assert not any(private in told for private in (PHONE, MAIL, "05/02/1980", "19/05/2005"))
    for member in members:
        link = reverse("staff:record", args=[member.pk])
        assert member.pk in allowed or link not in told


def test_pages_of_accounts_show_nothing_of_a_record(sen, an, desk):
    for url in (reverse("staff:people"), reverse("staff:person", args=[sen.pk])):
        told = desk(an).get(url).content.decode()
        assert sen.name in told
        private = (PHONE, MAIL, "05/02/1980", "19/05/2005", "Chi bộ Khu vực 3", "CB07")
        assert not any(one in told for one in private)


def test_each_role_opens_what_its_rule_names(cast, sen, who):
    opened = {name: may_open(user, sen, who) for name, user in cast.items()}
    assert {name for name, may in opened.items() if may} == {"sau", "tuyen", "trung"}
    assert all(may_open(user, user.member, who) for user in cast.values())
    assert not may_open(cast["sau"], cast["lan"].member, who)
    assert not may_open(cast["an"], cast["lan"].member, who)  # accounts are not records


def test_every_view_is_written_down_and_the_person_sees_it(sau, lan, tuyen, desk, who):
    post = make_post(make_body("Tổ dân vận", parent=lan.member.tenures.get().post.body))
    make_tenure(lan.member, post, ended=date(2025, 12, 1))
    sat = desk(tuyen)
    url = reverse("staff:record", args=[lan.member.pk])
    assert sat.get(url).status_code == 200
    sat.post(reverse("staff:contacts", args=[lan.member.pk]))
    assert seen(lan.member) == ["record", "contacts"]
    mine = desk(lan).get(reverse("staff:my_record"))
    told = mine.content.decode()
    assert "Ai đã xem hồ sơ này" in told
    assert told.count("Đỗ Thị Thanh Tuyền") == 2
    assert seen(lan.member) == ["record", "contacts"]  # one's own look is nobody's business
    assert [e.by_name for e, _ in mine.context["looks"]] == ["Đỗ Thị Thanh Tuyền"] * 2


def test_a_head_does_not_see_who_else_looked(sen, sau, tuyen, desk):
    desk(tuyen).get(reverse("staff:record", args=[sen.pk]))
    page = desk(sau).get(reverse("staff:record", args=[sen.pk]))
    assert page.context["looks"] == []
    assert "Ai đã xem hồ sơ này" not in page.content.decode()
    assert seen(sen) == ["record", "record"]


def test_a_view_that_is_refused_leaves_no_trace(sen, minh, desk):
    assert desk(minh).get(reverse("staff:record", args=[sen.pk])).status_code == 404
    assert desk(minh).post(reverse("staff:contacts", args=[sen.pk])).status_code == 404
    assert seen(sen) == []


def test_contacts_are_masked_until_they_are_asked_for(sen, tuyen, desk):
    page = desk(tuyen).get(reverse("staff:record", args=[sen.pk])).content.decode()
    assert PHONE not in page
    assert MAIL not in page
    answer = desk(tuyen).post(reverse("staff:contacts", args=[sen.pk]))
    assert PHONE in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_export_is_seen_by_everybody_in_it(sen, sau, tuyen, desk, django_assert_max_num_queries):
    people = [make_member(f"Người Thứ {n}", area=sen.area) for n in range(40)]
    sat = desk(tuyen)
    with django_assert_max_num_queries(22):
        answer = sat.post(reverse("staff:export") + "?area=" + str(sen.area_id))
    assert answer.status_code == 200
    assert all(seen(person) == ["export"] for person in [sen, sau.member, *people])
    assert seen(tuyen.member) == []
    assert "no-store" in answer.headers.get("Cache-Control", "no-store")


def test_an_export_of_what_may_not_be_seen_is_refused_whole(sen, sau, lan, who):
    ids = [sen.pk, lan.member.pk]
    facts = {"what": "export", "by": who(sau), "at": MONDAY}
    refused(Refusal.NOT_YOUR_RECORD, actions.look_at_many, ids, **facts)
    assert seen(sen) == seen(lan.member) == []
    assert [m.pk for m in actions.look_at_many([sen.pk], **facts)] == [sen.pk]
    assert seen(sen) == ["export"]


def test_the_chain_of_many_looks_is_whole(sen, sau, tuyen, who):
    facts = {"what": "export", "by": who(tuyen), "at": MONDAY}
    for _ in range(3):
        actions.look_at_many([sen.pk, sau.member.pk], **facts)
    actions.look(sen.pk, what="record", by=who(tuyen), at=MONDAY)
    assert [e.seq for e in journal.of(sen.pk)] == [1, 2, 3, 4]
    assert journal.broken() == []


def facts_of(member, **change):
    from dataclasses import replace

    return replace(MemberFacts.of(member), **change)


def test_only_the_keepers_of_records_write_them(lan, an, trung, tuyen, who):
    facts = facts_of(lan.member, code="CB01", born=date(1990, 1, 2))
    for user in (an, trung, lan):
        with pytest.raises(Refused):
            actions.save_member(
                id=lan.member.pk, name="Lê Thị Lan", facts=facts, by=who(user), at=MONDAY
            )
    lan.member.refresh_from_db()
    assert lan.member.code == ""
    actions.save_member(id=lan.member.pk, name="Lê Thị Lan", facts=facts, by=who(tuyen), at=MONDAY)
    lan.member.refresh_from_db()
    assert (lan.member.code, lan.member.born) == ("CB01", date(1990, 1, 2))
    entry = journal.of(lan.member.pk).get()
    assert entry.facts == {"name": "Lê Thị Lan", "changed": ["code", "born"]}  # not what it held


def test_two_people_never_have_one_telephone(sen, lan, tuyen, who):
    facts = facts_of(lan.member, phone="+84 912.345.678")
    with pytest.raises(Refused) as caught:
        actions.save_member(id=lan.member.pk, name="Lan", facts=facts, by=who(tuyen), at=MONDAY)
    assert caught.value.reason.value == "phone_taken"
    assert "Bùi Thị Sen" in str(caught.value.reason.label)  # Tuyền may open that record
    lan.member.refresh_from_db()
    assert (lan.member.phone, lan.member.name) == ("", "Lê Thị Lan")


def test_the_refusal_names_nobody_to_those_who_may_not_know():
    assert "%(" not in str(Refusal.PHONE_TAKEN.label)
    assert "một người khác" in str(Refusal.PHONE_TAKEN.label)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"born": date(2020, 1, 1)}, Refusal.BAD_BIRTH),
        ({"born": date(1890, 1, 1)}, Refusal.BAD_BIRTH),
        ({"phone": "12"}, Refusal.BAD_PHONE),
        ({"email": "khong"}, Refusal.BAD_EMAIL),
        ({"kind": "vua"}, Refusal.UNKNOWN_KIND),
        ({"gender": "x"}, Refusal.UNKNOWN_KIND),
        ({"party_since": date(2030, 1, 1)}, Refusal.BAD_PARTY_DAY),
        ({"party_since": date(2000, 1, 1), "born": date(1990, 1, 1)}, Refusal.BAD_PARTY_DAY),
    ],
)
def test_what_does_not_hold_together_is_refused(lan, tuyen, who, change, reason):
    facts = facts_of(lan.member, **change)
    refused(
        reason,
        actions.save_member,
        id=lan.member.pk,
        name="Lan",
        facts=facts,
        by=who(tuyen),
        at=MONDAY,
    )
    assert not journal.of(lan.member.pk).exists()


def test_a_cell_is_a_cell(lan, sen, office, tuyen, who):
    facts = facts_of(lan.member, cell_id=office.pk)
    refused(
        Refusal.NOT_A_CELL, actions.save_member, id=lan.member.pk, name="Lan", facts=facts,
        by=who(tuyen), at=MONDAY,
    )  # fmt: skip
    kept = Member.objects.get(pk=lan.member.pk)
    assert (kept.name, kept.cell_id) == ("Lê Thị Lan", None)


def test_tuyen_writes_a_new_record_and_its_mistakes_are_said(sen, tuyen, desk):
    sat, url = desk(tuyen), reverse("staff:record_new")
    sent = {
        "name": "Hà Văn Đông", "kind": "area", "phone": "0912345678", "area": str(sen.area_id),
        "cell": str(sen.cell_id), "born": "03/04/1975", "gender": "male",
    }  # fmt: skip
    answer = sat.post(url, sent)
    assert answer.status_code == 422
    assert "Bùi Thị Sen" in answer.content.decode()
    assert 'value="03/04/1975"' in answer.content.decode()
    assert sat.post(url, {**sent, "phone": "0912345679"}).status_code == 302
    found = Member.objects.get(name="Hà Văn Đông")
    assert (found.born, found.area, found.cell_id) == (
        date(1975, 4, 3), Area.objects.get(), sen.cell_id,
    )  # fmt: skip


def test_what_a_person_lacks_for_their_post_is_shown(sen, tuyen, desk, who):
    post = sen.tenures.get().post
    post.requires = {"theory": "intermediate", "skills": ["Tin học"]}
    post.save()
    facts = {"by": who(tuyen), "at": MONDAY}
    actions.add_qualification(sen.pk, kind="theory", level="elementary", **facts)
    refused(Refusal.NO_LEVEL, actions.add_qualification, sen.pk, kind="theory", level="ba", **facts)
    refused(Refusal.NO_LEVEL, actions.add_qualification, sen.pk, kind="skill", **facts)
    page = desk(tuyen).get(reverse("staff:record", args=[sen.pk]))
    assert [(g.wanted, g.has) for _, g in page.context["lacks"]] == [
        ("intermediate", "elementary"), ("Tin học", ""),
    ]  # fmt: skip
    held = sen.qualifications.get()
    url = reverse("staff:disqualify", args=[sen.pk, held.pk])
    assert desk(tuyen).get(url).status_code == 405
    assert desk(tuyen).post(url).status_code == 302
    assert not sen.qualifications.exists()


def test_a_decisions_paper_is_kept_with_it_and_opened_on_record(sen, sau, minh, tuyen, desk):
    act = sen.acts.get()
    url = reverse("staff:file_act", args=[sen.pk, act.pk])
    assert desk(minh).post(url, {"files": upload("qd.pdf", PDF)}).status_code == 404
    assert desk(sau).post(url, {"files": upload("qd.pdf", PDF)}).status_code == 409
    assert desk(tuyen).post(url, {"files": upload("qd.pdf", PDF)}).status_code == 302
    page = desk(sau).get(reverse("staff:record", args=[sen.pk]))
    paper = page.context["current"][0].papers[0]
    link = reverse("staff:act_paper", args=[sen.pk, act.pk, paper.pk])
    assert desk(minh).get(link).status_code == 404
    answer = desk(sau).get(link)
    assert b"".join(answer.streaming_content) == PDF
    assert seen(sen)[-1] == "document"


def test_tuyen_records_an_act_and_never_one_about_herself(sen, lan, tuyen, desk, office):
    post = make_post(office, "Phó Chánh văn phòng", kind="office_head")
    sent = {
        "post": str(post.pk), "began": "02/03/2026", "kind": "appointment", "number": "7/QĐ",
        "signed_on": "01/03/2026",
    }  # fmt: skip
    sat = desk(tuyen)
    own = sat.post(reverse("staff:record_appoint", args=[tuyen.member.pk]), sent)
    assert own.status_code == 422
    assert str(Refusal.OWN_ACT.label) in own.content.decode()
    assert sat.post(reverse("staff:record_appoint", args=[lan.member.pk]), sent).status_code == 302
    assert lan.member.tenures.filter(post=post, began=TODAY).exists()


def test_the_list_costs_the_same_for_two_and_for_forty(
    sen, tuyen, desk, django_assert_max_num_queries
):
    for n in range(40):
        make_tenure(make_member(f"Người Thứ {n}"), make_post(sen.cell, f"Chức danh {n}"))
    sat = desk(tuyen)
    with django_assert_max_num_queries(18):
        assert sat.get(reverse("staff:records")).status_code == 200
    with django_assert_max_num_queries(18):
        assert sat.get(reverse("staff:chart")).status_code == 200
    with django_assert_max_num_queries(30):
        assert sat.get(reverse("staff:record", args=[sen.pk])).status_code == 200
