"""Chapter two: ten rounds of study, their classes with the learners as the planner seats them, and who
came: one column of members.csv a round."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from khe.config.demo.founding import LOCAL, Story, morning, rows, toml
from khe.desks.study.actions import (
    attendance,
    checkin,
    classes,
    documents,
    halls,
    invitations,
    learners,
    planning,
    programmes,
    rounds,
)
from khe.desks.study.actions.attendance import Given
from khe.desks.study.models import Learner, Seat
from khe.desks.study.rules.programmes import Who
from khe.desks.study.states import SeatState

GROUND = "Kế hoạch học tập, quán triệt của Quận ủy"
LASTS = timedelta(hours=3)
PARTS = {"am": ["07:00", "11:30"], "pm": ["13:00", "17:00"]}
REASONS = ("Đi công tác", "Ốm, có giấy của cơ sở y tế", "Việc gia đình, đã xin phép")
STATES = {"P": SeatState.PRESENT, "E": SeatState.EXCUSED, "U": SeatState.UNEXCUSED}


def tell(story: Story) -> None:
    """Write down halls and speakers, then hold round after round."""
    told = toml("study")
    places, speakers = rooms(story, told, morning(date(2011, 1, 3)))
    people = rows("members")
    for one in told["round"]:
        marks = {row["code"]: row[one["key"]] for row in people if row[one["key"]]}
        HeldRound(story, one, marks, places, speakers).tell()


def rooms(
    story: Story, told: dict[str, Any], at: datetime
) -> tuple[dict[str, UUID], dict[str, UUID]]:
    """Write down the halls and the speakers of a file; return their ids by key."""
    who: dict[str, Any] = {"by": story.keeper, "at": at}
    places = {
        h["key"]: halls.save_hall(
            name=h["name"], seats=h["seats"], fee=h["fee"], km=Decimal(str(h["km"])),
            is_own=h["key"] == "phuong", **who,
        ).pk
        for h in told["hall"]
    }  # fmt: skip
    speakers = {
        s["key"]: halls.save_speaker(name=s["name"], level=s["level"], **who).pk
        for s in told["speaker"]
    }
    return places, speakers


class HeldRound:
    """One round: called together, taught, and what was missed made up."""

    def __init__(
        self, story: Story, told: dict[str, Any], marks: dict[str, str],
        places: dict[str, UUID], speakers: dict[str, UUID],
    ) -> None:  # fmt: skip
        self.story, self.told, self.marks = story, told, marks
        self.places, self.speakers = places, speakers
        self.codes = {story.members[code].pk: code for code in marks}
        self.days = [starts.date() for _, starts, _ in told["classes"]]
        day_after = told["superior_session_on"] + timedelta(days=1)
        self.planned = morning(told.get("planned", day_after))

    def who(self, at: datetime) -> dict[str, Any]:
        """Return who does something and when."""
        return {"by": self.story.keeper, "at": at}

    def tell(self) -> None:
        """From the document to the books being closed."""
        document = documents.save_document(**self.told["document"], **self.who(self.planned))
        programme = programmes.save_programme(
            document_id=document.pk, title=f"Học tập, quán triệt: {document.title}"[:200],
            who=Who(members=frozenset(self.codes)), superior=self.told.get("superior", "Quận ủy"),
            ground=self.told.get("ground", GROUND),
            superior_session_on=self.told["superior_session_on"], limit=self.told["limit"],
            **self.who(self.planned),
        )  # fmt: skip
        programmes.open_programme(programme.pk, **self.who(self.planned))
        made = rounds.save_round(
            programme_id=programme.pk, name=f"Đợt {self.told['key']}", first_day=min(self.days),
            last_day=max(self.days), parts=PARTS, **self.who(self.planned),
        )  # fmt: skip
        rounds.draw_learners(made.pk, **self.who(self.planned))
        self._exempt(made.pk)
        held = self._set_up(made.pk)
        invitations.announce(made.pk, **self.who(self.planned + timedelta(hours=2)))
        for study_class in held:
            self._attend(study_class.pk, study_class.ends_at)
        self._make_up(made.pk)
        over = self._moment(self.told["makeup"][1]) + timedelta(days=1)
        rounds.close_round(made.pk, **self.who(over))
        programmes.close_programme(programme.pk, **self.who(over))

    def _exempt(self, round_id: UUID) -> None:
        for learner in Learner.objects.filter(round_id=round_id):
            if self.marks[self.codes[learner.member_id]] == "x":
                learners.exempt(
                    learner.pk, reason="Cao tuổi, sức khỏe yếu", allowed_by="Chi ủy",
                    **self.who(self.planned),
                )  # fmt: skip

    def _set_up(self, round_id: UUID) -> list[Any]:
        made = [
            classes.save_class(
                round_id=round_id, hall_id=self.places[hall], speaker_id=self.speakers[speaker],
                starts_at=self._moment(starts), ends_at=self._moment(starts) + LASTS,
                **self.who(self.planned),
            )
            for hall, starts, speaker in self.told["classes"]
        ]  # fmt: skip
        plan = planning.propose(round_id, **self.who(self.planned))
        planning.accept(plan.pk, **self.who(self.planned))
        return made

    def _attend(self, class_id: UUID, over: datetime) -> None:
        seats = Seat.objects.filter(study_class_id=class_id).select_related("learner")
        checkin.open_roll(class_id, **self.who(over - LASTS))
        attendance.take_over(class_id, self._given(seats), **self.who(over))
        checkin.close_roll(class_id, **self.who(over))

    def _given(self, seats: Iterable[Seat]) -> dict[UUID, Given]:
        """Say of everyone what the list says; who made it up was absent, with leave or without."""
        found: dict[UUID, Given] = {}
        for number, seat in enumerate(seats):
            mark = self.marks[self.codes[seat.learner.member_id]]
            state = STATES.get("EU"[number % 2] if mark == "M" else mark)
            if state:
                reason = REASONS[number % 3] if state == SeatState.EXCUSED else ""
                found[seat.pk] = Given(state, reason)
        return found

    def _make_up(self, round_id: UUID) -> None:
        hall, starts, speaker = self.told["makeup"]
        begins = self._moment(starts)
        made = attendance.arrange_makeup(
            round_id, hall_id=self.places[hall], speaker_id=self.speakers[speaker],
            starts_at=begins, ends_at=begins + LASTS, **self.who(begins - timedelta(days=2)),
        )  # fmt: skip
        seats = Seat.objects.filter(study_class_id=made.pk).select_related("learner")
        came = {
            seat.pk: Given(SeatState.PRESENT)
            for seat in seats
            if self.marks[self.codes[seat.learner.member_id]] == "M"
        }
        attendance.take_over(made.pk, came, **self.who(begins + LASTS))
        checkin.close_roll(made.pk, **self.who(begins + LASTS))

    @staticmethod
    def _moment(local: datetime) -> datetime:
        return local.replace(tzinfo=LOCAL).astimezone(UTC)
