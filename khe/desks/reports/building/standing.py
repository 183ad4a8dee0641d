"""How a shortcoming stands: the verdict, what remains of it, and all of them together. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from khe.desks.improvement.states import State, Verdict
from khe.desks.reports.wording import lower_first, number, percent

UNMEASURED = "kết quả chưa được đo bằng số liệu"
VERDICTS: dict[str, str] = {
    Verdict.OVERCOME: "đã khắc phục", Verdict.PARTLY: "đã khắc phục một phần",
    Verdict.NOT_YET: "chưa khắc phục",
}  # fmt: skip
STATES: dict[str, str] = {
    State.RELAPSED: "đã tái diễn", State.NO_MEASURES: "chưa có biện pháp khắc phục",
    State.WATCHED: "đang trong thời gian theo dõi kết quả",
    State.AWAITING: "đã hết thời gian theo dõi, chờ kết luận",
}  # fmt: skip
FOLLOWED = (
    "Tiếp tục theo dõi các chỉ tiêu sau khi khắc phục; hạn chế nào tái diễn thì mở lại và báo cáo tại kỳ"
    " giao ban gần nhất."
)


def is_done(measure: Any) -> bool:
    """Say whether a measure has been carried out."""
    return str(measure.state) in ("done_on_time", "done_late")


def way(measure: Any) -> str:
    """Say how a measure that is not done stands."""
    known = {"dropped": "thôi thực hiện", "overdue": "đã quá hạn"}
    return known.get(str(measure.state), "đang thực hiện")


def verdict(story: Any) -> str:
    """Return the conclusion on a shortcoming; without an indicator, how far its measures are."""
    judged = VERDICTS.get(str(getattr(story.judgement, "verdict", "")))
    if story.state == State.RELAPSED or not judged:
        return STATES.get(story.state) or _at_work(story)
    return judged


def _at_work(story: Any) -> str:
    if not story.measures:
        return STATES[State.NO_MEASURES]
    finished = all(map(is_done, story.measures))
    said = "đã thực hiện xong các biện pháp" if finished else "đang thực hiện các biện pháp"
    return said if story.indicators else f"{said}, {UNMEASURED}"


def remains(story: Any) -> str:
    """Say what is left to do of a shortcoming, as clauses; "" when nothing is. Its figures stand in the
    results before it: here they are not written again."""
    parts = [_short_of(row) for row in story.indicators if row.verdict != Verdict.OVERCOME]
    late = sum(str(measure.state) == "overdue" for measure in story.next_measures)
    if story.next_measures:
        parts.append(_unfinished(len(story.next_measures), late))
    if not story.measures:
        parts.append("chưa giao biện pháp nào")
    return "; ".join(parts)


def _unfinished(total: int, late: int) -> str:
    said = f"{total} biện pháp chưa hoàn thành"
    if not late:
        return said
    return f"{said}, đã quá hạn" if late == total else f"{said}, trong đó {late} đã quá hạn"


def _short_of(row: Any) -> str:
    subject = lower_first(str(row.label))
    if row.now is None or row.now.value is None:
        return f"{subject} chưa có số liệu"
    sign = 1 if row.target > row.baseline.value else -1
    if sign * (row.now.value - row.target) >= 0:
        return f"{subject} đã đạt mục tiêu nhưng số đếm còn ít, chưa kết luận chắc chắn được"
    return f"{subject} chưa đạt mục tiêu"


def closing(
    stories: Sequence[Any], planned: Mapping[Any, Sequence[Any]], in_time: str = ""
) -> Iterator[str]:
    """Yield the paragraphs on all shortcomings together; `in_time` is the sentence on measures in time."""
    verdicts = [verdict(story) for story in stories]
    parts = [f"{verdicts.count(said)} hạn chế {said}" for said in dict.fromkeys(verdicts)]
    if len(stories) == 1:
        yield f"Hạn chế trong kỳ {verdicts[0]}."
    elif len(parts) == 1:
        yield f"Cả {len(stories)} hạn chế {verdicts[0]}."
    else:
        yield f"Trong {len(stories)} hạn chế, có {'; '.join(parts)}."
    measures = [measure for story in stories for measure in story.measures]
    if measures:
        yield f"{_carried_out(measures)} {in_time}".strip()
    ahead = [one for story in stories for one in story.next_measures]
    ahead += [one for own in planned.values() for one in own]
    if ahead:
        yield _ahead(ahead)
    yield FOLLOWED


def _carried_out(measures: Sequence[Any]) -> str:
    finished, total = sum(map(is_done, measures)), len(measures)
    late = sum(str(measure.state) == "overdue" for measure in measures)
    if finished == total:
        return f"Cả {number(total)} biện pháp đề ra đã được thực hiện xong."
    said = f"Đã hoàn thành {number(finished)} trong {number(total)} biện pháp đề ra"
    over = f"; {number(late)} biện pháp đã quá hạn" if late else ""
    return f"{said} ({percent(finished / total)}){over}."


def _ahead(ahead: Sequence[Any]) -> str:
    late = any(str(getattr(one, "state", "")) == "overdue" for one in ahead)
    days = [one.due for one in ahead if one.due]
    until = f", muộn nhất đến ngày {max(days):%d/%m/%Y}" if days and not late else ""
    said = f"thực hiện {number(len(ahead))} biện pháp tiếp theo đã nêu ở từng hạn chế"
    return f"Thời gian tới, {said}{until}."
