"""Broken, empty, huge and hostile files: a clear message, soon, and nothing stored."""

import gzip
import json
import os
import zlib
from time import perf_counter

import pytest

from khe.base.authorities.models import Authority
from khe.desks.dossiers.logs.importing import import_log
from khe.desks.dossiers.logs.problems import SENTENCES, BadLog
from khe.desks.dossiers.logs.reading import MB, Limits
from khe.desks.dossiers.logs.tests.xml import event, trace

SOON = 30  # seconds, on a busy machine; each takes well under five
GOOD = trace("A", ("open", "2020-01-01T08:00:00Z"))
BOMB = (
    '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(9))
    + ']><log><trace><string key="concept:name" value="&a8;"/></trace></log>'
)
OUTSIDE = (
    '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<log><trace><string key="concept:name" value="A"/>&x;</trace></log>'
)


def timed(at):
    return f"<log>{trace('A', ('open', at))}</log>"


TEXTS = {
    "empty": ("empty_file", ""),
    "only spaces": ("not_xml", "   \n "),
    "not XML": ("not_xml", "code;name;date\n1;2;3\n"),
    "another XML": ("not_xes", "<html><body/></html>"),
    "cut short": ("not_xml", f"<log>{GOOD}<trace><event>"),
    "two roots": ("not_xml", f"<log>{GOOD}</log><log/>"),
    "no cases": ("no_cases", "<log><string key='a' value='b'/></log>"),
    "a trace in a trace": ("not_xes", f"<log><trace>{GOOD}</trace></log>"),
    "an event in an event": ("not_xes", "<log><trace><event><event/></event></trace></log>"),
    "an attribute without a key": ("not_xes", "<log><trace><string value='b'/></trace></log>"),
    "an attribute without a value": ("not_xes", "<log><trace><string key='b'/></trace></log>"),
    "a bomb of entities": ("doctype", BOMB),
    "a file from outside": ("doctype", OUTSIDE),
    "a document type elsewhere": (
        "doctype",
        '<!DOCTYPE log SYSTEM "http://example.org/x.dtd"><log/>',
    ),
    "an unknown entity": ("not_xml", "<log><trace>&nbsp;</trace></log>"),
    "an unknown encoding": ("bad_encoding", '<?xml version="1.0" encoding="klingon"?><log/>'),
    "30 February": ("bad_time", timed("2011-02-30T08:00:00Z")),
    "hour 25": ("bad_time", timed("2011-02-03T25:00:00Z")),
    "before all years": ("bad_time", timed("0001-01-01T00:00:00+14:00")),
    "after all years": ("bad_time", timed("9999-12-31T23:59:59-14:00")),
    "no time at all": ("bad_time", timed("yesterday")),
    "deep": ("too_deep", "<log><trace>" + '<string key="a" value="b">' * 200),
    "deep where nobody looks": ("too_deep", "<log>" + "<x>" * 100_000),
}


@pytest.fixture
def refused(db):
    """Import a file that must be refused soon; give the code. Nothing may be left behind."""

    def run(path, **options):
        began = perf_counter()
        with pytest.raises(BadLog) as bad:
            import_log(path, "archive", **options)
        assert perf_counter() - began < SOON
        assert not Authority.objects.exists()
        assert str(bad.value)
        return bad.value.code

    return run


@pytest.mark.parametrize("what", TEXTS)
def test_it_refuses_what_is_no_sound_log(refused, tmp_path, what):
    code, text = TEXTS[what]
    plain, packed = tmp_path / "log.xes", tmp_path / "log.xes.gz"
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    assert refused(plain) == code
    assert refused(packed) == code


BYTES = {
    "zip": ("wrong_packing", b"PK\x03\x04" + bytes(100)),
    "bzip2": ("wrong_packing", b"BZh91AY&SY" + bytes(100)),
    "xz": ("wrong_packing", b"\xfd7zXZ\0" + bytes(100)),
    "cut gzip": ("broken_gzip", gzip.compress(f"<log>{GOOD}</log>".encode())[:-12]),
    "only the head of a gzip": ("broken_gzip", b"\x1f\x8b"),
    "gzip with a wrong sum": (
        "broken_gzip", gzip.compress(f"<log>{GOOD}</log>".encode())[:-8] + bytes(8),
    ),
    "gzip and then rubbish": ("broken_gzip", gzip.compress(f"<log>{GOOD}</log>".encode()) + b"rubbish"),
    "latin letters called utf-8": (
        "not_xml", f'<?xml version="1.0" encoding="utf-8"?><log>{GOOD}</log>'.replace("open", "ouvé")
        .encode("latin-1"),
    ),
    "utf-8 called utf-16": (
        "bad_encoding", f'<?xml version="1.0" encoding="utf-16"?><log>{GOOD}</log>'.encode(),
    ),
    "a zero byte": ("not_xml", f"<log>{GOOD}\0</log>".encode()),
    "nothing but random bytes": ("not_xml", bytes(range(128, 256)) * 50),
}  # fmt: skip


@pytest.mark.parametrize("what", BYTES)
def test_it_refuses_bytes_that_are_no_log(refused, tmp_path, what):
    code, content = BYTES[what]
    path = tmp_path / "log.xes"
    path.write_bytes(content)
    assert refused(path) == code


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_it_reads_the_encodings_that_files_really_have(taken, tmp_path, encoding):
    path = tmp_path / "log.xes"
    name = encoding.removesuffix("-sig")
    log = f'<?xml version="1.0" encoding="{name}"?><log>{GOOD.replace("open", "reçu à midi")}</log>'
    path.write_bytes(log.encode(encoding))
    assert taken(path)["events"] == 1


def test_it_refuses_what_is_no_file(refused, tmp_path):
    assert refused(tmp_path / "missing.xes") == "no_file"
    assert refused(tmp_path) == "not_a_file"
    os.mkfifo(tmp_path / "pipe")  # opening it would wait for ever
    assert refused(tmp_path / "pipe") == "not_a_file"
    assert refused(tmp_path / ("x" * 300)) == "unreadable"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert refused(tmp_path / "loop") == "unreadable"


def bomb(path, head, filling, size):
    """Write a gzip that unpacks to `size` bytes of `filling` after `head`; about a thousandth."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = filling * (MB // len(filling))
    with path.open("wb") as out:
        out.write(packer.compress(head))
        for _ in range(size // MB):
            out.write(packer.compress(block))
        out.write(packer.flush())
    return path


def test_a_gigabyte_of_zeros_is_refused_at_its_first_byte(refused, tmp_path):
    path = bomb(tmp_path / "zeros.xes.gz", b"", bytes(1024), 1024 * MB)
    assert path.stat().st_size < 2 * MB
    assert refused(path) == "not_xml"


BOMBS = {
    "one endless value": ("too_long", b'<log><trace><string key="a" value="', b"x" * 64),
    "one endless comment": ("too_long", b"<log><!--", b"x" * 64),
    "endless space": ("zip_bomb", b"<log>", b" " * 64),
    "endless text": ("zip_bomb", b"<log>", b"x" * 64),
    "endless log attributes": ("zip_bomb", b"<log>", b'<string key="a" value="b"/>     '),
    "endless cases": ("zip_bomb", b"<log>", b"<trace/>"),
    "an endless case": ("case_too_big", b"<log><trace>", b"<event/>"),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_small_file_that_unpacks_to_a_gigabyte_is_refused_soon(refused, tmp_path, what):
    code, head, filling = BOMBS[what]
    path = bomb(tmp_path / "bomb.xes.gz", head, filling, 96 * MB)
    assert refused(path) == code


def test_a_case_or_a_file_beyond_the_limits_is_refused(refused, tmp_path):
    path = tmp_path / "log.xes"
    path.write_text("<log><trace>" + event("open", "2020-01-01") * 40_000 + "</trace></log>")
    assert refused(path, limits=Limits(case=MB)) == "case_too_big"
    assert refused(path, limits=Limits(total=MB)) == "too_big"


def test_a_fault_at_the_very_end_leaves_nothing_of_what_came_before(refused, tmp_path):
    path = tmp_path / "log.xes"
    cases = (trace(f"case-{n}", ("open", "2020-01-01")) for n in range(6000))
    path.write_text("<log>" + "".join(cases) + "<trace></log>")
    assert refused(path) == "not_xml"


def test_a_bad_fee_is_refused_with_its_line(db, sample, tmp_path):
    path = tmp_path / "log.xes"
    for wrong in ("much", "NaN", "1e999999", ""):
        path.write_text(sample("building").read_text().replace('"157.105"', f'"{wrong}"'))
        if wrong:
            with pytest.raises(BadLog, match=r"Dòng 4.*SUMleges") as bad:
                import_log(path, "archive")
            assert bad.value.code == "bad_number"
        else:
            assert import_log(path, "archive")["fee_cases"] == 2


@pytest.mark.parametrize("code", ["", "a b", "phường", "x" * 41, "../etc", "-x", "a\n"])
def test_it_refuses_a_code_that_could_not_stand_in_an_address(db, sample, code):
    with pytest.raises(BadLog) as bad:
        import_log(sample("permits"), code)
    assert bad.value.code == "bad_code"


MAPS = {
    "no TOML": "name = ",
    "unknown table": "[cases]\ncode='x'",
    "unknown key": "[case]\nkode='x'",
    "not text": "[case]\ncode=3",
    "no table": "case='x'",
    "a status nobody has": "[statuses]\nG='finished'",
    "a channel nobody has": "[channels]\nweb='pigeon'",
    "a zone nobody lives in": "timezone='Mars/Olympus'",
    "a zone outside the folder": "timezone='../../etc/passwd'",
    "recognise is no list": "recognise='x'",
    "huge": "#" * 300_000,
    "not text at all": "\udcff",
}


@pytest.mark.parametrize("what", MAPS)
def test_the_command_refuses_a_bad_map_in_one_sentence(khe, db, sample, tmp_path, what):
    path = tmp_path / "mine.toml"
    path.write_text(MAPS[what], errors="surrogateescape")
    words = ("import", "xes", sample("permits"), "--authority", "a", "--map", path, "--json")
    status, out, err = khe(*words)
    assert (status, json.loads(out)["error"]) == (2, "bad_map")
    assert err.count("\n") == 1
    assert not Authority.objects.exists()


def test_the_command_says_what_is_wrong_and_exits_2(khe, db, tmp_path):
    path = tmp_path / "log.xes"
    path.write_text("<log>")
    status, out, err = khe("import", "xes", path, "--authority", "archive")
    assert (status, out) == (2, "")
    assert err.startswith("Dòng 1, cột 5: tệp không phải XML đúng quy cách")
    assert err.count("\n") == 1
    status, out, _ = khe("import", "xes", tmp_path, "--authority", "archive", "--json")
    assert (status, json.loads(out)["error"]) == (2, "not_a_file")


def test_every_refusal_has_a_sentence_that_can_be_filled_in():
    words = (
        "name",
        "why",
        "kind",
        "limit",
        "ratio",
        "line",
        "column",
        "value",
        "key",
        "code",
        "kinds",
        "mb",
        "events",
    )
    facts = dict.fromkeys(words, "(chữ)")
    for code in SENTENCES:
        assert "%" not in str(BadLog(code, **facts))
