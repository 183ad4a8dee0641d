"""A log comes in: its figures, its words, and what happens when it comes again."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from khe.base.authorities.models import Authority
from khe.base.journal import queries as journal
from khe.desks.dossiers.logs import mapping
from khe.desks.dossiers.logs.tests.xml import event, trace
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Status
from khe.desks.dossiers.testing import make_dossier
from khe.testing import shared_data

DAY = "2020-01-0{}T08:00:00+07:00".format
PERMITS = {
    "cases": 4, "events": 6, "activities": 2, "resources": 3, "closed": 2, "on_time": 1, "late": 1,
    "open": 2, "open_overdue": 1, "stopped": 0, "closed_without_due": 0,
}  # fmt: skip


def part(report, expected):
    return {key: report[key] for key in expected}


def test_it_counts_a_receipt_log_from_the_database(taken, sample):
    report = taken(sample("permits"))
    assert part(report, PERMITS) == PERMITS
    assert (report["map"], report["made"], report["new"]) == ("receipt", True, 4)
    assert report["log_end"] == "2011-10-20T08:00:00+00:00"


def test_an_unknown_code_makes_an_archive_that_knows_when_its_log_ends(taken, sample):
    taken(sample("permits"))
    archive = Authority.objects.get(code="archive")
    assert archive.kind == "archive"
    assert archive.settings["log_end"] == "2011-10-20T08:00:00+00:00"


def test_the_cases_are_dossiers_with_their_journal(taken, sample, inside):
    taken(sample("permits"))
    with inside():
        closed, open_ = Dossier.objects.get(code="case-1"), Dossier.objects.get(code="case-3")
        assert (closed.status, open_.status) == (Status.RETURNED, Status.IN_PROGRESS)
        assert closed.settled_at == closed.due_at == datetime(2011, 10, 10, 7, tzinfo=UTC)
        assert (closed.channel, open_.channel, closed.field) == ("online", "post", "General")
        assert (closed.origin, closed.officer_name, open_.settled_at) == ("log", "Resource21", None)
        first, second = journal.of(closed.pk)
        assert first.facts["activity"] == "Confirmation of receipt"
        assert first.facts["attributes"] == {"lifecycle:transition": "complete"}
        assert (first.by_name, second.by_name) == ("Resource21", "Resource10")
        assert second.at == datetime(2011, 10, 4, 7, 30, 0, 123000, tzinfo=UTC)
        assert (closed.journal_seq, bytes(closed.journal_hash)) == (2, bytes(second.hash))
        assert journal.broken() == []


def test_it_sums_fees_to_the_cent_and_counts_late_events(taken, sample):
    report = taken(sample("building"))
    assert report["map"] == "bpic15"
    assert report["fees"] == Decimal("157.41")  # 157.105 + 0.1 + 0.2 = 157.405
    assert part(report, ["fee_cases", "closed", "open", "stopped"]) == {
        "fee_cases": 3, "closed": 2, "open": 1, "stopped": 1,
    }  # fmt: skip
    assert (report["due_events"], report["late_events"]) == (2, 1)
    assert report["notes"] == {"closed_without_end": 1}


def test_a_closed_case_without_an_end_settled_at_its_last_event(taken, sample, inside):
    taken(sample("building"))
    with inside():
        assert Dossier.objects.get(code="B2").settled_at == datetime(2014, 4, 30, 22, tzinfo=UTC)
        assert Dossier.objects.get(code="B3").settled_at is None  # open, whatever its end date


def test_it_keeps_every_kind_of_attribute_as_it_was_written(taken, sample, inside):
    report = taken(sample("nested"))
    assert report["notes"] == {"untimed_events": 1, "unnamed_events": 1}
    with inside():
        dossier = Dossier.objects.get()
        assert dossier.code == "café <1>"
        assert dossier.attributes["log"] == {
            "concept:name": [
                "string", "café <1>", [["language", ["string", "fr", [["sure", ["boolean", "true"]]]]]],
            ],
            "papers": ["list", "", [
                ["paper", "form"], ["paper", ["string", "photo", [["copies", ["int", "2"]]]]],
            ]],
            "place": ["container", "", [["x", ["float", "1.50"]], ["y", ["float", "-2e3"]]]],
            "identity:id": ["id", "d2d4f2a0-0000-4000-8000-000000000001"],
        }  # fmt: skip
        first, second = journal.of(dossier.pk)
        assert first.facts == {
            "activity": "Open\nit",
            "attributes": {
                "cost": ["int", "99999999999999999999"],
                "ok": ["boolean", "false"],
                "note": ["string", '"a" & b', [["when", ["date", "2020-01-01T00:00:00Z"]]]],
                "after": "still here",
            },
        }
        # without an offset: local time; the event without a time inherits it
        assert first.at == datetime(2020, 2, 29, 16, 59, 59, 999999, tzinfo=UTC) == second.at
        assert second.facts["untimed"] == "1"
        assert journal.broken() == []


def test_the_same_file_again_changes_nothing(taken, sample, inside):
    first = taken(sample("permits"))
    with inside():
        before = list(Dossier.objects.order_by("pk").values())
    again = taken(sample("permits"))
    assert (again["unchanged"], again["new"], again["events_added"], again["made"]) == (
        4,
        0,
        0,
        False,
    )
    assert part(again, PERMITS) == part(first, PERMITS)
    with inside():
        assert list(Dossier.objects.order_by("pk").values()) == before


def test_a_case_that_grew_gains_only_its_new_events(taken, written, inside):
    taken(written(trace("A", ("open", DAY(1)))))
    grown = written(trace("A", ("open", DAY(1)), ("close", DAY(2))), trace("B", ("open", DAY(3))))
    report = taken(grown)
    assert part(report, ["extended", "new", "events_added"]) == {
        "extended": 1, "new": 1, "events_added": 2,
    }  # fmt: skip
    with inside():
        entries = journal.of(Dossier.objects.get(code="A").pk)
        assert [e.facts["activity"] for e in entries] == ["open", "close"]
        assert journal.broken() == []


def test_an_older_file_takes_nothing_away(taken, written):
    taken(written(trace("A", ("open", DAY(1)), ("close", DAY(2)))))
    report = taken(written(trace("A", ("open", DAY(1)))))
    assert (report["unchanged"], report["events"]) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        trace("A", ("opened otherwise", DAY(1))),
        trace("A", ("opened otherwise", DAY(1)), ("close", DAY(2))),
        trace("A", ("open", DAY(1)), more='<string key="new" value="word"/>'),
    ],
    ids=["another event", "another beginning", "another attribute"],
)
def test_a_case_that_contradicts_is_reported_and_left(taken, written, inside, other):
    taken(written(trace("A", ("open", DAY(1)))))
    report = taken(written(other, trace("B", ("open", DAY(1)))))
    assert (report["conflicts"], report["conflict_codes"], report["new"]) == (1, ["A"], 1)
    with inside():
        dossier = Dossier.objects.get(code="A")
        assert [e.facts["activity"] for e in journal.of(dossier.pk)] == ["open"]
        assert "new" not in dossier.attributes["log"]


def test_it_never_touches_a_dossier_that_was_handled_here(ward, taken, written, thoa, who):
    dossier = make_dossier(who(thoa))
    report = taken(written(trace(dossier.code, ("open", DAY(1)))), ward.code)
    assert (report["conflicts"], report["cases"]) == (1, 0)
    assert Dossier.objects.get().origin == "counter"
    ward.refresh_from_db()
    assert "log_end" not in ward.settings  # a ward that works has the clock on the wall


def test_cases_without_a_name_get_one_that_stays(taken, written, inside):
    log = written(
        trace("", ("open", DAY(1))), trace("", ("open", DAY(2))), trace("", ("open", DAY(2)))
    )
    assert taken(log)["notes"] == {"unnamed_cases": 3, "repeated_names": 1}
    with inside():
        codes = sorted(Dossier.objects.values_list("code", flat=True))
    assert len(set(codes)) == 3
    assert all(code.startswith("log-") for code in codes)
    assert taken(log)["unchanged"] == 3


def test_a_name_used_twice_and_a_very_long_one_are_told_apart(taken, written, inside):
    long = "x" * 300
    log = written(*(trace(name, ("open", DAY(1))) for name in ("A", "A", long, long + "y")))
    assert taken(log)["cases"] == 4
    with inside():
        codes = set(Dossier.objects.values_list("code", flat=True))
        assert {"A", "A#2"} < codes
        assert max(map(len, codes)) <= 50
        kept = Dossier.objects.get(code__startswith="xxx", attributes__log__has_key="concept:name",
                                   attributes__contains={"log": {"concept:name": long}})  # fmt: skip
        assert kept.attributes["log"]["concept:name"] == long


def test_a_case_without_any_time_is_left_out_and_counted(taken, written):
    report = taken(written(trace("A", ("open", "")), trace("B", ("open", DAY(1)))))
    assert report["notes"] == {"untimed_cases": 1}
    assert (report["cases"], report["events"]) == (1, 1)


def test_an_event_without_a_time_takes_that_of_the_one_before(taken, written, inside):
    taken(written(trace("A", ("a", ""), ("b", DAY(2)), ("c", ""))))
    with inside():
        days = [e.at.day for e in journal.of(Dossier.objects.get().pk)]
    assert days == [2, 2, 2]


def test_a_case_without_events_is_a_dossier_all_the_same(taken, sample, tmp_path):
    text = sample("permits").read_text()
    path = tmp_path / "bare.xes"
    path.write_text(text[: text.index("<event>")] + "</trace></log>")
    report = taken(path)
    assert (report["cases"], report["closed"], report["events"]) == (1, 1, 0)
    assert taken(path)["unchanged"] == 1


def test_a_map_of_ones_own_decides(taken, written, tmp_path, inside):
    toml = tmp_path / "mine.toml"
    toml.write_text(
        'name="mine"\ntimezone="UTC"\n[case]\ncode="nr"\nstatus="phase"\nchannel="via"\n'
        'field="topics"\nfield_separator=";"\n[statuses]\ndone="closed"\n[channels]\nweb="online"\n'
        '[event]\nactivity="what"\nresource="who"\ntime="when"\n',
    )
    said = (
        '<string key="what" value="Check"/><string key="who" value="Lan"/>'
        '<string key="when" value="2020-01-01 08:00"/>'
    )
    more = (
        '<string key="nr" value="N-1"/><string key="phase" value="done"/>'
        '<string key="via" value="web"/><string key="topics" value="trees; walls"/>'
    )
    log = written(trace("A", more=more + event("kept", "", said)))
    report = taken(log, mapped_by=mapping.load(toml))
    assert (report["map"], report["closed"], report["resources"]) == ("mine", 1, 1)
    with inside():
        dossier = Dossier.objects.get(code="N-1")
        assert (dossier.channel, dossier.field) == ("online", "trees")
        entry = journal.of(dossier.pk).get()
        assert (entry.facts["activity"], entry.by_name) == ("Check", "Lan")
        assert entry.facts["attributes"]["concept:name"] == "kept"
        assert entry.at == datetime(2020, 1, 1, 8, tzinfo=UTC)


def test_two_authorities_cannot_see_each_others_cases(taken, sample, inside):
    one, two = taken(sample("permits"), "one"), taken(sample("building"), "two")
    assert (one["cases"], two["cases"]) == (4, 4)
    with inside("one"):
        assert set(Dossier.objects.values_list("code", flat=True)) == {
            f"case-{n}" for n in range(1, 5)
        }
    with inside("two"):
        assert not Dossier.objects.filter(code="case-1").exists()
        assert not journal.of_many([])
        assert Dossier.objects.count() == 4


def test_the_command_prints_the_figures_as_json_with_exact_money(khe, db, sample):
    status, out, err = khe("import", "xes", sample("building"), "--authority", "two", "--json")
    assert (status, err) == (0, "")
    assert '"fees":157.41,' in out
    assert json.loads(out)["events"] == 5


def test_the_command_prints_the_figures_for_people(khe, db, sample):
    status, out, _ = khe("import", "xes", sample("building"), "--authority", "two")
    assert status == 0
    assert "157.41" in out
    assert "1 vụ việc đã đóng không ghi ngày kết thúc" in out


REAL = {
    "receipt": {
        "cases": 1434, "events": 8577, "activities": 27, "resources": 48, "closed": 1329,
        "on_time": 952, "late": 377, "open": 105, "open_overdue": 39, "stopped": 0,
    },
    "BPIC15_1": {
        "cases": 1199, "events": 52217, "activities": 398, "resources": 23, "closed": 696,
        "open": 502, "stopped": 1, "fees": Decimal("1999689.00"), "fee_cases": 906,
        "due_events": 3340, "late_events": 144,
    },
    "BPIC15_2": {
        "cases": 832, "events": 44354, "activities": 410, "resources": 11, "closed": 753,
        "open": 79, "stopped": 0, "fees": Decimal("1193079.41"), "fee_cases": 579,
        "due_events": 398, "late_events": 8,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_a_municipalitys_real_log_gives_its_known_figures(taken, name):
    report = taken(shared_data(f"event_logs/{name}.xes.gz"), name)
    assert part(report, REAL[name]) == REAL[name]
    if name == "receipt":
        again = taken(shared_data("event_logs/receipt.xes.gz"), name)
        assert (again["unchanged"], again["events_added"]) == (1434, 0)


def test_it_tells_how_far_it_is(taken, written):
    told = []
    cases = [trace(f"case-{n}", ("open", DAY(1))) for n in range(5000)]
    taken(written(*cases), progress=lambda share, count: told.append((share, count)))
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (1.0, 5000)
