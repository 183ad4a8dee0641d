"""Boxes that several forms of training use: a day, an amount of đồng."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.web.fields import DateInput

DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A local day, typed day first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateInput(), input_formats=DAYS, **kwargs)


class MoneyField(forms.IntegerField):
    """An amount of whole đồng; "4.500.000", "4,500,000" and "4500000" are the same."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 20})
        kwargs.setdefault("help_text", _("Đồng. Bỏ trống nếu không có."))
        super().__init__(widget=box, min_value=0, max_value=10**13, required=False, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """Read the number without the marks between thousands."""
        if isinstance(value, str):
            value = "".join(c for c in value if c not in ". ,đ\u00a0")
        return super().to_python(value)

    def clean(self, value: Any) -> int:
        """Return the amount; nothing typed is nothing paid."""
        return super().clean(value) or 0

    def prepare_value(self, value: Any) -> Any:
        """Show thousands apart."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value
