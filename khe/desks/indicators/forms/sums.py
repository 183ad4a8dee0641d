"""Saying which figures make up which total; trying a sum."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khe.base.people.actor import Actor
from khe.desks.indicators import queries
from khe.desks.indicators.forms.boxes import NumberField, read_number
from khe.desks.indicators.models import Indicator
from khe.desks.indicators.states import Unit


class PartitionForm(forms.Form):
    """A total and its parts."""

    name = forms.CharField(
        label=_("Tên phép kiểm tra"), max_length=200,
        help_text=_("Ví dụ: Hồ sơ nhận = đã giải quyết + còn lại."),
    )  # fmt: skip
    total = forms.ModelChoiceField(Indicator.objects.none(), label=_("Tổng"))
    parts = forms.ModelMultipleChoiceField(
        Indicator.objects.none(), label=_("Các phần"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Cùng đơn vị tính với tổng."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, by: Actor) -> None:
        super().__init__(data)
        found = queries.visible_to(by).filter(retired_on=None).exclude(unit=Unit.SHARE)
        fields: dict[str, Any] = self.fields
        fields["total"].queryset = fields["parts"].queryset = found

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {
            "name": data["name"], "total_id": data["total"].pk,
            "part_ids": [one.pk for one in data["parts"]],
        }  # fmt: skip


class TryForm(forms.Form):
    """A total and its parts, typed in: do they add up?"""

    tong = NumberField(label=_("Tổng"))
    phan = forms.CharField(
        label=_("Các phần"), max_length=400,
        help_text=_("Cách nhau bằng dấu cộng hoặc chấm phẩy: 5.581 + 398."),
    )  # fmt: skip

    def clean_phan(self) -> list[float]:
        """Return the numbers; at least two."""
        texts = [
            one for one in self.cleaned_data["phan"].replace("+", ";").split(";") if one.strip()
        ]
        try:
            found = [read_number(one) for one in texts]
        except ValueError as wrong:
            raise ValidationError(gettext("Hãy ghi các số, ví dụ 5.581 + 398.")) from wrong
        if len(found) < 2:
            raise ValidationError(gettext("Hãy ghi ít nhất hai phần."))
        return found

    def numbers(self) -> dict[str, Any]:
        """Return the total and the parts."""
        return {"total": self.cleaned_data["tong"], "parts": self.cleaned_data["phan"]}


class DropForm(forms.Form):
    """Nothing to type: the button does it."""
