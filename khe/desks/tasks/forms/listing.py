"""What a list of tasks is narrowed by; everything is in the address."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.people.actor import Actor
from khe.base.web.fields import DateInput
from khe.base.web.phrases import ZONE
from khe.desks.tasks import queries
from khe.desks.tasks.states import Kind, State

OPEN = "open"  # every open state at once
CHOICES = [OPEN, *State.values]


class ListForm(forms.Form):
    """A search box and filters. What cannot be read is left out."""

    q = forms.CharField(
        label=gettext_lazy("Tìm"), required=False, max_length=100,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    nguoi = forms.ChoiceField(label=gettext_lazy("Chủ trì"), required=False)
    don_vi = forms.ChoiceField(label=gettext_lazy("Đơn vị"), required=False)
    nguon = forms.ChoiceField(label=gettext_lazy("Nguồn"), required=False)
    tu = forms.DateField(label=gettext_lazy("Hạn từ ngày"), required=False, widget=DateInput)
    den = forms.DateField(label=gettext_lazy("đến ngày"), required=False, widget=DateInput)

    def __init__(self, data: Any, *, by: Actor, at: datetime) -> None:
        super().__init__(data, auto_id="l-%s")
        self.by, self.at = by, at
        leads = [(str(pk), name) for pk, name in queries.leads_seen(by, at)]
        self.fields["nguoi"].choices = [("", _("Mọi người")), *leads]
        bodies = [(str(pk), name) for pk, name in queries.bodies()]
        self.fields["don_vi"].choices = [("", _("Mọi đơn vị")), *bodies]
        self.fields["nguon"].choices = [("", _("Mọi nguồn")), *Kind.choices]

    def asked(self) -> dict[str, Any]:
        """Return the arguments of `queries.narrowed`, without the state."""
        self.is_valid()
        data = self.cleaned_data
        body = data.get("don_vi")
        until = data.get("den")
        return {
            "text": data.get("q", ""),
            "lead_id": UUID(data["nguoi"]) if data.get("nguoi") else None,
            "lead_ids": queries.members_in(UUID(body), self.at) if body else None,
            "kind": data.get("nguon", ""),
            "first": _midnight(data["tu"]) if data.get("tu") else None,
            "last": _midnight(until + timedelta(days=1)) if until else None,
        }

    def is_narrowed(self) -> bool:
        """Say whether anything was chosen."""
        return any(self.cleaned_data.values())


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZONE)
