"""The page of an import: a file, what it would change, a confirmation, all or nothing."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, BinaryIO

from django.core import signing
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from khe.base.files import actions as files
from khe.base.files import store, uploads
from khe.base.people.actor import Actor
from khe.base.refusal import Refused
from khe.base.sheets import opening, reading, responses
from khe.base.sheets.columns import Change, Fault, Plan, Row, Sheet, Table
from khe.base.web import phrases
from khe.base.web.responses import done

SHELF = "imports"  # where uploads wait for their confirmation
PATIENCE = timedelta(hours=2)  # a preview may be confirmed that long
SALT = "khe.sheets.import"
SHOWN = 200  # changes, and faults, that the page lists


@dataclass(frozen=True)
class Import:
    """What an import is made of.

    `plan(rows, actor, at)` reads and answers a Plan; it changes nothing. `carry_out(rows, by=, at=)` is
    an action: it changes everything or raises. Both get the rows without faults. Who may import is
    decided by the view that calls `page`.
    """

    sheet: Sheet
    plan: Callable[[Sequence[Row], Actor, datetime], Plan]
    carry_out: Callable[..., Any]
    title: Any
    back_url: str
    intro: Any = ""
    template_name: str = "mau.xlsx"


@dataclass(frozen=True)
class Preview:
    """What was read and what it would change; `sentence` says why nothing can be confirmed."""

    table: Table = field(default_factory=Table)
    plan: Plan = field(default_factory=Plan)
    sentence: str = ""
    token: str = ""

    @property
    def faults(self) -> list[Fault]:
        """Return what is wrong in the cells, in the order of the rows."""
        return [*self.table.faults, *self.plan.faults]

    def count(self, kind: str) -> int:
        """Return how many changes are of a kind: add, change, same."""
        return sum(change.kind == kind for change in self.plan.changes)

    @property
    def has_changes(self) -> bool:
        """Say whether there is anything to do."""
        return any(change.kind != "same" for change in self.plan.changes)


def page(request: HttpRequest, spec: Import) -> HttpResponse:
    """Answer the page of an import: GET the form (?mau=1 the template), POST the file, then the
    confirmation. The rows are read and planned again before anything is changed."""
    if request.method != "POST":
        if request.GET.get("mau"):
            return responses.template_response(spec.sheet, spec.template_name)
        return _show(request, spec, None, 200)
    if token := request.POST.get("confirm"):
        return _confirm(request, spec, token)
    preview = _taken_in(request, spec)
    return _show(request, spec, preview, 422 if preview.sentence or preview.faults else 200)


def _taken_in(request: HttpRequest, spec: Import) -> Preview:
    """Return the preview of an uploaded file, which waits on a shelf of the authority."""
    try:
        found = uploads.received(request, "file")
        if not found:
            return Preview(sentence=_("Hãy chọn tệp Excel (.xlsx) cần nhập."))
        content = found[0].file
        files.scan(opening.opened(content), found[0].name)
    except Refused as refused:
        return Preview(sentence=str(refused.reason.label))
    except opening.Unusable as wrong:
        return Preview(sentence=str(wrong))
    store.sweep(SHELF, request.at - PATIENCE)
    sha256, _size = store.keep(content, SHELF)
    return _planned(request, spec, content, sha256)


def _planned(request: HttpRequest, spec: Import, content: BinaryIO, sha256: str) -> Preview:
    """Read and plan, and sign what may be confirmed."""
    table = reading.read(spec.sheet, content)
    whole = next((fault.sentence for fault in table.faults if not fault.cell), "")
    if whole:
        return Preview(sentence=whole)
    plan = spec.plan(table.rows, request.actor, request.at)
    preview = Preview(table, plan)
    if preview.faults or not preview.has_changes:
        return preview
    claims = _claims(request, spec) | {"sha256": sha256, "plan": digest(plan)}
    return Preview(table, plan, token=signing.dumps(claims, salt=SALT, compress=True))


def digest(plan: Plan) -> str:
    """Return a hash of everything a plan would do."""
    said = [[c.kind, c.label, [list(map(str, f)) for f in c.fields]] for c in plan.changes]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _claims(request: HttpRequest, spec: Import) -> dict[str, Any]:
    """Return whose confirmation it is, and of what: nobody else's upload can be named by it."""
    return {
        "authority": request.actor.authority_id,
        "user": request.actor.user_id,
        "sheet": spec.sheet.key,
        "path": request.path,
    }


def _confirm(request: HttpRequest, spec: Import, token: str) -> HttpResponse:
    """Do what was shown, if it is still what would happen."""
    claims = _checked(request, spec, token)
    place = store.path_of(claims["sha256"], SHELF) if claims else None
    if claims is None or place is None or not place.is_file():
        sentence = _("Bản xem trước đã hết hạn. Hãy chọn lại tệp.")
        return _show(request, spec, Preview(sentence=sentence), 409)
    one_at_a_time(spec.sheet.key)
    with place.open("rb") as content:
        preview = _planned(request, spec, content, claims["sha256"])
    if preview.sentence or preview.faults or digest(preview.plan) != claims["plan"]:
        return _show(request, spec, preview, 409, is_stale=True)
    return _carried_out(request, spec, preview, claims["sha256"])


def _checked(request: HttpRequest, spec: Import, token: str) -> dict[str, Any] | None:
    try:
        claims = signing.loads(token, salt=SALT, max_age=PATIENCE)
    except signing.BadSignature:
        return None
    wanted = _claims(request, spec)
    return claims if all(claims.get(key) == value for key, value in wanted.items()) else None


def one_at_a_time(key: str) -> None:
    """Let imports of the same list wait for one another until the transaction ends."""
    from khe.base.authorities.tenancy import required_id

    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [required_id(), number])


def _carried_out(request: HttpRequest, spec: Import, preview: Preview, sha256: str) -> HttpResponse:
    try:
        with transaction.atomic():
            spec.carry_out(preview.table.rows, by=request.actor, at=request.at)
    except Refused as refused:
        failed = Preview(preview.table, preview.plan, sentence=str(refused.reason.label))
        return _show(request, spec, failed, 409)
    transaction.on_commit(partial(_forget, request.actor.authority_id, sha256))
    say = _("Đã nhập xong: thêm %(add)s, thay đổi %(change)s.") % {
        "add": phrases.whole(preview.count("add")),
        "change": phrases.whole(preview.count("change")),
    }
    return done(request, None, {}, spec.back_url, say=say)


def _forget(authority_id: int, sha256: str) -> None:
    """Drop the upload: its personal data are where they belong now."""
    from khe.base.authorities.tenancy import acting_for

    with acting_for(authority_id):
        store.drop(sha256, SHELF)


def _show(
    request: HttpRequest, spec: Import, preview: Preview | None, status: int, is_stale: bool = False
) -> HttpResponse:
    """Show the form, and below it what was read."""
    context: dict[str, Any] = {"spec": spec, "preview": preview, "is_stale": is_stale}
    if preview is not None:
        changed = [change for change in preview.plan.changes if change.kind != "same"]
        context |= {
            "added": preview.count("add"),
            "changed": preview.count("change"),
            "same": preview.count("same"),
            "faults": preview.faults[:SHOWN],
            "more_faults": max(len(preview.faults) - SHOWN, 0),
            "changes": changed[:SHOWN],
            "more_changes": max(len(changed) - SHOWN, 0),
        }
    return render(request, "sheets/import.html", context, status=status)


__all__ = ["Change", "Fault", "Import", "Plan", "page"]
