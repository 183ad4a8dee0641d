"""Dossiers for tests and the demo, with honest defaults; all of them made by the real actions."""

from datetime import UTC, datetime, timedelta
from typing import Any

from khe.base.journal.record import record
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.desks.dossiers import actions
from khe.desks.dossiers.actions.intake import Person
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Event
from khe.desks.procedures import testing as procedures

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday 2 March 2026, 09:00 in Vietnam


def make_version(code: str = "1.004873", **facts: Any) -> Any:
    """Return a published version: three working days, two steps, two required parts."""
    defaults: dict[str, Any] = {
        "name": "Cấp giấy xác nhận tình trạng hôn nhân",
        "field_name": "Hộ tịch",
        "channels": [
            {
                "channel": "direct",
                "limit": "3 working_day",
                "fee": 15000,
                "limit_text": "3 ngày làm việc",
            },
            {
                "channel": "post",
                "limit": "3 working_day",
                "fee": 15000,
                "limit_text": "3 ngày làm việc",
            },
        ],
        "parts": [
            {"key": "form", "name": "Tờ khai", "original": 1, "copy": 0, "required": True},
            {"key": "id", "name": "Giấy tờ tùy thân", "original": 0, "copy": 1, "required": True},
            {
                "key": "divorce",
                "name": "Quyết định ly hôn",
                "original": 0,
                "copy": 1,
                "required": False,
            },
        ],
        "steps": [
            {"name": "Thẩm định hồ sơ", "role": "officer", "budget": "12 working_hour"},
            {"name": "Trình ký", "role": "leader", "budget": "4 working_hour"},
        ],
        "supplement_limit": 1,
    }
    return procedures.make_version(code, **{**defaults, **facts})


PARTS = [
    {"key": "form", "name": "Tờ khai", "kind": "original", "count": 1},
    {"key": "id", "name": "Giấy tờ tùy thân", "kind": "copy", "count": 1},
]


def make_dossier(
    by: Actor, version: Any = None, at: datetime = MONDAY,
    officer: Member | None = None, **facts: Any,
) -> Dossier:  # fmt: skip
    """Take in a dossier of Hoa the citizen; `by` must be a clerk."""
    facts.setdefault(
        "person", Person("Phạm Thị Hoa", phone="0900 114 085", id_number="092190002085")
    )
    return actions.receive(
        version=version or make_version(), channel=facts.pop("channel", "direct"),
        parts=facts.pop("parts", PARTS), by=by, at=at, officer=officer, **facts,
    )  # fmt: skip


def make_settled(
    field: str, late: int, whole: int, officer: Member, tag: str, at: datetime = MONDAY
) -> None:
    """Store `whole` dossiers of a field that were due 40 days before `at`, `late` of them late: plain
    rows for counting, without their history."""
    due = at - timedelta(days=40)
    Dossier.objects.bulk_create(
        Dossier(
            code=f"{tag}-{n}", field=field, procedure_name=f"Thủ tục {field}", status="returned",
            officer=officer, registered_at=due, received_at=due, due_at=due,
            settled_at=due + timedelta(hours=1 if n < late else -1), changed_at=due,
        )
        for n in range(whole)
    )  # fmt: skip


def make_asked(
    version: Any, whole: int, requests: list[tuple[list[str], str]], by: Actor, tag: str = "A",
    at: datetime = MONDAY,
) -> None:  # fmt: skip
    """Store `whole` dossiers taken in 30 days before `at`; of the first of them more was asked for: the
    papers and the reason of `requests`. Plain rows for counting, with the entries of the requests."""
    then = at - timedelta(days=30)
    rows = Dossier.objects.bulk_create(
        Dossier(
            code=f"{tag}-{n}", version=version, procedure_name="Thủ tục", field="Hộ tịch",
            applicant_name=f"Phạm Thị Hoa {n % 3}", registered_at=then, received_at=then,
            changed_at=then, supplements=int(n < len(requests)),
        )
        for n in range(whole)
    )  # fmt: skip
    for row, (papers, reason) in zip(rows, requests, strict=False):
        record(row, Event.SUPPLEMENT_REQUESTED, by=by, at=then, papers=papers, reason=reason)
