"""The cast of these stories: Sơn is a standing member, Hạnh inspects, Lan answers for what is typed in."""

from datetime import UTC, date, datetime, timedelta

import pytest

from conftest import MONDAY, make_person
from khe.base.figures import Period
from khe.base.people import middleware
from khe.base.people.actor import system
from khe.desks.dossiers import queries as dossiers
from khe.desks.dossiers.testing import make_settled
from khe.desks.indicators import actions
from khe.desks.indicators.models import Reading
from khe.desks.indicators.testing import make_entry, make_indicator
from khe.desks.indicators.tests import counting

OCTOBER = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)  # Monday 5 October 2026, 09:00 in Vietnam
ON_TIME = "dossiers.on_time"
AUTUMN = datetime(2026, 9, 3, 2, 0, tzinfo=UTC)  # Thursday 3 September 2026, 09:00 in Vietnam


@pytest.fixture
def son(office):
    """Sơn is a standing member."""
    return make_person("Đỗ Văn Sơn", "son", "Phó Bí thư Thường trực", ["standing"], office)


@pytest.fixture
def nobody(office):
    """Nở holds a post that gives no role."""
    return make_person("Lâm Thị Nở", "no", "Cộng tác viên", [], office)


@pytest.fixture
def autumn(monkeypatch):
    """Set the clock that requests bring in to September 2026."""
    monkeypatch.setattr(middleware, "now", lambda: AUTUMN)
    return AUTUMN


@pytest.fixture
def satisfaction(son, lan, who):
    """What people say, typed in by month: 80 of 100, from March 2026 on 95 of 100."""
    made = make_indicator(who(son), MONDAY, field="Cải cách hành chính", owner_id=lan.member.pk)
    for month in Period(date(2025, 1, 1), date(2026, 8, 31)).parts("month"):
        part = (
            80 + month.first.month % 3
            if month.first < date(2026, 2, 1)
            else 94 + month.first.month % 2
        )
        made_of = {"numerator": part, "denominator": 100}
        make_entry(made, f"{month.first:%Y-%m}", by=who(son), at=AUTUMN, **made_of)
    return made


@pytest.fixture
def read():
    """Return a function that puts what was read at night: `read("tasks.overdue", [3, 4, …])` for the months
    up to August 2026; pairs are numerator and denominator of a share."""

    def put(source, values, kind="month", last=date(2026, 8, 1), unit="task"):
        period = Period.of(kind, last)
        for value in reversed(values):
            part, whole = value if isinstance(value, tuple) else (value, None)
            Reading.objects.create(
                source=source, kind=kind, first=period.first, label=source, numerator=part,
                unit="share" if whole is not None else unit, denominator=whole, counted_at=AUTUMN,
            )  # fmt: skip
            period = period.before()

    return put


@pytest.fixture
def overdue(son, who, read):
    """Overdue tasks, counted: quiet for a long time."""
    read("tasks.overdue", [4, 6, 5, 4, 6, 5, 5, 4, 6, 5, 4, 5] * 2)
    return actions.define(source="tasks.overdue", field="Điều hành", by=who(son), at=MONDAY)


@pytest.fixture
def hanh(other_office):
    """Hạnh inspects."""
    return make_person("Tạ Thị Hạnh", "hanh", "Ủy ban Kiểm tra", ["supervisor"], other_office)


@pytest.fixture
def settled(lan):
    """Return a function that stores dossiers settled in a month: `settled(2026, 3, late=2, whole=20)`."""

    def store(year, month, late, whole, field="Hộ tịch", tag=""):
        due = datetime(year, month, 10, 3, 0, tzinfo=UTC)
        tag = tag or f"{field}-{year}-{month}"
        make_settled(field, late, whole, lan.member, tag, due + timedelta(days=40))

    return store


@pytest.fixture
def year(settled):
    """Twelve ordinary months, October 2025 to September 2026: two or three of twenty late."""
    for n in range(12):
        month = date(2025 + (9 + n) // 12, (9 + n) % 12 + 1, 1)
        settled(month.year, month.month, 2 + n % 2, 20)


@pytest.fixture
def on_time(son, who):
    """The share of dossiers settled on time, followed by month."""
    return actions.define(source=ON_TIME, kind="month", by=who(son), at=OCTOBER)


@pytest.fixture
def happy(son, who):
    """How many people were content, typed in by hand by month."""
    return make_indicator(who(son), OCTOBER)


@pytest.fixture
def enter(son, who):
    """Return a function that types in a value: `enter(happy, "2026-03", numerator=95)`."""

    def do(indicator, period, **facts):
        return make_entry(indicator, period, by=who(son), at=OCTOBER, **facts)

    return do


@pytest.fixture
def make_late(ward):
    """Return a function that makes settled dossiers late after all: `make_late("Hộ tịch-2026-3-5")`."""

    def do(*codes, after=timedelta(hours=1)):
        rows = dossiers.visible_to(system(ward)).filter(code__in=codes)
        for row in rows:
            row.settled_at = row.due_at + after
            row.save(update_fields=["settled_at"])
        assert len(rows) == len(codes)

    return do


@pytest.fixture
def probe(settings):
    """Let only the desk of `tests/counting.py` count."""
    settings.KHE_FIGURES = ["khe.desks.indicators.tests.counting.of"]
    return counting


@pytest.fixture
def posts(probe, son, who):
    """How many posts there are, counted."""
    return actions.define(source="probe.posts", field="Tổ chức", by=who(son), at=MONDAY)


@pytest.fixture
def sums(son, who):
    """Dossiers of 2024 and 2025, typed in from reports: 82 of 2025 are neither settled nor remaining."""
    by, made = who(son), []
    for name, values in {
        "Hồ sơ nhận": (10, 6061),
        "Đã giải quyết": (7, 5581),
        "Còn lại": (3, 398),
    }.items():
        one = make_indicator(by, MONDAY, name=name, unit="dossier", kind="year", better="")
        for year, value in zip((2024, 2025), values, strict=True):
            make_entry(one, str(year), value=value, by=by, at=AUTUMN)
        made.append(one)
    return made


@pytest.fixture
def partition(sums, son, who):
    """Received = settled + remaining."""
    total, *parts = sums
    return actions.save_partition(
        name="Nhận = xong + còn", total_id=total.pk, part_ids=[one.pk for one in parts],
        by=who(son), at=AUTUMN,
    )  # fmt: skip
