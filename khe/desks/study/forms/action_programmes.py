"""What is typed for action programmes and deeds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Body, Member
from khe.base.web.fields import DateInput
from khe.desks.study.models import Document


class ProgrammeForm(forms.Form):
    """An action programme of a document."""

    document = forms.ModelChoiceField(
        Document.objects.none(), label=_("Thực hiện văn bản"), empty_label=_("Chọn văn bản")
    )
    title = forms.CharField(label=_("Tên chương trình"), max_length=300)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Đơn vị ban hành"), required=False, empty_label=_("Chưa ghi")
    )
    first_day = forms.DateField(label=_("Từ ngày"), widget=DateInput)
    last_day = forms.DateField(label=_("Đến ngày"), widget=DateInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = Document.objects.order_by("-day")
        self.fields["document"].label_from_instance = lambda d: f"{d}: {d.title}"[:120]
        self.fields["body"].queryset = Body.objects.order_by("name")

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = dict(self.cleaned_data)
        document, body = data.pop("document"), data.pop("body")
        return {**data, "document_id": document.pk, "body_id": body.pk if body else None}


class GoalForm(forms.Form):
    """A goal and how it is measured."""

    text = forms.CharField(label=_("Mục tiêu"), max_length=500)
    measure = forms.CharField(
        label=_("Đo bằng gì"), max_length=300, required=False,
        help_text=_("Ví dụ: tỷ lệ hồ sơ trả đúng hạn."),
    )  # fmt: skip
    target = forms.CharField(
        label=_("Cần đạt"), max_length=120, required=False, help_text=_("Ví dụ: từ 98 % trở lên.")
    )


class TaskForm(forms.Form):
    """A task under a goal."""

    content = forms.CharField(label=_("Việc phải làm"), max_length=500)
    lead = forms.ModelChoiceField(
        Member.objects.none(), label=_("Người chủ trì"), empty_label=_("Chọn người")
    )
    due_day = forms.DateField(
        label=_("Hạn"), widget=DateInput, help_text=_("Hết giờ làm việc của ngày đó.")
    )
    product = forms.CharField(label=_("Sản phẩm"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = Member.objects.filter(active=True).order_by("sort_name")

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = dict(self.cleaned_data)
        lead = data.pop("lead")
        return {**data, "lead_id": lead.pk}


class DeedForm(forms.Form):
    """What one will do, and by when."""

    document = forms.ModelChoiceField(
        Document.objects.none(), label=_("Làm theo văn bản"), empty_label=_("Chọn văn bản")
    )
    what = forms.CharField(
        label=_("Việc sẽ làm"), max_length=500,
        help_text=_("Một việc cụ thể, làm xong thấy được: làm gì, ở đâu, bao nhiêu."),
    )  # fmt: skip
    by_day = forms.DateField(label=_("Làm xong trước ngày"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = Document.objects.order_by("-day")
        self.fields["document"].label_from_instance = lambda d: f"{d}: {d.title}"[:120]

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {"what": data["what"], "by_day": data["by_day"]}


class DoneForm(forms.Form):
    """What was done."""

    text = forms.CharField(
        label=_("Đã làm được gì"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
