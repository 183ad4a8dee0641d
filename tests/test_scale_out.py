"""The schema is ready for several machines, and the check would notice if it were not.

The other half, every statement of the whole run, is judged when the run ends (khe.config.testing).
"""

from collections.abc import Iterator

import pytest
from django.db import connection

from khe.base.authorities.models import Area
from khe.config.readiness import catalogue, shapes
from khe.config.testing import as_superuser

POLICY = """
ALTER TABLE bad ENABLE ROW LEVEL SECURITY; ALTER TABLE bad FORCE ROW LEVEL SECURITY;
CREATE POLICY authority_isolation ON bad
 USING (authority_id = nullif(current_setting('khe.authority', true), '')::int)
 WITH CHECK (authority_id = nullif(current_setting('khe.authority', true), '')::int)
"""
COLUMNS = "authority_id int NOT NULL, id uuid NOT NULL, other uuid, PRIMARY KEY (authority_id, id)"
GOOD = f"CREATE TABLE bad ({COLUMNS}); {POLICY}"

# What is done to a good table, and the rule that must speak.
SEEDED = {
    "CREATE TABLE bad (id uuid)": "a table belongs to a class: tenant, reference or local",
    f"CREATE TABLE bad (authority_id bigint NOT NULL, id uuid); {POLICY}": (
        "authority_id is a plain integer, never null"
    ),
    f"CREATE TABLE bad (authority_id int NOT NULL, id uuid PRIMARY KEY); {POLICY}": (
        "the primary key holds authority_id"
    ),
    f"{GOOD}; CREATE UNIQUE INDEX ON bad (id) INCLUDE (authority_id)": (
        "a unique index has authority_id among its keys"
    ),
    f"{GOOD}; CREATE INDEX ON bad (other)": "an ordinary index starts with authority_id",
    f"{GOOD}; ALTER TABLE bad ADD EXCLUDE USING btree (authority_id WITH =)": (
        "there is no exclusion constraint"
    ),
    f"{GOOD}; CREATE UNIQUE INDEX one ON journal_entry (id);"
    " ALTER TABLE bad ADD FOREIGN KEY (other) REFERENCES journal_entry (id)": (
        "a foreign key between tenant tables pairs authority_id with authority_id"
    ),
    f"{GOOD}; ALTER TABLE bad ADD COLUMN u bigint REFERENCES people_user (id)": (
        "no foreign key from tenant to local, from reference to others, or to tenant"
    ),
    f"{GOOD}; ALTER TABLE bad ADD FOREIGN KEY (authority_id, other)"
    " REFERENCES authorities_area (authority_id, id) ON DELETE SET NULL": (
        "a foreign key never sets authority_id to null, to a default or to another value"
    ),
    f"{GOOD}; ALTER TABLE bad ADD FOREIGN KEY (authority_id, other)"
    " REFERENCES authorities_area (authority_id, id) DEFERRABLE": (
        "a key inside or between tenant tables is not deferrable"
    ),
    f"{GOOD}; CREATE TRIGGER t BEFORE UPDATE ON bad FOR EACH ROW"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()": "there is no trigger",
    f"{GOOD}; ALTER TABLE bad NO FORCE ROW LEVEL SECURITY": (
        "row-level security is on, for the owner too"
    ),
    f"{GOOD}; DROP POLICY authority_isolation ON bad": "there is a policy",
    f"{GOOD}; ALTER POLICY authority_isolation ON bad USING (true)": (
        "a policy is the one equality and nothing else"
    ),
    f"{GOOD}; CREATE POLICY again ON bad USING (false)": "a role has one permissive policy",
    f"{GOOD}; ALTER TABLE bad ADD COLUMN n int GENERATED ALWAYS AS IDENTITY": (
        "no column counts by a small sequence"
    ),
    f"{GOOD}; ALTER TABLE bad SET UNLOGGED": "a table is logged, without inheritance and rules",
}


@pytest.fixture
def database(db) -> Iterator:
    """The worker's database as its superuser; nothing done here stays."""
    with as_superuser(connection.settings_dict["NAME"]) as found:
        found.autocommit = False
        yield found
        found.rollback()


def test_it_finds_no_fault_in_our_schema(database):
    assert catalogue.faults(database) == []


def test_it_knows_the_tenant_tables(database):
    found = catalogue.tenant_tables(database)
    assert {"authorities_area", "people_member", "journal_entry", "dossiers_dossier"} <= found
    assert not {"people_user", "authorities_authority", "procrastinate_jobs"} & found


def test_it_accepts_a_good_table(database):
    database.execute(GOOD)
    assert catalogue.faults(database) == []


@pytest.mark.parametrize("statements", SEEDED, ids=SEEDED.values())
def test_it_notices_a_seeded_fault(database, statements):
    database.execute(statements)
    assert SEEDED[statements] in {fault.rule for fault in catalogue.faults(database)}


def test_it_has_a_seeded_fault_for_every_rule():
    assert set(SEEDED.values()) == set(catalogue.RULES)


READY = [
    "SELECT * FROM authorities_area WHERE authority_id = 7 AND name = 'x'",
    "SELECT 1 FROM authorities_area a JOIN people_member m ON m.authority_id = a.authority_id"
    " AND m.id = a.id WHERE a.authority_id = 7",
    "UPDATE authorities_area SET name = 'x' WHERE authority_id = 7 AND code = '1'",
    "INSERT INTO authorities_area (authority_id, id, name, code)"
    " VALUES (7, gen_random_uuid(), 'x', '1'), (7, gen_random_uuid(), 'y', '2')",
    "SELECT code FROM authorities_authority",
]
NOT_READY = [
    "SELECT * FROM authorities_area WHERE name = 'x'",
    "SELECT 1 FROM authorities_area a JOIN people_member m ON m.id = a.id WHERE a.authority_id = 7",
    "SELECT 1 FROM authorities_area a WHERE authority_id = 7 AND EXISTS"
    " (SELECT 1 FROM people_member m WHERE m.name = a.name)",
    "SELECT 1 FROM authorities_area a, people_member m"
    " WHERE a.authority_id = 7 AND m.authority_id = 8",
    "DELETE FROM authorities_area WHERE code = '1'",
    "INSERT INTO authorities_area (authority_id, id, name, code)"
    " SELECT 7, gen_random_uuid(), 'x', n::text FROM generate_series(1, 3) n",
    "COPY authorities_area FROM STDIN",
    "SELECT set_config('khe.authority', '7', true)",
]


@pytest.mark.parametrize("statement", READY)
def test_it_passes_a_statement_for_one_authority(database, statement):
    assert shapes.fault_of(database, statement, catalogue.tenant_tables(database)) is None


@pytest.mark.parametrize("statement", NOT_READY)
def test_it_stops_a_statement_that_needs_several_authorities(database, statement):
    assert shapes.fault_of(database, statement, catalogue.tenant_tables(database))


def test_it_records_one_example_of_a_shape_with_its_values(ward):
    recorder = shapes.Recorder()
    with connection.execute_wrapper(recorder):
        for names in (["x"], ["x", "y", "z"]):
            list(Area.objects.filter(name__in=names))

    (example,) = recorder.examples.values()
    assert "('x')" in example
    assert f'"authority_id" = {ward.pk}' in example
