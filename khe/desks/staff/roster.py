"""The staff list as a spreadsheet: its columns, its rows, and what a filled-in one would change.

People are found by code, else by telephone, a row with neither by a name nobody else has; else they
are new. A row may also give a post, with the
decision; several rows of one person give several posts. A blank cell leaves what is known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from khe.base.authorities.models import Area
from khe.base.authorities.tenant import uuid7
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Member, Post, Tenure
from khe.base.people.sealed import blind_index
from khe.base.sheets import Change, Column, Fault, Plan, Row, Sheet
from khe.base.sheets.columns import folded
from khe.base.web.phrases import masked_phone
from khe.desks.staff import queries, rules
from khe.desks.staff.refusals import Refusal, phone_of
from khe.desks.staff.states import (
    BEGINNING,
    GENDERS,
    ActData,
    ActKind,
    BodyKind,
    MemberFacts,
    MemberKind,
)

SAID_GENDERS = {key: title for key, title in GENDERS.items() if key}
COLUMNS = (
    Column("code", lazy("Mã cán bộ"), example="CB001", width=12, longest=30),
    Column("name", lazy("Họ và tên"), required=True, example="Lê Thị Lan", width=26, longest=120),
    Column("kind", lazy("Diện"), "choice", choices=dict(MemberKind.choices)),
    Column("born", lazy("Ngày sinh"), "date", width=13),
    Column("gender", lazy("Giới tính"), "choice", choices=SAID_GENDERS),
    Column("phone", lazy("Điện thoại"), example="0912345678", width=15, longest=20),
    Column("email", lazy("Thư điện tử"), width=26),
    Column("body", lazy("Đơn vị"), hint=lazy("Đúng tên hoặc tên gọi tắt đã ghi."), width=32),
    Column("cell", lazy("Chi bộ"), hint=lazy("Đúng tên chi bộ đã ghi."), width=26),
    Column("area", lazy("Khu vực"), hint=lazy("Tên hoặc mã."), width=16, longest=120),
    Column("party_since", lazy("Ngày vào Đảng"), "date", width=13),
    Column("post", lazy("Chức danh"), hint=lazy("Tên chức danh – tên đơn vị."), width=44, longest=420),
    Column("began", lazy("Giữ từ ngày"), "date", width=13),
    Column("act_kind", lazy("Loại quyết định"), "choice", choices={k.value: k.label for k in BEGINNING}),
    Column("act_number", lazy("Số quyết định"), example="118/QĐ-UBND", width=18, longest=60),
    Column("signed_on", lazy("Ngày ký"), "date", width=13),
    Column("issuer", lazy("Nơi ban hành"), width=26),
)  # fmt: skip
SHEET = Sheet("staff.list", lazy("Danh sách cán bộ"), COLUMNS)
TITLES = {column.key: column.title for column in COLUMNS}
PLACES = {"body": "body_id", "cell": "cell_id", "area": "area_id"}
PLAIN = ("code", "kind", "born", "gender", "phone", "email", "party_since")


def rows(members: Iterable[Member], on: date) -> Iterable[dict[str, Any]]:
    """Return the rows of members (with body, cell and area at hand): one for each post held on a day,
    one for those who hold none; one query."""
    listed = list(members)
    held = queries.tenures_of([m.pk for m in listed], on)
    for member in listed:
        own: dict[str, Any] = {name: getattr(member, name) for name in (*PLAIN, "name")}
        own |= {key: str(getattr(member, key) or "") for key in PLACES}
        tenures = held.get(member.pk, [])
        yield from [own | _of_tenure(tenure) for tenure in tenures] or [own]


def _of_tenure(tenure: Tenure) -> dict[str, Any]:
    act = tenure.began_by
    found = {"post": post_name(tenure.post), "began": tenure.began, "act_number": tenure.act}
    if act is not None:
        found |= {"act_number": act.number, "signed_on": act.signed_on, "issuer": act.issuer}
        found["act_kind"] = act.kind
    return found


def post_name(post: Post) -> str:
    """Return a post as the list writes it."""
    return f"{post.title} – {post.body.name}"


@dataclass
class Person:
    """A person of the list: who they are, what will be written of them, the posts they get."""

    member: Member
    is_new: bool
    name: str
    facts: MemberFacts
    line: int
    given: list[tuple[Post, date, ActData]] = field(default_factory=list)


class Known:
    """What the database holds that rows are compared with; six queries for any number of rows."""

    def __init__(self, today: date) -> None:
        bodies = list(Body.objects.filter(queries.exists_on(today)))
        cells = [b for b in bodies if b.kind == BodyKind.CELL]
        areas = list(Area.objects.filter(queries.exists_on(today)))
        posts = list(Post.objects.filter(queries.exists_on(today)).select_related("body"))
        self.places = {
            "body": _by_names((b, (b.name, b.short_name)) for b in bodies),
            "cell": _by_names((b, (b.name, b.short_name)) for b in cells),
            "area": _by_names((a, (a.name, a.code)) for a in areas),
        }
        self.posts = _by_names((p, (post_name(p), p.title)) for p in posts)
        members = list(Member.objects.all())
        self.by_code = {m.code.casefold(): m for m in members if m.code}
        self.by_phone = {m.phone_index: m for m in members if m.phone_index}
        self.members = members
        self.names: dict[UUID, str] = {one.pk: one.name for one in [*bodies, *areas]}
        self.spans: dict[UUID, list[tuple[UUID, date, date | None]]] = {}
        for post, *span in Tenure.objects.values_list("post_id", "member_id", "began", "ended"):
            self.spans.setdefault(post, []).append(tuple(span))

    def alone(self, name: str, born: date | None) -> Member | None:
        """Return the only member of that name (and, where both are known, that birthday)."""
        same = [m for m in self.members if m.name == name]
        if len(same) > 1 and born:
            same = [m for m in same if m.born == born]
        fits = len(same) == 1 and (not born or same[0].born in (None, born))
        return same[0] if fits else None


def _by_names(things: Iterable[tuple[Any, Sequence[str]]]) -> dict[str, Any]:
    """Return things by their folded names; a second name of theirs only where it is nobody else's."""
    found: dict[str, Any] = {}
    seconds: dict[str, list[Any]] = {}
    for thing, (name, second) in things:
        found.setdefault(folded(name), thing)
        seconds.setdefault(folded(second), []).append(thing)
    return {n: t[0] for n, t in seconds.items() if n and len(t) == 1} | found


@dataclass
class Reading:
    """The rows against what is known: people in order, and faults."""

    known: Known
    by: Actor
    today: date
    people: dict[Any, Person] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """Add a row: who it is, what it says, which post it gives."""
        given, faults = self._given(row)
        person = self._person(row)
        facts = replace(person.facts, **given)
        if person.line != row.number and facts != person.facts:
            sentence = _("Khác với dòng %(n)s của cùng một người; hãy ghi giống nhau.")
            faults.append(row.fault("code", sentence % {"n": person.line}))
        if wrong := rules.why_not_write(facts, self.today):
            faults.append(row.fault(wrong[0], wrong[1].label))
        if other := self._other_with_phone(person, facts):
            faults.append(row.fault("phone", phone_of(other).label))
        person.facts, person.name = facts, row.values["name"]
        self.faults += [*faults, *self._post(row, person)]

    def _given(self, row: Row) -> tuple[dict[str, Any], list[Fault]]:
        given = {key: row.values[key] for key in PLAIN if row.values.get(key)}
        faults = []
        for key, attribute in PLACES.items():
            if not (text := row.values.get(key)):
                continue
            if found := self.known.places[key].get(folded(text)):
                given[attribute] = found.pk
            else:
                faults.append(
                    row.fault(key, _("Không có nơi nào tên “%(text)s”.") % {"text": text})
                )
        return given, faults

    def _person(self, row: Row) -> Person:
        code = (row.values.get("code") or "").casefold()
        index = blind_index(row.values.get("phone") or "")
        member = self.known.by_code.get(code) if code else None
        if member is None and index and (found := self.known.by_phone.get(index)):
            member = found if not code or not found.code else None
        if member is None and not code and not index:
            member = self.known.alone(row.values["name"], row.values.get("born"))
        key: Any = member.pk if member else code or index or row.number
        if key not in self.people:
            is_new = member is None
            member = member or Member(id=uuid7())
            facts = MemberFacts() if is_new else MemberFacts.of(member)
            self.people[key] = Person(member, is_new, row.values["name"], facts, row.number)
        return self.people[key]

    def _other_with_phone(self, person: Person, facts: MemberFacts) -> str:
        index = blind_index(facts.phone)
        owner = self.known.by_phone.get(index) if index else None
        if owner and owner.pk != person.member.pk:
            return owner.name
        twins = (p for p in self.people.values() if p is not person and index)
        return next((p.name for p in twins if blind_index(p.facts.phone) == index), "")

    def _post(self, row: Row, person: Person) -> list[Fault]:
        """Take in the post a row gives, or say what is wrong with it."""
        if not (text := row.values.get("post")):
            return []
        post = self.known.posts.get(folded(text))
        if post is None:
            return [row.fault("post", _("Không có chức danh “%(text)s”.") % {"text": text})]
        spans = self.known.spans.setdefault(post.pk, [])
        began = row.values.get("began")
        if _holds(spans, person.member.pk, began, self.today):
            return []
        missing = [key for key in ("began", "act_number", "signed_on") if not row.values.get(key)]
        if missing or began is None:
            said = _("Chức danh mới cần ngày bắt đầu, số và ngày quyết định.")
            return [row.fault(key, said) for key in missing]
        act = ActData(
            row.values.get("act_kind") or ActKind.APPOINTMENT, row.values["act_number"],
            row.values["signed_on"], row.values.get("issuer") or "",
        )  # fmt: skip
        if refusal := self._why_not(post, person, began, act):
            return [row.fault("post", refusal.label)]
        spans.append((person.member.pk, began, None))
        person.given.append((post, began, act))
        return []

    def _why_not(self, post: Post, person: Person, began: date, act: ActData) -> Refusal | None:
        spans = self.known.spans[post.pk]
        return rules.why_not_appoint(
            act, person.member.pk, post.roles, self.by
        ) or rules.why_not_hold(
            (began, None),
            own=[(a, b) for pk, a, b in spans if pk == person.member.pk],
            others=[(a, b) for _pk, a, b in spans],
            seats=post.seats,
            active=person.member.active,
            windows=[(p.valid_from, p.valid_to) for p in (post, post.body)],
            term_years=post.term_years,
        )


def _holds(
    spans: Sequence[tuple[UUID, date, date | None]], member: UUID, began: date | None, today: date
) -> bool:
    """Say whether a member holds a post already: since the day given, or today."""
    own = [(a, b) for pk, a, b in spans if pk == member]
    return any(a == began or (began is None and (b is None or b > today)) for a, b in own)


def read(rows: Sequence[Row], by: Actor, at: datetime) -> Reading:
    """Return what the rows say, compared with what is known."""
    today = queries.day_of(at)
    reading = Reading(Known(today), by, today)
    for row in rows:
        reading.take(row)
    return reading


def plan(rows: Sequence[Row], actor: Actor, at: datetime) -> Plan:
    """Return what an import of the rows would change, and what is wrong in them."""
    reading = read(rows, actor, at)
    changes = [_change(person, reading.known.names) for person in reading.people.values()]
    return Plan(changes, reading.faults)


def _change(person: Person, names: Mapping[UUID, str]) -> Change:
    old = MemberFacts() if person.is_new else MemberFacts.of(person.member)
    keys = {**{key: key for key in PLAIN}, **PLACES}
    found = [
        (
            str(TITLES[key]),
            _said(key, getattr(old, a), names),
            _said(key, getattr(person.facts, a), names),
        )
        for key, a in keys.items()
        if getattr(old, a) != getattr(person.facts, a)
    ]
    if not person.is_new and person.member.name != person.name:
        found.insert(0, (str(TITLES["name"]), person.member.name, person.name))
    for post, began, act in person.given:
        since = _("%(post)s, từ %(day)s (%(act)s)")
        facts = {"post": post_name(post), "day": f"{began:%d/%m/%Y}", "act": act.number}
        found.append((str(TITLES["post"]), "", since % facts))
    kind = "add" if person.is_new else "change" if found else "same"
    return Change(kind, person.name, found)  # type: ignore[arg-type]


def _said(key: str, value: Any, names: Mapping[UUID, str]) -> str:
    if not value:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, UUID):
        return names.get(value, "")
    if key == "phone":
        return masked_phone(value)
    choices = {"kind": dict(MemberKind.choices), "gender": GENDERS}.get(key, {})
    return str(choices.get(value, value))
