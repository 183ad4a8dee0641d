"""Many dossiers at once, for measuring: N over 50 authorities, with steps and first entries.

Written as INSERT … SELECT by the owner on plain PostgreSQL, authority by authority; the service
never writes so. The rows are of the shape that the actions write, the journal's hashes are not.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from khe.base.authorities.backend import server
from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.models import Body, Member, Post, Tenure, User
from khe.base.people.names import sort_name
from khe.desks.dossiers.actions.tallies import forget_all, tally_months
from khe.desks.dossiers.models import Dossier
from khe.desks.procedures.models import ProcedureVersion

AUTHORITIES = 50
LAST = 49  # the authority that other measurements write to; pages are measured at the first
SURNAMES = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi"]
GIVEN = ["Lan", "Hoa", "Bảo", "Khang", "Nhàn", "Diệp", "Tú", "Mai", "Kiệt", "Danh", "Phúc", "Yến"]

DOSSIERS = """
INSERT INTO dossiers_dossier (authority_id, id, code, external_code, origin, version_id,
  procedure_code, procedure_name, field, channel, applicant_name, find_key, name_key, parts, note,
  status, outcome, payment, paid_by, papers_filed, result_file, delivery, exchange, fee, officer_id,
  officer_name, body_id, step, step_name,
  step_count, "limit", rule, cutoff, registered_at, received_at, start_at, first_due_at, due_at,
  paused_at, settled_at, closed_at, changed_at, calendar_version, supplements, extensions,
  attributes, journal_seq, journal_hash)
SELECT %(a)s, gen_random_uuid(), 'B-' || to_char(at, 'YYMMDD') || '-' || n, '', 'counter',
  %(version)s, %(code)s, %(name)s, (%(fields)s::text[])[1 + n %% 6], 'direct',
  s || ' Văn ' || g || ' ' || n, n || ' ' || lower(g) || ' van ' || lower(s),
  lower(s) || ' van ' || lower(g) || ' ' || n, '[]', '', status,
  CASE WHEN status = 'returned' THEN 'granted' ELSE '' END,
  CASE WHEN n %% 3 = 0 THEN 'paid' ELSE 'free' END,
  CASE WHEN n %% 3 = 0 THEN (ARRAY['cash', 'online'])[1 + n %% 2] ELSE '' END, n %% 5 < 3,
  CASE WHEN status = 'returned' THEN (ARRAY['', 'scanned', 'electronic'])[1 + n %% 3] ELSE '' END,
  'none', 'local', CASE WHEN n %% 3 = 0 THEN 15000 ELSE 0 END,
  officer, 'Cán bộ ' || k, %(body)s, 1, 'Thẩm định', 2, '3 working_day', 'minute', '', at, at, at,
  at + interval '5 days', at + interval '5 days',
  CASE WHEN status = 'awaiting_supplement' THEN at + interval '1 day' END,
  CASE WHEN status = 'returned' THEN at + interval '4 days' + (n %% 17 / 8) * interval '2 days' END,
  CASE WHEN status = 'returned' THEN at + interval '5 days' END, at, 0,
  (n %% 11 = 0)::int, 0, '{}', 1, '\\x00'
FROM (SELECT n, n %% 10 AS k, (%(officers)s::uuid[])[1 + n %% 10] AS officer,
    (%(surnames)s::text[])[1 + n %% 8] AS s, (%(given)s::text[])[1 + (n / 8) %% 12] AS g,
    %(now)s::timestamptz - (random() * interval '1000 days') AS at,
    CASE WHEN n %% 40 = 0 THEN 'in_progress' WHEN n %% 67 = 0 THEN 'awaiting_supplement'
      ELSE 'returned' END AS status
  FROM generate_series(%(first)s::int, %(last)s::int) AS n) AS made
"""
STEPS = """
INSERT INTO dossiers_step (authority_id, id, dossier_id, position, name, role, budget, state,
  officer_name) SELECT authority_id, gen_random_uuid(), id, 1, 'Thẩm định', 'officer', '', 'active', ''
FROM dossiers_dossier WHERE authority_id = %(a)s AND NOT EXISTS (SELECT 1 FROM dossiers_step s
  WHERE s.authority_id = %(a)s AND s.dossier_id = dossiers_dossier.id)
"""
ENTRIES = """
INSERT INTO journal_entry (authority_id, id, subject_kind, subject_id, seq, event, at, by_name,
  facts, hash) SELECT authority_id, gen_random_uuid(), 'dossiers.dossier', id, 1, 'dossier.received',
  received_at, 'Đo tốc độ', '{}', '\\x00'
FROM dossiers_dossier WHERE authority_id = %(a)s AND NOT EXISTS (SELECT 1 FROM journal_entry e
  WHERE e.authority_id = %(a)s AND e.subject_id = dossiers_dossier.id AND e.seq = 1)
"""

# What slows writing down and can be had again from its definition; keys and unique constraints stay.
INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %s::regclass
  AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
"""
FOREIGN_KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'f'
"""


def fill(total: int, version: ProcedureVersion, said: Callable[[str], None]) -> float:
    """Bring the benchmark's authorities to `total` dossiers in all; returns the seconds it took."""
    started = time.monotonic()
    now = datetime.now(UTC)
    for index in range(AUTHORITIES):
        authority = bench_authority(index)
        with acting_for(authority):
            facts = bench_people(authority, index)
            have = Dossier.objects.count()
            wanted = total // AUTHORITIES
        if have < wanted:
            write(authority, have + 1, wanted, version, {**facts, "now": now - timedelta(hours=1)})
            said(f"{index + 1}/{AUTHORITIES}")
    with acting_for(bench_authority(0)):
        forget_all()
        tally_months(now=now)
    vacuum("dossiers_dossier, dossiers_step, journal_entry, dossiers_tally")
    return time.monotonic() - started


def vacuum(tables: str) -> None:
    """Do what the server does by itself in a quiet hour."""
    with psycopg.connect(
        **server.parameters(connection.settings_dict["NAME"], owner=True), autocommit=True
    ) as db:
        db.execute(f"VACUUM ANALYZE {tables}")


def bench_authority(index: int | str) -> Authority:
    return Authority.objects.get_or_create(
        code=f"bench-{index}", defaults={"name": f"Phường đo {index}"}
    )[0]


def bench_people(authority: Authority, index: int | str) -> dict[str, Any]:
    """Return the officers and the body of a benchmark authority, made at the first call."""
    body = Body.objects.first() or Body.objects.create(name="Văn phòng")
    officers = list(Member.objects.order_by("sort_name")[:10])
    if not officers:
        user = User.objects.create(username=f"bench-{index}", authority=authority)
        post = Post.objects.create(
            title="Chủ tịch", body=body, roles=["leader", "officer", "clerk"]
        )
        for n in range(10):
            name = f"Cán bộ {n}"
            member = Member.objects.create(
                name=name, sort_name=sort_name(name), user_id=user.pk if n == 0 else None
            )
            Tenure.objects.create(
                member=member, post=post, began=datetime(2025, 7, 1, tzinfo=UTC).date()
            )
            officers.append(member)
    return {"officers": [m.pk for m in officers], "body": body.pk}


def write(
    authority: Authority, first: int, last: int, version: ProcedureVersion, facts: dict[str, Any],
    statements: Sequence[str] = (DOSSIERS, STEPS, ENTRIES),
) -> None:  # fmt: skip
    """Write the dossiers with the numbers `first` to `last`, with what belongs to them."""
    with _owner(authority) as db:
        _write(db, authority, first, last, version, facts, statements)


def write_many(
    authority: Authority, have: int, size: int, batch: int, until: float, version: ProcedureVersion,
    facts: dict[str, Any],
) -> None:  # fmt: skip
    """Write dossiers (without steps and entries) from `have` to `size`, or until the monotonic clock
    shows `until`. One transaction: indexes and foreign keys are dropped and made again at its end, as
    they were, which is several times faster than keeping them at every row."""
    with _owner(authority) as db, _bare(db, "dossiers_dossier"):
        while have < size and time.monotonic() < until:
            more = min(have + batch, size)
            _write(db, authority, have + 1, more, version, facts, (DOSSIERS,))
            have = more


@contextmanager
def _owner(authority: Authority) -> Iterator[psycopg.Connection]:
    with psycopg.connect(**server.parameters(connection.settings_dict["NAME"], owner=True)) as db:
        db.execute(f"SET LOCAL khe.authority = {authority.pk}")
        yield db


@contextmanager
def _bare(db: psycopg.Connection, table: str) -> Iterator[None]:
    """Take a table's secondary indexes and foreign keys away while the block lasts."""
    indexes = db.execute(INDEXES, [table]).fetchall()
    keys = db.execute(FOREIGN_KEYS, [table]).fetchall()
    for name, _made in indexes:
        db.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    on = sql.Identifier(table)
    for name, _made in keys:
        db.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(on, sql.Identifier(name)))
    yield
    db.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for _name, made in indexes:
        db.execute(made)
    for name, made in keys:
        parts = (on, sql.Identifier(name), sql.SQL(made))
        db.execute(sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(*parts))


def _write(
    db: psycopg.Connection, authority: Authority, first: int, last: int, version: ProcedureVersion,
    facts: dict[str, Any], statements: Sequence[str],
) -> None:  # fmt: skip
    values = {
        "a": authority.pk, "first": first, "last": last, "version": version.pk,
        "code": version.code, "name": version.name, "surnames": SURNAMES, "given": GIVEN,
        "fields": ["Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng", "Hộ kinh doanh", "Bảo trợ xã hội"],
        **facts,
    }  # fmt: skip
    for statement in statements:
        db.execute(statement, values)
