"""Reading dossiers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from khe.base.authorities.tenancy import required_id
from khe.base.authorities.tenant import uuid7
from khe.base.authorities.writing import gathered, server_cursor
from khe.base.calendar import ledger as clock_ledger
from khe.base.calendar import queries as calendars
from khe.base.journal import queries as journal
from khe.base.journal.models import Entry
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.base.people.names import plain, reversed_key
from khe.base.people.sealed import blind_index
from khe.desks.dossiers import ledger
from khe.desks.dossiers.models import Applicant, Dossier, Step
from khe.desks.dossiers.states import (
    OPEN,
    PARTITION,
    QUIET,
    RUNNING,
    WAITING,
    Payment,
    Status,
)

SEES_ALL = ("clerk", "leader", "supervisor", "admin")


def locked(code: str) -> Dossier:
    """Return the dossier, held until the transaction ends; Dossier.DoesNotExist if there is none."""
    if kept := gathered():
        return cast(Dossier, kept.find(Dossier, "code", code)[0])
    return Dossier.objects.select_for_update().get(code=code)


def locked_open(ids: Iterable[UUID]) -> QuerySet[Dossier]:
    """Return the open ones among dossiers, held until the transaction ends, in the order of their ids."""
    found = Dossier.objects.select_for_update().filter(pk__in=list(ids), status__in=OPEN)
    return found.order_by("id")


def open_of(member_ids: Iterable[UUID]) -> QuerySet[Dossier]:
    """Return the open dossiers that members hold, by due moment: what a handover lists, for whom it
    concerns; no permission is asked here."""
    found = Dossier.objects.filter(officer_id__in=list(member_ids), status__in=OPEN)
    return found.order_by("due_at", "id")


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Return the dossiers whose page the actor may open: every list, search, count and export of
    dossiers starts here. Officers see what they hold, what their bodies hold, and what nobody does."""
    if actor.can(*SEES_ALL):
        return Dossier.objects.all()
    if not actor.can("officer"):
        return Dossier.objects.none()
    mine = [m for m in (actor.member_id, *actor.for_ids) if m]
    return Dossier.objects.filter(
        Q(officer_id__in=mine)
        | Q(body_id__in=list(actor.body_ids))
        | Q(officer_id=None, body_id=None, status__in=OPEN)
    )


def queue_of(actor: Actor) -> QuerySet[Dossier]:
    """Return the open dossiers that the actor (or whom they stand in for) holds, by due moment."""
    mine = [m for m in (actor.member_id, *actor.for_ids) if m]
    return Dossier.objects.filter(officer_id__in=mine, status__in=OPEN).order_by("due_at", "id")


def unclaimed(actor: Actor) -> QuerySet[Dossier]:
    """Return open dossiers that nobody holds and the actor may see, by due moment."""
    return visible_to(actor).filter(officer_id=None, status__in=OPEN).order_by("due_at", "id")


def to_sign() -> QuerySet[Dossier]:
    """Return the dossiers at their last step, which end with a leader's decision, by due moment."""
    last = Dossier.objects.filter(status=Status.IN_PROGRESS, step_count__gt=0, step=F("step_count"))
    return last.order_by("due_at", "id")


def at_counter() -> QuerySet[Dossier]:
    """Return the dossiers whose result can be handed over, longest settled first."""
    return Dossier.objects.filter(status__in=(Status.DECIDED, Status.ISSUED)).order_by("settled_at")


def late(at: datetime) -> QuerySet[Dossier]:
    """Return open dossiers whose clock runs and whose due moment has passed."""
    return Dossier.objects.filter(status__in=RUNNING, due_at__lt=at).order_by("due_at")


def to_warn(at: datetime, soon: datetime) -> list[Dossier]:
    """Return, held, the running dossiers due after `at` and by `soon` of which nobody was warned,
    500 at a time. What is late already stands at the top of every list."""
    found = Dossier.objects.select_for_update(skip_locked=True).filter(
        status__in=RUNNING, due_at__gt=at, due_at__lte=soon, warned_at=None
    )
    return list(found.order_by("due_at")[:500])


def due_between(start: datetime, end: datetime) -> QuerySet[Dossier]:
    """Return open dossiers whose clock runs and is due from `start` up to `end`."""
    return Dossier.objects.filter(status__in=RUNNING, due_at__gte=start, due_at__lt=end).order_by(
        "due_at", "id"
    )


def waiting() -> QuerySet[Dossier]:
    """Return open dossiers whose clock is stopped."""
    return Dossier.objects.filter(status__in=WAITING).order_by("paused_at")


def search(found: QuerySet[Dossier], text: str, prefix: str = "") -> QuerySet[Dossier]:
    """Narrow `found` to what a person typed: a code or its end, a phone or id number, or a name with
    or without diacritics (from its beginning or from the given name). `prefix` is what all codes of
    the authority begin with.

    All of it runs on plain B-tree indexes by equality or prefix: row-level security keeps a text
    index from being used (docs/decisions).
    """
    text = text.strip()[:100]
    if not text:
        return found
    digits = "".join(c for c in text if c.isdigit())
    if "-" in text and digits:
        if text[0].isdigit():  # "260302-0001": the agency goes without saying
            text = f"{prefix}{text}"
        return found.filter(code__gte=text.upper(), code__lt=text.upper() + "\uffff")
    if len(digits) >= 9 and len(digits) >= len(text.replace(" ", "")) - 1:
        known = Applicant.objects.filter(
            Q(phone_index=blind_index(digits)) | Q(id_index=blind_index(digits))
        )
        return found.filter(Q(applicant_id__in=list(known.values_list("pk", flat=True)[:200]))
                            | Q(external_code=text))  # fmt: skip
    keys = {plain(text), reversed_key(text)}
    names = Q()
    for key in keys:
        names |= Q(find_key__gte=key, find_key__lt=key + "\uffff")
        names |= Q(name_key__gte=key, name_key__lt=key + "\uffff")
    return found.filter(names | Q(code=text) | Q(external_code=text) | Q(procedure_code=text))


def knows(external_code: str) -> bool:
    """Say whether a dossier came in under this outside code before; "" is no code."""
    return bool(external_code) and Dossier.objects.filter(external_code=external_code).exists()


def next_number(key: str) -> int:
    """Return the next number of a gapless series, kept by the transaction that uses it.

    The row stays locked until the transaction ends, so that numbers are given in the order of
    commits and a rolled-back one is given again.
    """
    with server_cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_counter (authority_id, id, key, n) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (authority_id, key) DO UPDATE SET n = dossiers_counter.n + 1"
            " RETURNING n",
            [required_id(), uuid7(), key],
        )
        return int(cursor.fetchone()[0])


def applicants(text: str) -> QuerySet[Applicant]:
    """Return known applicants by exact phone or id number, or by name."""
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) >= 9:
        index = blind_index(digits)
        return Applicant.objects.filter(Q(phone_index=index) | Q(id_index=index))
    key, back = plain(text), reversed_key(text)
    return Applicant.objects.filter(
        Q(find_key__gte=back, find_key__lt=back + "\uffff")
        | Q(find_key__gte=key, find_key__lt=key + "\uffff")
    )


def steps_of(dossier: Dossier) -> list[Step]:
    """Return the steps in order."""
    return list(Step.objects.filter(dossier=dossier).order_by("position"))


def clock(
    dossier: Dossier, entries: Iterable[Entry], now: datetime, *, explained: bool = True
) -> clock_ledger.Replay | None:
    """Return the replay of the dossier's ledger at `now`; None where it has no clock of ours (not
    taken in yet, or from an imported log)."""
    marks = ledger.marks(entries)
    if not marks or not dossier.limit:
        return None
    calendar = calendars.calendar(dossier.authority_id, dossier.calendar_version)
    return clock_ledger.replay(
        calendar, marks, dossier.limit, rule=dossier.rule, cutoff=dossier.cutoff or None,
        now=now, explained=explained,
    )  # fmt: skip


def entries_of(dossier_id: UUID) -> list[Entry]:
    """Return the dossier's journal, oldest first."""
    if kept := gathered():
        return list(kept.find(Entry, "subject_id", dossier_id))
    return list(journal.of(dossier_id))


def load_by_officer(officer_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many open dossiers each officer holds, in one query."""
    rows: Any = (
        Dossier.objects.filter(officer_id__in=list(officer_ids), status__in=OPEN)
        .values_list("officer_id")
        .annotate(n=Count("id"))
    )
    return dict(rows)


def oldest() -> datetime | None:
    """Return when the first dossier was received (UTC), or None."""
    found = Dossier.objects.filter(received_at__isnull=False).order_by("received_at")
    return found.values_list("received_at", flat=True).first()


def changes_since(dossier: Dossier, seen: int) -> list[Entry]:
    """Return what happened to the dossier after entry `seen`, but for what changed nothing."""
    if dossier.journal_seq == seen:
        return []
    found = journal.of(dossier.pk).filter(seq__gt=seen)
    return [entry for entry in found if entry.event not in QUIET]


# ---- lists and counts that cost the same however many dossiers there are -------------------------

CAP = 1000  # nothing is counted further; the page says "hơn 1.000"


def capped(found: QuerySet[Dossier]) -> int:
    """Return how many there are; CAP + 1 stands for more."""
    return found.order_by()[: CAP + 1].count()


def tally(found: QuerySet[Dossier], at: datetime, end: datetime, cap: int = CAP) -> dict[str, int]:
    """Return how many of the open dossiers in `found` are late, due before `end`, later, waiting,
    held by nobody, and at the step that is signed: one query, over at most `cap` of them."""
    runs = Q(status__in=RUNNING)
    some = found.filter(status__in=OPEN).order_by()[:cap]
    return some.aggregate(
        all=Count("id"),
        late=Count("id", filter=runs & Q(due_at__lt=at)),
        today=Count("id", filter=runs & Q(due_at__gte=at, due_at__lt=end)),
        coming=Count("id", filter=runs & Q(due_at__gte=end)),
        waiting=Count("id", filter=Q(status__in=WAITING)),
        free=Count("id", filter=Q(officer_id=None)),
        sign=Count(
            "id", filter=Q(status=Status.IN_PROGRESS, step_count__gt=0, step=F("step_count"))
        ),
    )


def counter_tally() -> dict[str, int]:
    """Return how many dossiers wait at the counter, by what for: one query."""
    results = Q(status__in=(Status.DECIDED, Status.ISSUED))
    some = Dossier.objects.filter(
        results | Q(status__in=(Status.REGISTERED, Status.AWAITING_PAYMENT))
    )
    return some.order_by()[: CAP + 1].aggregate(
        results=Count("id", filter=results),
        registered=Count("id", filter=Q(status=Status.REGISTERED)),
        payments=Count("id", filter=Q(status=Status.AWAITING_PAYMENT)),
    )


def registered() -> QuerySet[Dossier]:
    """Return what was handed in and not yet checked, longest waiting first."""
    return Dossier.objects.filter(status=Status.REGISTERED).order_by("registered_at")


def awaiting_payment() -> QuerySet[Dossier]:
    """Return the dossiers whose clock waits for money, longest waiting first."""
    return Dossier.objects.filter(status=Status.AWAITING_PAYMENT, payment=Payment.DUE).order_by(
        "paused_at"
    )


def received_between(start: datetime, end: datetime) -> QuerySet[Dossier]:
    """Return what was taken in from `start` up to `end`, newest first."""
    return Dossier.objects.filter(received_at__gte=start, received_at__lt=end).order_by(
        "-received_at"
    )


def open_by_field_and_officer(at: datetime) -> list[tuple[str, str, int, int]]:
    """Return (field, officer's name, open, late) of all open dossiers: one query."""
    late = Q(status__in=RUNNING, due_at__lt=at)
    rows: Any = (
        Dossier.objects.filter(status__in=OPEN)
        .order_by()
        .values_list("field", "officer_name")
        .annotate(n=Count("id"), late=Count("id", filter=late))
    )
    return list(rows)


def in_group(found: QuerySet[Dossier], group: str, at: datetime) -> QuerySet[Dossier]:
    """Narrow to a part of the partition (states.PARTITION), to a status, or to what is late."""
    if group == "late":
        return found.filter(status__in=RUNNING, due_at__lt=at)
    if group == "open":
        return found.filter(status__in=OPEN)
    if group in PARTITION:
        return found.filter(status__in=PARTITION[group])
    return found.filter(status=group) if group else found


def handlers(at: datetime) -> list[Member]:
    """Return the members who hold a post that handles dossiers on the day of `at`, by name."""
    day = at.astimezone(people.LOCAL).date()
    found = people.holders(day, "officer") | people.holders(day, "leader")
    return list(found.only("name", "authority_id"))


def others_of(dossier: Dossier, actor: Actor) -> int:
    """Return how many other dossiers of the applicant the actor may open (at most 20)."""
    if dossier.applicant_id is None:
        return 0
    found = visible_to(actor).filter(applicant_id=dossier.applicant_id).exclude(pk=dossier.pk)
    return found.order_by()[:20].count()


def fields() -> list[str]:
    """Return the fields in use, by name: a hop from one to the next in the index, however many
    dossiers there are."""
    hop = (
        "SELECT min(field) FROM dossiers_dossier"
        " WHERE authority_id = %s AND field > {} AND field <> ''"
    )
    me = required_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE one(field) AS ("  # noqa: S608 - no words of users
            f" ({hop.format(chr(39) * 2)}) UNION ALL"
            f" SELECT ({hop.format('one.field')}) FROM one WHERE one.field IS NOT NULL)"
            " SELECT field FROM one WHERE field IS NOT NULL",
            [me, me],
        )
        return [row[0] for row in cursor.fetchall()]
