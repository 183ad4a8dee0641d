"""Reading documents: who may see which, what waits, what has changed since the issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from khe.base.documents import signing
from khe.base.files import queries as files
from khe.base.files.models import Attachment
from khe.base.people.actor import Actor
from khe.base.people.models import Body
from khe.base.people.names import plain
from khe.base.people.queries import LOCAL
from khe.desks.reports import heads, rules
from khe.desks.reports.counting import Counted, Source, count
from khe.desks.reports.models import Bound, Document, Template
from khe.desks.reports.refusals import named
from khe.desks.reports.rules import Reason
from khe.desks.reports.states import OPEN, OUT, Refusal, Status
from khe.desks.reports.wording import Form, amount, period

TABS = {
    "soan": Q(status=Status.DRAFT),
    "cho-ky": Q(status__in=(Status.CHECKED, Status.SIGNED)),
    "ban-hanh": Q(status=Status.ISSUED),
    "het-hieu-luc": Q(status__in=(Status.WITHDRAWN, Status.REPLACED)),
}


def day_of(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(LOCAL).date()


def visible_to(actor: Actor | None) -> QuerySet[Document]:
    """Return the documents somebody may open; the same condition as `rules.may_see`."""
    found = Document.objects.select_related("body")
    if actor is None:
        return found.none()
    if actor.can(*rules.SIGNERS):
        return found
    mine = [pk for pk in (actor.member_id, *actor.for_ids) if pk]
    own = Q(drafted_by__in=mine) | Q(edited_by__in=mine) | Q(checked_by__in=mine)
    own |= Q(signed_by__in=mine)
    free = Q(status__in=OUT) | Q(kind__in=rules.kinds_of(actor))
    if rules.may_draft(actor):
        free |= Q(status=Status.SIGNED)
    return found.filter(own | (Q(restricted=False) & free))


def search(actor: Actor | None, text: str = "", tab: str = "") -> QuerySet[Document]:
    """Return the documents of a tab ("" all) whose title or number matches, the latest changed first."""
    found = visible_to(actor)
    if tab in TABS:
        found = found.filter(TABS[tab])
    for word in plain(text).split():
        found = found.filter(find_key__contains=word)
    return found.order_by("-changed_at", "-id")


def counts(actor: Actor | None) -> dict[str, int]:
    """Return the number of documents of each tab that somebody may open, and of all (""); one query."""
    sums = {key.replace("-", "_"): Count("pk", filter=q) for key, q in TABS.items()}
    found = visible_to(actor).aggregate(all=Count("pk"), **sums)
    return {"": found["all"], **{key: found[key.replace("-", "_")] for key in TABS}}


def locked(document_id: UUID) -> Document:
    """Return a document, locked; Document.DoesNotExist for a stranger's."""
    return Document.objects.select_for_update().get(pk=document_id)


def bounds_of(document: Document) -> list[Bound]:
    """Return the figures of a document in the order of their places."""
    return list(document.bounds.select_related("kept").order_by("order", "id"))


def values_of(bounds: Sequence[Bound]) -> dict[str, str]:
    """Return what each field shows, by place."""
    return {bound.place: bound.shown for bound in bounds}


def numbers_of(bounds: Sequence[Bound]) -> dict[str, float | None]:
    """Return the value of each field as a chart draws it, by place: a share in percent."""
    return {bound.place: bound.amount.drawn for bound in bounds}


def source_of(bound: Bound) -> Source:
    """Return where a figure comes from."""
    return Source(bound.period, bound.indicator_id, bound.figure_id)


def counted_now(bounds: Sequence[Bound], by: Actor, at: datetime) -> dict[str, Counted]:
    """Count the figures of a document again, by place."""
    found = count([source_of(bound) for bound in bounds], by, at)
    return {bound.place: found[source_of(bound)] for bound in bounds}


@dataclass(frozen=True)
class Drift:
    """A figure of a document beside what its records say now. `same`: value and records are as then."""

    bound: Bound
    now: Counted
    same: bool
    same_value: bool

    @property
    def when(self) -> str:
        """Name the days that were counted."""
        return period(self.bound.first, self.bound.last)

    @property
    def shown_now(self) -> str:
        """Return what the records say now."""
        return amount(self.now.amount, Form.FULL)

    @property
    def shown_then(self) -> str:
        """Return what was written."""
        return amount(self.bound.amount, Form.FULL)


def drift(bounds: Sequence[Bound], by: Actor, at: datetime) -> list[Drift]:
    """Hold the figures of a document against their records as they are at `at`."""
    now = counted_now(bounds, by, at)
    return [_drift(bound, now[bound.place]) for bound in bounds]


def _drift(bound: Bound, now: Counted) -> Drift:
    then, today = bound.amount, now.amount
    same_value = (then.numerator, then.denominator, then.value) == (
        today.numerator, today.denominator, today.value,
    )  # fmt: skip
    same_records = not bound.checksum or bound.checksum == now.checksum
    return Drift(bound, now, same_value and same_records, same_value)


def changed(bounds: Sequence[Bound], by: Actor, at: datetime) -> list[Drift]:
    """Return the figures that are not what they were, each figure once however often it is written."""
    found: dict[Source, Drift] = {}
    for one in drift(bounds, by, at):
        if not one.same:
            found.setdefault(source_of(one.bound), one)
    return list(found.values())


def bodies(on: date) -> QuerySet[Body]:
    """Return the bodies that exist on a local day: who may issue documents."""
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return Body.objects.filter(began & lasts).order_by("position", "name", "id")


def main_body(on: date, layout: str = "") -> Body | None:
    """Return the body that reports for the authority on a local day."""
    found: Body | None = heads.main_body(list(bodies(on)), layout)
    return found


def files_of(document: Document) -> dict[str, Attachment]:
    """Return the files of a document by what they are; of several signed ones the latest."""
    return {file.part: file for file in files.of(document.pk)}


def file_of(document: Document, pk: UUID) -> Attachment | None:
    """Return a file of a document."""
    return files.of(document.pk).filter(pk=pk).first()


def issued_with(sha256: str, actor: Actor | None) -> Document | None:
    """Return the document that a file with this content was issued as, if the actor may open it."""
    owners = Attachment.objects.filter(sha256=sha256).values_list("subject_id", flat=True)
    return visible_to(actor).filter(pk__in=list(owners)).first()


def is_being_replaced(document: Document) -> bool:
    """Say whether a replacement is being drafted."""
    return Document.objects.filter(replaces=document, status__in=OPEN).exists()


def templates(layout: str = "") -> QuerySet[Template]:
    """Return the versions of the Word templates, the newest first."""
    found = Template.objects.order_by("layout", "-version")
    return found.filter(layout=layout) if layout else found


def template_content(layout: str) -> bytes | None:
    """Return the Word template in use for a layout; None: the shipped one."""
    row = templates(layout).filter(dropped_at=None).first()
    file = files.of(row.pk).first() if row else None
    if file is None:
        return None
    with files.content(file) as content:
        return content.read()


def template_file(template: Template) -> Attachment | None:
    """Return the file of a version."""
    return files.of(template.pk).first()


def by_ids(ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Return documents by id, whoever asks: for the register, which names every number."""
    return Document.objects.select_related("body").in_bulk(list(ids))


def server_key() -> tuple[signing.Signer | None, Reason]:
    """Return the key the server signs files with, and why there is none to use."""
    try:
        found = signing.configured()
    except signing.SigningError as wrong:
        return None, named(Refusal.NOT_SIGNABLE, why=str(wrong))
    return found, None if found else Refusal.NO_KEY
