"""One verb for many dossiers."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.people.actor import Actor
from khe.desks.dossiers.forms.verbs import FORMS, Ask, OfficerChoice
from khe.desks.dossiers.models import Dossier

MANY = 100
VERBS = ("claim", "start_step", "finish_step", "decide", "assign", "reassign", "issue_result")


class BatchForm(forms.Form):
    """The dossiers ticked, each with what was seen of it; the verb; and words for all of them."""

    verb = forms.ChoiceField(choices=[(name, name) for name in VERBS])
    officer = OfficerChoice(label=gettext_lazy("Chuyển cho"), required=False)
    reason = forms.CharField(label=gettext_lazy("Lý do"), required=False, max_length=500)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, at: datetime) -> None:
        super().__init__(data, auto_id="b-%s")
        self.at = at
        self.fields["officer"].fill(at, with_load=False)

    def clean(self) -> dict[str, Any]:
        """Read the ticked dossiers: "code:entry seen"; 1 to MANY of them."""
        data = super().clean() or self.cleaned_data
        ticked = [text.rpartition(":") for text in dict.fromkeys(self.data.getlist("d"))]
        codes = {code: int(seen) for code, _colon, seen in ticked if code and seen.isdecimal()}
        if not codes:
            raise ValidationError(_("Chưa chọn hồ sơ nào."))
        if len(codes) > MANY:
            raise ValidationError(_("Mỗi lần làm tối đa {n} hồ sơ.").format(n=MANY))
        data["codes"] = list(codes.items())
        return data

    def single(self, name: str, dossier: Dossier, by: Actor, seen: int) -> Ask:
        """Return the form of the verb for one of the dossiers."""
        words = QueryDict(mutable=True)
        officer = self.cleaned_data.get("officer")
        words.update({"seen": str(seen), "reason": self.cleaned_data["reason"]})
        if officer and name in ("assign", "reassign"):
            words["officer"] = str(officer.pk)
        return FORMS[name](words, dossier=dossier, by=by, at=self.at)

    def back(self, request: HttpRequest) -> str:
        """Return where the person came from, if it is one of our pages."""
        to = self.data.get("next", "")
        safe = url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure())
        return to if to and safe else reverse("dossiers:home")
