"""What a person may type in a review."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Body, Member
from khe.base.web.fields import DateInput
from khe.desks.improvement.actions.reviews import Unit
from khe.desks.improvement.states.reviews import GiverKind

MANY = forms.CheckboxSelectMultiple({"class": "form-check-input"})


def _long(label: Any, rows: int = 6, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class CampaignForm(forms.Form):
    """A round of reviews."""

    title = forms.CharField(label=_("Tên đợt"), max_length=300)
    basis = forms.CharField(label=_("Căn cứ (nghị quyết hoặc kế hoạch)"), max_length=300)
    document = forms.CharField(
        label=_("Văn bản của phường"), max_length=200, required=False,
        help_text=_("Số, ký hiệu và ngày."),
    )  # fmt: skip
    first = forms.DateField(label=_("Kỳ kiểm điểm từ ngày"), widget=DateInput())
    last = forms.DateField(label=_("đến ngày"), widget=DateInput())
    deadline = forms.DateField(label=_("Hạn hoàn thành"), widget=DateInput())


class UnitsForm(forms.Form):
    """Whom to review."""

    bodies = forms.MultipleChoiceField(label=_("Tập thể"), required=False, widget=MANY)
    members = forms.MultipleChoiceField(label=_("Cá nhân phụ trách"), required=False, widget=MANY)
    days = forms.IntegerField(
        label=_("Thời hạn riêng (ngày làm việc)"), required=False, min_value=1, max_value=250,
        help_text=_("Tính từ lúc giao, theo lịch làm việc. Để trống: theo hạn của đợt."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        bodies = Body.objects.filter(valid_to=None).order_by("name", "id")
        members = Member.objects.filter(active=True).order_by("sort_name", "id")
        choices: dict[str, Any] = {
            "bodies": bodies.values_list("pk", "name"), "members": members.values_list("pk", "name"),
        }  # fmt: skip
        for name, rows in choices.items():
            self.fields[name].choices = [(str(pk), text) for pk, text in rows]

    def units(self) -> list[Unit]:
        """Return the units that were ticked."""
        data = self.cleaned_data
        limit = f"{data['days']} working_day" if data["days"] else ""
        bodies = [Unit(body_id=UUID(pk), limit=limit) for pk in data["bodies"]]
        return bodies + [Unit(member_id=UUID(pk), limit=limit) for pk in data["members"]]


class PrepareForm(forms.Form):
    """The self-review."""

    text = _long(_("Báo cáo tự kiểm điểm"), 14)


class OpinionForm(forms.Form):
    """What somebody said."""

    giver_kind = forms.ChoiceField(label=_("Ai góp ý"), choices=GiverKind.choices)
    giver = forms.CharField(
        label=_("Tên người hoặc cơ quan góp ý"), max_length=200, required=False,
        help_text=_("Để trống nếu người góp ý không nêu tên: hệ thống không lưu gì để lần ra họ."),
    )  # fmt: skip
    received_on = forms.DateField(label=_("Ngày nhận"), widget=DateInput())
    text = _long(_("Nội dung góp ý"))


class AnswerForm(forms.Form):
    """The answer to an opinion."""

    answer = _long(_("Tiếp thu, giải trình"))


class HoldForm(forms.Form):
    """The session."""

    held_on = forms.DateField(label=_("Ngày họp"), widget=DateInput())
    chair = forms.CharField(label=_("Chủ trì"), max_length=120)


class ConcludeForm(forms.Form):
    """The conclusion, its two parts apart."""

    conclusion = _long(_("Kết luận chung"))
    part_collective = _long(_("Trách nhiệm của tập thể"), required=False)
    part_head = _long(_("Thẩm quyền, trách nhiệm của người đứng đầu"))

    def __init__(self, data: Any = None, *, person: bool = False) -> None:
        super().__init__(data)
        if person:
            del self.fields["part_collective"]
            self.fields["part_head"].label = _("Trách nhiệm của cá nhân")


class ConfirmForm(forms.Form):
    """Nothing to type."""
