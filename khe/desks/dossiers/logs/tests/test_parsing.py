"""Whatever bytes come, the answer is cases or a refusal."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khe.desks.dossiers.logs import mapping
from khe.desks.dossiers.logs.meaning import Teller
from khe.desks.dossiers.logs.parsing import Reader, read_cases
from khe.desks.dossiers.logs.problems import BadLog
from khe.desks.dossiers.logs.reading import Limits, Source

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parent / "data").glob("*.xes"))]
LIMITS = Limits()


def told(path):
    """Return what every case of a file means, under the mapping it is known by."""
    reader = Reader(LIMITS)
    cases = list(read_cases(Source(path, LIMITS), reader))
    teller = Teller(mapping.recognised(reader.declared))
    return [teller.tell(case) for case in cases]


@given(
    st.sampled_from(SAMPLES), st.booleans(),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), max_size=4),
)  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_damaged_log_gives_cases_or_a_refusal(tmp_path, content, packed, damages):
    content = gzip.compress(content, mtime=0) if packed else content
    for place, length, put in damages:
        at = int(place * len(content))
        content = content[:at] + put + content[at + length :]
    path = tmp_path / "log.xes"
    path.write_bytes(content)
    try:
        cases = told(path)
    except BadLog:
        return
    assert all(case is None or case.code for case in cases)


@pytest.mark.parametrize("size", [1, 7, 64])
def test_where_the_chunks_end_makes_no_difference(monkeypatch, tmp_path, size):
    for content in SAMPLES:
        path = tmp_path / "log.xes"
        path.write_bytes(content)
        whole = told(path)
        monkeypatch.setattr("khe.desks.dossiers.logs.reading.CHUNK", size)
        assert told(path) == whole
        monkeypatch.undo()


@pytest.mark.parametrize("name", [*mapping.SHIPPED, "generic"])
def test_every_shipped_mapping_loads(name):
    assert mapping.shipped(name).name == name
