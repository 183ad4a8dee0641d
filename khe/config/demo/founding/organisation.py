"""Chapter one: bodies, areas, posts, people, and who held which post by which act."""

from collections import defaultdict
from datetime import date
from typing import Any

from khe.base.people.competence import Requirement
from khe.base.people.models import Tenure
from khe.config.demo.founding import Story, day, morning, rows
from khe.desks.staff import actions
from khe.desks.staff.states import ActData, MemberFacts, PostTerms

FIRST = date(2010, 1, 4)
AREAS = range(1, 8)
BODIES = [  # key, name, kind, parent
    ("du", "Đảng ủy phường", "party_committee", ""),
    ("btv", "Ban Thường vụ Đảng ủy", "standing_committee", "du"),
    ("ubkt", "Ủy ban Kiểm tra Đảng ủy", "inspection_commission", "du"),
    ("hdnd", "Hội đồng nhân dân phường", "council", ""),
    ("ubnd", "Ủy ban nhân dân phường", "committee", ""),
    ("mt", "Ủy ban Mặt trận Tổ quốc phường", "front", ""),
    ("doan", "Đoàn Thanh niên phường", "union", "mt"),
    ("pn", "Hội Liên hiệp Phụ nữ phường", "union", "mt"),
    ("ccb", "Hội Cựu chiến binh phường", "union", "mt"),
    ("cq", "Chi bộ cơ quan", "cell", "du"),
    ("truong", "Chi bộ trường học", "cell", "du"),
    ("ca", "Chi bộ Công an", "cell", "du"),
]


def tell(story: Story) -> None:
    """Build the ward of 2010 and let its acts happen, in order of the day they took effect."""
    _build(story)
    _employ(story)
    _let_acts_happen(story)


def _build(story: Story) -> None:
    who: dict[str, Any] = {"by": story.keeper, "at": morning(FIRST)}
    for number in AREAS:
        name = f"Khu vực {number}"
        story.areas[number] = actions.save_area(name=name, code=str(number), **who)
    for key, name, kind, parent in BODIES:
        above = story.bodies.get(parent)
        story.bodies[key] = actions.save_body(name=name, kind=kind, parent=above, **who)
    for number, area in story.areas.items():
        for key, name, kind, parent in (
            (f"kv{number}", f"Chi bộ khu vực {number}", "cell", "du"),
            (f"bkv{number}", f"Ban điều hành khu vực {number}", "area_board", "ubnd"),
            (f"doan{number}", f"Chi đoàn khu vực {number}", "union", "doan"),
        ):
            above = story.bodies[parent]
            made = actions.save_body(name=name, kind=kind, parent=above, area=area, **who)
            story.bodies[key] = made
    for row in rows("posts"):
        terms = PostTerms(
            kind=row["kind"],
            requires=Requirement(theory=row["theory"], degree=row["degree"]),
            term_years=int(row["term_years"]) if row["term_years"] else None,
            longest_years=int(row["longest_years"]) if row["longest_years"] else None,
        )
        story.posts[row["key"]] = actions.save_post(
            title=row["title"], body=story.bodies[row["body"]], roles=row["roles"].split(), seats=1,
            terms=terms, **who,
        )  # fmt: skip


def _employ(story: Story) -> None:
    first_post = {row["member"]: row["post"] for row in reversed(rows("tenures"))}
    for row in rows("members"):
        post = story.posts.get(first_post.get(row["code"], ""))
        facts = MemberFacts(
            code=row["code"], kind=row["kind"], born=day(row["born"]), gender=row["gender"],
            body_id=post.body_id if post else story.bodies[row["cell"]].pk,
            cell_id=story.bodies[row["cell"]].pk, area_id=story.areas[int(row["area"])].pk,
            party_since=day(row["party_since"]),
        )  # fmt: skip
        story.members[row["code"]] = actions.save_member(
            name=row["name"], facts=facts, by=story.keeper, at=morning(FIRST)
        )


def _let_acts_happen(story: Story) -> None:
    """An act is a day and a number: whoever leaves and comes by the same act moves at once."""
    acts: dict[tuple[str, int, str], list[tuple[dict[str, str], bool]]] = defaultdict(list)
    listed = rows("tenures")
    moving = {(r["ended"], r["ended_number"]) for r in listed if r["ended"]}
    for row in listed:
        if row["ended"]:
            acts[(row["ended"], 0, row["ended_number"])].append((row, True))
        is_moving = (row["began"], row["began_number"]) in moving
        acts[(row["began"], 0 if is_moving else 1, row["began_number"])].append((row, False))
    for effective, _, number in sorted(acts):
        _happen(story, date.fromisoformat(effective), number, acts[(effective, _, number)])


def _happen(story: Story, on: date, number: str, parts: list[tuple[dict[str, str], bool]]) -> None:
    row, ends = parts[0]
    signed = date.fromisoformat(row["ended_signed" if ends else "began_signed"])
    kind = row["ended_kind" if ends else "began_kind"]
    act = ActData(kind, number, signed, note=row["note"] if ends else "")
    who: dict[str, Any] = {"by": story.keeper, "at": morning(signed)}
    if len(parts) == 1 and not ends:
        member, post = story.members[row["member"]], story.posts[row["post"]]
        actions.appoint(post.pk, member=member, began=on, act=act, **who)
        return
    moves: dict[str, actions.Change] = {}
    for part, is_end in sorted(parts, key=lambda p: not p[1]):
        code, had = part["member"], moves.get(part["member"])
        post = story.posts[part["post"]]
        if is_end:
            tenure = Tenure.objects.get(post=post, member=story.members[code], ended=None)
            moves[code] = actions.Change(tenure.member_id, part["ended_kind"], tenure.pk)
        else:
            left = had.tenure_id if had else None
            kind = had.kind if had else part["began_kind"]
            moves[code] = actions.Change(story.members[code].pk, kind, left, post.pk)
    actions.rotate(list(moves.values()), day=on, act=act, **who)
