"""`khe journal verify` finds what was touched behind the application's back."""

import json

import psycopg
import pytest
from django.db import connection

from khe.base.authorities.backend import server
from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.journal.models import Entry
from khe.config.cli import main
from khe.desks.dossiers.logs.importing import import_log

LOG = """<log>
<trace><string key="concept:name" value="A"/>{0}{0}{0}</trace>
<trace><string key="concept:name" value="B"/>{0}{0}</trace></log>""".format(
    '<event><date key="time:timestamp" value="2020-01-01T00:00:00Z"/></event>'
)


@pytest.fixture
def archive(transactional_db, tmp_path):
    """Two cases, A of three events and B of two, stored for good."""
    path = tmp_path / "log.xes"
    path.write_text(LOG)
    import_log(path, "archive")
    return Authority.objects.get(code="archive")


@pytest.fixture
def tamper(archive, monkeypatch):
    """Do what the application may not: change rows as the owner of the tables."""

    def run(statement):
        monkeypatch.setenv("KHE_DB_ROLE", "owner")
        with psycopg.connect(**server.parameters(connection.settings_dict["NAME"])) as db:
            db.execute(f"SET LOCAL khe.authority = '{archive.pk}'")
            assert db.execute(statement).rowcount >= 1
        monkeypatch.delenv("KHE_DB_ROLE")

    return run


def verify(capsys, *words):
    status = main(["journal", "verify", "--json", *words])
    return status, json.loads(capsys.readouterr().out)


ALL = "subject_id = (SELECT id FROM dossiers_dossier WHERE code = 'A')"
EDIT = f"UPDATE journal_entry SET {{}} WHERE seq = {{}} AND {ALL}"  # noqa: S608
DROP = f"DELETE FROM journal_entry WHERE seq = {{}} AND {ALL}"  # noqa: S608
DROP_ALL = f"DELETE FROM journal_entry WHERE {ALL}"  # noqa: S608


def test_a_whole_journal_passes(archive, capsys):
    status, answer = verify(capsys)
    assert (status, answer["ok"]) == (0, True)
    assert answer["authorities"] == [
        {"authority": "archive", "chains": 2, "entries": 5, "broken": []}
    ]


@pytest.mark.parametrize(
    "statement, seq, reason",
    [
        (EDIT.format("at = at - interval '1 day'", 2), 2, "changed"),
        (EDIT.format("by_name = 'Minh'", 3), 3, "changed"),
        (EDIT.format("""facts = '{"activity": "x"}'""", 1), 1, "changed"),
        (EDIT.format("hash = '\\x00'", 2), 2, "changed"),
        (DROP.format(2), 2, "changed"),
        (DROP.format(1), 1, "changed"),
        (DROP.format(3), 3, "cut"),
        (DROP_ALL, 1, "cut"),
        ("UPDATE dossiers_dossier SET journal_seq = 2 WHERE code = 'A'", 3, "longer"),
        ("DELETE FROM dossiers_dossier WHERE code = 'A'", 1, "no_subject"),
    ],
)
def test_it_finds_what_was_touched_behind_its_back(archive, tamper, capsys, statement, seq, reason):
    with acting_for(archive):
        subject = str(Entry.objects.filter(seq=3).get().subject_id)
    tamper(statement)
    status, answer = verify(capsys, "--authority", "archive")
    assert (status, answer["ok"]) == (1, False)
    assert answer["authorities"][0]["broken"] == [
        {"kind": "dossiers.dossier", "subject": subject, "seq": seq, "reason": reason}
    ]


def test_it_says_so_in_words(archive, tamper, capsys):
    tamper(DROP.format(3))
    assert main(["journal", "verify"]) == 1
    out = capsys.readouterr().out
    assert "HỎNG 1 chuỗi" in out
    assert "mục 3: các mục cuối bị xóa" in out


def test_an_unknown_authority_is_refused(db, capsys):
    status, answer = verify(capsys, "--authority", "nowhere")
    assert (status, answer["error"]) == (2, "no_authority")


@pytest.mark.parametrize(
    "statement", ["UPDATE journal_entry SET seq = seq + 10", "DELETE FROM journal_entry"]
)
def test_the_application_itself_cannot_touch_it(archive, statement):
    with psycopg.connect(**server.parameters(connection.settings_dict["NAME"])) as db:
        db.execute(f"SET LOCAL khe.authority = '{archive.pk}'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute(statement)
