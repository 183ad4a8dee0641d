"""How a shortcoming stands: the verdict, what remains of it, and all of them together. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from khe.desks.improvement.states import State, Verdict
from khe.desks.reports.wording import Form, Say, lower_first

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
AT_WORK = ("đã thực hiện xong các biện pháp", "đang thực hiện các biện pháp")
CONCLUSIONS: dict[str, str] = {  # by the word that ids of counts end in
    **{str(one): said for one, said in (VERDICTS | STATES).items()},
    "measures_done": AT_WORK[0], "measures_doing": AT_WORK[1],
    "measures_done_unmeasured": f"{AT_WORK[0]}, {UNMEASURED}",
    "measures_doing_unmeasured": f"{AT_WORK[1]}, {UNMEASURED}",
}  # fmt: skip
FOLLOWED = (
    "Tiếp tục theo dõi các chỉ tiêu sau khi khắc phục; hạn chế nào tái diễn thì mở lại và báo cáo tại kỳ"
    " giao ban gần nhất."
)


def is_done(measure: Any) -> bool:
    """Say whether a measure has been carried out."""
    return str(measure.state) in ("done_on_time", "done_late")


def is_dropped(measure: Any) -> bool:
    """Say whether it was given up."""
    return str(measure.state) == "dropped"


def is_late(measure: Any) -> bool:
    """Say whether its day is over and it is not done."""
    return str(measure.state) == "overdue"


def is_doing(measure: Any) -> bool:
    """Say whether it still has to be done."""
    return not is_done(measure) and not is_dropped(measure)


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
    said = AT_WORK[0] if finished else AT_WORK[1]
    return said if story.indicators else f"{said}, {UNMEASURED}"


def remains(story: Any, say: Say) -> str:
    """Say what is left to do of a shortcoming, as clauses; "" when nothing is. Its figures stand in the
    results before it: here they are not written again. `say` gives the numbers of its measures."""
    parts = [_short_of(row) for row in story.indicators if row.verdict != Verdict.OVERCOME]
    if story.next_measures:
        parts.append(_unfinished(story.next_measures, say))
    if not story.measures:
        parts.append("chưa giao biện pháp nào")
    return "; ".join(parts)


def _unfinished(measures: Sequence[Any], say: Say) -> str:
    said = f"{say('doing', Form.NUMBER)} biện pháp chưa hoàn thành"
    late = sum(map(is_late, measures))
    if late == len(measures) == 1:
        return f"{said}, đã quá hạn"
    return f"{said}, trong đó {say('overdue', Form.NUMBER)} đã quá hạn" if late else said


def _short_of(row: Any) -> str:
    subject = lower_first(str(row.label))
    if row.now is None or row.now.value is None:
        return f"{subject} chưa có số liệu"
    sign = 1 if row.target > row.baseline.value else -1
    if sign * (row.now.value - row.target) >= 0:
        return f"{subject} đã đạt mục tiêu nhưng số đếm còn ít, chưa kết luận chắc chắn được"
    return f"{subject} chưa đạt mục tiêu"


def closing(
    stories: Sequence[Any], planned: Mapping[Any, Sequence[Any]], say: Say, in_time: str = ""
) -> Iterator[str]:
    """Yield the paragraphs on all shortcomings together; `in_time` is the sentence on measures in time,
    `say` gives each number as a field."""
    yield concluded(stories, say)
    measures = [measure for story in stories for measure in story.measures]
    if measures:
        yield f"{_carried_out(measures, say)} {in_time}".strip()
    ahead = [one for story in stories for one in story.next_measures]
    ahead += [one for own in planned.values() for one in own]
    if ahead:
        yield _ahead(ahead, say)
    yield FOLLOWED


def concluded(stories: Sequence[Any], say: Say) -> str:
    """Say how many shortcomings were concluded how: "Trong 3 hạn chế, có 1 hạn chế đã khắc phục; …"."""
    verdicts = list(dict.fromkeys(map(verdict, stories)))
    if len(verdicts) == 1:
        lead = say(verdicts[0], Form.LEAD)
        return f"{lead}{' trong kỳ' if len(stories) == 1 else ''} {verdicts[0]}."
    parts = [f"{say(said, Form.NUMBER)} hạn chế {said}" for said in verdicts]
    return f"Trong {say('followed', Form.NUMBER)} hạn chế, có {'; '.join(parts)}."


def _carried_out(measures: Sequence[Any], say: Say) -> str:
    finished, total = sum(map(is_done, measures)), len(measures)
    if finished == total:
        return f"{say('done', Form.LEAD)} đề ra đã được thực hiện xong."
    said = f"Đã hoàn thành {say('done', Form.PARTS)} đề ra ({say('done', Form.SHORT)})"
    late = any(map(is_late, measures))
    over = f"; {say('overdue', Form.NUMBER)} biện pháp đã quá hạn" if late else ""
    return f"{said}{over}."


def _ahead(ahead: Sequence[Any], say: Say) -> str:
    late = any(str(getattr(one, "state", "")) == "overdue" for one in ahead)
    days = [one.due for one in ahead if one.due]
    until = f", muộn nhất đến ngày {max(days):%d/%m/%Y}" if days and not late else ""
    said = f"thực hiện {say('next', Form.NUMBER)} biện pháp tiếp theo đã nêu ở từng hạn chế"
    return f"Thời gian tới, {said}{until}."
