"""Boxes that forms of every desk use."""

from datetime import date
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class DateInput(forms.DateInput):
    """A day as the office writes it. Not the browser's own field: that shows month first on a machine
    set to American English, and 03/04 is then read wrongly."""

    def __init__(self) -> None:
        hints = {"placeholder": _("ngày/tháng/năm"), "autocomplete": "off", "maxlength": 10}
        super().__init__(hints, format="%d/%m/%Y")


def read_day(text: str) -> date:
    """Return the day as a form would read it; raise ValueError when it is none."""
    try:
        return cast("date", forms.DateField().clean(text))
    except ValidationError as wrong:
        raise ValueError(text) from wrong
