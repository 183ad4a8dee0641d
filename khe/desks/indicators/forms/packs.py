"""Choosing the period of a pack of indicators; changing what one is worth."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Period
from khe.desks.indicators import words as saying
from khe.desks.indicators.forms.boxes import NumberField, PeriodField
from khe.desks.indicators.forms.indicators import words


class PeriodForm(forms.Form):
    """A month, a quarter, a year, or days."""

    ky = PeriodField(required=False)

    def period(self, usual: Period) -> Period:
        """Return the period asked for, or the usual one."""
        return (self.is_valid() and self.cleaned_data["ky"]) or usual


class WeightForm(forms.Form):
    """What an item gives at most, from which share on, and which document says so."""

    weight = NumberField(label=_("Điểm tối đa"))
    full_at = NumberField(
        label=_("Mức đạt điểm tối đa (%)"),
        help_text=_("Dưới mức này điểm giảm theo tỷ lệ. Không có mức riêng thì ghi 100."),
    )
    why = words(_("Lý do, theo văn bản nào"), longest=300)

    def __init__(self, data: Any = None, *, weight: float, full_at: float) -> None:
        share = saying.number(round(full_at * 100, 1))
        super().__init__(data, initial={"weight": saying.number(weight), "full_at": share})

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {**self.cleaned_data, "full_at": self.cleaned_data["full_at"] / 100}
