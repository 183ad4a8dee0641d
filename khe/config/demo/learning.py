"""Study: one programme that is over, one whose round is called together, one that is being planned."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from khe.config.demo.stage import Stage
from khe.desks.study.actions import (
    action_programmes,
    attendance,
    checkin,
    classes,
    deeds,
    documents,
    essays,
    feedback,
    halls,
    invitations,
    learners,
    planning,
    programmes,
    quizzes,
    rounds,
)
from khe.desks.study.actions.attendance import Given
from khe.desks.study.models import Learner, Programme, Seat
from khe.desks.study.rules.programmes import Who
from khe.desks.study.states import SeatState

GROUND = "Kế hoạch học tập, quán triệt của Thành ủy (mẫu)"
PARTS = {"am": ["07:30", "11:00"], "pm": ["13:30", "17:00"]}
LASTS = timedelta(hours=3)
REASONS = ("Đi công tác", "Ốm, có giấy của cơ sở y tế", "Việc gia đình, đã xin phép")
HALLS = (  # name, seats, km, fee
    ("Hội trường UBND phường", 120, 0, 0),
    ("Nhà văn hóa khu vực 3", 70, 1.2, 0),
    ("Hội trường Trường THCS (thuê)", 150, 2.1, 1_500_000),
)
SPEAKERS = (
    ("Lê Quốc Trung", "ward"),
    ("Đoàn Thị Bích Liên", "city"),
    ("Huỳnh Tấn Phát Đạt", "city"),
)
QUESTIONS = (
    ("Nghị quyết xác định nhiệm vụ nào là trọng tâm?", "single",
     ("Chuyển đổi số", "Xây thêm trụ sở", "Tăng số cuộc họp"), (0,)),
    ("Những ai có trách nhiệm thực hiện chương trình hành động?", "multiple",
     ("Cấp ủy", "Chi bộ khu vực", "Chỉ người đứng đầu", "Mỗi đảng viên"), (0, 1, 3)),
    ("Kết quả thực hiện được báo cáo theo kỳ nào?", "single", ("Hằng quý", "Năm năm một lần"), (0,)),
    ("Người dân theo dõi kết quả ở đâu?", "single",
     ("Trang thông tin của phường", "Không được công khai"), (0,)),
)  # fmt: skip
ESSAYS = (
    "Tôi nhận thức rõ chuyển đổi số phải bắt đầu từ việc nhỏ ở khu vực: mỗi hộ một người biết nộp hồ sơ"
    " qua mạng. Chi bộ sẽ hướng dẫn từng nhà trong quý tới.",
    "Qua học tập, tôi liên hệ công việc ở bộ phận: hồ sơ phải đúng hẹn, lời nói với dân phải rõ ràng. Tôi"
    " đăng ký rút ngắn thời gian xử lý ở bước mình giữ.",
    "Khu vực còn hạn chế về vệ sinh môi trường. Tôi đề xuất mỗi chi bộ nhận một tuyến hẻm tự quản.",
)  # fmt: skip


def tell(stage: Stage) -> int:
    """Set the rooms, then the three programmes; return how many programmes there are."""
    places, speakers = _rooms(stage)
    study = _Study(stage, places, speakers)
    for chapter in (study.finished, study.open_now, study.newly_opened):
        stage.tell(chapter)
    return int(Programme.objects.count())


def _rooms(stage: Stage) -> tuple[list[UUID], list[UUID]]:
    who: dict[str, Any] = {"by": stage.keeper, "at": stage.at(90)}
    places = [
        halls.save_hall(
            name=name, seats=seats, km=Decimal(str(km)), fee=fee, is_own=not fee, **who
        ).pk
        for name, seats, km, fee in HALLS
    ]
    speakers = [halls.save_speaker(name=name, level=level, **who).pk for name, level in SPEAKERS]
    return places, speakers


class _Study:
    """The three programmes, told by the officer who organises study."""

    def __init__(self, stage: Stage, places: list[UUID], speakers: list[UUID]) -> None:
        self.stage, self.places, self.speakers = stage, places, speakers
        self.by = stage.actors["nghia"]
        self.rng = Random(3)  # noqa: S311 - the same story every time, not a secret

    def _open(self, number: str, title: str, session: date, limit: str, at: datetime) -> Programme:
        document = documents.save_document(
            kind="resolution", number=number, day=session - timedelta(days=14), level="city",
            issuer="Thành ủy (mẫu)", title=title, by=self.by, at=at,
        )  # fmt: skip
        programme = programmes.save_programme(
            document_id=document.pk, title=f"Học tập, quán triệt: {title}"[:200],
            who=Who(everybody=frozenset({"party"})), superior="Thành ủy", ground=GROUND,
            superior_session_on=session, limit=limit, by=self.by, at=at,
        )  # fmt: skip
        return programmes.open_programme(programme.pk, by=self.by, at=at)

    def _round(self, programme: Programme, name: str, days: tuple[date, date], at: datetime) -> Any:
        made = rounds.save_round(
            programme_id=programme.pk, name=name, first_day=days[0], last_day=days[1], parts=PARTS,
            by=self.by, at=at,
        )  # fmt: skip
        rounds.draw_learners(made.pk, by=self.by, at=at)
        return made

    def _class(self, round_id: UUID, hall: int, day: date, at: datetime) -> Any:
        begins = self.stage.on(day, 7, 30) if hall != 1 else self.stage.on(day, 13, 30)
        return classes.save_class(
            round_id=round_id, hall_id=self.places[hall], speaker_id=self.speakers[hall],
            starts_at=begins, ends_at=begins + LASTS, by=self.by, at=at,
        )  # fmt: skip

    def _plan(self, round_id: UUID, at: datetime) -> None:
        plan = planning.propose(round_id, seconds=2, by=self.by, at=at)
        planning.accept(plan.pk, by=self.by, at=at)

    # ---- the one that is over --------------------------------------------------------------------

    def finished(self) -> None:
        """Two rounds, a quiz before and after, make-up, essays, feedback, what followed from it."""
        stage = self.stage
        start = stage.at(60, 9)
        programme = self._open(
            "07-NQ/TU",
            "Nghị quyết về chuyển đổi số, phục vụ người dân",
            stage.day(62),
            "30 working_day",
            start,
        )
        self._quiz(programme.pk, start)
        for name, back, hall in (("Đợt 1: toàn văn", 50, 0), ("Đợt 2: chuyên đề", 40, 2)):
            self._hold(programme, name, back, hall)
        stage.tell(partial(self._after, programme.pk))
        self._essays(programme.pk)
        for held in programme.rounds.all():
            rounds.close_round(held.pk, by=self.by, at=stage.at(20, 9))
        programmes.close_programme(programme.pk, by=self.by, at=stage.at(20, 9, 5))
        self._action_programme(programme)
        self._deeds(programme.document_id)

    def _quiz(self, programme_id: UUID, at: datetime) -> None:
        for text, kind, choices, right in QUESTIONS:
            question = quizzes.add_question(
                programme_id,
                text=text,
                kind=kind,
                choices=choices,
                correct=right,
                by=self.by,
                at=at,
            )
        self.quiz = quizzes.open_quiz(question.quiz_id, by=self.by, at=at)

    def _take(self, members: list[Any], phase: str, share: float, at: datetime) -> None:
        asked = list(self.quiz.questions.order_by("position"))
        for member in members:
            answers = {
                q.pk: q.correct if self.rng.random() < share else [len(q.choices) - 1]
                for q in asked
            }
            who = self.stage.as_member(member)
            quizzes.take_quiz(self.quiz.pk, phase=phase, answers=answers, by=who, at=at)

    def _hold(self, programme: Programme, name: str, back: int, hall: int) -> None:
        stage, at = self.stage, self.stage.at(back + 5, 10)
        made = self._round(programme, name, (stage.day(back), stage.day(back - 4)), at)
        learners_ = list(Learner.objects.filter(round=made).select_related("member").order_by("pk"))
        for learner in learners_[::40][:3]:
            learners.exempt(
                learner.pk, reason="Cao tuổi, sức khỏe yếu", allowed_by="Chi ủy", by=self.by, at=at
            )
        held = [self._class(made.pk, hall, stage.day(back - 1), at)]
        held += [self._class(made.pk, hall, stage.day(back - 2), at)]
        self._plan(made.pk, at)
        invitations.announce(made.pk, leave_unseated=True, by=self.by, at=at + timedelta(hours=2))
        if hall == 0:
            takers = [one.member for one in learners_ if not one.exempt][5:17]
            self._take(takers, "before", 0.5, stage.at(back, 19))
            self.takers = [one.pk for one in takers]
        for one in self._classes(made.pk):
            self._attend(one)
        self._make_up(made.pk, stage.day(back - 5), hall)

    @staticmethod
    def _classes(round_id: UUID) -> list[Any]:
        seats = Seat.objects.filter(study_class__round_id=round_id).select_related("study_class")
        found = {seat.study_class_id: seat.study_class for seat in seats}
        return sorted(found.values(), key=lambda one: one.starts_at)

    def _attend(self, study_class: Any) -> None:
        over = study_class.ends_at
        checkin.open_roll(study_class.pk, by=self.by, at=study_class.starts_at)
        seats = Seat.objects.filter(study_class=study_class, learner__exempt=False).order_by("pk")
        given = {}
        for seat in seats:
            draw = self.rng.random()
            if draw < 0.93:
                given[seat.pk] = Given(SeatState.PRESENT)
            elif draw < 0.98:
                given[seat.pk] = Given(SeatState.EXCUSED, self.rng.choice(REASONS))
        attendance.take_over(study_class.pk, given, by=self.by, at=over)
        came = Seat.objects.filter(study_class=study_class, state=SeatState.PRESENT)
        for seat in came.select_related("learner__member").order_by("pk")[:9]:
            ratings = {
                t: self.rng.choice((4, 4, 5, 5, 3)) for t in ("content", "speaker", "hall", "time")
            }
            remark = self.rng.choice(
                ("", "Nên có ví dụ ở khu vực.", "", "Âm thanh cuối phòng hơi nhỏ.")
            )
            who = self.stage.as_member(seat.learner.member)
            feedback.give_feedback(
                study_class.pk, ratings=ratings, remark=remark, by=who, at=over + timedelta(hours=3)
            )
        checkin.close_roll(study_class.pk, by=self.by, at=over + timedelta(hours=4))

    def _make_up(self, round_id: UUID, day: date, hall: int) -> None:
        begins = self.stage.on(day, 13, 30)
        made = attendance.arrange_makeup(
            round_id, hall_id=self.places[hall], speaker_id=self.speakers[hall], starts_at=begins,
            ends_at=begins + LASTS, by=self.by, at=begins - timedelta(days=1),
        )  # fmt: skip
        seats = list(Seat.objects.filter(study_class=made).order_by("pk"))
        came = {seat.pk: Given(SeatState.PRESENT) for seat in seats[: max(1, len(seats) - 2)]}
        attendance.take_over(made.pk, came, by=self.by, at=made.ends_at)
        checkin.close_roll(made.pk, by=self.by, at=made.ends_at)

    def _after(self, programme_id: UUID) -> None:
        rows = Learner.objects.filter(round__programme_id=programme_id, member_id__in=self.takers)
        present = (
            rows.filter(seats__state=SeatState.PRESENT).select_related("member").order_by("pk")
        )
        members = {one.member_id: one.member for one in present}
        self._take(list(members.values()), "after", 0.9, self.stage.at(36, 19))
        quizzes.close_quiz(self.quiz.pk, by=self.by, at=self.stage.at(30, 9))

    def _essays(self, programme_id: UUID) -> None:
        stage = self.stage
        call = essays.call_for_essays(
            programme_id, topic="Liên hệ trách nhiệm của đồng chí trong chuyển đổi số ở phường",
            due_at=stage.at(26, 17), by=self.by, at=stage.at(36, 9),
        )  # fmt: skip
        rows = Learner.objects.filter(round__programme_id=programme_id, exempt=False)
        writers = {
            one.member_id: one.member for one in rows.select_related("member").order_by("pk")
        }
        for number, member in enumerate(list(writers.values())[::9]):
            who, back = stage.as_member(member), 25 if number % 8 == 7 else 30 - number % 3
            essay = essays.hand_in(call.pk, text=ESSAYS[number % 3], by=who, at=stage.at(back, 20))
            if number % 7 == 6 or member.pk == self.by.member_id:
                continue
            grade = Decimal(self.rng.choice(("7", "7.5", "8", "8.5", "9")))
            comment = "Liên hệ sát công việc." if grade > 8 else ""
            essays.grade(essay.pk, grade=grade, comment=comment, by=self.by, at=stage.at(23, 10))
        essays.close_call(call.pk, by=self.by, at=stage.at(21, 9))

    def _action_programme(self, programme: Programme) -> None:
        stage, at = self.stage, self.stage.at(19, 9)
        made = action_programmes.save_action_programme(
            document_id=programme.document_id, number="12-CTr/ĐU",
            title="Chương trình hành động về chuyển đổi số của phường", first_day=stage.day(19),
            last_day=stage.day(-120), by=self.by, at=at,
        )  # fmt: skip
        goals = (
            ("Người dân nộp hồ sơ qua mạng", "Tỷ lệ hồ sơ trực tuyến", "70%", "hue", -10),
            ("Khu vực có tổ công nghệ số cộng đồng", "Số khu vực", "12/12", "sau", -5),
            ("Hồ sơ trả đúng hẹn", "Tỷ lệ đúng hẹn", "98%", "loan", -20),
        )
        for text, measure, target, lead, back in goals:
            goal = action_programmes.add_goal(
                made.pk, text=text, measure=measure, target=target, by=self.by, at=at
            )
            if made.status == "draft":
                made = action_programmes.issue(made.pk, by=self.by, at=at)
            action_programmes.give_task(
                goal.pk, content=f"Thực hiện mục tiêu: {text.lower()}", lead_id=stage.id(lead),
                due_day=stage.day(back), product="Báo cáo kèm số liệu", by=self.by, at=stage.at(18, 9),
            )  # fmt: skip

    def _deeds(self, document_id: UUID) -> None:
        stage = self.stage
        said = (
            ("tu", "Hướng dẫn 30 người cao tuổi cài ứng dụng định danh", True),
            ("sau", "Lập nhóm trao đổi trực tuyến với từng tổ dân phố", True),
            ("nguyen", "Trả kết quả cấp phép sớm hơn hẹn một ngày", False),
            ("my", "Mỗi tuần một buổi xuống nhà hộ khó khăn làm thủ tục", False),
        )
        for name, what, done in said:
            who = stage.actors[name]
            deed = deeds.register_deed(
                document_id, what=what, by_day=stage.day(-15), by=who, at=stage.at(17, 14)
            )
            if done:
                deeds.do_deed(
                    deed.pk, text="Đã làm xong, bà con hưởng ứng.", by=who, at=stage.at(6, 16)
                )
            if name == "tu":
                deeds.confirm_deed(deed.pk, by=stage.actors["loan"], at=stage.at(5, 9))

    # ---- the open ones ---------------------------------------------------------------------------

    def open_now(self) -> None:
        """Called together for next week."""
        stage, at = self.stage, self.stage.at(4, 9)
        programme = self._open(
            "09-NQ/TU",
            "Nghị quyết về xây dựng đô thị sáng, xanh, sạch",
            stage.day(6),
            "20 working_day",
            at,
        )
        made = self._round(programme, "Đợt 1", (stage.day(-3), stage.day(-7)), at)
        self._class(made.pk, 0, stage.day(-4), at)
        self._plan(made.pk, stage.at(3, 9))
        invitations.announce(made.pk, leave_unseated=True, by=self.by, at=stage.at(3, 15))

    def newly_opened(self) -> None:
        """A proposal lies there and waits for a yes."""
        stage, at = self.stage, self.stage.at(2, 9)
        programme = self._open(
            "11-NQ/TU",
            "Nghị quyết về chăm lo đời sống người cao tuổi",
            stage.day(3),
            "25 working_day",
            at,
        )
        made = self._round(programme, "Đợt 1", (stage.day(-12), stage.day(-16)), at)
        planning.propose(made.pk, seconds=3, by=self.by, at=stage.at(1, 10))
