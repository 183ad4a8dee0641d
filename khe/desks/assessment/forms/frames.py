"""A frame: its criteria and conditions as rows; empty rows are left out."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.web.fields import DateInput
from khe.desks.assessment.states import (
    BAND_SHORT,
    BANDS,
    COUNTED_FACTS,
    FACTS,
    MANUAL,
    CeilingBy,
    PeriodKind,
    SubjectKind,
)

SOURCES = [(MANUAL, _("cho điểm")), *COUNTED_FACTS.items()]


class FrameForm(forms.Form):
    """The frame itself; days local, ceiling in percent, threshold in points."""

    name = forms.CharField(label=_("Tên khung"), max_length=200)
    kind = forms.ChoiceField(label=_("Đối tượng"), choices=SubjectKind.choices)
    period_kind = forms.ChoiceField(label=_("Kỳ"), choices=PeriodKind.choices)
    valid_from = forms.DateField(label=_("Dùng từ ngày"), widget=DateInput)
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)
    doubt = forms.CharField(
        label=_("Cần kiểm tra"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Điều chưa chắc và nguồn của nó; để trống khi đã đối chiếu văn bản gốc."),
    )  # fmt: skip
    excellent = forms.DecimalField(
        localize=True, label=BAND_SHORT["excellent"], max_digits=4, decimal_places=1
    )
    good = forms.DecimalField(
        localize=True, label=BAND_SHORT["good"], max_digits=4, decimal_places=1
    )
    completed = forms.DecimalField(
        localize=True, label=BAND_SHORT["completed"], max_digits=4, decimal_places=1
    )
    ceiling = forms.DecimalField(
        localize=True, label=_("Xuất sắc nhiều nhất (%)"), max_digits=5, decimal_places=2, required=False,
        help_text=_("Để trống: không giới hạn."),
    )  # fmt: skip
    ceiling_by = forms.ChoiceField(label=_("Tính tỷ lệ trong"), choices=CeilingBy.choices)
    head_not_above = forms.BooleanField(
        label=_("Người đứng đầu không xếp cao hơn tập thể"), required=False
    )
    weak_below = forms.DecimalField(
        localize=True, label=_("Yếu khi dưới (điểm)"), max_digits=4, decimal_places=1, required=False,
        help_text=_("Khu vực, tập thể dưới ngưỡng này phải có kế hoạch khắc phục."),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Return the fields of the frame."""
        data = dict(self.cleaned_data)
        starts = [data.pop("excellent"), data.pop("good"), data.pop("completed"), Decimal(0)]
        data["bands"] = [
            {"key": str(band), "from": str(start)}
            for band, start in zip(BANDS, starts, strict=True)
        ]
        if data["ceiling"] is not None:
            data["ceiling"] = (data["ceiling"] / 100).quantize(Decimal("0.0001"))
        return data


class CriterionForm(forms.Form):
    """One criterion."""

    group = forms.CharField(label=_("Nhóm"), max_length=100, required=False)
    title = forms.CharField(label=_("Tiêu chí"), max_length=200, required=False)
    max = forms.CharField(
        label=_("Điểm"), max_length=6, required=False,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )  # fmt: skip
    source = forms.ChoiceField(label=_("Lấy từ"), choices=SOURCES, required=False)
    evidence = forms.BooleanField(label=_("Phải có minh chứng"), required=False)
    how = forms.CharField(label=_("Cách cho điểm"), max_length=300, required=False)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class ConditionForm(forms.Form):
    """One side condition."""

    band = forms.ChoiceField(label=_("Để xếp"), choices=list(BAND_SHORT.items()), required=False)
    fact = forms.ChoiceField(label=_("Số liệu"), choices=list(FACTS.items()), required=False)
    op = forms.ChoiceField(
        label=_("So sánh"), choices=[(">=", "≥"), ("<=", "≤"), ("==", "=")], required=False
    )
    value = forms.CharField(
        label=_("Giá trị"), max_length=8, required=False,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )  # fmt: skip
    text = forms.CharField(label=_("Viết thành lời"), max_length=200, required=False)


Criteria = forms.formset_factory(CriterionForm, extra=3, max_num=40)
Conditions = forms.formset_factory(ConditionForm, extra=2, max_num=20)


def criteria_of(formset: Any) -> list[dict[str, Any]]:
    """Return the criteria that have a title, each with a key of its own."""
    kept = [row.cleaned_data for row in formset if row.cleaned_data.get("title", "").strip()]
    taken = {data.get("key") for data in kept if data.get("key")}
    found = []
    for place, data in enumerate(kept, 1):
        key = data.get("key") or next(
            k for k in (f"t{n}" for n in range(place, 1000)) if k not in taken
        )
        taken.add(key)
        found.append({**data, "key": key, "max": str(data["max"]).replace(",", ".")})
    return found


def conditions_of(formset: Any) -> list[dict[str, Any]]:
    """Return the conditions that have words or a value."""
    rows = [row.cleaned_data for row in formset]
    return [
        {**data, "value": str(data["value"]).replace(",", ".")}
        for data in rows
        if data.get("text", "").strip() or data.get("value", "").strip()
    ]
