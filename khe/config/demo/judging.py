"""Assessment: a quarter that is decided, with one weak area and its plan; the next one, under way."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from khe.base.people.actor import Actor
from khe.base.people.models import Tenure
from khe.base.refusal import Refused
from khe.config.demo.stage import Stage
from khe.config.demo.ward import LOCAL
from khe.desks.assessment import actions, queries
from khe.desks.assessment.models import Assessment, Campaign
from khe.desks.assessment.rules import Fact, FrameData, Score

WEAK = "11"
ROMAN = ("I", "II", "III", "IV")
EVIDENCE = "Báo cáo kết quả, mục 2"


def tell(stage: Stage) -> int:
    """Load the frames, assess two quarters; return how many subjects were decided."""
    actions.load_shipped(by=stage.keeper, at=stage.at(100))
    told = _Told(stage)
    first = stage.today - timedelta(days=20)
    past = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
    before = _quarter_before(past)
    told.decided(before)
    stage.tell(lambda: told.under_way(past))
    return int(Assessment.objects.filter(status="decided").count())


def _quarter_before(first: date) -> date:
    last = first - timedelta(days=1)
    return date(last.year, (last.month - 1) // 3 * 3 + 1, 1)


class _Told:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.frames = {frame.key: frame for frame in queries.frames()}
        rows = Tenure.objects.filter(ended=None).select_related("member", "post")
        self.heads = {t.post.body_id: t.member for t in rows if "head" in t.post.roles}

    def _open(self, first: date, opened: date) -> Campaign:
        after = date(first.year + (first.month + 2) // 12, (first.month + 2) % 12 + 1, 1)
        last = after - timedelta(days=1)
        kinds = {
            f"{kind}_frame": self.frames[f"{kind}-quarter"] for kind in ("member", "body", "area")
        }
        return actions.open_campaign(
            name=f"Quý {ROMAN[(first.month - 1) // 3]}/{first.year}", period_kind="quarter", first=first,
            last=last, due_on=last + timedelta(days=4), by=self.stage.actors["diep"],
            at=self.stage.on(opened, 8), **kinds,
        )  # fmt: skip

    def _scores(self, row: Assessment, share: float) -> dict[str, Score]:
        data = FrameData.of(queries.frame_for(row.campaign, row.kind))
        return {
            c.key: Score((c.max * Decimal(str(share))).quantize(Decimal("0.5")), "", EVIDENCE)
            for c in data.criteria
        }

    def _proposer(self, row: Assessment, day: date) -> Actor:
        place = queries.Chart(day).place(row)
        for body in sorted(place.above, key=str):
            head = self.heads.get(body)
            if head and head.pk != row.member_id:
                authority = self.stage.ward.authority.pk
                return Actor(authority, head.name, member_id=head.pk, led_ids=frozenset({body}))
        own = row.member_id == self.stage.id("bithu")
        return self.stage.actors["thuong" if own else "bithu"]

    def _is_weak(self, row: Assessment) -> bool:
        return row.name.endswith(f"hu vực {WEAK}") or bool(
            row.member_id and any(
                m.pk == row.member_id and body == self.stage.ward.bodies[f"kv{WEAK}"].pk
                for body, m in self.heads.items()
            )
        )  # fmt: skip

    def _propose(self, row: Assessment, at: datetime, share: float, band: str) -> None:
        typed = {
            key: Fact(Decimal(0), evidence=EVIDENCE) for key in ("typed.beyond", "typed.discipline")
        }
        facts: dict[str, Any] = {"by": self._proposer(row, at.astimezone(LOCAL).date()), "at": at}
        for one in (band, "completed", "failed"):
            try:
                scores = self._scores(row, share)
                note = "Đã trao đổi trong tập thể."
                actions.propose(row.pk, scores=scores, typed=typed, band=one, note=note, **facts)
                return
            except Refused as refused:
                why = refused
        actions.leave_out(row.pk, reason=str(why)[:200], by=self.stage.actors["diep"], at=at)

    def decided(self, first: date) -> None:
        """Everybody judged, by one decision."""
        stage = self.stage
        after = date(first.year + (first.month + 2) // 12, (first.month + 2) % 12 + 1, 1)
        campaign = self._open(first, after - timedelta(days=10))
        at = datetime.combine(after + timedelta(days=3), time(9), LOCAL)
        rows = list(Assessment.objects.filter(campaign=campaign).select_related("campaign"))
        for number, row in enumerate(rows):
            weak = self._is_weak(row)
            share, band = (0.45, "completed") if weak else (0.72 + number % 4 * 0.03, "good")
            self._propose(row, at, share, band)
        actions.begin_deciding(campaign.pk, by=stage.actors["diep"], at=at + timedelta(days=3))
        self._decide(campaign, at + timedelta(days=5))
        stage.tell(lambda: self._weak_plan(campaign, at + timedelta(days=7)))
        left = Assessment.objects.filter(campaign=campaign, status="proposed")
        for row in left:
            actions.leave_out(row.pk, reason="Mới nhận nhiệm vụ", by=stage.actors["diep"], at=at)
        actions.conclude(campaign.pk, by=stage.actors["bithu"], at=at + timedelta(days=8))

    def _decide(self, campaign: Campaign, at: datetime) -> None:
        bithu = self.stage.id("bithu")
        rows = list(Assessment.objects.filter(campaign=campaign, status="proposed"))
        groups = (
            ([r.pk for r in rows if not r.member_id], "bithu"),
            ([r.pk for r in rows if r.member_id and r.member_id != bithu], "bithu"),
            ([r.pk for r in rows if r.member_id == bithu], "thuong"),
        )
        for ids, name in groups:
            decide = partial(
                actions.decide_many, campaign.pk, ids=ids, document="77-QĐ/ĐU", signed_on=at.date(),
                by=self.stage.actors[name], at=at,
            )  # fmt: skip
            if ids:
                self.stage.tell(decide)

    def _weak_plan(self, campaign: Campaign, at: datetime) -> None:
        row = Assessment.objects.get(campaign=campaign, kind="area", area__code=WEAK)
        head = self.heads[self.stage.ward.bodies[f"kv{WEAK}"].pk]
        for content, back in (
            ("Họp dân, thống nhất lịch tổng vệ sinh hằng tuần của khu vực 11", -6),
            ("Xử lý dứt điểm ba điểm tập kết rác tự phát", -12),
        ):
            actions.plan(
                row.pk, content=content, lead_id=head.pk, product="Báo cáo kèm ảnh",
                due_at=self.stage.on(self.stage.day(back), 17), by=self.stage.actors["khang"], at=at,
            )  # fmt: skip

    def under_way(self, first: date) -> None:
        """Some have scored themselves, some have been proposed."""
        stage = self.stage
        campaign = self._open(first, stage.day(10))
        for number, name in enumerate(
            ("tu", "thao", "nguyen", "danh", "my", "sau", "loan", "nghia")
        ):
            row = Assessment.objects.select_related("campaign").get(
                campaign=campaign, member=stage.id(name)
            )
            actions.self_assess(
                row.pk, scores=self._scores(row, 0.8 + number % 3 * 0.05), by=stage.actors[name],
                note="Đã hoàn thành các việc được giao.", at=stage.at(5, 9, number),
            )  # fmt: skip
            if number < 4:
                self._propose(row, stage.at(2, 9), 0.8, "good")
