"""Accounts and delegations."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Member
from khe.base.people.queries import LOCAL
from khe.base.web.fields import DateInput
from khe.desks.staff.forms.organisation import role_choices
from khe.desks.staff.queries import day_of, members, roles_of


class AccountForm(forms.Form):
    """The name a person logs in with."""

    login = forms.CharField(
        label=_("Tên đăng nhập"), max_length=30,
        help_text=_("Chữ không dấu viết thường và số; người dùng gõ mỗi lần đăng nhập."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip


class DelegationForm(forms.Form):
    """Who stands in for whom; both days are whole days, included."""

    giver = forms.ModelChoiceField(
        Member.objects.none(), label=_("Người ủy quyền"), empty_label=_("Chọn người")
    )
    taker = forms.ModelChoiceField(
        Member.objects.none(), label=_("Người nhận ủy quyền"), empty_label=_("Chọn người")
    )
    first = forms.DateField(label=_("Từ ngày"), widget=DateInput)
    last = forms.DateField(label=_("Đến hết ngày"), widget=DateInput)
    roles = forms.MultipleChoiceField(
        label=_("Phạm vi"), choices=role_choices, required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        help_text=_("Không chọn mục nào: ủy quyền mọi quyền của các chức danh đang giữ."),
    )  # fmt: skip
    document = forms.CharField(
        label=_("Văn bản ủy quyền số, ngày"), max_length=200,
        help_text=_("Ví dụ: 12/GUQ-UBND ngày 02/03/2026."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, at: datetime, giver_id: UUID | None = None, **kwargs: Any
    ) -> None:
        """With `giver_id` the giver is fixed: one's own delegation, within one's own roles."""
        super().__init__(*args, **kwargs)
        people = members().filter(active=True)
        if giver_id is None:
            self.fields["giver"].queryset = people
        else:
            del self.fields["giver"]
            held = roles_of(giver_id, day_of(at))
            own = [(key, text) for key, text in role_choices() if key in held]
            self.fields["roles"].choices = own
            people = people.exclude(pk=giver_id)
        self.fields["taker"].queryset = people
        self.fields["first"].initial = day_of(at)

    def period(self) -> tuple[datetime, datetime]:
        """Return the moments from and until which it holds."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"] + timedelta(days=1)
        return datetime.combine(first, time.min, LOCAL), datetime.combine(last, time.min, LOCAL)
