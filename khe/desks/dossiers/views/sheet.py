"""What the pages of the counter show: a half-filled sheet, a filled one, and what was registered."""

from functools import cache
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from khe.base.authorities.models import Area
from khe.base.authorities.tenant import uuid7
from khe.base.calendar import queries as calendars
from khe.base.calendar.moments import ClockError
from khe.base.people.queries import LOCAL
from khe.base.refusal import refuse_if
from khe.desks.dossiers import counter, queries, rules
from khe.desks.dossiers.forms.intake import IntakeForm, PapersForm, RefuseIntakeForm
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.promise import limit_words, promise
from khe.desks.dossiers.refusals import Refusal
from khe.desks.procedures import queries as procedures

OF_PROCEDURE = ("channel", "case", "quantity", "fee", "officer")
OF_PERSON = ("name", "kind", "phone", "id_number", "address", "email", "area")
PAGE_SIZE = 50


def uuid_or_none(text: Any) -> UUID | None:
    """Return the id a page sent, or None for anything else."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def number_of(data: Any) -> UUID | None:
    """Return the sheet's own id, which becomes the dossier's: sent twice, it is one dossier."""
    return uuid_or_none(data.get("phieu"))


# ---- the sheet ----------------------------------------------------------------------------------


def blank(request: HttpRequest, given: QueryDict) -> dict[str, Any]:
    """Return the sheet with what it holds so far, not judged; a choice just made is filled in."""
    data = given.copy()
    focus = "" if data.get("version") else "q"
    if data.get("pick"):
        _take_procedure(data)
        focus = "find"
    if data.get("who"):
        _take_person(data)
        focus = "part" if data.get("person") else "find"
    version = version_of(request, data.get("version"))
    officers = counter.officers(version, request.at)
    initial = {name: data.get(name) for name in data if name not in ("part", "scans")}
    if "officer" not in data and officers:
        initial["officer"] = str(officers[0].id)
    form = IntakeForm(
        initial=initial,
        typed=data,
        version=version,
        areas=cache(_areas),
        officers=lambda: _choices(officers),
    )
    if "channel" not in data and version:
        form.initial["channel"] = form.chosen_channel()
    number = number_of(data) or uuid7()
    return (
        context(request, form, number, officers, data)
        | {"focus": focus}
        | _looked_up(request, data)
    )


def filled(request: HttpRequest, *, incomplete: bool) -> dict[str, Any]:
    """Return the sheet as it was sent, to be judged; `again` adds what only a page shows."""
    version = version_of(request, request.POST.get("version"))
    officers = cache(lambda: counter.officers(version, request.at))  # asked for only if needed
    form = IntakeForm(
        request.POST, request.FILES, version=version, areas=cache(_areas),
        officers=lambda: _choices(officers()), incomplete=incomplete,
    )  # fmt: skip
    number = number_of(request.POST) or uuid7()
    return {"form": form, "number": number, "officers": officers}


def again(request: HttpRequest, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what the template shows of a sheet that was sent and is not taken yet."""
    return context(request, sent["form"], sent["number"], sent["officers"](), request.POST)


def context(
    request: HttpRequest, form: IntakeForm, number: UUID, officers: list[Any], data: Any
) -> dict[str, Any]:
    """Return what the template shows around the form."""
    chosen = str(form["officer"].value() or "")
    person = uuid_or_none(data.get("person"))
    return {
        "form": form, "version": form.version, "number": number, "officers": officers,
        "officer": next((one for one in officers if str(one.id) == chosen), None),
        "favourites": counter.favourites(request.actor.authority_id, request.at),
        "who": counter.known(person) if person else None,
        "q": data.get("q", ""), "find": data.get("find", ""),
        **_panel(request, form),
    }  # fmt: skip


def _panel(request: HttpRequest, form: PapersForm, channel: str = "") -> dict[str, Any]:
    """Return the promise, the fee, and why it cannot be taken in (before names and papers)."""
    version = form.version
    if version is None:
        return {"promise": None, "why_not": None, "case": {}}
    case = form.chosen_case()
    limit = case.get("limit")
    reason = rules.why_not_receive(
        in_force=version.covers(request.at.astimezone(LOCAL).date()),
        channel_open=bool(channel or counter.channels_of(version)),
        limit=limit, applicant_name="-", missing=[], by=request.actor,
    )  # fmt: skip
    promised = None
    if limit:
        calendar = calendars.calendar(request.actor.authority_id, request.actor.calendar)
        try:
            promised = promise(calendar, request.at, limit, version.rule, version.cutoff)
        except ClockError:
            reason = Refusal.BAD_LIMIT
    return {"promise": promised, "why_not": reason, "case": case, "fee": form.due_fee()}


def version_of(request: HttpRequest, text: Any) -> Any:
    """Return the procedure version a page sent, if this authority may use it."""
    pk = uuid_or_none(text)
    if pk is None:
        return None
    return procedures.usable(request.actor.authority_id, pk)


def _areas() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Area.objects.order_by("code").values_list("id", "name")]


def _choices(officers: list[Any]) -> list[tuple[str, str]]:
    return [(str(one.id), f"{one.name} ({one.load})") for one in officers]


def _take_procedure(data: QueryDict) -> None:
    """Choose another procedure: papers and cases of the former one are no longer meant."""
    for name in list(data):
        if name in OF_PROCEDURE or name == "part" or name.startswith(("kind-", "count-")):
            del data[name]
    data["version"], data["q"] = str(data["pick"]), ""


def _take_person(data: QueryDict) -> None:
    """Fill in a person who handed in before; anything else empties the fields ("Không phải")."""
    pk = uuid_or_none(data["who"])
    found = counter.known(pk) if pk else None
    for name in OF_PERSON:
        data.pop(name, None)
    data["person"] = str(pk) if found else ""
    if found:
        row = found.row
        data["find"] = ""
        data["name"], data["kind"], data["phone"] = row.name, row.kind, row.phone
        data["id_number"], data["address"], data["email"] = row.id_number, row.address, row.email
        data["area"] = str(row.area_id or "")


def _looked_up(request: HttpRequest, data: QueryDict) -> dict[str, Any]:
    """Return what a search button found: pages without JavaScript look up by sending the sheet."""
    found: dict[str, Any] = {}
    if data.get("do") == "search":
        day = request.at.astimezone(LOCAL).date()
        hits = procedures.search(request.actor.authority_id, data.get("q", "")[:200], 8, day)
        found["found"] = rows_of(hits)
    if data.get("do") == "find":
        found["people"] = counter.people_like(data.get("find", "")[:100])
    return found


def rows_of(found: list[Any]) -> list[dict[str, Any]]:
    """Return search results with their limit in words."""
    return [
        {"hit": hit, "limit": limit_words(next((v for v in hit.limits.values() if v), "") or "")}
        for hit in found
    ]


def focus_on_first_error(shown: dict[str, Any]) -> None:
    """Put the cursor where something must be put right."""
    form = shown["form"]
    first = next((bound for bound in form if bound.errors), None)
    if first is not None:
        first.field.widget.attrs["autofocus"] = True
    elif form.version is None:
        shown["focus"] = "q"
    else:
        shown["focus"] = "part"


# ---- what was registered ------------------------------------------------------------------------


def dossier(request: HttpRequest, code: str) -> Dossier:
    """Return the dossier if this person may open it; else 404."""
    found = queries.visible_to(request.actor).select_related("applicant")
    return get_object_or_404(found, code=code)


def waiting(request: HttpRequest) -> dict[str, Any]:
    """Return a page of what was handed in and waits to be checked, oldest first."""
    return {"page": Paginator(counter.waiting(), PAGE_SIZE).get_page(request.GET.get("page"))}


def registered(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return a registered hand-in with its papers, ready to be accepted."""
    found = dossier(request, code)
    refuse_if(rules.why_not_registered(found, request.actor))
    version = procedures.version(found.version_id)  # type: ignore[arg-type]
    form = PapersForm(
        request.POST or None, version=version, channel=found.channel, given=found.parts
    )
    shown = {"dossier": found, "form": form, "version": version}
    return shown | _panel(request, form, found.channel)


def refusing(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return a registered hand-in and the form that asks for the reason."""
    found = dossier(request, code)
    refuse_if(rules.why_not_registered(found, request.actor))
    return {"dossier": found, "form": RefuseIntakeForm(request.POST or None)}
