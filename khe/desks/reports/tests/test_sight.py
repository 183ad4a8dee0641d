"""Lists, searches, counts and the register are a subset of what the page of a document allows."""

import itertools

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from khe.base.authorities.tenant import uuid7
from khe.base.people.actor import ROLES, Actor
from khe.desks.reports import queries, rules, waiting
from khe.desks.reports.models import Document
from khe.desks.reports.pages import register
from khe.desks.reports.states import OUT, Kind, Status


@pytest.fixture
def shelf(office, thoa, trung, binh):
    """One document of every kind, status and secrecy, drafted by Thoa or by Trung."""
    made = []
    for kind, status, secret in itertools.product(Kind, Status, (False, True)):
        who = (thoa, trung)[len(made) % 2].member
        is_out = status in OUT
        made.append(
            Document(
                id=uuid7(), kind=kind, layout="administrative", body=office, period_first="2026-02-01",
                period_last="2026-02-28", title=f"báo cáo {len(made)}", find_key=f"bao cao {len(made)}",
                issuer="x", place="x", restricted=secret, status=status, drafted_by=who,
                drafted_at="2026-03-02T02:00Z", changed_at="2026-03-02T02:00Z", why="x",
                signer_name="" if status in ("draft", "checked") else "x",
                number=len(made) if is_out else None, issued_on="2026-03-02" if is_out else None,
            )
        )  # fmt: skip
    Document.objects.bulk_create(made)
    return list(Document.objects.all())


def actors(thoa, trung):
    """Every person with any set of up to three roles, a stranger to both drafters, or one of them."""
    members = (uuid7(), thoa.member.pk, trung.member.pk)
    sets = [c for n in range(4) for c in itertools.combinations(sorted(ROLES), n)]
    return [(member, roles) for member in members for roles in sets]


def test_what_is_listed_searched_and_counted_can_be_opened(shelf, thoa, trung, who):
    authority = who(thoa).authority_id
    for member, roles in actors(thoa, trung)[::7]:
        by = Actor(authority, "x", member_id=member, roles=frozenset(roles))
        may = {d.pk for d in shelf if rules.may_see(d, by)}
        assert set(queries.visible_to(by).values_list("pk", flat=True)) == may
        found = {d.pk for tab in ("", *queries.TABS) for d in queries.search(by, "bao", tab)}
        assert found <= may
        counts = queries.counts(by)
        assert counts[""] == len(may) == sum(counts[tab] for tab in queries.TABS)


def test_what_waits_for_somebody_can_be_opened_and_done(shelf, thoa, trung, who):
    for member, roles in actors(thoa, trung)[::7]:
        by = Actor(who(thoa).authority_id, "x", member_id=member, roles=frozenset(roles))
        may = {d.get_absolute_url() for d in shelf if rules.may_see(d, by)}
        assert {w.url for w in waiting.of(by, None)} <= may


def test_a_stranger_gets_404_where_the_list_is_silent(shelf, minh, desk, who):
    client, by = desk(minh), who(minh)
    for document in shelf[::5]:
        seen = rules.may_see(document, by)
        for page in ("document", "docx", "pdf"):
            answer = client.get(reverse(f"reports:{page}", args=[document.pk]))
            assert answer.status_code == (200 if seen else 404)


def test_the_register_names_a_number_and_hides_the_title_of_a_restricted_document(
    issued, minh, who
):
    Document.objects.filter(pk=issued.pk).update(restricted=True)
    (row,) = register.page(who(minh), "")["rows"]
    assert (row["document"], row["code"]) == (None, "01/BC-VP")


@settings(max_examples=60)
@given(st.sampled_from(sorted(Status)), st.sampled_from(sorted(Kind)), st.booleans(),
       st.sets(st.sampled_from(sorted(ROLES))))  # fmt: skip
def test_what_is_not_issued_is_seen_only_by_those_who_draft(status, kind, secret, roles):
    document = Document(authority_id=1, kind=kind, status=status, restricted=secret)
    by = Actor(1, "x", member_id=uuid7(), roles=frozenset(roles))
    if rules.may_see(document, by) and status not in OUT:
        assert rules.may_draft(by)
