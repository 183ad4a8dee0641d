"""Opening a campaign, and the small steps on it."""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.web.fields import DateInput
from khe.desks.assessment import queries
from khe.desks.assessment.models import Frame
from khe.desks.assessment.states import PeriodKind

SUBJECTS = ("member", "body", "area")
QUARTERS = [("1", "I"), ("2", "II"), ("3", "III"), ("4", "IV")]


class FrameChoice(forms.ModelChoiceField):
    """A frame by name and version; only those of one kind of subject, newest versions."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            Frame.objects.none(), required=False, label=label, empty_label=_("Không đánh giá")
        )

    def label_from_instance(self, obj: Any) -> str:
        """Name the frame with its version."""
        return f"{obj.name} (v{obj.version})"


class OpenForm(forms.Form):
    """Which quarter, year or term, until when, by which frames of that kind of period."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    quarter = forms.ChoiceField(label=_("Quý"), choices=QUARTERS)
    last_year = forms.IntegerField(label=_("Đến hết năm"), min_value=2000, max_value=2100)
    due_on = forms.DateField(label=_("Hạn tự đánh giá, đề xuất"), widget=DateInput)
    member_frame = FrameChoice(_("Khung cho cá nhân"))
    body_frame = FrameChoice(_("Khung cho tập thể"))
    area_frame = FrameChoice(_("Khung cho khu vực"))

    def __init__(self, *args: Any, at: datetime, kind: str, **kwargs: Any) -> None:
        """`kind` is the kind of period."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        today = queries.day_of(at)
        self.fields["year"].initial = today.year
        self.fields["quarter"].initial = str((today.month - 1) // 3 + 1)
        for name, only in (("quarter", PeriodKind.QUARTER), ("last_year", PeriodKind.TERM)):
            if kind != only:
                del self.fields[name]
        newest = [f for f in queries.frames() if f.period_kind == kind]
        for subject in SUBJECTS:
            own = [f.pk for f in newest if f.kind == subject]
            field = self.fields[f"{subject}_frame"]
            field.queryset = Frame.objects.filter(pk__in=own).order_by("name")
            field.initial = next(iter(own), None)

    def facts(self) -> dict[str, Any]:
        """Return what `actions.open_campaign` takes."""
        data = self.cleaned_data
        name, first, last = self._period()
        return {
            "name": name, "period_kind": self.kind, "first": first, "last": last,
            "due_on": data["due_on"], **{f"{s}_frame": data[f"{s}_frame"] for s in SUBJECTS},
        }  # fmt: skip

    def _period(self) -> tuple[str, date, date]:
        """Return the name, which is stored and so Vietnamese, and the days."""
        data, year = self.cleaned_data, self.cleaned_data["year"]
        if self.kind == PeriodKind.QUARTER:
            n = int(data["quarter"])
            last = date(year, 3 * n, monthrange(year, 3 * n)[1])
            return f"Quý {dict(QUARTERS)[str(n)]}/{year}", date(year, 3 * n - 2, 1), last
        end = data.get("last_year", year)
        name = f"Nhiệm kỳ {year}-{end}" if self.kind == PeriodKind.TERM else f"Năm {year}"
        return name, date(year, 1, 1), date(end, 12, 31)


class ReasonForm(forms.Form):
    """Why somebody is not assessed in this period."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=300, help_text=_("Ví dụ: nghỉ thai sản, mới chuyển đến.")
    )


class OpinionForm(forms.Form):
    """What the collective said."""

    text = forms.CharField(
        label=_("Ý kiến của tập thể"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    votes_for = forms.IntegerField(
        label=_("Số phiếu tán thành"), min_value=0, max_value=9999, required=False
    )
    votes_of = forms.IntegerField(
        label=_("Số người dự"), min_value=0, max_value=9999, required=False
    )
