"""The chain of a subject's entries: what was written is what is read, and any change shows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from khe.base.authorities.models import Area
from khe.base.journal import queries as journal
from khe.base.journal.chain import first_break, link_hash
from khe.base.journal.record import record
from khe.base.people.actor import system

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
FACTS = st.dictionaries(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53)
        | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8),
        lambda inner: st.lists(inner, max_size=3), max_leaves=6,
    ),
    max_size=4,
)  # fmt: skip


def test_what_is_read_back_has_the_hash_of_what_was_written(ward):
    areas = []

    @given(st.lists(FACTS, min_size=1, max_size=4))
    def check(several):
        area = Area.objects.create(name="Khu vực", code=str(len(areas)))
        areas.append(area)
        for minute, facts in enumerate(several):
            record(
                area, "area.made", by=system(ward), at=AT + timedelta(minutes=minute), said=facts
            )
        entries = list(journal.of(area.pk))
        assert [e.facts["said"] for e in entries] == several
        assert first_break(entries) is None

    check()
    assert journal.broken() == []


@given(st.integers(1, 6), st.integers(0, 5), st.sampled_from(["event", "by_name", "seq", "drop"]))
def test_any_change_before_the_end_breaks_the_chain(length, place, what):
    class Link:
        pass

    links, former = [], b""
    for seq in range(1, length + 1):
        link = Link()
        link.subject_id, link.seq, link.event, link.at = AT.isoformat(), seq, "e", AT
        link.by_id, link.by_name, link.facts = None, "Lan", {"n": seq}
        former = link.hash = link_hash(
            former, link.subject_id, seq, "e", AT, None, "Lan", link.facts
        )
        links.append(link)
    assert first_break(links) is None
    place %= length
    if what == "drop":
        del links[place]
        assert first_break(links) == (None if place == length - 1 else place + 1)
    else:
        setattr(links[place], what, 99 if what == "seq" else "other")
        assert first_break(links) == place + 1
