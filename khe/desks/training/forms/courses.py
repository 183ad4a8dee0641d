"""Courses, people in them, results, and what lists are narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.desks.training.forms.common import DayField, MoneyField
from khe.desks.training.forms.plans import level_choices
from khe.desks.training.models import Course, Enrolment, Plan
from khe.desks.training.states import (
    LEVEL_NAMES,
    CourseKind,
    CourseStatus,
    EnrolmentState,
    Form,
    PlanStatus,
)

SHORT = "short:"


class CourseForm(forms.Form):
    """A course as the school announces it."""

    name = forms.CharField(label=_("Tên lớp"), max_length=200)
    what = forms.ChoiceField(label=_("Loại lớp, trình độ"))
    field = forms.CharField(
        label=_("Ngành học"), max_length=120, required=False,
        help_text=_("Ghi với lớp đại học, thạc sĩ; ví dụ: Luật."),
    )  # fmt: skip
    skill = forms.CharField(
        label=_("Kỹ năng, chứng chỉ lớp bồi dưỡng cấp"), max_length=120, required=False,
        help_text=_("Ghi đúng tên mà chức danh yêu cầu, ví dụ: Tin học cơ bản."),
    )  # fmt: skip
    issuer = forms.CharField(label=_("Nơi mở lớp"), max_length=200, required=False)
    form = forms.ChoiceField(label=_("Hình thức học"), choices=Form.choices, initial=Form.PART_TIME)
    starts_on = DayField(label=_("Khai giảng"))
    ends_on = DayField(label=_("Kết thúc"))
    seats = forms.IntegerField(
        label=_("Số chỗ"), min_value=1, max_value=5000, required=False,
        help_text=_("Bỏ trống nếu không giới hạn."),
    )  # fmt: skip
    cost = MoneyField(label=_("Kinh phí mỗi người"))
    plan_id = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Thuộc kế hoạch"), required=False,
        empty_label=_("Ngoài kế hoạch"),
    )  # fmt: skip
    budget_source = forms.CharField(label=_("Nguồn kinh phí"), max_length=120, required=False)
    document = forms.CharField(label=_("Văn bản mở lớp số, ngày"), max_length=120, required=False)

    def __init__(self, *args: Any, course: Course | None = None, **kwargs: Any) -> None:
        """Offer the plans that are not closed; start from `course`."""
        if course:
            kwargs["initial"] = {
                name: getattr(course, name) for name in self.base_fields if hasattr(course, name)
            } | {"what": f"{course.kind}:{course.level}"}
        super().__init__(*args, **kwargs)
        short = (CourseKind.SHORT.label, [(SHORT, CourseKind.SHORT.label)])
        self.fields["what"].choices = [("", _("Chọn loại lớp")), *level_choices(), short]
        open_plans = Plan.objects.exclude(status=PlanStatus.CLOSED)
        kept = Plan.objects.filter(pk=course.plan_id) if course else Plan.objects.none()
        self.fields["plan_id"].queryset = (open_plans | kept).order_by("-year")

    def course(self) -> dict[str, Any]:
        """Return what `actions.save_course` takes."""
        data = dict(self.cleaned_data)
        kind, _colon, level = data.pop("what").partition(":")
        plan = data.pop("plan_id")
        return {**data, "kind": kind, "level": level, "plan_id": plan.pk if plan else None}


class MoveForm(forms.Form):
    """The next status of a course; the reason of a cancellation."""

    to = forms.ChoiceField(choices=CourseStatus.choices)
    reason = forms.CharField(label=_("Lý do"), max_length=500, required=False)
    document = forms.CharField(max_length=120, required=False)


class EnrolForm(forms.Form):
    """By which decision, and for how much; who goes is ticked in the table."""

    decision = forms.CharField(label=_("Quyết định cử số"), max_length=60, required=False)
    decided_on = DayField(label=_("Ngày quyết định"), required=False)
    cost = MoneyField(label=_("Kinh phí mỗi người"))


class WithdrawForm(forms.Form):
    """From when, and why."""

    day = DayField(label=_("Ngày thôi học"))
    reason = forms.CharField(label=_("Lý do"), max_length=500)


OUTCOMES = [
    ("", _("Chưa có")),
    (EnrolmentState.COMPLETED.value, EnrolmentState.COMPLETED.label),
    (EnrolmentState.FAILED.value, EnrolmentState.FAILED.label),
]


class ResultForm(forms.Form):
    """One line of the table of results; without an outcome it says nothing."""

    outcome = forms.ChoiceField(label=_("Kết quả"), choices=OUTCOMES, required=False)
    ended_on = DayField(label=_("Học xong ngày"), required=False)
    result = forms.CharField(label=_("Xếp loại, điểm"), max_length=120, required=False)
    certificate = forms.CharField(label=_("Số văn bằng, chứng chỉ"), max_length=60, required=False)
    certified_on = DayField(label=_("Cấp ngày"), required=False)

    def __init__(self, *args: Any, place: Enrolment, **kwargs: Any) -> None:
        """Start from what is recorded; the course's last day where nothing is."""
        self.place = place
        names = ("result", "certificate", "certified_on")
        start = {name: getattr(place, name) for name in names}
        start["ended_on"] = place.ended_on or place.course.ends_on
        start["outcome"] = place.state if place.state in dict(OUTCOMES) else ""
        kwargs["initial"] = start
        super().__init__(*args, **kwargs)
        for bound in self:
            told = f"{bound.label}, {place.member.name}"
            attrs = self.fields[bound.name].widget.attrs
            attrs["aria-label"] = told
            attrs.pop("placeholder", None)  # the first date box shows how a day is written

    def clean(self) -> dict[str, Any]:
        """A result has its day."""
        data = super().clean() or self.cleaned_data
        if data.get("outcome") and not data.get("ended_on") and "ended_on" not in self.errors:
            self.add_error("ended_on", _("Hãy ghi ngày học xong."))
        return data


class CorrectForm(ResultForm):
    """A correction says why."""

    reason = forms.CharField(label=_("Lý do sửa, bổ sung"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = OUTCOMES[1:]
        self.fields["outcome"].required = True
        for field in self.fields.values():
            field.widget.attrs.pop("aria-label", None)


class CourseFilter(forms.Form):
    """What a list of courses is narrowed by."""

    status = forms.ChoiceField(
        label=_("Tình trạng"), required=False,
        choices=[("", _("Mọi tình trạng")), *CourseStatus.choices],
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Loại lớp"), required=False, choices=[("", _("Mọi loại")), *CourseKind.choices]
    )
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=2000, max_value=2100)


class PlaceFilter(forms.Form):
    """What a list of people in courses is narrowed by."""

    q = forms.CharField(
        label=_("Tìm tên người, tên lớp"), max_length=100, required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Loại lớp"), required=False, choices=[("", _("Mọi loại")), *CourseKind.choices]
    )
    level = forms.ChoiceField(
        label=_("Trình độ"), required=False,
        choices=[("", _("Mọi trình độ")), *LEVEL_NAMES.items()],
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("Tình trạng"), required=False,
        choices=[("", _("Mọi tình trạng")), *EnrolmentState.choices],
    )  # fmt: skip
    first = DayField(label=_("Có học từ ngày"), required=False)
    last = DayField(label=_("đến ngày"), required=False)
