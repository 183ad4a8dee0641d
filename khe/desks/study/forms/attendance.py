"""What is typed when attendance is taken, corrected, made up."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.queries import LOCAL
from khe.base.web.fields import DateInput
from khe.desks.study.models import Hall, Speaker
from khe.desks.study.states.attendance import LONGEST
from khe.desks.study.states.planning import SeatState


class HourInput(forms.TimeInput):
    """A time of day, 24 hours."""

    def __init__(self) -> None:
        hints = {"placeholder": "07:30", "autocomplete": "off", "maxlength": 5}
        super().__init__(hints, format="%H:%M")


def moment(day: date | None, hour: time | None) -> datetime | None:
    """Return a local day and hour as a moment."""
    return datetime.combine(day, hour, LOCAL) if day and hour else None


class ReasonForm(forms.Form):
    """Why somebody is absent."""

    reason = forms.CharField(label=_("Lý do vắng"), max_length=300, strip=True)


class CorrectForm(forms.Form):
    """What is right, and why it was wrong."""

    state = forms.ChoiceField(
        label=_("Sửa thành"), choices=SeatState.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Vì sao sửa"), max_length=300,
        help_text=_("Ví dụ: có ký tên trong sổ giấy; quét nhầm. Cả hai lần ghi đều được giữ lại."),
    )  # fmt: skip


class MinutesForm(forms.Form):
    """When one may check in, around the time of the class."""

    before = forms.IntegerField(
        label=_("Mở trước giờ học (phút)"), min_value=0, max_value=LONGEST,
    )  # fmt: skip
    late = forms.IntegerField(
        label=_("Tính là đến muộn sau khi bắt đầu (phút)"), min_value=0, max_value=LONGEST,
        help_text=_("Người đến muộn vẫn được ghi có mặt, kèm chữ “muộn”."),
    )  # fmt: skip
    after = forms.IntegerField(
        label=_("Đóng sau khi tan lớp (phút)"), min_value=0, max_value=LONGEST,
    )  # fmt: skip


class MakeupForm(forms.Form):
    """Where and when those who were absent study."""

    hall = forms.ModelChoiceField(
        Hall.objects.none(), label=_("Hội trường"), empty_label=_("Chọn hội trường")
    )
    speaker = forms.ModelChoiceField(
        Speaker.objects.none(), label=_("Báo cáo viên"), required=False, empty_label=_("Chưa có")
    )
    day = forms.DateField(label=_("Ngày"), widget=DateInput)
    begin = forms.TimeField(label=_("Từ"), widget=HourInput)
    end = forms.TimeField(label=_("Đến"), widget=HourInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        halls = Hall.objects.filter(active=True).order_by("name")
        self.fields["hall"].queryset = halls
        self.fields["hall"].label_from_instance = lambda h: _("%(name)s (%(n)s chỗ)") % {
            "name": h.name, "n": h.seats,
        }  # fmt: skip
        self.fields["speaker"].queryset = Speaker.objects.filter(active=True).order_by("name")

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {
            "hall_id": data["hall"].pk,
            "speaker_id": data["speaker"].pk if data["speaker"] else None,
            "starts_at": moment(data["day"], data["begin"]),
            "ends_at": moment(data["day"], data["end"]),
        }
