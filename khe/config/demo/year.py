"""A year at the counter: about 3,000 dossiers in every state, made by the real actions.

Deterministic for a given day: the same seed, the same stories. Each dossier's life is told by
`story`; everything happens in working time and nothing after `now`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from khe.base.authorities.tenancy import acting_for
from khe.base.authorities.writing import gathering
from khe.base.calendar import clock
from khe.base.calendar.vn import vn
from khe.base.people.actor import Actor
from khe.base.refusal import Refused
from khe.config.demo import names
from khe.config.demo.ward import Ward
from khe.desks.dossiers import actions
from khe.desks.dossiers import queries as dossiers
from khe.desks.dossiers.actions.intake import Person
from khe.desks.dossiers.models import Dossier
from khe.desks.procedures import queries as procedures

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICERS = {  # field → who handles it
    "Hộ tịch": "tu", "Chứng thực": "thao", "Hoạt động xây dựng": "nguyen", "Đất đai": "danh",
    "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)": "truong", "Bảo trợ xã hội": "my",
    "Giảm nghèo": "my", "Người có công": "my", "Đường bộ": "nguyen",
    "Đăng ký, quản lý cư trú": "tu", "Nuôi con nuôi": "tu",
}  # fmt: skip
SLOW = ("Đất đai", "Hoạt động xây dựng")


@dataclass(frozen=True)
class Crew:
    """Who does what at a ward's counter, by username. `season` says how much slower (above 1) a field is
    worked on what comes in at a moment."""

    clerks: tuple[str, str]
    leaders: tuple[str, str]  # who signs as a rule, and who signs now and then
    officers: dict[str, str]  # by field
    season: Callable[[datetime, str], float] = lambda _at, _field: 1.0

    def officer(self, field: str) -> str:
        """Return who handles a field; civil status handles what is nobody's."""
        return self.officers.get(field, self.officers["Hộ tịch"])


CAI_KHE = Crew(("thoa", "dat"), ("phuong", "khang"), OFFICERS)
WEIGHTS = {
    "2.000815": 30, "2.000884": 12, "1.001193": 14, "1.004873": 14, "2.000635": 12, "1.000656": 5,
    "1.000894": 5, "1.004859": 4, "1.001612": 7, "2.000720": 3, "1.001266": 3, "1.013225": 7,
    "1.014027": 4, "1.001731": 3, "1.013978": 11, "1.013274": 2, "2.001035": 4, "1.001699": 2,
    "1.011607": 2, "1.013314": 3,
}  # fmt: skip


def minutes_of(limit: str) -> int:
    """Return about how many working minutes a limit allows."""
    number, unit = limit.split()
    per = {"working_day": 480, "working_hour": 60, "day": 340, "hour": 20, "month": 10000}[unit]
    return int(float(number) * per)


def arrivals(rng: Random, now: datetime, total: int, days_back: int = 365) -> list[datetime]:
    """Return `total` moments of the past days at which people come to the counter, in order."""
    days = [
        day
        for n in range(days_back, -1, -1)
        if vn().is_working(day := (now.astimezone(LOCAL).date() - timedelta(days=n)))
    ]
    weights = [_busy(day) for day in days]
    found = []
    for day in rng.choices(days, weights, k=total):
        minute = rng.choices((rng.randint(425, 655), rng.randint(782, 1010)), (6, 4))[0]
        at = datetime.combine(day, time(), LOCAL) + timedelta(
            minutes=minute, seconds=rng.randint(0, 59)
        )
        if at < now:
            found.append(at.astimezone(UTC))
    return sorted(found)


def _busy(day: date) -> float:
    """Mondays are full, and so are the weeks after Tết and in August (school)."""
    return (1.4, 1.1, 1.0, 1.0, 1.1, 0.6, 0)[day.weekday()] * (1.25 if day.month in (3, 8) else 1)


@dataclass
class Teller:
    """Tells one dossier's life after another, as the ward's people."""

    ward: Ward
    actors: dict[str, Actor]
    rng: Random
    now: datetime
    crew: Crew = CAI_KHE

    def later(self, at: datetime, minutes: float) -> datetime:
        """Return the moment that much working time after `at`, at an uneven second."""
        moment = clock.ahead(vn(), at, max(2, int(minutes))) - timedelta(
            seconds=self.rng.randint(1, 55)
        )
        return max(moment, at).astimezone(UTC)

    def intake(self, at: datetime, version: Any) -> Dossier:
        """Take one in: a citizen nobody knows, all required papers, sometimes by post."""
        rng = self.rng
        name, woman = names.person(rng)
        area = rng.choice(self.ward.areas)
        open_channels = {row["channel"] for row in version.channels if row.get("limit")}
        channel = "post" if "post" in open_channels and rng.random() < 0.06 else "direct"
        limits = [row["limit"] for row in version.limits_for(channel) if row.get("limit")]
        body = self.ward.bodies["kt" if version.field_name in ("Đất đai",) else "vp"]
        who = self.crew.officer(version.field_name)
        claimed = rng.random() < 0.97 or at < self.now - timedelta(days=3)
        return actions.receive(
            version=version, channel=channel, limit=rng.choice(limits),
            person=Person(
                name, phone=names.phone(rng), id_number=names.id_number(rng, woman),
                address=names.address(rng, area.name), area_id=area.pk,
            ),
            parts=[
                {"key": p["key"], "name": p["name"], "count": 1,
                 "kind": "original" if p.get("original") else "copy"}
                for p in version.parts
                if p.get("required") or rng.random() < 0.3
            ],
            by=self.actors[rng.choice(self.crew.clerks)], at=at,
            officer=self.ward.members[who] if claimed else None, body_id=body.pk,
        )  # fmt: skip

    def story(self, dossier: Dossier) -> None:
        """Live the dossier's life until it ends or `now` comes."""
        try:
            for at, act in self.chapters(dossier):
                if at >= self.now:
                    return
                act(at)
        except Refused:
            return  # the story met a rule: the dossier stays where it is, as in life

    def chapters(self, d: Dossier) -> "list[tuple[datetime, Callable[[datetime], Any]]]":
        """Return what happens to a dossier and when, oldest first."""
        rng, a, code = self.rng, self.actors, d.code
        officer = a[self.crew.officer(d.field)]
        leader = a[self.crew.leaders[rng.random() < 0.35]]
        clerk = a[rng.choice(self.crew.clerks)]
        pace = self._pace(d)
        assert d.received_at is not None  # noqa: S101 - just taken in
        at = self.later(d.received_at, 8 + pace * 0.05)
        told: list[tuple[datetime, Callable[[datetime], Any]]] = []
        if d.fee and rng.random() < 0.8:
            told.append(
                (at, lambda t: actions.record_payment(code, by=clerk, at=t, way=_way(code)))
            )
        told.append((at, lambda t: actions.start_step(code, by=officer, at=t)))
        fate = rng.random()
        if fate < 0.015:
            end = self.later(at, pace * 0.3)
            return [
                *told,
                (end, lambda t: actions.withdraw(code, by=clerk, at=t, reason="Không còn nhu cầu")),
            ]
        if fate < 0.022:
            end = self.later(at, pace * 0.5)
            why = "Quá thời hạn mà công dân không bổ sung giấy tờ"
            return [*told, (end, lambda t: actions.stop(code, by=leader, at=t, reason=why))]
        if fate < 0.11:
            at = self._supplement(d, told, officer, clerk, at, pace)
        elif d.field == "Đất đai" and fate < 0.55:
            at = self._land(d, told, officer, clerk, at, pace)
        elif fate < 0.14:
            at = self._consult(d, told, officer, at, pace)
        for _n in range(1, d.step_count):
            at = self.later(at, pace * 0.6 / max(1, d.step_count - 1))
            told.append((at, lambda t: actions.finish_step(code, by=officer, at=t)))
        self._end(d, told, at, pace, officer, leader, clerk)
        return told

    def _pace(self, d: Dossier) -> float:
        """Return how many working minutes the dossier takes, by luck and season."""
        rng, allowed = self.rng, minutes_of(d.limit)
        slow = 1.25 if d.field in SLOW and rng.random() < 0.3 else 1.0
        if d.received_at and d.received_at > self.now - timedelta(days=40) and rng.random() < 0.2:
            slow *= 4  # the last weeks have been hard: some are late now
        if d.received_at:
            slow *= self.crew.season(d.received_at, d.field)
        return allowed * slow * min(1.9, max(0.08, rng.lognormvariate(-0.62, 0.42)))

    def _supplement(
        self, d: Dossier, told: Any, officer: Actor, clerk: Actor, at: datetime, pace: float
    ) -> datetime:
        ask = self.later(at, pace * 0.2)
        papers = [self.rng.choice(d.parts)["name"]] if d.parts else ["Giấy tờ chứng minh"]
        reasons = (
            "Bản sao mờ, không đọc được",
            "Thiếu chữ ký của người yêu cầu",
            "Thông tin chưa khớp với căn cước",
        )
        why = self.rng.choice(reasons)
        told.append(
            (
                ask,
                lambda t: actions.request_supplement(
                    d.code, by=officer, at=t, papers=papers, reason=why
                ),
            )
        )
        if self.rng.random() < 0.04:
            return self.now  # never comes back
        back = self.later(ask, self.rng.uniform(300, 2600))
        told.append((back, lambda t: actions.receive_supplement(d.code, by=clerk, at=t, parts=[])))
        return back

    def _consult(
        self, d: Dossier, told: Any, officer: Actor, at: datetime, pace: float
    ) -> datetime:
        ask = self.later(at, pace * 0.15)
        body = self.rng.choice(
            ("Chi nhánh Văn phòng đăng ký đất đai", "Công an phường", "Bảo hiểm xã hội khu vực")
        )
        told.append(
            (
                ask,
                lambda t: actions.consult(
                    d.code, by=officer, at=t, body=body, question="Đề nghị xác nhận"
                ),
            )
        )
        back = self.later(ask, pace * self.rng.uniform(0.2, 0.7))
        told.append(
            (
                back,
                lambda t: actions.record_answer(d.code, by=officer, at=t, answer="Thông tin đúng"),
            )
        )
        return back

    def _land(
        self, d: Dossier, told: Any, officer: Actor, clerk: Actor, at: datetime, pace: float
    ) -> datetime:
        """Land goes to the registration office, and duties are paid while the clock stands."""
        sent = self.later(at, pace * 0.2)
        body = "Chi nhánh Văn phòng đăng ký đất đai"
        told.append((sent, lambda t: actions.transfer(d.code, by=officer, at=t, body=body)))
        back = self.later(sent, pace * 0.3)
        answer = "Đã xác định nghĩa vụ tài chính"
        told.append(
            (back, lambda t: actions.return_transfer(d.code, by=officer, at=t, answer=answer))
        )
        ask = self.later(back, 60)
        ground = "Thời gian thực hiện nghĩa vụ tài chính không tính vào thời hạn (Luật Đất đai)"
        amount = 1000 * self.rng.randint(800, 9000)
        told.append(
            (
                ask,
                lambda t: actions.request_payment(
                    d.code, by=officer, at=t, amount=amount, ground=ground
                ),
            )
        )
        paid = self.later(ask, self.rng.uniform(300, 3000))
        told.append(
            (paid, lambda t: actions.record_payment(d.code, by=clerk, at=t, way=_way(d.code)))
        )
        return paid

    def by_post(self, version: Any, at: datetime, refused: bool) -> None:
        """Register a hand-in that came by post; some are refused after a look."""
        rng = self.rng
        name, woman = names.person(rng)
        area = rng.choice(self.ward.areas)
        person = Person(
            name, phone=names.phone(rng), id_number=names.id_number(rng, woman), area_id=area.pk
        )
        parts = [
            {"key": p["key"], "name": p["name"], "kind": "copy", "count": 1}
            for p in version.parts[:1]
        ]
        clerk = self.actors[self.crew.clerks[1]]
        d = actions.register(
            version=version, channel="post", person=person, parts=parts, by=clerk, at=at
        )
        if refused:
            why = "Không thuộc thẩm quyền của phường"
            actions.refuse_intake(d.code, by=clerk, at=self.later(at, 60), reason=why)

    def _end(
        self,
        d: Dossier,
        told: Any,
        at: datetime,
        pace: float,
        officer: Actor,
        leader: Actor,
        clerk: Actor,
    ) -> None:
        rng, code = self.rng, d.code
        signed = self.later(at, pace * 0.2)
        if rng.random() < 0.025:
            why = "Không đủ điều kiện theo quy định"
            told.append((signed, lambda t: actions.reject(code, by=leader, at=t, reason=why)))
        else:
            told.append((signed, lambda t: actions.decide(code, by=leader, at=t)))
        out = self.later(signed, rng.uniform(10, 90))
        why_late = "Khối lượng hồ sơ tăng, xác minh thực địa chậm"
        told.append((out, lambda t: self._sorry(code, officer, t, why_late)))
        told.append((out, lambda t: actions.issue_result(code, by=officer, at=t)))
        given = self.later(out, rng.expovariate(1 / 700))
        told.append((given, lambda t: self._hand_over(code, clerk, t)))

    def _sorry(self, code: str, by: Actor, at: datetime, why: str) -> None:
        d = dossiers.locked(code)
        if d.due_at and d.settled_at and d.settled_at > d.due_at:
            actions.apologise(code, by=by, at=at, reason=why)

    def _hand_over(self, code: str, by: Actor, at: datetime) -> None:
        d = dossiers.locked(code)
        if d.payment == "due":
            actions.record_payment(code, by=by, at=at, way=_way(code))
        actions.return_result(code, by=by, at=at, to="Người nộp")


def _way(code: str) -> str:
    """Return how the fee of a dossier was paid: the same for the same code."""
    return ("cash", "online", "cash", "transfer", "online")[sum(code.encode()) % 5]


def _post(teller: Teller, versions: list[Any], count: int) -> None:
    """A few hand-ins by post: the latest not yet looked at, some refused."""
    for n in range(count):
        at = clock.ahead(vn(), teller.now - timedelta(days=2 + n * 9), 45).astimezone(UTC)
        if at < teller.now - timedelta(hours=2):
            teller.by_post(teller.rng.choice(versions), at, refused=n >= min(5, count // 2))


def tell(
    ward: Ward,
    actors: dict[str, Actor],
    now: datetime,
    total: int,
    said: Callable[[int, int], None],
    crew: Crew = CAI_KHE,
    days_back: int = 365,
) -> int:  # fmt: skip
    """Make the dossiers of the past days; `said(done, total)` hears of the progress. Returns how many."""
    rng = Random(f"khe {total}")  # noqa: S311 - invented stories, no secrets
    teller = Teller(ward, actors, rng, now, crew)
    with acting_for(ward.authority):
        versions = [procedures.in_force(ward.authority.pk, code, now.date()) for code in WEIGHTS]
        known = [
            (v, w)
            for v, w in zip(versions, WEIGHTS.values(), strict=True)
            if v and v.limits_for("direct")
        ]
        moments = arrivals(rng, now, total, days_back)
        picks = rng.choices([v for v, _ in known], [w for _, w in known], k=len(moments))
        with gathering():
            taken = [teller.intake(at, v) for at, v in zip(moments, picks, strict=True)]
            _post(teller, [v for v, _ in known if v.limits_for("post")], max(4, total // 100))
            for n, dossier in enumerate(taken):
                teller.story(dossier)
                if n % 100 == 0:
                    said(n, len(taken))
    return len(taken)
