"""Boxes that forms of every desk use."""

import re
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class DateInput(forms.DateInput):
    """A day as the office writes it. Not the browser's own field: that shows month first on a machine
    set to American English, and 03/04 is then read wrongly."""

    def __init__(self) -> None:
        hints = {"placeholder": _("ngày/tháng/năm"), "autocomplete": "off", "maxlength": 10}
        super().__init__(hints, format="%d/%m/%Y")

    def format_value(self, value: Any) -> str | None:
        """Show a day of an address (2026-03-01) as the office does; what cannot be read stays as typed."""
        if isinstance(value, str) and ISO.fullmatch(value):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return value
        return super().format_value(value)


def read_day(text: str) -> date:
    """Return the day as a form would read it; raise ValueError when it is none."""
    try:
        return cast("date", forms.DateField().clean(text))
    except ValidationError as wrong:
        raise ValueError(text) from wrong
