"""Whatever shows people shows only those whose record the reader may open."""

import io
import re
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import MONDAY
from khe.base.figures import Period
from khe.base.journal import queries as journal
from khe.base.people.models import Body, Member, Post, Tenure
from khe.desks.staff import queries as staff
from khe.desks.staff.states import Event
from khe.desks.training import actions, figures, queries
from khe.desks.training.models import Enrolment
from khe.desks.training.testing import make_plan, make_study
from khe.desks.training.tests.common import THEORY, TODAY

NAMES = {"lan": "Lê Thị Lan", "minh": "Trần Văn Minh", "thoa": "Huỳnh Kim Thoa"}


@pytest.fixture
def studied(kieu, lan, minh, thoa, who):
    """Lan, Minh and Thoa study and need something, in one plan."""
    plan = make_plan(who(kieu), MONDAY)
    for user in (lan, minh, thoa):
        post = Tenure.objects.get(member=user.member).post
        Post.objects.filter(pk=post.pk).update(requires={"theory": "advanced"})
        actions.propose_need(member_id=user.member.pk, **THEORY, by=who(kieu), at=MONDAY)
        make_study(
            who(kieu), user.member, date(2026, 1, 5), date(2026, 12, 30), plan_id=plan.pk,
            level="elementary", now=MONDAY, name=f"Lớp của {user.username}",
        )  # fmt: skip
    return plan


def shown(text):
    """Return whose names stand in a text."""
    return {key for key, name in NAMES.items() if name in text}


def everywhere(sat, plan):
    """Yield (where, text) of every page and file that lists people."""
    names = ["list", "gaps", "needs", "enrolments", "courses", "figures", "plans", "need_new"]
    addresses = [reverse(f"training:{name}") for name in names]
    addresses += [reverse("training:plan", args=[plan.pk])]
    addresses += [reverse("training:enrolments") + "?q=a", reverse("training:gaps") + "?all=1"]
    addresses += [reverse("training:course", args=[e.course_id]) for e in Enrolment.objects.all()]
    for address in addresses:
        page = sat.get(address)
        assert page.status_code == 200, address
        yield address, page.content.decode()
    book = sat.get(reverse("training:enrolments_sheet")).content
    rows = load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True)
    yield "xlsx", "\n".join(str(cell) for row in rows for cell in row)


@pytest.mark.parametrize(
    ("reader", "sees"),
    [("kieu", {"lan", "minh", "thoa"}), ("tam", {"lan", "minh", "thoa"}), ("hung", {"minh"}),
     ("lan", {"lan"}), ("binh", set()), ("an", set())],
)  # fmt: skip
def test_lists_exports_and_searches_show_the_people_of_the_reader(
    studied, reader, sees, request, desk, kieu, tam, hung, binh, an
):
    user = request.getfixturevalue(reader)
    for where, text in everywhere(desk(user), studied):
        main = text.split("<main", 1)[-1]
        assert shown(main) <= sees, where
    listed = desk(user).get(reverse("training:enrolments")).content.decode()
    assert shown(listed.split("<main", 1)[-1]) == sees
    first = {"first": "2026", "last": "2026"}
    page = desk(user).get(reverse("training:figures"), first)
    counts = {f.id: f.numerator for f in page.context["levels"]}
    assert counts["staff.training.political_theory.elementary"] == len(sees)
    courses = desk(user).get(reverse("training:courses")).context["rows"]
    assert sum(row.here for row in courses) == len(sees)


@pytest.mark.parametrize("name", ["person", "enrolment"])
def test_the_page_of_a_person_is_not_there_for_strangers_and_looking_is_on_record(
    studied, name, desk, lan, minh, hung, kieu, binh
):
    place = Enrolment.objects.get(member=lan.member)
    address = reverse(f"training:{name}", args=[{"person": lan.member.pk}.get(name, place.pk)])
    for stranger in (minh, hung, binh):
        assert desk(stranger).get(address).status_code == 404
    assert not journal.of(lan.member.pk).filter(event=Event.RECORD_SEEN).exists()
    assert desk(lan).get(address).status_code == 200
    assert desk(kieu).get(address).status_code == 200
    seen = journal.of(lan.member.pk).get(event=Event.RECORD_SEEN)
    assert (seen.by_name, seen.facts["what"]) == (kieu.member.name, "training")


def test_only_keepers_find_the_pages_that_change(studied, desk, lan, hung, tam, kieu):
    course = Enrolment.objects.get(member=lan.member).course
    pages = [
        reverse("training:course_new"),
        reverse("training:plan_new"),
        reverse("training:import"),
    ]
    pages += [
        reverse(f"training:{n}", args=[course.pk]) for n in ("enrol", "results", "course_edit")
    ]
    for address in pages:
        assert desk(kieu).get(address).status_code == 200
        for reader in (lan, hung, tam):
            assert desk(reader).get(address).status_code == 404, address


def test_sums_over_everybody_are_for_those_who_see_everybody(studied, desk, hung, tam, lan):
    address = reverse("training:plan", args=[studied.pk])
    assert desk(tam).get(address).context["money"] is not None
    for reader in (hung, lan):
        page = desk(reader).get(address)
        assert page.context["money"] is None
        assert not re.search(r"100\.000\.000", page.content.decode())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whoever_looks_counts_only_what_they_may_open(data, ward, kieu, who):
    """Random organisations: lists, figures and gaps are subsets of the records one may open."""
    roles = st.lists(
        st.sampled_from(["head", "officer", "leader", "personnel", "standing"]), max_size=2
    )
    bodies = [Body.objects.create(name=f"Đơn vị {n}") for n in range(3)]
    Body.objects.filter(pk=bodies[2].pk).update(parent=bodies[1])
    people = []
    for n in range(5):
        member = Member.objects.create(name=f"Người {n}", sort_name=f"nguoi {n}")
        body = data.draw(st.sampled_from(bodies))
        post = Post.objects.create(
            title="Chức danh", body=body, roles=data.draw(roles), requires={"theory": "advanced"}
        )
        Tenure.objects.create(member=member, post=post, began=date(2025, 1, 1))
        people.append((member, post))
    chosen = data.draw(st.lists(st.sampled_from(people), unique_by=lambda p: p[0].pk))
    for member, _post in chosen:
        make_study(
            who(kieu), member, date(2026, 1, 5), date(2026, 6, 30), level="elementary", now=MONDAY
        )
    member, post = data.draw(st.sampled_from(people))
    actor = who(kieu).__class__(
        authority_id=ward.pk, name=member.name, member_id=member.pk, roles=frozenset(post.roles),
        body_ids=frozenset({post.body_id}),
        led_ids=frozenset({post.body_id} if "head" in post.roles else ()),
    )  # fmt: skip
    may = set(staff.visible_records(actor, TODAY).values_list("pk", flat=True))
    listed = queries.enrolments(actor, TODAY)
    assert set(listed.values_list("member_id", flat=True)) <= may
    assert {row.member.pk for row in queries.gaps(actor, TODAY).rows} <= may
    visible = set(listed.values_list("pk", flat=True))
    year = Period.parse("2026")
    for figure in [*figures.of(actor, year), *figures.counted(queries.people(actor, TODAY), year)]:
        assert {*figure.records, *figure.of} <= visible, figure.id
    rows = queries.with_people(queries.courses(), actor, TODAY)
    assert sum(row.here for row in rows) <= len(visible)
