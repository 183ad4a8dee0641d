"""What a list of dossiers is narrowed and sorted by; everything is in the address."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.people.actor import Actor
from khe.base.web.fields import DateInput
from khe.base.web.phrases import ZONE
from khe.desks.dossiers import queries
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Channel, Status

GROUPS = [
    ("", gettext_lazy("Mọi trạng thái")),
    ("open", gettext_lazy("Chưa xong")),
    ("late", gettext_lazy("Quá hạn")),
    ("running", gettext_lazy("Đang giải quyết")),
    ("waiting", gettext_lazy("Đang chờ công dân")),
    ("settled", gettext_lazy("Đã có kết quả")),
    ("gone", gettext_lazy("Đã rút, đã dừng")),
    ("before", gettext_lazy("Chưa hoặc không tiếp nhận")),
]
SORTS = {
    "": (gettext_lazy("Mới nhận trước"), ("-received_at", "-id")),
    "oldest": (gettext_lazy("Nhận lâu nhất trước"), ("received_at", "id")),
    "due": (gettext_lazy("Gần hạn trước"), ("due_at", "id")),
    "name": (gettext_lazy("Theo tên người nộp"), ("find_key", "id")),
}
NOBODY = "-"


class ListForm(forms.Form):
    """A search box and filters. What cannot be read is left out, and said."""

    q = forms.CharField(
        label=gettext_lazy("Tìm"), required=False, max_length=100,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    group = forms.ChoiceField(label=gettext_lazy("Trạng thái"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Hình thức nộp"), required=False)
    officer = forms.ChoiceField(label=gettext_lazy("Người giữ"), required=False)
    since = forms.DateField(label=gettext_lazy("Nhận từ ngày"), required=False, widget=DateInput)
    until = forms.DateField(label=gettext_lazy("đến ngày"), required=False, widget=DateInput)
    sort = forms.ChoiceField(
        label=gettext_lazy("Sắp xếp"), required=False,
        choices=[(key, label) for key, (label, _order) in SORTS.items()],
    )  # fmt: skip

    def __init__(self, data: Any, *, by: Actor, at: datetime) -> None:
        super().__init__(data, auto_id="l-%s")
        self.by, self.at = by, at
        self.fields["group"].choices = [*GROUPS, *_statuses(data.get("group", ""))]
        self.fields["channel"].choices = [("", _("Mọi hình thức")), *Channel.choices]
        self.fields["field"].choices = _with(_("Mọi lĩnh vực"), queries.fields(), data.get("field"))
        held = [(str(m.pk), m.name) for m in queries.handlers(at)]
        self.fields["officer"].choices = [
            ("", _("Mọi người")), (NOBODY, _("Chưa ai nhận")), *held,
            *_named(data.get("officer", ""), held),
        ]  # fmt: skip

    def found(self) -> QuerySet[Dossier]:
        """Return the dossiers this person may open, narrowed and sorted as asked."""
        self.is_valid()
        asked = self.cleaned_data
        prefix = self.by.code_pattern.split("{")[0]
        found = queries.search(queries.visible_to(self.by), asked.get("q", ""), prefix)
        found = queries.in_group(found, asked.get("group", ""), self.at)
        if asked.get("field"):
            found = found.filter(field=asked["field"])
        if asked.get("channel"):
            found = found.filter(channel=asked["channel"])
        found = _held_by(found, asked.get("officer", ""))
        if asked.get("since"):
            found = found.filter(received_at__gte=midnight(asked["since"]))
        if asked.get("until"):
            found = found.filter(received_at__lt=midnight(asked["until"] + timedelta(days=1)))
        return found.order_by(*SORTS[self.order()][1])

    def order(self) -> str:
        """Return the sort; by due moment only among what is open, which is never many."""
        sort = self.cleaned_data.get("sort", "")
        if sort == "due" and self.cleaned_data.get("group") not in ("open", "late", "running"):
            return ""
        return sort if sort in SORTS else ""

    def is_narrowed(self) -> bool:
        """Say whether anything but the order was chosen."""
        return any(v for k, v in self.cleaned_data.items() if k != "sort")


def midnight(day: date) -> datetime:
    """Return where a local day begins."""
    return datetime.combine(day, time.min, tzinfo=ZONE)


def _statuses(asked: str) -> list[tuple[str, Any]]:
    """Allow a single status in an address, named when it is used."""
    return [(asked, Status(asked).label)] if asked in Status.values else []


def _with(whole: str, names: list[str], asked: str | None) -> list[tuple[str, str]]:
    extra = [asked] if asked and asked not in names else []
    return [("", whole), *((name, name) for name in [*names, *extra])]


def _named(asked: str, held: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Allow someone out of post, by name, in an address."""
    known = {"", NOBODY, *(key for key, _name in held)}
    return [] if asked in known or _uuid(asked) else [(asked, asked)]


def _held_by(found: QuerySet[Dossier], officer: str) -> QuerySet[Dossier]:
    if officer == NOBODY:
        return found.filter(officer_id=None)
    if not officer:
        return found
    pk = _uuid(officer)
    return found.filter(officer_id=pk) if pk else found.filter(officer_name=officer)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
