"""Boxes for a period and for a number, read as people write them."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.figures import Period
from khe.base.periods import ROMAN

QUARTER = re.compile(r"(?:quý|quy|quarter|q)\s*(iv|i{1,3}|[1-4])\s*/\s*(\d{4})", re.I)
MONTH = re.compile(r"(\d{1,2})\s*/\s*(\d{4})")
DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def read_period(text: str) -> Period:
    """Return the period of "3/2026", "quý I/2026", "2026", "2011–2012", "01/03/2026–15/03/2026" and of
    what `Period.parse` reads. Raises ValueError for anything else."""
    said = re.sub(r"\s+", " ", text.strip().lower()).replace("–", "-")
    said = re.sub(r"^(tháng|thang|năm|nam|kỳ|ky|ngày|ngay|month|year)\s+", "", said)
    if found := QUARTER.fullmatch(said):
        n, year = found[1].upper(), int(found[2])
        number = ROMAN.index(n) + 1 if n in ROMAN else int(n)
        return Period.of("quarter", date(year, number * 3 - 2, 1))
    if found := MONTH.fullmatch(said):
        return Period.of("month", date(int(found[2]), int(found[1]), 1))
    days = [_day(one) for one in DAY.findall(said)]
    if days and re.fullmatch(rf"{DAY.pattern}(\s*-\s*{DAY.pattern})?", said):
        if days[-1] < days[0]:
            raise ValueError(text)
        return Period(days[0], days[-1])
    return Period.parse(said)


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


class PeriodField(forms.CharField):
    """A period in one box."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Kỳ"))
        options.setdefault(
            "help_text", gettext_lazy("Ví dụ: 3/2026, quý I/2026, 2026, 01/03/2026–15/03/2026.")
        )
        super().__init__(max_length=40, **options)

    def prepare_value(self, value: Any) -> Any:
        """Show a period by its name."""
        return value.title() if isinstance(value, Period) else value

    def clean(self, value: Any) -> Any:
        """Return the Period; what cannot be read is said."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_period(text)
        except (ValueError, OverflowError) as wrong:
            raise ValidationError(
                _("Không hiểu kỳ này; hãy ghi như 3/2026, quý I/2026, 2026 hoặc từ ngày đến ngày.")
            ) from wrong


def read_number(text: str) -> float:
    """Return the number of "5.581", "97,5" (in Vietnamese), "5,581", "97.5" (in English), with "%" or
    spaces. Raises ValueError for anything else."""
    comma = re.escape(get_format("THOUSAND_SEPARATOR") or ".")
    point = re.escape(get_format("DECIMAL_SEPARATOR") or ",")
    said = re.sub(r"[\s%\u00a0]", "", text)
    if re.fullmatch(rf"-?\d{{1,3}}({comma}\d{{3}})+({point}\d+)?", said):
        said = re.sub(comma, "", said)
    elif re.fullmatch(rf"-?\d+{comma}\d+", said):
        return float(re.sub(comma, ".", said))
    if not re.fullmatch(rf"-?\d+({point}\d+)?", said) or len(said) > 18:
        raise ValueError(text)
    return float(re.sub(point, ".", said))


class NumberField(forms.CharField):
    """A number as the office writes it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        """Return a float, None for an empty box that may be empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_number(text)
        except ValueError as wrong:
            raise ValidationError(_("Hãy ghi một số, ví dụ 5.581 hoặc 97,5.")) from wrong
