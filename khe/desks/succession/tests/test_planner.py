"""The planner's answer is the best one: compared with trying everything."""

from itertools import product
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from khe.desks.succession.rules.planner import Option, Seat, propose


def key(n: int) -> UUID:
    return UUID(int=n)


def best_by_hand(seats, options, needed, at_work):
    """Try every set of options; return the smallest scores."""
    by_id = {seat.id: seat for seat in seats}
    best = None
    for picks in product((0, 1), repeat=len(options)):
        chosen = [o for o, pick in zip(options, picks, strict=True) if pick]
        scores = score(chosen, by_id, needed, at_work)
        if scores is not None and (best is None or scores < best):
            best = scores
    return best


def score(chosen, seats, needed, at_work):
    taken = [o.seat_id for o in chosen]
    gone = {o.own for o in chosen if o.own}
    movers = [o.member_id for o in chosen]
    if len(set(taken)) < len(taken) or len(set(movers)) < len(movers):
        return None
    for seat in seats.values():
        if seat.holder and not seat.due and seat.id in taken and seat.id not in gone:
            return None
        if seat.due and not seat.leaves and seat.id in gone and seat.id not in taken:
            return None
    work = dict(at_work)
    for seat in seats.values():
        leaves = seat.holder and (seat.leaves or (seat.due and seat.id in taken) or seat.id in gone)
        change = (seat.id in taken) - bool(leaves and seat.at_work)
        work[seat.body_id] = work.get(seat.body_id, 0) + change
    rotating = {s.id for s in seats.values() if s.due and not s.leaves}
    short = sum(
        work.get(body, 0) < least and any(touches(o, seats, body) for o in chosen_any(seats, body))
        for body, least in needed.items()
    )
    return (
        -sum(seats[s].due for s in taken),
        sum(s in rotating for s in taken) - len(gone & rotating),
        sum(o.gaps for o in chosen),
        short,
        len(chosen),
        sum(o.rank for o in chosen),
    )


def chosen_any(seats, body):
    return [s for s in seats.values() if s.body_id == body]


def touches(seat, seats, body):
    return seat.body_id == body


@st.composite
def wards(draw):
    seats, people = [], []
    for n in range(1, draw(st.integers(2, 4)) + 1):
        due = draw(st.booleans())
        leaves = due and draw(st.booleans())
        body = key(100 + draw(st.integers(0, 1)))
        holder = key(n) if due or draw(st.booleans()) else None
        seats.append(Seat(key(n + 50), body, holder, due, leaves))
        if holder and not leaves:
            people.append((holder, key(n + 50)))
    people += [(key(20), None)]
    pairs = [(p, s) for p in people for s in seats if s.id != p[1]]
    picked = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    options = [
        Option(p[0], s.id, p[1], draw(st.integers(0, 2)), draw(st.integers(0, 2)))
        for p, s in picked
    ]
    bodies = {seat.body_id for seat in seats}
    at_work = {b: sum(s.holder is not None and s.body_id == b for s in seats) for b in bodies}
    needed = {b: draw(st.integers(0, 2)) for b in bodies}
    return seats, options, needed, at_work


@settings(max_examples=60)
@given(wards())
def test_it_is_never_worse_than_trying_everything(ward):
    seats, options, needed, at_work = ward
    found = propose(seats, options, needed, at_work)
    if not options:
        assert found.taken == {}
        return
    by_id = {seat.id: seat for seat in seats}
    chosen = [o for o in options if found.taken.get(o.seat_id) == o.member_id]
    assert score(chosen, by_id, needed, at_work) == best_by_hand(seats, options, needed, at_work)
