"""Drawing a sample, and answering its check list."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Member
from khe.desks.dossiers.forms.calendar import DateInput
from khe.desks.dossiers.samples import fields
from khe.desks.dossiers.sampling import MOST, Mark


class DrawForm(forms.Form):
    """What to draw from, how many, and perhaps the seed."""

    first = forms.DateField(label=_("Giải quyết từ ngày"), widget=DateInput)
    last = forms.DateField(label=_("Đến hết ngày"), widget=DateInput)
    field = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    officer = forms.ModelChoiceField(
        Member.objects.none(), label=_("Người xử lý"), required=False, empty_label=_("Mọi người")
    )
    size = forms.IntegerField(label=_("Số hồ sơ"), min_value=1, max_value=MOST, initial=10)
    seed = forms.IntegerField(
        label=_("Số gieo"), required=False, min_value=0, max_value=2**53,
        help_text=_("Để trống thì hệ thống tự chọn; ai có số gieo cũng chọn lại được đúng mẫu này."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("Mọi lĩnh vực"))]
        self.fields["field"].choices = every + [(name, name) for name in fields()]
        self.fields["officer"].queryset = Member.objects.order_by("sort_name")
        self.fields["last"].initial = today
        self.fields["first"].initial = today - timedelta(days=30)


class CheckForm(forms.Form):
    """A mark and a note for every point, then what is to be put right."""

    correction = forms.CharField(
        label=_("Việc cần sửa"), required=False, max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    who = forms.CharField(label=_("Ai sửa"), required=False, max_length=120)
    due = forms.DateField(label=_("Hạn sửa"), required=False, widget=DateInput)

    def __init__(self, *args: Any, points: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        for point in points:
            self.fields[f"m-{point['key']}"] = forms.ChoiceField(
                label=point["name"], help_text=point.get("help", ""), choices=Mark.choices,
                widget=forms.RadioSelect({"class": "k-seg"}),
            )  # fmt: skip
            self.fields[f"n-{point['key']}"] = forms.CharField(
                label=_("Ghi chú: %(point)s") % {"point": point["name"]}, required=False,
                max_length=300,
            )  # fmt: skip

    def rows(self) -> list[tuple[Any, Any]]:
        """Return (mark, note) of every point."""
        return [(self[f"m-{p['key']}"], self[f"n-{p['key']}"]) for p in self.points]

    def answers(self) -> dict[str, Any]:
        """Return {point: (mark, note)}."""
        data = self.cleaned_data
        return {p["key"]: (data[f"m-{p['key']}"], data[f"n-{p['key']}"]) for p in self.points}
