"""The keepers of records: qualifications, changes of post, training, succession, handover."""

from datetime import date, datetime, timedelta
from typing import Any

from khe.base.people.models import Member, Post, Tenure
from khe.config.demo.stage import Stage
from khe.desks.staff import actions as staff
from khe.desks.staff.states import ActData
from khe.desks.succession import actions as succession
from khe.desks.succession.actions import Word
from khe.desks.training import actions as training
from khe.desks.training.actions import Result, Wanted

ORDER = ("elementary", "intermediate", "advanced")
POOL = (  # post of, its candidates
    ("khang", ("phuong", "vinh", "loan"), "soon"),
    ("phuong", ("vinh", "hue", "loan"), "now"),
    ("loan", ("tu", "thao"), "soon"),
    ("vinh", ("nguyen", "danh", "truong"), "now"),
    ("hue", ("my", "nghia"), "later"),
    ("diep", ("nghia", "tu"), "soon"),
)


def tell_before(stage: Stage) -> None:
    """What stands when the rest begins: who has learned what, who holds which post, who is in the pool."""
    for chapter in (_qualifications, _changes, _pool, _training, _delegation):
        stage.tell(_bound(chapter, stage))


def tell_after(stage: Stage) -> None:
    """What happens when there is work: rotation, and a handover of what is open."""
    for chapter in (_handover, _rotation):
        stage.tell(_bound(chapter, stage))


def _bound(chapter: Any, stage: Stage) -> Any:
    def told() -> None:
        chapter(stage)

    told.__name__ = chapter.__name__
    return told


def _holders() -> list[Tenure]:
    rows = Tenure.objects.filter(ended=None).select_related("member", "post")
    return list(rows.order_by("member__code"))


def _qualifications(stage: Stage) -> None:
    """Most have what their post asks for; every fifth lacks theory, every ninth a degree."""
    at = stage.on(date(2025, 7, 2))
    for number, tenure in enumerate(_holders()):
        asked, member = tenure.post.requires or {}, tenure.member
        theory = asked.get("theory", "")
        if number % 5 == 3:
            theory = ORDER[max(0, ORDER.index(theory) - 1)] if theory in ORDER[1:] else ""
        for kind, level, year in (
            ("theory", theory, 2017),
            ("degree", asked.get("degree", ""), 2008),
        ):
            if level and not (kind == "degree" and number % 9 == 4):
                staff.add_qualification(
                    member.pk, kind=kind, level=level, issuer="Trường Chính trị (mẫu)" if kind == "theory"
                    else "Trường đại học (mẫu)", number=f"{year}/{number + 1:03d}",
                    awarded_on=date(year + number % 5, 6, 15), by=stage.keeper, at=at,
                )  # fmt: skip


def qualify(stage: Stage, at: datetime, short: int) -> None:
    """Enter at a moment what holders of posts have: what is asked for, but for every `short`-th of them."""
    rows = [one for one in _holders() if one.post.requires]
    for number, tenure in enumerate(rows):
        asked = tenure.post.requires
        levels = {kind: asked.get(kind, "") for kind in ("theory", "degree")}
        if number % short == short // 2:
            levels["theory" if levels["theory"] else "degree"] = ""
        for kind, level in levels.items():
            if level:
                staff.add_qualification(
                    tenure.member_id, kind=kind, level=level, number=f"{kind[0].upper()}{number + 1:03d}",
                    issuer="Trường Chính trị (mẫu)" if kind == "theory" else "Trường đại học (mẫu)",
                    awarded_on=date(2012 + number % 9, 6, 15), by=stage.keeper, at=at,
                )  # fmt: skip


def _changes(stage: Stage) -> None:
    """Two area posts got a new holder this year, and two heads changed places."""
    who: dict[str, Any] = {"by": stage.keeper}
    for title, kind, back, ending in (
        ("Trưởng khu vực 6", "area_head", 120, "release"),
        ("Bí thư chi bộ khu vực 8", "area_cell_secretary", 75, "retirement"),
    ):
        tenure = Tenure.objects.select_related("post").get(post__title=title, ended=None)
        day, at = stage.day(back), stage.at(back + 3)
        act = ActData(ending, f"{back}/QĐ-UBND", stage.day(back + 3), issuer="UBND phường (mẫu)")
        staff.end_tenure(tenure.pk, day=day - timedelta(days=1), act=act, at=at, **who)
        cell = Member.objects.get(pk=tenure.member_id).cell_id
        held = Tenure.objects.filter(ended=None).values("member")
        follower = (
            Member.objects.filter(cell=cell).exclude(pk__in=held).exclude(pk=tenure.member_id)
        )
        act = ActData("appointment" if kind == "area_head" else "election", f"{back + 1}/QĐ", day)
        staff.appoint(
            tenure.post_id, member=follower.order_by("code")[3], began=day, act=act,
            at=stage.at(back), **who,
        )  # fmt: skip
    heads = [
        Tenure.objects.select_related("post").get(post__title=f"Trưởng khu vực {n}", ended=None)
        for n in (9, 10)
    ]
    moves = [
        staff.Change(one.member_id, "rotation", one.pk, other.post_id)
        for one, other in zip(heads, reversed(heads), strict=True)
    ]
    act = ActData("rotation", "88/QĐ-UBND", stage.day(50), issuer="UBND phường (mẫu)")
    staff.rotate(moves, day=stage.day(50), act=act, at=stage.at(50), **who)


def _delegation(stage: Stage) -> None:
    """The chairman signs nothing for some days: a deputy does."""
    began = stage.at(2)
    staff.delegate(
        stage.id("vinh"), stage.id("nguyen"), began=began, ended=stage.on(stage.day(-5), 17),
        roles=["head"], document="Giấy ủy quyền số 15/GUQ", by=stage.keeper, at=began,
    )  # fmt: skip


def _pool(stage: Stage) -> None:
    """The pool of the term, and the review of this year: half decided by word."""
    by, at, boss = stage.actors["diep"], stage.at(150), stage.actors["bithu"]
    term = succession.save_term(
        name="2025–2030", first_day=date(2025, 7, 1), last_day=date(2030, 6, 30), by=by, at=at
    )
    found = []
    for post_of, names, readiness in POOL:
        post = Post.objects.get(tenures__member=stage.id(post_of), tenures__ended=None)
        for number, name in enumerate(names):
            level = readiness if number == 0 else "later"
            member = stage.ward.members[name]
            one = succession.propose(
                term.pk, post=post, member=member, readiness=level, by=by, at=at
            )
            if (post_of, name) not in (("hue", "nghia"), ("khang", "loan")):
                one = succession.approve(
                    one.pk, document="05-QĐ/ĐU", day=stage.day(148), by=boss, at=stage.at(148)
                )
            found.append(one)
    review = succession.open_review(term.pk, year=stage.today.year, by=by, at=stage.at(14))
    words = [
        Word(one.pk, "kept" if one.state == "in" else "added", "Hoàn thành tốt nhiệm vụ trong năm")
        for one in found[:8]
    ]
    succession.say(review.pk, words, by=by, at=stage.at(12))


def _training(stage: Stage) -> None:
    """Needs from gaps, the plan of the year, four courses: over, running twice, taking people."""
    by, year = stage.keeper, stage.today.year
    at = stage.at(170)
    wanted = [
        Wanted(tenure.member_id, gap.kind, gap.wanted, tenure.post_id)
        for tenure in _holders()
        for gap in _gaps(tenure, stage.day(170))
    ]
    needs = training.propose_needs(wanted, reason="Chưa đạt yêu cầu của vị trí", by=by, at=at)
    plan = training.save_plan(
        year=year, title=f"Kế hoạch đào tạo, bồi dưỡng năm {year}", budget=180_000_000, by=by, at=at
    )
    training.approve_plan(plan.pk, document="21-KH/ĐU", by=stage.actors["bithu"], at=stage.at(165))
    people = [need.member_id for need in needs if need.kind == "theory"]
    _course(stage, plan.pk, ("short", "", "Bồi dưỡng kỹ năng số cho cán bộ cơ sở"), (100, 90, 2_000_000),
            [stage.id(n) for n in ("tu", "thao", "nguyen", "danh", "my")])  # fmt: skip
    intermediate = [n.member_id for n in needs if n.level == "intermediate"]
    _course(stage, plan.pk, ("theory", "intermediate", "Trung cấp lý luận chính trị khóa 14"),
            (60, -200, 6_000_000), intermediate[:6])  # fmt: skip
    elementary = [n.member_id for n in needs if n.level == "elementary"] or people
    _course(stage, plan.pk, ("theory", "elementary", "Sơ cấp lý luận chính trị khóa 31"),
            (25, -20, 1_500_000), elementary[:8])  # fmt: skip
    _course(stage, plan.pk, ("short", "", "Bồi dưỡng nghiệp vụ tiếp công dân"), (-10, -14, 1_000_000),
            [stage.id(n) for n in ("loan", "sau", "thoa")])  # fmt: skip


def _gaps(tenure: Tenure, day: date) -> list[Any]:
    from khe.base.people import competence
    from khe.base.people.models import Qualification

    held = list(Qualification.objects.filter(member=tenure.member_id))
    return competence.gaps(competence.Requirement.of(tenure.post.requires), held, day)


def _course(stage: Stage, plan_id: Any, what: tuple[str, str, str], when: tuple[int, int, int],
            people: list[Any]) -> None:  # fmt: skip
    (kind, level, name), (first, last, cost), by = what, when, stage.keeper
    starts, ends, early = stage.day(first), stage.day(last), stage.at(max(first + 10, 5))
    course = training.save_course(
        kind=kind, level=level, name=name, issuer="Trường Chính trị (mẫu)", starts_on=starts,
        ends_on=ends, seats=30, cost=cost, plan_id=plan_id, by=by, at=early,
    )  # fmt: skip
    training.move_course(course.pk, "open", by=by, at=early)
    places = training.enrol_many(course.pk, member_ids=people, by=by, at=early)
    if first <= 0:
        return
    training.move_course(course.pk, "running", by=by, at=stage.at(first))
    if last > 0:
        results = [
            Result(p.pk, "failed" if n == 4 else "completed", ends, result="Đạt" if n != 4 else "Không đạt",
                   certificate="" if n == 4 else f"CC-{n + 1:03d}", certified_on=None if n == 4 else ends)
            for n, p in enumerate(places)
        ]  # fmt: skip
        training.record_results(course.pk, results=results, by=by, at=stage.on(ends, 16))
        training.move_course(course.pk, "finished", by=by, at=stage.on(ends, 16, 30))


def _handover(stage: Stage) -> None:
    """The head of area 5 retires: a neighbour takes over what is open, and has not yet confirmed it."""
    by, at = stage.actors["diep"], stage.at(6)
    tenure = Tenure.objects.select_related("member").get(post__title="Trưởng khu vực 5", ended=None)
    plan = succession.save_plan(
        name="Thay đổi Trưởng khu vực 5", day=stage.day(4), horizon_months=3, by=by, at=at
    )
    move = succession.choose(
        plan.pk, member=tenure.member, tenure=tenure, receiver=stage.ward.members["sau"],
        kind="retirement", reason="Đến tuổi nghỉ", by=by, at=at,
    )  # fmt: skip
    succession.decide(
        plan.pk, [move.pk], number="131/QĐ-UBND", signed_on=stage.day(5), effective_on=stage.day(4),
        issuer="UBND phường (mẫu)", by=stage.actors["bithu"], at=stage.at(4),
    )  # fmt: skip
    succession.close_plan(plan.pk, by=by, at=stage.at(3))


def _rotation(stage: Stage) -> None:
    """A plan for the coming months: proposals wait for the standing members."""
    by, at = stage.actors["diep"], stage.at(2, 14)
    plan = succession.save_plan(
        name=f"Luân chuyển, điều động cuối năm {stage.today.year}", day=stage.day(-20),
        horizon_months=12, by=by, at=at,
    )  # fmt: skip
    succession.plan_moves(plan.pk, by=by, at=at)
    for first, second in (("nguyen", "danh"),):
        one, other = (Tenure.objects.select_related("member", "post").get(
            member=stage.id(n), ended=None) for n in (first, second))  # fmt: skip
        for mine, theirs in ((one, other), (other, one)):
            succession.choose(
                plan.pk, member=mine.member, tenure=mine, to_post=theirs.post, receiver=theirs.member,
                kind="rotation", reason="Chuyển đổi vị trí theo kế hoạch", by=by, at=at,
            )  # fmt: skip
