"""Fields that several forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.web.fields import DateInput

REASON = _("Lý do")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for a local day."""
    return forms.DateField(label=label, widget=DateInput, **kwargs)


def reason_field(label: Any = REASON, **kwargs: Any) -> forms.CharField:
    """Return a field for a reason in a few lines."""
    return forms.CharField(
        label=label, max_length=500, widget=forms.Textarea({"rows": 2}), **kwargs
    )


class MemberChoice(forms.ModelChoiceField):
    """A person, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name."""
        return str(obj.name)


class PostChoice(forms.ModelChoiceField):
    """A post with its body."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the title and the body."""
        return f"{obj.title} – {obj.body.name}"
