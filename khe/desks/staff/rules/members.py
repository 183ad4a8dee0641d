"""What is written down of a person."""

import re
from datetime import date
from uuid import UUID

from khe.base.people.actor import Actor
from khe.desks.staff.refusals import Refusal
from khe.desks.staff.rules.common import first, when
from khe.desks.staff.rules.tenures import years_after
from khe.desks.staff.states import GENDERS, MemberFacts, MemberKind

PHONE = re.compile(r"(\+84|0)\d{8,10}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PARTY_AGE = 18  # years at least: Điều lệ Đảng, Điều 1
OLDEST = 110


def bare(phone: str) -> str:
    """Return a telephone number without the signs people put between its digits."""
    return re.sub(r"[ .()\-]", "", phone)


def why_not_name(name: str, by: Actor) -> Refusal | None:
    """A person has a name; administrators and the keepers of records write it."""
    return first(
        when(not by.can("admin", "personnel"), Refusal.NOT_ADMIN),
        when(not name.strip(), Refusal.NO_NAME),
    )


def why_not_write(facts: MemberFacts, today: date) -> tuple[str, Refusal] | None:
    """Return the field that does not hold together and why, or None."""
    born, since = facts.born, facts.party_since
    asked = (
        ("kind", facts.kind not in MemberKind.values, Refusal.UNKNOWN_KIND),
        ("gender", facts.gender not in GENDERS, Refusal.UNKNOWN_KIND),
        ("born", born and not years_after(born, 14) <= today, Refusal.BAD_BIRTH),
        ("born", born and years_after(born, OLDEST) < today, Refusal.BAD_BIRTH),
        ("phone", facts.phone and not PHONE.fullmatch(bare(facts.phone)), Refusal.BAD_PHONE),
        ("email", facts.email and not EMAIL.fullmatch(facts.email), Refusal.BAD_EMAIL),
        ("party_since", since and since > today, Refusal.BAD_PARTY_DAY),
        (
            "party_since",
            since and born and years_after(born, PARTY_AGE) > since,
            Refusal.BAD_PARTY_DAY,
        ),
    )
    return next(((field, refusal) for field, wrong, refusal in asked if wrong), None)


def why_not_keep_facts(
    facts: MemberFacts,
    today: date,
    *,
    code_taken: bool,
    phone_taken: bool,
    cells: set[UUID],
    by: Actor,
) -> Refusal | None:
    """The keepers of records write what is known of a person; a code and a telephone belong to one
    person, and a cell is a cell (`cells`: ids of those there are)."""
    wrong = why_not_write(facts, today)
    return first(
        when(not by.can("personnel"), Refusal.NOT_KEEPER),
        wrong[1] if wrong else None,
        when(code_taken, Refusal.MEMBER_CODE_TAKEN),
        when(phone_taken, Refusal.PHONE_TAKEN),
        when(facts.cell_id and facts.cell_id not in cells, Refusal.NOT_A_CELL),
    )
