"""Naming a shortcoming, setting what measures it, giving measures, evidence, reasons."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Period
from khe.base.people import queries as people
from khe.base.people.actor import Actor
from khe.base.people.models import Body, Member
from khe.base.web.fields import DateInput
from khe.desks.improvement import queries
from khe.desks.improvement.models import Field, Shortcoming
from khe.desks.improvement.states import Severity
from khe.desks.indicators import queries as indicators


def words(label: Any, rows: int = 0, longest: int = 500, **options: Any) -> forms.CharField:
    """Return a box for words; with `rows` a tall one."""
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, widget=widget, **options)


def day(label: Any, **options: Any) -> forms.DateField:
    """Return a box for a local day."""
    return forms.DateField(label=label, widget=DateInput, **options)


def staff(at: datetime) -> Any:
    """Return who works here on the local day, by given name."""
    return people.holders(queries.day_of(at))


def bodies(at: datetime) -> Any:
    """Return the bodies that have not ended by the local day, by name."""
    return Body.objects.exclude(valid_to__lte=queries.day_of(at)).order_by("name", "id")


class NameForm(forms.Form):
    """The words of a shortcoming and who answers for it."""

    field = forms.ModelChoiceField(Field.objects.none(), label=_("Lĩnh vực"))
    title = words(_("Hạn chế"), longest=300, help_text=_("Một câu ngắn, nói đúng chỗ còn yếu."))
    description = words(_("Biểu hiện cụ thể"), rows=3, longest=5000, required=False)
    cause = words(_("Nguyên nhân"), rows=3, longest=5000, required=False)
    severity = forms.TypedChoiceField(
        label=_("Mức độ"), choices=Severity.choices, coerce=int, initial=Severity.MIDDLE.value,
        widget=forms.RadioSelect({"class": "k-seg"}),
    )  # fmt: skip
    answers_member = forms.ModelChoiceField(
        Member.objects.none(), label=_("Người chịu trách nhiệm"), required=False
    )
    answers_body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Đơn vị chịu trách nhiệm"), required=False
    )
    found_on = day(_("Ngày phát hiện"))
    recurrence_of = forms.ModelChoiceField(
        Shortcoming.objects.none(), label=_("Tái diễn của hạn chế cũ"), required=False
    )

    def __init__(
        self, data: Any = None, *, by: Actor, at: datetime, of: Shortcoming | None = None,
        suggested: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        known = {"field", "title", "description", "cause", "severity", "answers_member",
                 "answers_body", "found_on"}  # fmt: skip
        initial = {name: getattr(of, name) for name in known} if of else {}
        empty = {"found_on": queries.day_of(at), **(suggested or {})}
        super().__init__(data, initial=initial or empty)
        fields: dict[str, Any] = self.fields
        used = [f.pk for f in queries.fields()] + ([of.field_id] if of else [])
        fields["field"].queryset = Field.objects.filter(pk__in=used).order_by("order", "code")
        fields["answers_member"].queryset = staff(at)
        fields["answers_body"].queryset = bodies(at)
        if of:
            del fields["recurrence_of"]
        else:
            fields["recurrence_of"].queryset = queries.visible_to(by, at).order_by(
                "-found_on", "-code"
            )

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = dict(self.cleaned_data)
        for name in ("answers_member", "answers_body", "recurrence_of"):
            if name in data:
                one = data.pop(name)
                data[f"{name}_id"] = one.pk if one else None
        return data


class IndicatorChoice(forms.ModelChoiceField):
    """An indicator, by name, with its unit where it is a share."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name."""
        return f"{obj.name} (%)" if obj.unit == "share" else str(obj.name)


class LinkForm(forms.Form):
    """By which indicator it will be judged: baseline, target, window. Offered are those in use; one that
    was retired meanwhile stays chosen, and the action says why it cannot be."""

    indicator = IndicatorChoice(Field.objects.none(), label=_("Chỉ tiêu"))
    baseline_first = day(
        _("Kỳ ban đầu, từ ngày"), help_text=_("Mức ban đầu được đếm từ hồ sơ của kỳ này.")
    )
    baseline_last = day(_("Kỳ ban đầu, đến hết ngày"))
    target = forms.DecimalField(
        label=_("Đích"), max_digits=14, decimal_places=4, localize=True,
        help_text=_("Với tỷ lệ, ghi số phần trăm: 97 là 97 %. Với số đếm, ghi số của cả kỳ theo dõi."),
    )  # fmt: skip
    window_first = day(_("Kỳ theo dõi, từ ngày"))
    window_last = day(
        _("Kỳ theo dõi, đến hết ngày"), help_text=_("Hết ngày này mới kết luận và đóng được.")
    )
    relapse_at = forms.DecimalField(
        label=_("Ngưỡng coi là tái diễn"), max_digits=14, decimal_places=4, required=False, localize=True,
        help_text=_("Để trống: nửa đường quay về mức ban đầu."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, by: Actor) -> None:
        super().__init__(data)
        field: Any = self.fields["indicator"]
        field.queryset = indicators.visible_to(by).order_by("name", "id")
        chosen = str(self["indicator"].value() or "")
        used = [one for one in field.queryset if str(one.pk) == chosen or not queries.gone(one)]
        names = [(str(one.pk), field.label_from_instance(one)) for one in used]
        field.choices = [("", "---------"), *names]

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes; percents become shares."""
        data = self.cleaned_data
        by = 100 if data["indicator"].unit == "share" else 1
        back = data["relapse_at"]
        return {
            "indicator_id": data["indicator"].pk, "target": float(data["target"]) / by,
            "baseline": Period(data["baseline_first"], data["baseline_last"]),
            "window": Period(data["window_first"], data["window_last"]),
            "relapse_at": None if back is None else float(back) / by,
        }  # fmt: skip


class MeasureForm(forms.Form):
    """What is done about it, by whom, by when."""

    content = words(_("Biện pháp"), rows=2)
    lead = forms.ModelChoiceField(Member.objects.none(), label=_("Người chủ trì"))
    due = day(_("Xong trước hết ngày"))
    product = words(
        _("Sản phẩm"), required=False, help_text=_("Ví dụ: danh sách, biên bản, báo cáo.")
    )

    def __init__(self, data: Any = None, *, at: datetime) -> None:
        super().__init__(data)
        self.fields["lead"].queryset = staff(at)

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = dict(self.cleaned_data)
        lead = data.pop("lead")
        return {**data, "lead_id": lead.pk}


class EvidenceForm(forms.Form):
    """What shows it."""

    label = words(
        _("Minh chứng"), longest=300, help_text=_("Ví dụ: Biên bản kiểm tra ngày 12/08/2026.")
    )
    url = words(
        _("Đường dẫn"), required=False,
        help_text=_("Một trang trong hệ thống (bắt đầu bằng /) hoặc địa chỉ https://."),
    )  # fmt: skip
    note = words(_("Ghi chú"), rows=2, required=False)
    upload = forms.FileField(label=_("Tệp"), required=False)


class WhyForm(forms.Form):
    """A reason."""

    why = words(_("Lý do"), rows=2)


class NoteForm(forms.Form):
    """A note, perhaps."""

    note = words(_("Ghi chú"), rows=2, required=False)


class NothingForm(forms.Form):
    """Nothing to type: the button does it."""


class BoardForm(forms.Form):
    """What the board is narrowed by."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100)
    linh_vuc = forms.ModelChoiceField(
        Field.objects.none(), label=_("Lĩnh vực"), required=False, empty_label=_("Mọi lĩnh vực")
    )
    nam = forms.TypedChoiceField(label=_("Năm nêu"), required=False, coerce=int, empty_value=None)
    mo_den = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, years: list[int]) -> None:
        super().__init__(data)
        self.fields["linh_vuc"].queryset = Field.objects.order_by("order", "code")
        choices = [("", _("Mọi năm")), *((year, str(year)) for year in years)]
        self.fields["nam"].choices = choices

    def narrowing(self) -> dict[str, Any]:
        """Return the arguments of `queries.listed`; what cannot be understood narrows nothing."""
        self.is_valid()
        data = self.cleaned_data
        field = data.get("linh_vuc")
        return {
            "text": data.get("q") or "", "field_id": field.pk if field else None,
            "year": data.get("nam") or None,
        }  # fmt: skip
