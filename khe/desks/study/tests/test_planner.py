"""The planner against everything that could be done, and against what it promises."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from khe.desks.study.planning import apart, greedy, solver
from khe.desks.study.planning.values import (
    Class,
    Hall,
    Kept,
    Learner,
    Problem,
    Proposal,
    Score,
    Slot,
    Speaker,
    score,
)

NINE = datetime(2026, 3, 9, 0, 30, tzinfo=UTC)


def slots(n):
    return tuple(
        Slot(f"s{i}", NINE + timedelta(hours=6 * i), NINE + timedelta(hours=6 * i + 3))
        for i in range(n)
    )


def some(n, least=0):
    return st.frozensets(st.integers(0, n - 1), min_size=least)


@st.composite
def problems(draw):
    n = draw(st.integers(1, 3))
    km = st.dictionaries(st.sampled_from(["", "a", "b"]), st.integers(0, 9).map(float))
    halls = [
        Hall(
            f"h{i}", draw(st.integers(1, 3)), draw(st.integers(0, 3)) * 100, draw(km), draw(some(n))
        )
        for i in range(draw(st.integers(1, 2)))
    ]
    learners = [
        Learner(
            f"l{i}", draw(st.sampled_from(["a", "b"])), draw(some(n)), draw(some(n)),
            draw(st.sampled_from([None, 3.0])),
        )
        for i in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    speakers = draw(
        st.none() | st.lists(some(n), max_size=2).map(
            lambda found: tuple(Speaker(f"p{i}", free) for i, free in enumerate(found))
        )
    )  # fmt: skip
    kept = [Kept(f"k{i}", draw(st.integers(0, n - 1)), draw(st.integers(0, 2)), draw(km)) for i in range(draw(st.integers(0, 1)))]  # fmt: skip  # noqa: E501
    return Problem(slots(n), tuple(halls), tuple(learners), speakers, tuple(kept), 10)


def every_answer(problem):
    """Yield the classes of every way to seat or not to seat every learner."""
    places = [(s, h.key, "") for h in problem.halls for s in sorted(h.free)]
    places += [(one.slot, "", one.key) for one in problem.kept]
    size = {h.key: h.seats for h in problem.halls} | {k.key: k.left for k in problem.kept}
    for choice in product([None, *places], repeat=len(problem.learners)):
        used = Counter(c for c in choice if c)
        if any(n > size[hall or kept] for (_s, hall, kept), n in used.items()):
            continue
        if any(c and c[0] in one.cannot for c, one in zip(choice, problem.learners, strict=True)):
            continue
        at_once = Counter(s for s, hall, _kept in used if hall)
        if any(n > problem.speakers_in(s) for s, n in at_once.items()):
            continue
        yield tuple(
            Class(s, tuple(one.key for one, c in zip(problem.learners, choice, strict=True) if c == (s, hall, kept)), hall, "", kept)  # noqa: E501
            for s, hall, kept in used
        )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(problems())
def test_it_is_as_good_as_the_best_of_all_answers(problem):
    best = min(score(problem, classes)[0].rank for classes in every_answer(problem))
    found = solver.propose(problem)
    assert found.is_best
    assert found.score.rank == best
    assert_it_can_be_held(problem, found)


def test_it_counts_the_wishes_of_who_only_finds_a_seat_against_them():
    """A problem on which the solver's presolve once claimed no clash where there is one."""
    halls = (Hall("h0", 1, 0, {}, frozenset([0, 1])), Hall("h1", 1, 0, {}, frozenset([0])))
    learners = (
        Learner("l0", "a", frozenset([0]), frozenset(), None),
        Learner("l1", "a", frozenset([0]), frozenset([0, 1]), None),
        Learner("l2", "a", frozenset(), frozenset([0]), None),
    )
    found = solver.propose(Problem(slots(2), halls, learners, None, (), 10))
    assert (found.is_best, found.score.unplaced, found.score.clashes) == (True, 1, 1)
    assert found.bounds["clashes"] == 1


@settings(max_examples=60, deadline=None)
@given(problems())
def test_what_is_done_by_hand_can_be_held_too(problem):
    assert_it_can_be_held(problem, greedy.propose(problem))


def assert_it_can_be_held(problem, found):
    """Nobody twice, nobody when they cannot, no hall and no speaker twice, no class over its seats."""
    learners = {one.key: one for one in problem.learners}
    halls = {hall.key: hall for hall in problem.halls}
    speakers = {one.key: one for one in problem.speakers or ()}
    kept = {one.key: one for one in problem.kept}
    seated = [key for one in found.classes for key in one.learners]
    assert len(seated) == len(set(seated))
    assert sorted([*seated, *(u.learner for u in found.unplaced)]) == sorted(learners)
    for one in found.classes:
        assert one.learners
        assert all(one.slot not in learners[key].cannot for key in one.learners)
        if one.kept:
            assert len(one.learners) <= kept[one.kept].left
            continue
        assert len(one.learners) <= halls[one.hall].seats
        assert one.slot in halls[one.hall].free
        assert problem.speakers is None or one.slot in speakers[one.speaker].free
    new = [one for one in found.classes if not one.kept]
    assert len({(one.slot, one.hall) for one in new}) == len(new)
    if problem.speakers is not None:
        assert len({(one.slot, one.speaker) for one in new}) == len(new)
    assert found.score == score(problem, found.classes)[0]


def ward(learners, **facts):
    free = frozenset(range(3))
    halls = facts.pop("halls", (Hall("big", 3, 100, free=free), Hall("small", 1, 0, free=free)))
    return Problem(slots(3), halls, tuple(learners), **facts)


def test_fewest_classes_come_before_cost():
    found = solver.propose(ward([Learner("a"), Learner("b")]))
    assert [(c.hall, c.learners) for c in found.classes] == [("big", ("a", "b"))]
    assert found.score == Score(0, 0, 1, 100)


def test_fewest_clashes_come_before_fewest_classes():
    found = solver.propose(
        ward([Learner("a", rather_not=frozenset({1, 2})), Learner("b", rather_not=frozenset({0}))])
    )
    assert found.score == Score(0, 0, 2, 0)


def test_a_seat_comes_before_everything():
    found = solver.propose(ward([Learner("a", rather_not=frozenset(range(3)), max_km=0)]))
    assert found.score.unplaced == 0
    assert found.score.clashes == 1


def test_it_says_why_somebody_has_no_seat():
    full = Hall("small", 1, free=frozenset({0}))
    only_first = frozenset({1, 2})
    found = solver.propose(
        ward(
            [
                Learner("never", cannot=frozenset(range(3))),
                Learner("second", cannot=frozenset({0, 2})),
                Learner("a", cannot=only_first),
                Learner("b", cannot=only_first),
            ],
            halls=(full,),
        )
    )
    assert {u.learner: (u.reason, u.slots, u.seats) for u in found.unplaced} == {
        "never": ("no_slot", 0, 0),
        "second": ("no_hall", 1, 0),
        "b": ("full", 1, 1),
    }


def test_without_a_speaker_no_class_is_held():
    found = solver.propose(ward([Learner("a")], speakers=(Speaker("p", frozenset()),)))
    assert [u.reason for u in found.unplaced] == ["no_speaker"]


def test_a_kept_class_is_filled_before_a_new_one_is_opened():
    kept = Kept("hand", 1, 2)
    found = solver.propose(ward([Learner("a"), Learner("b"), Learner("c")], kept=(kept,)))
    assert found.score.classes == 1
    assert sorted(len(c.learners) for c in found.classes if c.kept) == [2]


def test_the_same_question_has_the_same_answer():
    learners = [Learner(f"l{i}", cannot=frozenset({i % 3})) for i in range(7)]
    halls = tuple(Hall(f"h{i}", 2, 10 * i, free=frozenset(range(3))) for i in range(3))
    asked = ward(learners, halls=halls)
    assert solver.propose(asked) == solver.propose(asked)
    assert Proposal.parse(solver.propose(asked).to_json()) == solver.propose(asked)


def many():
    learners = [
        Learner(
            f"l{i}", cannot=frozenset({i % 8, (i * 5) % 8}), rather_not=frozenset({(i * 3) % 8})
        )
        for i in range(200)
    ]
    halls = tuple(
        Hall(f"h{i}", 10 + 7 * i, 100 * (i % 3), free=frozenset(range(8))) for i in range(4)
    )
    return Problem(slots(8), halls, tuple(learners), None, (), 5)


def test_when_time_runs_out_the_best_found_is_kept_and_said_so():
    asked = many()
    found = solver.propose(asked, seconds=0.01)
    assert_it_can_be_held(asked, found)
    assert found.score.rank <= greedy.propose(asked).score.rank


def test_apart_it_gives_the_same_answer_and_says_nothing_else(capfd):
    asked = ward([Learner("a"), Learner("b", cannot=frozenset({0}))])
    assert apart.propose(asked) == solver.propose(asked)
    capfd.readouterr()
    apart.propose(asked)
    assert capfd.readouterr() == ("", "")


def test_it_is_stopped_when_its_time_is_over():
    asked = many()
    found = apart.propose(asked, seconds=0.001 - apart.GRACE)  # over before a process can begin
    assert_it_can_be_held(asked, found)
    assert not found.is_best
