"""Builders for tests and demos: a document, its programme, a round, learners, halls, classes, seats."""

from datetime import UTC, date, datetime
from typing import Any

from khe.base.people.models import Member
from khe.base.people.names import sort_name
from khe.desks.study.models import (
    Document,
    Hall,
    Learner,
    Programme,
    Round,
    Seat,
    Speaker,
    StudyClass,
)
from khe.desks.study.states import ProgrammeStatus

TUESDAY = datetime(2026, 3, 10, 0, 30, tzinfo=UTC)  # Tuesday 10 March 2026, 07:30 in Vietnam


def make_document(**facts: Any) -> Document:
    """Make a resolution of the central level, signed in February 2026."""
    return Document.objects.create(
        **{
            "kind": "resolution", "number": "12-NQ/TW", "day": date(2026, 2, 2),
            "issuer": "Ban Chấp hành Trung ương", "title": "Xây dựng đội ngũ cán bộ cơ sở",
        } | facts
    )  # fmt: skip


def make_programme(**facts: Any) -> Programme:
    """Make an open programme without a deadline, for all members of the Party."""
    document = facts.pop("document", None) or make_document()
    return Programme.objects.create(
        **{
            "document": document, "title": "Học tập Nghị quyết 12", "who": {"all": "party"},
            "status": ProgrammeStatus.OPEN, "opened_at": datetime(2026, 3, 2, 2, tzinfo=UTC),
        } | facts
    )  # fmt: skip


def make_round(**facts: Any) -> Round:
    """Make a round in planning: Monday 9 to Friday 13 March 2026, mornings and afternoons."""
    programme = facts.pop("programme", None) or make_programme()
    return Round.objects.create(
        **{
            "programme": programme, "number": 1, "name": "Đợt 1",
            "first_day": date(2026, 3, 9), "last_day": date(2026, 3, 13),
        } | facts
    )  # fmt: skip


def make_hall(**facts: Any) -> Hall:
    """Make the ward's own hall of 60 seats."""
    return Hall.objects.create(**{"name": "Hội trường UBND phường", "seats": 60} | facts)


def make_speaker(**facts: Any) -> Speaker:
    """Make a speaker who is always free."""
    return Speaker.objects.create(**{"name": "Bùi Văn Sáu", "title": "Báo cáo viên"} | facts)


def make_member(name: str, **facts: Any) -> Member:
    """Make a member of the Party without an account."""
    known = {"sort_name": sort_name(name), "party_since": date(2010, 1, 1)}
    return Member.objects.create(name=name, **known | facts)


def make_learner(round: Round, member: Member | str = "Đỗ Thị Tám", **facts: Any) -> Learner:
    """Make a learner of a round; a name makes the member too."""
    if isinstance(member, str):
        member = make_member(member)
    frozen = {"body_id": member.body_id, "cell_id": member.cell_id, "area_id": member.area_id}
    return Learner.objects.create(round=round, member=member, **frozen | facts)


def make_class(round: Round | None = None, **facts: Any) -> StudyClass:
    """Make a class on Tuesday 10 March 2026, 07:30–11:00 in Vietnam."""
    round = round or make_round()
    hall = facts.pop("hall", None) or make_hall()
    return StudyClass.objects.create(
        **{
            "round": round, "hall": hall, "seats": hall.seats,
            "starts_at": TUESDAY, "ends_at": TUESDAY.replace(hour=4, minute=0),
        } | facts
    )  # fmt: skip


def make_seat(study_class: StudyClass, learner: Learner | str = "Đỗ Thị Tám", **facts: Any) -> Seat:
    """Give a learner a seat in a class; a name makes learner and member too."""
    if isinstance(learner, str):
        learner = make_learner(study_class.round, learner)
    return Seat.objects.create(
        study_class=study_class, learner=learner, **{"kind": study_class.kind} | facts
    )
