"""The decision: one subject, or many as proposed; and a task of a plan."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Member
from khe.base.people.queries import LOCAL
from khe.base.web.fields import DateInput
from khe.desks.assessment.states import Band


class DocumentForm(forms.Form):
    """The document a decision rests on."""

    document = forms.CharField(
        label=_("Số văn bản"), max_length=120, help_text=_("Ví dụ: 15-TB/ĐU."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    signed_on = forms.DateField(label=_("Ngày ký"), widget=DateInput)


class ManyForm(DocumentForm):
    """Which subjects are decided as they were proposed."""

    ids = forms.TypedMultipleChoiceField(
        label=_("Đối tượng"), coerce=UUID, choices=[],
        error_messages={"required": _("Hãy chọn ít nhất một đối tượng.")},
    )  # fmt: skip

    def __init__(self, *args: Any, ids: list[UUID], **kwargs: Any) -> None:
        """`ids` are those that may be decided."""
        super().__init__(*args, **kwargs)
        self.fields["ids"].choices = [(str(pk), "") for pk in ids]


class DecideForm(DocumentForm):
    """A band with its reason."""

    band = forms.ChoiceField(
        label=_("Mức quyết định"), choices=Band.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một trong bốn mức.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Lý do"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Bắt buộc khi khác đề xuất, khi thấp hơn mức đạt được, và khi quyết định lại."),
    )  # fmt: skip
    field_order = ("band", "reason", "document", "signed_on")


class PlanForm(forms.Form):
    """One task of the plan of a weak area or body."""

    content = forms.CharField(label=_("Việc phải làm"), max_length=500)
    lead = forms.ModelChoiceField(
        Member.objects.none(), label=_("Người chủ trì"), empty_label=_("Chọn người")
    )
    due_on = forms.DateField(label=_("Hạn xong"), widget=DateInput)
    product = forms.CharField(
        label=_("Kết quả cần có"), max_length=500, required=False,
        help_text=_("Cái gì cho thấy việc đã xong."),
    )  # fmt: skip

    def __init__(self, *args: Any, leads: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = leads

    def facts(self) -> dict[str, Any]:
        """Return what `actions.plan` takes; due at the end of the working day, 17:00 local."""
        data = self.cleaned_data
        due = datetime.combine(data["due_on"], time(17), LOCAL)
        return {
            "content": data["content"], "lead_id": data["lead"].pk, "due_at": due,
            "product": data["product"],
        }  # fmt: skip
