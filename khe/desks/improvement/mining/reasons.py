"""For which papers, and for what reason, citizens were asked to come back: groups over all dossiers.

A paper the procedure itself names is a group by its key. Where a request names none of them, its reason is
one, compared without case, diacritics and punctuation. What people write freely is repeated only when it
stands in LEAST_PART dossiers, holds no long number and no applicant's name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from khe.base.journal.models import Entry
from khe.base.people.actor import Actor
from khe.base.people.names import plain
from khe.desks.dossiers import queries as dossiers
from khe.desks.dossiers.states import Event
from khe.desks.improvement.mining.clusters import LEAST_PART, Group
from khe.desks.procedures import queries as procedures

MOST = (
    3000  # dossiers with a request are read, the newest first; older ones then only widen the whole
)
SAMPLES = 10  # dossiers a group links to
LONGEST = 120  # letters of a reason that are shown
NUMBER = re.compile(r"\d(?:[\s.\-]?\d){4,}")  # five digits in a row may be somebody's


@dataclass(frozen=True)
class Asked:
    """One dossier that came in within the window and was asked for more."""

    pk: UUID
    code: str
    version_id: UUID | None
    applicant: str


def by_reason(actor: Actor, at: datetime, span: timedelta) -> tuple[list[Group], list[Group]]:
    """Return the groups by paper and by reason of what the actor may see that was taken in within `span`
    before `at`: at most four queries."""
    seen = dossiers.visible_to(actor).filter(received_at__gte=at - span, received_at__lt=at)
    asked = _asked(seen)
    if not asked:
        return [], []
    taken = dict(seen.order_by().values_list("version_id").annotate(n=Count("id")))
    named = _named(actor, [pk for pk in taken if pk])
    requests: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows = Entry.objects.filter(subject_id__in=list(asked), event=Event.SUPPLEMENT_REQUESTED)
    for pk, facts in rows.order_by("subject_id", "seq").values_list("subject_id", "facts"):
        requests[pk].append(facts)
    return _papers(asked, requests, named, taken), _texts(
        asked, requests, named, sum(taken.values())
    )


def _asked(seen: Any) -> dict[UUID, Asked]:
    rows = seen.filter(supplements__gt=0).order_by("-received_at", "-id")
    columns = ("id", "code", "version_id", "applicant_name")
    return {row[0]: Asked(*row) for row in rows.values_list(*columns)[:MOST]}


Papers = dict[str, tuple[str, str]]  # by plain name of a part: the key of its group, its label


def _named(actor: Actor, versions: list[UUID]) -> dict[UUID, Papers]:
    """Return the papers that the versions of procedures name."""
    rows = procedures.visible_to(actor.authority_id).filter(pk__in=versions)
    return {
        row.pk: {
            plain(part["name"]): (
                f"{row.procedure_id}:{part['key']}",
                f"{part['name']} ({row.name})",
            )
            for part in row.parts
        }
        for row in rows
    }


def _papers(
    asked: dict[UUID, Asked], requests: dict[UUID, list[dict[str, Any]]],
    named: dict[UUID, Papers], taken: dict[UUID | None, int],
) -> list[Group]:  # fmt: skip
    """Count, of the dossiers of a procedure, those asked for a paper of it; also papers nobody missed."""
    whole: dict[str, int] = defaultdict(int)
    labels: dict[str, str] = {}
    for version, papers in named.items():
        for key, label in papers.values():
            whole[key] += taken[version]
            labels[key] = label
    members: dict[str, list[Asked]] = defaultdict(list)
    for pk, said in requests.items():
        papers = named.get(asked[pk].version_id or pk, {})
        for key in sorted({papers[name][0] for name in _names(said) if name in papers}):
            members[key].append(asked[pk])
    return [_group("paper", key, labels[key], members[key], n) for key, n in whole.items()]


def _texts(
    asked: dict[UUID, Asked], requests: dict[UUID, list[dict[str, Any]]],
    named: dict[UUID, Papers], whole: int,
) -> list[Group]:  # fmt: skip
    """Count the dossiers by the reason of the requests that name none of the procedure's own papers."""
    members: dict[str, dict[UUID, Asked]] = defaultdict(dict)
    words: dict[str, str] = {}
    for pk, said in requests.items():
        papers = named.get(asked[pk].version_id or pk, {})
        for facts in said:
            text = str(facts.get("reason", ""))
            key = normal(text)
            if key and not any(name in papers for name in _names([facts])):
                members[key][pk] = asked[pk]
                words.setdefault(key, " ".join(text.split())[:LONGEST])
    return [
        _group("reason", key[:LONGEST], words[key], list(rows.values()), whole)
        if _may_be_told(key, words[key], rows.values())
        else Group("", "", len(rows), whole)
        for key, rows in sorted(members.items())
    ]


def _names(said: Iterable[dict[str, Any]]) -> list[str]:
    return [plain(str(name)) for facts in said for name in facts.get("papers", ())]


def normal(text: str) -> str:
    """Return a reason as it is compared: lower case, no diacritics, no punctuation."""
    return " ".join(re.findall(r"\w+", plain(text)))


def _may_be_told(key: str, text: str, rows: Iterable[Asked]) -> bool:
    """Say whether a text that people wrote is common to many, and names nobody it is about."""
    found = list(rows)
    names = {normal(one.applicant) for one in found} - {""}
    padded = f" {key} "
    is_personal = NUMBER.search(text) or any(f" {name} " in padded for name in names)
    return len(found) >= LEAST_PART and not is_personal


def _group(axis: str, key: str, label: str, rows: list[Asked], whole: int) -> Group:
    links = tuple((one.code, reverse("dossiers:detail", args=[one.code])) for one in rows[:SAMPLES])
    return Group(
        f"supplement:{axis}:{key}", label, len(rows), whole, reverse("dossiers:list"),
        records=tuple(one.pk for one in rows), samples=links,
    )  # fmt: skip
