"""What the register is asked for: days from–to, and filters."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from khe.base.web.fields import DateInput
from khe.desks.dossiers.register import Period
from khe.desks.dossiers.states import Channel

LONGEST = 366  # days
STATES = [
    ("", _("Tất cả")),
    ("running", _("Đang giải quyết")),
    ("waiting", _("Đang chờ")),
    ("settled", _("Đã có kết quả")),
    ("gone", _("Rút, dừng giải quyết")),
]
BAD_DAY = {
    "invalid": _("Ngày chưa đúng, ví dụ đúng: 03/09/2026."),
    "required": _("Hãy chọn ngày."),
}


def _day() -> forms.DateField:
    return forms.DateField(widget=DateInput, error_messages=BAD_DAY)


class RegisterForm(forms.Form):
    """The filters of the register; the lists are given by the view."""

    first = _day()
    last = _day()
    field = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    channel = forms.ChoiceField(
        label=_("Nộp qua"), required=False, choices=[("", _("Tất cả")), *Channel.choices]
    )
    state = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=STATES)

    def __init__(self, data: Any, today: date, *args: Any, **options: Any) -> None:
        first = today.replace(day=1)
        given = {"first": first.isoformat(), "last": today.isoformat()}
        given |= {name: value for name, value in (data or {}).items() if value}
        super().__init__(given, *args, **options)
        self.fields["first"].label, self.fields["last"].label = _("Từ ngày"), _("Đến ngày")
        chosen = given.get("field", "")
        self.offer([chosen] if chosen else [])

    def offer(self, names: list[str]) -> None:
        """Set the fields that can be chosen."""
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Tất cả")), *((name, name) for name in names)]

    def clean(self) -> dict[str, Any]:
        """A register covers at most a year, and begins before it ends."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error(
                "last", ValidationError(_("Ngày cuối phải từ ngày đầu trở đi."), "order")
            )
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last", ValidationError(_("Mỗi lần xem nhiều nhất một năm."), "long"))
        for name in ("first", "last"):
            if data.get(name) and not 2000 <= data[name].year <= 2199:
                self.add_error(name, ValidationError(_("Năm phải từ 2000 đến 2199."), "year"))
        return data

    def period(self) -> Period:
        """Return what was asked for."""
        data = self.cleaned_data
        return Period(data["first"], data["last"], data["field"], data["channel"], data["state"])
