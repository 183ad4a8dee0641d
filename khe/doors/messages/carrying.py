"""Carrying messages out: claim, send outside of any transaction, note what came of it.

At least once: a claim is a lease, so that the letters of a worker that died are sent by the next.
Never twice in effect: nobody claims what is claimed, and a letter keeps its Message-ID.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.core.mail import EmailMessage
from django.db.models import F, Q

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.messages.models import Mail, Message
from khe.doors.messages import letters, smtp

LEASE = timedelta(minutes=10)  # longer than a batch can take
BATCH = 20
OUTAGE = timedelta(minutes=2)  # until the next try when the server was not there
LONGEST_PAUSE = timedelta(hours=1)  # between two tries of one letter
STALE = timedelta(days=7)  # news that old are not mailed; they stay in the inbox


class Line(Protocol):
    """What a letter is handed to."""

    def send(self, letter: EmailMessage) -> None:
        """Hand it over, or raise smtp.Undeliverable or smtp.Unreachable."""


@dataclass(frozen=True)
class Post:
    """How letters look: who sends them, and where our pages are."""

    sender: str
    url: str = ""


@dataclass
class Count:
    """What came of a run; nothing else of it is ever logged."""

    sent: int = 0
    later: int = 0
    given_up: int = 0


def set_aside(authority: Authority, at: datetime) -> int:
    """Take out of the queue what will never be mailed: nobody's address, too old. Return how many."""
    with acting_for(authority):
        waiting = Message.objects.filter(mail=Mail.WAITING)
        nowhere = Q(member__email="") | Q(member__active=False) | Q(made_at__lt=at - STALE)
        found = waiting.filter(nowhere, Q(retry_at__isnull=True) | Q(retry_at__lte=at))
        ids = list(
            found.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
        )
        return Message.objects.filter(pk__in=ids).update(mail=Mail.NONE)


def claim(authority: Authority, at: datetime, most: int = BATCH) -> list[Message]:
    """Return the oldest letters that are due, with their members, held for us until at + LEASE."""
    with acting_for(authority):
        due = Message.objects.filter(mail=Mail.WAITING).filter(
            Q(retry_at__isnull=True) | Q(retry_at__lte=at)
        )
        found = list(
            due.select_related("member")
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("made_at")[:most]
        )
        Message.objects.filter(pk__in=[m.pk for m in found]).update(
            retry_at=at + LEASE, tries=F("tries") + 1
        )
        return found


def carry(authority: Authority, line: Line, post: Post, clock: Callable[[], datetime]) -> Count:
    """Send every letter of an authority that is due. Raises smtp.Unreachable after putting back what
    was not sent."""
    count = Count()
    set_aside(authority, clock())
    while batch := claim(authority, began := clock()):
        for place, message in enumerate(batch):
            rest = [m.pk for m in batch[place:]]
            if clock() > began + LEASE / 2:  # a slow server: do not outlive the claim
                put_back(authority, rest, "slow", clock())
                return count
            try:
                hand_over(count, authority, message, line, post, clock)
            except smtp.Unreachable as away:
                put_back(authority, rest, away.code, clock())
                raise
    return count


def hand_over(
    count: Count, authority: Authority, message: Message, line: Line, post: Post,
    clock: Callable[[], datetime],
) -> None:  # fmt: skip
    """Send one letter and note what came of it."""
    try:
        line.send(written(authority, message, post))
    except smtp.Undeliverable as refused:
        if refused.for_good:
            count.given_up += 1
            note(authority, message.pk, mail=Mail.GIVEN_UP, fault=refused.code)
        else:
            count.later += 1
            pause = pause_after(message.tries + 1)
            note(authority, message.pk, retry_at=clock() + pause, fault=refused.code)
        return
    count.sent += 1
    note(authority, message.pk, mail=Mail.SENT, mailed_at=clock(), fault="")


def written(authority: Authority, message: Message, post: Post) -> EmailMessage:
    """Return the letter. Raises Undeliverable: one that cannot be written must not hold up the others."""
    if not letters.is_address(message.member.email):
        raise smtp.Undeliverable("address", for_good=True)
    try:
        return letters.letter(message, sender=post.sender, place=authority.name, url=post.url)
    except Exception as wrong:  # whatever a message may hold
        raise smtp.Undeliverable(type(wrong).__name__, for_good=False) from wrong


def note(authority: Authority, pk: UUID, **facts: Any) -> None:
    """Write down what came of a letter."""
    with acting_for(authority):
        Message.objects.filter(pk=pk, mail=Mail.WAITING).update(**facts)


def put_back(authority: Authority, ids: Iterable[UUID], code: str, at: datetime) -> None:
    """Let letters wait for a server that is not there; it is no try of theirs."""
    with acting_for(authority):
        Message.objects.filter(pk__in=list(ids), mail=Mail.WAITING).update(
            retry_at=at + OUTAGE, tries=F("tries") - 1, fault=code
        )


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 2, 4, 8 … minutes, an hour at most."""
    return min(timedelta(minutes=2 ** min(tries, 10)), LONGEST_PAUSE)


def count_only(authority: Authority, at: datetime) -> int:
    """The twin without a server: take the letters out of the queue and return how many there were."""
    with acting_for(authority):
        return Message.objects.filter(mail=Mail.WAITING).update(mail=Mail.NONE)
