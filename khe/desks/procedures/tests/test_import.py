"""A whole catalogue comes in: all of it or nothing, and twice is once."""

import gzip
import json
from datetime import UTC, date, datetime

import pytest

from khe.base.journal.models import Entry
from khe.desks.procedures import actions, queries
from khe.desks.procedures.models import CatalogueImport, ProcedureVersion
from khe.desks.procedures.source import files
from khe.desks.procedures.source.channels import HEADER
from khe.desks.procedures.source.files import BadFile, read_file
from khe.desks.procedures.source.records import read
from khe.desks.procedures.testing import lines, raw

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
FIRST = date(2026, 3, 2)
OTHER = HEADER + "Trực tiếp5 Ngày làm việcMiễn phí"


def bring(*records, owner=None, by=None, starts=FIRST):
    reads = [read(one) for one in records]
    return actions.import_records(
        reads, owner_id=owner, starts=starts, source="thu.jsonl", by=by, at=AT
    )


def latest(code="9.000001", owner=None):
    return ProcedureVersion.objects.filter(code=code, procedure__owner_id=owner).latest("number")


def test_it_publishes_what_it_read():
    report = bring(raw("9.000001"))

    found = latest()
    assert (found.state, found.effective_from, found.limit_for("direct")) == (
        "published", FIRST, "3 working_day",
    )  # fmt: skip
    assert (report["imported"], report["limits"]["working_day"], report["left"]) == (1, 1, 0)


def test_it_changes_nothing_the_second_time():
    bring(raw("9.000001"))
    before = set(ProcedureVersion.objects.values_list("pk", flat=True))

    report = bring(raw("9.000001"))

    assert (report["imported"], report["unchanged"]) == (0, 1)
    assert set(ProcedureVersion.objects.values_list("pk", flat=True)) == before


def test_it_publishes_a_changed_record_as_the_next_version():
    bring(raw("9.000001"))
    later = date(2026, 5, 4)

    bring(raw("9.000001", cach_thuc_thuc_hien=OTHER), starts=later)

    former = ProcedureVersion.objects.get(code="9.000001", number=1)
    assert (former.effective_to, former.limit_for("direct")) == (later, "3 working_day")
    assert queries.in_force(1, "9.000001", date(2026, 5, 3)).pk == former.pk
    assert queries.in_force(1, "9.000001", later).limit_for("direct") == "5 working_day"


def test_it_makes_a_draft_where_a_person_has_edited(ward, binh, who):
    by = who(binh)
    bring(raw("9.000001"), owner=ward.pk, by=by)
    draft = actions.draft_version(latest(owner=ward.pk).pk, by=by, at=AT)
    actions.save_draft(draft.pk, {"effective_from": FIRST, "phrases": ["lời dân"]}, by=by, at=AT)
    actions.publish(draft.pk, by=by, at=AT)

    report = bring(raw("9.000001", cach_thuc_thuc_hien=OTHER), owner=ward.pk, by=by)

    assert (report["drafts"], report["imported"]) == (1, 0)
    assert (latest(owner=ward.pk).state, latest(owner=ward.pk).phrases) == ("draft", ["lời dân"])
    again = bring(raw("9.000001", cach_thuc_thuc_hien=OTHER), owner=ward.pk, by=by)
    assert again["unchanged"] == 1


def test_it_leaves_an_open_draft_and_a_retired_procedure_alone(ward, binh, who):
    by = who(binh)
    bring(raw("9.000001"), raw("9.000002"), owner=ward.pk, by=by)
    actions.draft_version(latest(owner=ward.pk).pk, by=by, at=AT)
    actions.retire(latest("9.000002", ward.pk).pk, on=FIRST, by=by, at=AT)

    changed = {"cach_thuc_thuc_hien": OTHER}
    report = bring(raw("9.000001", **changed), raw("9.000002", **changed), owner=ward.pk, by=by)

    assert (report["held"], report["retired"], report["imported"]) == (1, 1, 0)


def test_it_is_written_in_the_journal_of_the_authority(ward, binh, who):
    bring(raw("9.000001"), owner=ward.pk, by=who(binh))

    entry = Entry.objects.get(event="procedures.imported")
    assert entry.facts["counts"]["imported"] == 1
    assert CatalogueImport.objects.get(owner=ward).by_name == binh.member.name


def test_the_shipped_data_complete_what_the_file_lacks():
    bring(raw("1.001193", cach_thuc_thuc_hien=HEADER + "Trực tiếp1Miễn phí"))

    found = latest("1.001193")
    assert found.limit_for("direct") == "1 working_day"
    assert "làm giấy khai sinh" in found.phrases
    assert found.steps
    assert [(gap["path"], gap["why"], gap["raw"]) for gap in found.unparsed] == [
        ("channels.0.limit", "from_shipped", "1")
    ]


def test_the_file_wins_over_the_shipped_data_and_the_difference_is_listed():
    bring(raw("1.001193", cach_thuc_thuc_hien=HEADER + "Trực tiếp3 Ngày làm việcMiễn phí"))

    found = latest("1.001193")
    assert found.limit_for("direct") == "3 working_day"
    assert [(gap["why"], gap["hint"]) for gap in found.unparsed] == [
        ("shipped_differs", ["1 working_day"])
    ]


def test_the_shipped_procedures_load_once():
    first = actions.load_common(at=AT)
    second = actions.load_common(at=AT)

    assert first["loaded"] == first["shipped"] >= 40
    assert second["loaded"] == 0
    copies = queries.in_force(1, "2.000815", FIRST)
    assert (copies.cutoff, copies.limit_for("direct"), copies.confidence) == (
        "15:00", "1 working_day", "high",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "empty", 0),
        (b"\n\n", "empty", 0),
        (b"\x1f\x8bnot gzip at all", "bad_gzip", 0),
        (gzip.compress(lines(raw("9.000001")))[:-12], "bad_gzip", 0),
        (lines(raw("9.000001")) + b'{"ma_thu_tuc": "9.0\n', "bad_json", 2),
        (lines(raw("9.000001")) + b"PK\x03\x04" + b"\n", "bad_json", 2),
        ('{"ma_thu_tuc": "Đ"}'.encode("utf-16"), "bad_encoding", 1),
        (
            json.dumps(raw("9.000001"), ensure_ascii=False).encode("cp1258", "replace"),
            "bad_encoding",
            1,
        ),
        (lines(raw("9.000001"), raw("9.000001")), "duplicate_code", 2),
        (lines(["a"]), "bad_record", 1),
        (lines(raw("9.000001", linh_vuc=None) | {"linh_vuc": 3}), "bad_record", 1),
        (b"[" * 100_000 + b"\n", "bad_json", 1),
    ],
)
def test_a_bad_file_is_refused_whole(tmp_path, content, code, line):
    path = tmp_path / "thu.jsonl"
    path.write_bytes(content)

    with pytest.raises(BadFile) as refused:
        read_file(path)

    assert (refused.value.faults[0].code, refused.value.faults[0].line) == (code, line)


def test_a_huge_line_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "thu.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"a": "' + b"x" * (files.MAX_LINE + 10) + b'"}\n'))

    with pytest.raises(BadFile) as refused:
        read_file(path)

    assert refused.value.faults[0].code == "line_too_long"
