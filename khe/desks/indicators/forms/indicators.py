"""Defining an indicator, aiming it, typing in a value, keeping one, letting it go; narrowing the list."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Definition, Period
from khe.base.messages.wording import in_vietnamese
from khe.base.people import queries as people
from khe.base.people.models import Member
from khe.base.web.fields import DateInput
from khe.desks.indicators.forms.boxes import NumberField, PeriodField
from khe.desks.indicators.models import Indicator
from khe.desks.indicators.states import Better, Kind, Unit

SEG = {"class": "k-seg"}


def words(label: Any, rows: int = 0, longest: int = 300, **options: Any) -> forms.CharField:
    """Return a box for words; with `rows` a tall one."""
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, widget=widget, **options)


class WordsForm(forms.Form):
    """What an indicator is called, where it stands, who answers for it."""

    name = words(_("Tên chỉ tiêu"), longest=200)
    field = words(_("Lĩnh vực"), longest=120, required=False)
    owner = forms.ModelChoiceField(
        Member.objects.none(), label=_("Người phụ trách"), required=False
    )
    note = words(_("Ghi chú: đo gì, đọc thế nào"), rows=2, longest=500, required=False)

    def __init__(
        self, data: Any = None, *, day: date, fields: list[str], of: Indicator | None = None,
        **options: Any,
    ) -> None:  # fmt: skip
        initial = options.pop("initial", {})
        if of:
            initial = {name: getattr(of, name) for name in ("name", "field", "owner", "note")}
        super().__init__(data, initial=initial, **options)
        choices: Any = self.fields["owner"]
        choices.queryset = people.holders(day)
        if fields:
            known = "; ".join(fields[:8])
            self.fields["field"].help_text = format_lazy(_("Đang dùng: {known}."), known=known)

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = dict(self.cleaned_data)
        owner = data.pop("owner")
        return {**data, "owner_id": owner.pk if owner else None}


class DefineForm(WordsForm):
    """A new indicator: of a figure that is counted, or one whose values are typed in."""

    kind = forms.ChoiceField(
        label=_("Đo theo"), choices=Kind.choices, initial=Kind.MONTH.value,
        widget=forms.RadioSelect(SEG),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=_("Đơn vị tính"), choices=Unit.choices, initial=Unit.SHARE.value,
        help_text=_("Tỷ lệ thì nhập tử số và mẫu số, hệ thống tự tính."),
    )  # fmt: skip
    better = forms.ChoiceField(
        label=_("Chiều tốt"), choices=Better.choices, required=False,
        widget=forms.RadioSelect, initial=Better.UP.value,
    )  # fmt: skip
    stock = forms.TypedChoiceField(
        label=_("Cách gộp nhiều kỳ"), required=False, empty_value=None,
        choices=[
            ("", _("Theo đơn vị tính")), ("0", _("Cộng các kỳ lại")),
            ("1", _("Là mức tại cuối kỳ: lấy kỳ gần nhất")),
        ],
        coerce=lambda said: said == "1",
        help_text=_("Theo đơn vị tính: điểm và ngày làm việc là mức, các đơn vị khác cộng lại."),
    )  # fmt: skip
    field_order = ("name", "kind", "unit", "stock", "better", "field", "owner", "note")

    def __init__(
        self, data: Any = None, *, source: str = "", known: Definition | None = None,
        name: str = "", **options: Any,
    ) -> None:  # fmt: skip
        initial = {"name": name}
        if known:
            initial = {"name": name or in_vietnamese(str)(known.label), "better": known.better}
        super().__init__(data, initial=initial, **options)
        self.source = source
        if source:
            del self.fields["unit"], self.fields["stock"]  # those of the figure

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {**super().arguments(), "source": self.source}


class TargetForm(forms.Form):
    """What an indicator should reach, by when, from which baseline."""

    value = NumberField(label=_("Mục tiêu"))
    due = forms.DateField(label=_("Đạt trước hết ngày"), widget=DateInput)
    baseline = PeriodField(
        label=_("Kỳ ban đầu"),
        help_text=_(
            "Mức ban đầu được đếm từ kỳ này, không ai nhập. Ví dụ: 3/2026, quý I/2026, 2025."
        ),
    )
    document = words(_("Theo nghị quyết, kế hoạch nào"), required=False)

    def __init__(self, data: Any = None, *, of: Indicator, baseline: Period) -> None:
        super().__init__(data, initial={"baseline": baseline})
        self.is_share = of.unit == Unit.SHARE
        if self.is_share:
            self.fields["value"].label = _("Mục tiêu (%)")
            self.fields["value"].help_text = _("Ghi số phần trăm: 97 là 97 %.")

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes; percents become shares."""
        data = self.cleaned_data
        return {**data, "value": data["value"] / 100 if self.is_share else data["value"]}


class EntryForm(forms.Form):
    """A value that is typed in, and where it stands."""

    period = PeriodField()
    numerator = NumberField(label=_("Tử số: có bao nhiêu đạt"))
    denominator = NumberField(label=_("Mẫu số: trong tất cả bao nhiêu"))
    value = NumberField(label=_("Số liệu"))
    document = words(
        _("Văn bản, sổ sách có số này"),
        help_text=_("Ví dụ: Báo cáo số 12/BC-UBND ngày 05/04/2026."),
    )

    def __init__(self, data: Any = None, *, of: Indicator, period: Period) -> None:
        super().__init__(data, initial={"period": period})
        for name in ("value",) if of.unit == Unit.SHARE else ("numerator", "denominator"):
            del self.fields[name]

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        return dict(self.cleaned_data)


class KeepForm(forms.Form):
    """Which period is kept, and what for."""

    period = PeriodField()
    purpose = words(
        _("Chốt để làm gì"), help_text=_("Ví dụ: Báo cáo quý I/2026 gửi Đảng ủy phường.")
    )

    def __init__(self, data: Any = None, *, period: Period) -> None:
        super().__init__(data, initial={"period": period})


class PhaseForm(forms.Form):
    """From which day on something was done differently, and what."""

    began = forms.DateField(label=_("Từ ngày"), widget=DateInput)
    why = words(
        _("Điều gì đã thay đổi"),
        help_text=_("Ví dụ: Mở lớp học bù buổi tối; thêm một quầy tiếp nhận."),
    )


class WhyForm(forms.Form):
    """A reason."""

    why = words(_("Lý do"), rows=2)


class BoardForm(forms.Form):
    """What the dashboard is narrowed by."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100)
    linh_vuc = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    ky = forms.ChoiceField(
        label=_("Đo theo"), required=False, choices=[("", _("Mọi kỳ")), *Kind.choices]
    )
    den = forms.DateField(label=_("Tính đến hết ngày"), required=False, widget=DateInput)

    def __init__(self, data: Any, fields: list[str], day: date) -> None:
        super().__init__(data, initial={"den": day})
        choices: Any = self.fields["linh_vuc"]
        choices.choices = [("", _("Mọi lĩnh vực")), *((one, one) for one in fields)]
        self.day = day
        self.is_valid()

    def narrowing(self) -> dict[str, Any]:
        """Return the arguments of `board.narrowed`; what cannot be understood narrows nothing."""
        data = self.cleaned_data
        return {
            "text": data.get("q") or "", "field": data.get("linh_vuc") or "",
            "kind": data.get("ky") or "",
        }  # fmt: skip

    def until(self) -> date:
        """Return the local day the figures go to."""
        asked = self.cleaned_data.get("den")
        return min(asked, self.day) if asked else self.day
