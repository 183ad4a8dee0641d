"""Choosing a period of whole months."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.desks.dossiers.figures import month_of, months

CHOICES = [
    ("12", _("12 tháng qua")),
    ("year", _("Năm nay")),
    ("month", _("Tháng này")),
    ("all", _("Tất cả")),
]
LONGEST = 240  # months; a log's stray date must not make a page of thousands


class PeriodForm(forms.Form):
    """A period that ends with the current month; anything unreadable is the usual one."""

    period_of = forms.ChoiceField(label=_("Kỳ"), choices=CHOICES, required=False)

    def __init__(
        self, data: Any, *, now: datetime, oldest: datetime | None, whole: bool = False
    ) -> None:
        super().__init__(data)
        self.now, self.oldest = now, oldest
        self.fields["period_of"].initial = "all" if whole else "12"

    def chosen(self) -> str:
        """Return the key of the chosen period."""
        if self.is_bound and self.is_valid() and self.cleaned_data["period_of"]:
            return str(self.cleaned_data["period_of"])
        return str(self.fields["period_of"].initial)

    def period(self) -> tuple[date, date]:
        """Return the first and last month, as their first days."""
        last = month_of(self.now)
        if self.chosen() == "month":
            return last, last
        if self.chosen() == "year":
            return last.replace(month=1), last
        if self.chosen() == "all" and self.oldest:
            first = min(month_of(self.oldest), last)
            return months(first, last)[-LONGEST:][0], last
        return date(last.year - (last.month < 12), last.month % 12 + 1, 1), last
