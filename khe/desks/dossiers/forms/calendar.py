"""Editing working time: the days of a year, or the shifts of the week. Rows without JavaScript."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.calendar.calendars import Calendar
from khe.base.calendar.days import WEEKDAYS
from khe.base.web.fields import DateInput
from khe.base.web.phrases import WEEKDAYS as WEEKDAY_NAMES
from khe.desks.dossiers.worktime import DayType, shifts_plain, shifts_text

SPARE = 3  # empty rows at the end
MOST = 120  # rows of one edit


class WhyForm(forms.Form):
    """What an edit rests on, and the version it started from."""

    document = forms.CharField(
        label=_("Văn bản làm căn cứ"), max_length=200,
        help_text=_("Số, ngày của quyết định hoặc thông báo; ghi vào sổ của từng hồ sơ bị đổi hẹn."),
    )  # fmt: skip
    note = forms.CharField(label=_("Ghi chú"), max_length=90, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # fingerprint of the preview


class DayForm(forms.Form):
    """A day that differs from its week."""

    date = forms.DateField(label=_("Ngày"), widget=DateInput)
    type = forms.ChoiceField(label=_("Loại"), choices=DayType.choices, initial="holiday")
    name = forms.CharField(label=_("Tên"), max_length=120, required=False)
    document = forms.CharField(label=_("Văn bản"), max_length=120, required=False)
    swap = forms.DateField(label=_("Hoán đổi với"), widget=DateInput, required=False)
    shifts = forms.CharField(label=_("Giờ làm riêng"), max_length=80, required=False)
    remove = forms.BooleanField(label=_("Bỏ"), required=False)

    def plain(self) -> dict[str, Any]:
        """Return the day in the calendar's plain form."""
        data = self.cleaned_data
        return {
            "date": data["date"].isoformat(),
            "type": data["type"],
            "name": data["name"],
            "document": data["document"],
            "swap": data["swap"] and data["swap"].isoformat(),
            "shifts": shifts_plain(data["shifts"]) if data["shifts"].strip() else None,
            "confidence": "",
        }


class PeriodForm(forms.Form):
    """The shifts of a week, for a time."""

    start = forms.DateField(label=_("Áp dụng từ"), widget=DateInput, required=False)
    end = forms.DateField(label=_("Đến hết"), widget=DateInput, required=False)
    remove = forms.BooleanField(label=_("Bỏ khoảng này"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True):
            self.fields[key] = forms.CharField(label=label, max_length=120, required=False)
        self.order_fields(["start", "end", *WEEKDAYS, "remove"])

    def days(self) -> list[Any]:
        """Return the fields of the weekdays."""
        return [self[key] for key in WEEKDAYS]

    def plain(self) -> dict[str, Any]:
        """Return the period in the calendar's plain form."""
        data = self.cleaned_data
        return {
            "from": data["start"] and data["start"].isoformat(),
            "until": data["end"] and data["end"].isoformat(),
            "week": {key: shifts_plain(data[key]) for key in WEEKDAYS},
        }


DayRows = forms.formset_factory(DayForm, extra=SPARE, max_num=MOST)
PeriodRows = forms.formset_factory(PeriodForm, extra=1, max_num=40)


class Edit:
    """An edit of the calendar in force: rows, and why. `kind` is days (of a year) or shifts."""

    def __init__(self, kind: str, calendar: Calendar, number: int, year: int, data: Any = None):
        self.kind, self.year, self.base = kind, year, calendar.to_json()
        rows, initial = (DayRows, self._days()) if kind == "days" else (PeriodRows, self._periods())
        self.rows: Any = rows(data, initial=initial, prefix="r")
        self.why = WhyForm(data, initial={"base": number})

    def _in_year(self, day: dict[str, Any]) -> bool:
        return date.fromisoformat(day["date"]).year == self.year

    def _days(self) -> list[dict[str, Any]]:
        mine = [day for day in self.base["days"] if self._in_year(day)]
        return [
            {
                **day,
                "date": date.fromisoformat(day["date"]),
                "swap": day["swap"] and date.fromisoformat(day["swap"]),
                "shifts": shifts_text(day["shifts"]),
            }
            for day in mine
        ]

    def _periods(self) -> list[dict[str, Any]]:
        return [
            {
                "start": period["from"] and date.fromisoformat(period["from"]),
                "end": period["until"] and date.fromisoformat(period["until"]),
                **{key: shifts_text(shifts) for key, shifts in period["week"].items()},
            }
            for period in self.base["shifts"]
        ]

    def known(self) -> list[Any]:
        """Return the rows of what is there."""
        return list(self.rows)[: self.rows.initial_form_count()]

    def spare(self) -> list[Any]:
        """Return the rows for what is added."""
        return list(self.rows)[self.rows.initial_form_count() :]

    def is_valid(self) -> bool:
        """Say whether every row and the reason can be read; all of them are looked at."""
        return all([self.rows.is_valid(), self.why.is_valid()])

    def proposal(self) -> dict[str, Any]:
        """Return the whole calendar as edited, in the plain form; it may still be refused by
        `Calendar.from_json`."""
        kept = [
            row.plain() for row in self.rows
            if row.cleaned_data and not row.cleaned_data.get("remove")
        ]  # fmt: skip
        if self.kind == "shifts":
            return {**self.base, "shifts": kept}
        former = {day["date"]: day for day in self.base["days"]}
        days = [day for day in self.base["days"] if not self._in_year(day)]
        for day in kept:
            old = former.get(day["date"], {})
            same = {**day, "confidence": old.get("confidence", "")} == old
            days.append(old if same else day)
        return {**self.base, "days": days}


def with_more_rows(data: Any) -> Any:
    """Return a POST that asks for more empty rows; nothing that was typed is lost."""
    data = data.copy()
    total = int(data.get("r-TOTAL_FORMS") or 0)
    data["r-TOTAL_FORMS"] = str(min(total + SPARE, MOST))
    return data
