from pathlib import Path

import pytest

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.config.cli import main
from khe.desks.dossiers.logs.importing import import_log

DATA = Path(__file__).resolve().parent / "data"


@pytest.fixture
def sample():
    """Return the path of one of our own small logs."""
    return lambda name: DATA / f"{name}.xes"


@pytest.fixture
def taken(db):
    """Import a log into an authority: `taken(path)` gives the report."""
    return lambda path, code="archive", **options: import_log(Path(path), code, **options)


@pytest.fixture
def inside():
    """Act for an authority known by its code."""
    return lambda code="archive": acting_for(Authority.objects.get(code=code))


@pytest.fixture
def khe(capsys):
    """Run a command as the operator does: `khe("import", "xes", …)` gives (status, out, err)."""

    def run(*words):
        capsys.readouterr()  # what others said before
        status = main([str(word) for word in words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def written(tmp_path):
    """Write a log of the given traces (XML text) and return its path."""

    def write(*traces, name="log.xes"):
        path = tmp_path / name
        path.write_text(f"<log>{''.join(traces)}</log>", encoding="utf-8")
        return path

    return write
