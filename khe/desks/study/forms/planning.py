"""What may be typed to plan: documents, programmes, rounds, halls, speakers, classes, learners.

Querysets are read when a form is made: each authority sees its own rows.
"""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.authorities.models import Area
from khe.base.people.models import Body
from khe.base.web.fields import DateInput
from khe.desks.study.models import Hall, Learner, Programme, Round, Speaker, StudyClass
from khe.desks.study.queries import halls
from khe.desks.study.queries.common import LOCAL
from khe.desks.study.refusals.planning import Refusal
from khe.desks.study.rules import windows
from khe.desks.study.rules.availability import BadWindow
from khe.desks.study.rules.programmes import Who
from khe.desks.study.states import ClassKind, DocumentKind, Level, Part

TIMES = re.compile(r"\s*(\d{1,2})[:hg](\d{2})\s*[-–]\s*(\d{1,2})[:hg](\d{2})\s*")
AREAS_ASKED = 40  # a larger authority keeps one distance a hall
CHECKS = {"class": "form-check-input"}


class WindowsField(forms.CharField):
    """Windows of time, a line each."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 2}), required=False, **facts)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Return the windows as JSON."""
        try:
            return windows.read(super().clean(value) or "")
        except BadWindow as wrong:
            raise forms.ValidationError(
                _("Chưa hiểu dòng này: “%(line)s”. Hãy viết như “sáng thứ 2, thứ 4”.")
                % {"line": wrong}
            ) from wrong


class DocumentForm(forms.Form):
    """A document to be studied."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=DocumentKind.choices)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    day = forms.DateField(label=_("Ngày ký"), widget=DateInput)
    level = forms.ChoiceField(label=_("Cấp ban hành"), choices=Level.choices)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    title = forms.CharField(label=_("Trích yếu"), max_length=300)
    summary = forms.CharField(
        label=_("Nội dung chính"), widget=forms.Textarea({"rows": 4}), required=False
    )


class ProgrammeForm(forms.Form):
    """Who studies it, and until when."""

    title = forms.CharField(label=_("Tên chương trình"), max_length=200)
    superior = forms.CharField(
        label=_("Cấp trên tổ chức hội nghị"), max_length=200, required=False,
        help_text=_("Ví dụ: Thành ủy. Bỏ trống nếu phường tự tổ chức, không có hạn của cấp trên."),
    )  # fmt: skip
    superior_session_on = forms.DateField(
        label=_("Ngày hội nghị của cấp trên"), widget=DateInput, required=False
    )
    days = forms.IntegerField(
        label=_("Phường phải học xong trong (ngày làm việc)"), min_value=1, max_value=250,
        required=False, help_text=_("Tính từ ngày làm việc đầu tiên sau hội nghị của cấp trên."),
    )  # fmt: skip
    ground = forms.CharField(label=_("Văn bản quy định thời hạn"), max_length=300, required=False)
    everybody = forms.MultipleChoiceField(
        label=_("Ai phải học"), required=False, widget=forms.CheckboxSelectMultiple(CHECKS),
        choices=[("party", _("Toàn thể đảng viên")), ("staff", _("Mọi người đang giữ chức danh"))],
    )  # fmt: skip
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label=_("Người của các đơn vị"), required=False,
        widget=forms.SelectMultiple({"size": 6}), help_text=_("Kể cả các đơn vị bên dưới."),
    )  # fmt: skip
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label=_("Người của các khu vực"), required=False,
        widget=forms.SelectMultiple({"size": 6}),
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bodies"].queryset = Body.objects.order_by("name", "id")
        self.fields["areas"].queryset = Area.objects.order_by("code", "id")
        self.former = Who.parse(programme.who) if programme else Who()
        if programme:
            self.initial = {
                "title": programme.title, "superior": programme.superior,
                "superior_session_on": programme.superior_session_on, "ground": programme.ground,
                "days": programme.limit.partition(" ")[0] or None,
                "everybody": sorted(self.former.everybody), "bodies": self.former.bodies,
                "areas": self.former.areas,
            }  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Return what the action takes. People named one by one are kept as they were."""
        data = self.cleaned_data
        who = Who(
            frozenset(data["everybody"]), frozenset(b.pk for b in data["bodies"]),
            frozenset(a.pk for a in data["areas"]), self.former.members, self.former.but,
        )  # fmt: skip
        limit = f"{data['days']} working_day" if data["days"] else ""
        same = ("title", "superior", "superior_session_on", "ground")
        return {"who": who, "limit": limit} | {key: data[key] for key in same}


class RoundForm(forms.Form):
    """A round: days, and the parts of the day in which classes may be held."""

    name = forms.CharField(label=_("Tên đợt"), max_length=200)
    first_day = forms.DateField(label=_("Từ ngày"), widget=DateInput)
    last_day = forms.DateField(label=_("Đến hết ngày"), widget=DateInput)
    am = forms.CharField(label=_("Buổi sáng"), required=False, initial="07:30–11:00")
    pm = forms.CharField(label=_("Buổi chiều"), required=False, initial="13:30–17:00")
    eve = forms.CharField(
        label=_("Buổi tối"), required=False, help_text=_("Bỏ trống buổi không tổ chức lớp.")
    )
    on_days_off = forms.BooleanField(label=_("Học cả ngày nghỉ"), required=False)
    km_cost = forms.IntegerField(
        label=_("Chi phí đi lại, đồng một cây số mỗi người"), min_value=0, max_value=1_000_000,
        initial=2000, help_text=_("Chỉ dùng để so các phương án xếp lớp."),
    )  # fmt: skip

    def __init__(self, *args: Any, round: Round | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if round:
            parts = {p: "–".join(round.parts[p]) if p in round.parts else "" for p in Part.values}
            same = ("name", "first_day", "last_day", "on_days_off", "km_cost")
            self.initial = {key: getattr(round, key) for key in same} | parts

    def clean(self) -> dict[str, Any]:
        """Read the times of the parts."""
        data: dict[str, Any] = dict(super().clean() or {})
        parts: dict[str, list[str]] = {}
        for part in Part.values:
            text = data.get(part, "")
            if not text.strip():
                continue
            if not (found := TIMES.fullmatch(text)):
                self.add_error(part, _("Hãy ghi giờ như 07:30–11:00."))
                continue
            a, b, c, d = map(int, found.groups())
            parts[part] = [f"{a:02d}:{b:02d}", f"{c:02d}:{d:02d}"]
        return {**data, "parts": parts}

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        taken = ("name", "first_day", "last_day", "parts", "on_days_off", "km_cost")
        return {key: self.cleaned_data[key] for key in taken}


class AvailabilityForm(forms.Form):
    """When a hall is open or a speaker free."""

    only = WindowsField(
        label=_("Chỉ dùng được vào"),
        help_text=_("Mỗi dòng một khoảng, ví dụ: sáng thứ 2, thứ 4. Bỏ trống: lúc nào cũng được."),
    )
    never = WindowsField(
        label=_("Không dùng được vào"), help_text=_("Ví dụ: 10/03/2026 – 15/03/2026 (sửa chữa).")
    )
    active = forms.BooleanField(label=_("Còn dùng"), required=False, initial=True)

    def availability(self) -> dict[str, Any]:
        """Return it as JSON."""
        data = {"only": self.cleaned_data["only"], "not": self.cleaned_data["never"]}
        return {key: value for key, value in data.items() if value}

    def show(self, row: Hall | Speaker, *same: str) -> None:
        """Fill in what stands."""
        self.initial = {key: getattr(row, key) for key in (*same, "active")} | {
            "only": windows.write(row.availability.get("only", [])),
            "never": windows.write(row.availability.get("not", [])),
        }


class HallForm(AvailabilityForm):
    """A hall."""

    name = forms.CharField(label=_("Tên hội trường"), max_length=200)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Thuộc khu vực"), required=False)
    seats = forms.IntegerField(label=_("Số chỗ ngồi"), max_value=100_000)
    fee = forms.IntegerField(label=_("Chi phí mỗi buổi (đồng)"), min_value=0, initial=0)
    is_own = forms.BooleanField(label=_("Của phường"), required=False, initial=True)
    km = forms.DecimalField(
        label=_("Cách trụ sở (km)"), min_value=0, max_digits=5, decimal_places=1, initial=0,
        localize=True,
    )  # fmt: skip
    field_order = [
        "name",
        "address",
        "area",
        "seats",
        "fee",
        "is_own",
        "active",
        "only",
        "never",
        "km",
    ]

    def __init__(self, *args: Any, hall: Hall | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.order_by("code", "id")
        self.asked = list(Area.objects.order_by("code", "id")[: AREAS_ASKED + 1])
        self.asked = self.asked if len(self.asked) <= AREAS_ASKED else []
        for area in self.asked:
            self.fields[f"km_{area.pk}"] = forms.DecimalField(
                label=_("Từ %(area)s (km)") % {"area": area.name}, min_value=0, max_digits=5,
                decimal_places=1, required=False, localize=True,
            )  # fmt: skip
        if hall:
            self.show(hall, "name", "address", "area", "seats", "fee", "is_own", "km")
            self.initial.update({f"km_{area}": km for area, km in hall.distances.items()})

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        distances = {
            str(area.pk): float(data[f"km_{area.pk}"])
            for area in self.asked
            if data.get(f"km_{area.pk}") is not None
        }
        same = ("name", "address", "seats", "fee", "is_own", "km", "active")
        return {key: data[key] for key in same} | {
            "area_id": data["area"].pk if data["area"] else None,
            "distances": distances, "availability": self.availability(),
        }  # fmt: skip


class SpeakerForm(AvailabilityForm):
    """A speaker; the contact is sealed."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    title = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    level = forms.ChoiceField(
        label=_("Báo cáo viên cấp"), choices=[("", _("Không rõ")), *Level.choices], required=False
    )
    contact = forms.CharField(
        label=_("Liên hệ"), max_length=200, required=False,
        help_text=_("Điện thoại hoặc thư điện tử; được mã hóa, chỉ người tổ chức thấy."),
    )  # fmt: skip
    field_order = ["name", "title", "level", "contact", "only", "never", "active"]

    def __init__(self, *args: Any, speaker: Speaker | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if speaker:
            self.show(speaker, "name", "title", "level", "contact")

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        same = ("name", "title", "level", "contact", "active")
        return {k: self.cleaned_data[k] for k in same} | {"availability": self.availability()}


class ClassForm(forms.Form):
    """A class by hand."""

    kind = forms.ChoiceField(label=_("Loại lớp"), choices=ClassKind.choices)
    hall = forms.ModelChoiceField(
        Hall.objects.none(), label=_("Hội trường"), empty_label=_("Chọn hội trường")
    )
    speaker = forms.ModelChoiceField(
        Speaker.objects.none(), label=_("Báo cáo viên"), required=False, empty_label=_("Chưa có")
    )
    day = forms.DateField(label=_("Ngày"), widget=DateInput)
    begin = forms.TimeField(
        label=_("Từ giờ"), widget=forms.TimeInput({"placeholder": "07:30"}, "%H:%M")
    )
    end = forms.TimeField(
        label=_("Đến giờ"), widget=forms.TimeInput({"placeholder": "11:00"}, "%H:%M")
    )
    seats = forms.IntegerField(
        label=_("Số chỗ"), min_value=1, required=False, help_text=_("Bỏ trống: hết hội trường.")
    )

    def __init__(self, *args: Any, study_class: StudyClass | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hall"].queryset = halls.halls().filter(active=True)
        self.fields["hall"].label_from_instance = lambda h: f"{h.name} ({h.seats})"
        self.fields["speaker"].queryset = halls.speakers().filter(active=True)
        if study_class:
            del self.fields["kind"]
            begin = study_class.starts_at.astimezone(LOCAL)
            self.initial = {
                "hall": study_class.hall_id, "speaker": study_class.speaker_id,
                "seats": study_class.seats, "day": begin.date(), "begin": begin.time(),
                "end": study_class.ends_at.astimezone(LOCAL).time(),
            }  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Return what the action takes; moments are aware."""
        data = self.cleaned_data
        found = {
            "hall_id": data["hall"].pk,
            "speaker_id": data["speaker"].pk if data["speaker"] else None,
            "starts_at": datetime.combine(data["day"], data["begin"], LOCAL),
            "ends_at": datetime.combine(data["day"], data["end"], LOCAL),
            "seats": data["seats"],
        }
        return found | ({"kind": data["kind"]} if "kind" in data else {})


class ConstraintForm(forms.Form):
    """When a learner cannot come."""

    never = WindowsField(
        label=_("Không học được vào"),
        help_text=_("Mỗi dòng một khoảng, ví dụ: sáng thứ 2, thứ 4 (trực ca)."),
    )
    rather_not = WindowsField(
        label=_("Nên tránh"), help_text=_("Xếp vào đây khi không còn cách khác.")
    )
    max_km = forms.IntegerField(
        label=_("Không nên đi xa quá (km)"), min_value=0, max_value=999, required=False
    )

    def __init__(self, *args: Any, learner: Learner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "never": windows.write(learner.cannot.get("not", [])),
            "rather_not": windows.write(learner.cannot.get("rather_not", [])),
            "max_km": learner.max_km,
        }

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        cannot = {"not": data["never"], "rather_not": data["rather_not"]}
        return {"cannot": {k: v for k, v in cannot.items() if v}, "max_km": data["max_km"]}


class ExemptForm(forms.Form):
    """Why somebody need not come, and who allowed it."""

    reason = forms.CharField(label=_("Lý do miễn"), max_length=300)
    allowed_by = forms.CharField(label=_("Ai cho phép"), max_length=120)


class ReasonForm(forms.Form):
    """A reason for what is called off."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=300, error_messages={"required": Refusal.NO_REASON.label}
    )
