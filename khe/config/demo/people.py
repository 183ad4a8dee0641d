"""The people of the areas: heads, cell secretaries, Party members; all invented, none with an account."""

from datetime import date, datetime
from random import Random

from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.config.demo import names
from khe.config.demo.ward import REQUIRES, Ward
from khe.desks.staff import actions
from khe.desks.staff.states import ActData, MemberFacts, PostTerms

OF_A_CELL = 15  # members besides its secretary
POSTS = (  # title, kind of post, kind of the act
    ("Trưởng khu vực {n}", "area_head", "appointment"),
    ("Bí thư chi bộ khu vực {n}", "area_cell_secretary", "election"),
)


def settle(ward: Ward, *, by: Actor, at: datetime) -> list[Member]:
    """Fill the cells and boards of all areas; return the people in order. Deterministic."""
    rng = Random(12)  # noqa: S311 - the same people every time, not a secret
    taken = {member.name for member in ward.members.values()}
    found: list[Member] = []
    for area in ward.areas:
        settled: list[Member] = []
        for _ in range(OF_A_CELL + 2):
            name, woman = _fresh(rng, taken)
            born = rng.randint(1948, 1996)
            facts = MemberFacts(
                code=f"KV{area.code}-{len(settled) + 1:02d}", kind="party_member",
                born=date(born, rng.randint(1, 12), rng.randint(1, 28)),
                gender="female" if woman else "male",
                cell_id=ward.bodies[f"cbkv{area.code}"].pk, area_id=area.pk,
                party_since=date(min(born + rng.randint(22, 40), 2022), 2, 3),
            )  # fmt: skip
            settled.append(actions.save_member(name=name, facts=facts, by=by, at=at))
        _appoint(ward, area.code, settled, by, at)
        found += settled
    return found


def _fresh(rng: Random, taken: set[str]) -> tuple[str, bool]:
    """Return a name that nobody has yet."""
    while True:
        name, woman = names.person(rng)
        if name not in taken:
            taken.add(name)
            return name, woman


def _appoint(ward: Ward, number: str, people: list[Member], by: Actor, at: datetime) -> None:
    """Give the area its head and its cell a secretary; one area's head has an account of the demo."""
    for place, (title, kind, act) in enumerate(POSTS):
        body = ward.bodies[f"{'kv' if kind == 'area_head' else 'cbkv'}{number}"]
        if kind == "area_head" and body.posts.exists():
            continue
        post = actions.save_post(
            title=title.format(n=number), body=body, roles=["head"], seats=1,
            terms=PostTerms(kind=kind, requires=REQUIRES[kind]), by=by, at=at,
        )  # fmt: skip
        data = ActData(
            act,
            f"{20 + place}/QĐ-UBND" if place == 0 else f"{30 + int(number)}-QĐ/ĐU",
            ward.plan.began,
        )
        actions.appoint(
            post.pk, member=people[place], began=ward.plan.began, act=data, by=by, at=at
        )
