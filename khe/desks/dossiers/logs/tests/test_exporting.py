"""What goes out is read by another tool, and by ourselves, with the same counts and durations."""

import json
import re

import pytest

from khe.base.authorities.models import Authority
from khe.desks.dossiers import actions
from khe.desks.dossiers.logs.tests.xml import trace
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.testing import make_dossier
from khe.testing import shared_data

FORMS = ["jsonocel", "json", "sqlite", "xml", "xmlocel"]


@pytest.fixture(scope="session")
def pm4py():
    """The reader that nobody here wrote."""
    return pytest.importorskip("pm4py")


@pytest.fixture
def out(khe, tmp_path):
    """Export an authority: `out("xes", "archive", "log.xes")` gives the path."""

    def run(form, code, name):
        path = tmp_path / name
        status, said, err = khe("export", form, "--authority", code, "--out", path, "--json")
        assert (status, err) == (0, "")
        assert json.loads(said)["events"] >= 0
        return path

    return run


def shape(log):
    """Return (events, durations by case, activities) of a log that pm4py has read."""
    cases = log.groupby("case:concept:name")["time:timestamp"]
    return len(log), (cases.max() - cases.min()).to_dict(), set(log["concept:name"])


@pytest.mark.parametrize("name", ["permits", "building"])
def test_another_tool_reads_our_xes_as_it_reads_the_original(taken, out, sample, pm4py, name):
    taken(sample(name))
    ours = pm4py.read_xes(str(out("xes", "archive", "log.xes.gz")))
    theirs = pm4py.read_xes(str(sample(name)))
    assert shape(ours) == shape(theirs)
    assert set(ours.columns) == set(theirs.columns)


@pytest.mark.parametrize("name", ["permits", "building", "nested"])
def test_what_went_out_comes_in_as_the_same(taken, out, sample, inside, name):
    first = taken(sample(name))
    if name == "nested":  # its name holds signs that no address does
        assert first["cases"] == 1
    path = out("xes", "archive", "log.xes")
    assert taken(path)["unchanged"] == first["cases"]
    copy = taken(path, "copy")
    numbers = [key for key, value in first.items() if key not in ("authority", "made")]
    assert {k: copy[k] for k in numbers} == {k: first[k] for k in numbers}
    with inside("archive"):
        one = dict(Dossier.objects.values_list("code", "attributes"))
    with inside("copy"):
        assert dict(Dossier.objects.values_list("code", "attributes")) == one


def test_cases_of_one_name_and_of_none_stay_apart(taken, out, written, pm4py):
    day = ("open", "2020-01-01T08:00:00Z")
    taken(written(trace("A", day), trace("A", day), trace("", day)))
    assert pm4py.read_xes(str(out("xes", "archive", "log.xes")))["case:concept:name"].nunique() == 3


@pytest.mark.parametrize("form", FORMS)
def test_another_tool_reads_our_ocel(taken, out, sample, pm4py, form):
    taken(sample("permits"))
    log = pm4py.read_ocel2(str(out("ocel", "archive", f"log.{form}")))
    assert len(log.events) == 6
    assert log.events["ocel:activity"].nunique() == 2
    assert log.objects["ocel:type"].value_counts().to_dict() == {"dossier": 4, "officer": 3}
    flat = pm4py.ocel_flattening(log, "dossier")
    flat["case:concept:name"] = flat["case:concept:name"].str.removeprefix("dossier:")
    assert shape(flat) == shape(pm4py.read_xes(str(sample("permits"))))


def test_ocel_holds_attributes_of_every_kind(taken, out, sample, pm4py):
    taken(sample("nested"))
    for form in FORMS:
        log = pm4py.read_ocel2(str(out("ocel", "archive", f"log.{form}")))
        event = log.events[log.events["ocel:activity"] == "Open\nit"].iloc[0]
        assert event["note"] == '"a" & b'
        assert str(event["cost"]).startswith(("99999999999999999999", "1e+20"))


@pytest.fixture
def handled(thoa, lan, who):
    """A dossier of this ward, taken in by Thoa and begun by Lan."""
    dossier = make_dossier(who(thoa), officer=lan.member)
    actions.start_step(dossier.code, by=who(lan), at=dossier.received_at.replace(hour=4))
    return dossier


def test_dossiers_handled_here_go_out_by_the_names_of_what_happened(handled, ward, out, pm4py):
    log = pm4py.read_xes(str(out("xes", ward.code, "log.xes")))
    assert list(log["concept:name"]) == ["Tiếp nhận hồ sơ", "Bắt đầu bước"]
    assert list(log["org:resource"]) == ["Huỳnh Kim Thoa", "Lê Thị Lan"]
    assert set(log["case:concept:name"]) == {handled.code}
    ocel = pm4py.read_ocel2(str(out("ocel", ward.code, "log.sqlite")))
    counts = ocel.objects["ocel:type"].value_counts().to_dict()
    assert counts == {"dossier": 1, "officer": 2, "applicant": 1}


def test_nothing_about_the_applicant_goes_out(handled, ward, out):
    assert handled.applicant_name
    for form, name in [("xes", "log.xes"), ("ocel", "log.json"), ("ocel", "log.xml")]:
        text = out(form, ward.code, name).read_text()
        assert handled.applicant_name not in text
        assert handled.code in text


def test_dossiers_handled_here_can_be_taken_in_elsewhere(handled, ward, out, taken):
    report = taken(out("xes", ward.code, "log.xes"), "copy")
    assert (report["map"], report["cases"], report["open"], report["events"]) == ("khe", 1, 1, 2)


def test_signs_that_xml_cannot_hold_are_left_out(handled, ward, out, pm4py):
    Dossier.objects.filter(pk=handled.pk).update(field="Hộ\x0b tịch ]]> & <\"'>\ufffe")
    for form, name in [("xes", "log.xes"), ("ocel", "log.xml")]:
        text = out(form, ward.code, name).read_text()
        assert not re.search("[\x0b\ufffe]", text)
    assert (
        pm4py.read_xes(str(out("xes", ward.code, "log.xes")))["case:khe:field"]
        .iloc[0]
        .startswith("Hộ tịch ]]> & <")
    )


def test_an_empty_authority_gives_an_empty_log(ward, out):
    assert "<trace" not in out("xes", ward.code, "log.xes").read_text()
    assert json.loads(out("ocel", ward.code, "log.json").read_text())["events"] == []


def test_it_refuses_what_it_cannot_write_and_leaves_the_old_file(khe, ward, tmp_path):
    old = tmp_path / "log.xes"
    old.write_text("old")

    def code(form, authority, name):
        words = ("export", form, "--authority", authority, "--out", tmp_path / name, "--json")
        status, said, err = khe(*words)
        assert (status, err.count("\n")) == (2, 1)
        return json.loads(said)["error"]

    assert code("xes", "nowhere", "log.xes") == "no_authority"
    assert code("xes", ward.code, "log.csv") == "bad_kind"
    assert code("ocel", ward.code, "log.xes") == "bad_kind"
    assert code("xes", ward.code, "no/such/folder/log.xes") == "bad_out"
    (tmp_path / "folder.xes").mkdir()
    assert code("xes", ward.code, "folder.xes") == "bad_out"
    assert old.read_text() == "old"
    assert Authority.objects.count() == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.xes", "log.xes"]


def test_a_municipalitys_real_log_goes_out_as_it_came(taken, out, pm4py):
    path = shared_data("event_logs/receipt.xes.gz")
    taken(path)
    theirs = shape(pm4py.read_xes(str(path)))
    assert shape(pm4py.read_xes(str(out("xes", "archive", "log.xes.gz")))) == theirs
    log = pm4py.read_ocel2(str(out("ocel", "archive", "log.jsonocel")))
    assert (len(log.events), len(log.objects)) == (8577, 1434 + 48)
    assert taken(out("xes", "archive", "log.xes.gz"))["unchanged"] == 1434
