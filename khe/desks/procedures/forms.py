"""What a keeper of the catalogue may type. Rows are formsets, so that every line works by itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.web.fields import DateInput
from khe.desks.procedures.models import ProcedureVersion
from khe.desks.procedures.source.limits import limit_from
from khe.desks.procedures.source.records import CODE, slug
from khe.desks.procedures.states import Channel, Confidence, StartRule, Unit, Why

ROLES = [("clerk", _("Tiếp nhận")), ("officer", _("Thụ lý")), ("leader", _("Lãnh đạo"))]
UNITS = [("", "–"), *Unit.choices]
MOST_ROWS = 60


class NewForm(forms.Form):
    """A procedure that no catalogue has yet."""

    code = forms.RegexField(
        CODE.pattern, label=_("Mã thủ tục"), max_length=50, help_text=_("Ví dụ: 1.001193"),
        error_messages={"invalid": _("Mã thủ tục có dạng số.số, ví dụ 1.001193.")},
    )  # fmt: skip
    name = forms.CharField(label=_("Tên thủ tục"), max_length=1000)

    def clean_code(self) -> str:
        """Take the code only whole."""
        code = str(self.cleaned_data["code"]).strip()
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("Mã thủ tục có dạng số.số, ví dụ 1.001193."))
        return code


class RetireForm(forms.Form):
    """From which day a procedure is no longer offered."""

    on = forms.DateField(label=_("Không áp dụng từ ngày"), widget=DateInput)


class Lines(forms.CharField):
    """A list, one entry a line."""

    widget = forms.Textarea({"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Read lines as a list without empty ones."""
        return [" ".join(line.split()) for line in (value or "").splitlines() if line.strip()]


class DraftForm(forms.Form):
    """The single values of a version."""

    name = forms.CharField(
        label=_("Tên thủ tục"), max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    field_name = forms.CharField(label=_("Lĩnh vực"), max_length=300, required=False)
    level = forms.CharField(label=_("Cấp thực hiện"), max_length=200, required=False)
    effective_from = forms.DateField(
        label=_("Áp dụng từ ngày"), required=False,
        widget=DateInput,
    )  # fmt: skip
    rule = forms.ChoiceField(label=_("Cách tính ngày đầu"), choices=StartRule.choices)
    cutoff = forms.TimeField(
        label=_("Giờ chốt trong ngày"), required=False, input_formats=["%H:%M"],
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        help_text=_("Nhận từ giờ này trở đi thì tính từ ngày làm việc tiếp theo."),
    )  # fmt: skip
    supplement_limit = forms.IntegerField(
        label=_("Số lần được yêu cầu bổ sung"), required=False, min_value=0, max_value=20,
        help_text=_("Để trống nếu pháp luật không giới hạn."),
    )  # fmt: skip
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=Confidence.choices)
    interlinked = Lines(
        label=_("Cơ quan liên thông"), required=False, help_text=_("Mỗi dòng một cơ quan.")
    )
    phrases = Lines(
        label=_("Lời người dân hay dùng"), required=False,
        help_text=_("Mỗi dòng một cách gọi, ví dụ: làm giấy khai sinh."),
    )  # fmt: skip
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea({"rows": 3}))
    done = forms.MultipleChoiceField(
        label=_("Đã bổ sung hoặc kiểm tra xong"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, unparsed: list[dict[str, Any]] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["done"].choices = [
            (str(number), gap_text(gap)) for number, gap in enumerate(unparsed or [])
        ]

    def clean_cutoff(self) -> str:
        """Keep the hour as the clock reads it."""
        value = self.cleaned_data["cutoff"]
        return f"{value:%H:%M}" if value else ""


class ChannelForm(forms.Form):
    """One way to hand in: how long, how much. The number and its unit come together or not at all."""

    channel = forms.ChoiceField(label=_("Hình thức"), choices=Channel.choices)
    number = forms.CharField(label=_("Thời hạn"), max_length=8, required=False)
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=UNITS, required=False)
    fee = forms.IntegerField(
        label=_("Phí, lệ phí (đồng)"), required=False, min_value=0, max_value=10**10
    )
    per = forms.CharField(label=_("Cho mỗi"), max_length=60, required=False)
    fee_text = forms.CharField(label=_("Ghi về phí"), max_length=4000, required=False)
    limit_text = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Trường hợp, mô tả"), required=False, widget=forms.Textarea({"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """Join number and unit to a limit the legal clock can count."""
        data = super().clean() or {}
        number, unit = data.pop("number", "") or "", data.pop("unit", "") or ""
        data["limit"], why = limit_from(number.strip(), unit)
        if why:
            self.add_error("number", Why(why).label)
        return data

    @staticmethod
    def initial_of(row: dict[str, Any]) -> dict[str, Any]:
        """Return a stored row as the form shows it."""
        number, _space, unit = (row.get("limit") or "").partition(" ")
        return {**row, "number": number.replace(".", ","), "unit": unit}


class PartForm(forms.Form):
    """One paper of the dossier."""

    name = forms.CharField(
        label=_("Tên giấy tờ"), max_length=6000, widget=forms.Textarea({"rows": 2})
    )
    original = forms.IntegerField(label=_("Bản chính"), min_value=0, max_value=99, initial=1)
    copy = forms.IntegerField(label=_("Bản sao"), min_value=0, max_value=99, initial=0)
    required = forms.BooleanField(label=_("Bắt buộc"), required=False, initial=True)
    condition = forms.CharField(label=_("Chỉ khi"), max_length=2000, required=False)
    form = forms.CharField(label=_("Mẫu đơn, tờ khai"), max_length=300, required=False)
    key = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class StepForm(forms.Form):
    """One step inside the office."""

    name = forms.CharField(label=_("Tên bước"), max_length=300)
    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLES)
    number = forms.CharField(label=_("Thời gian"), max_length=8, required=False)
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=UNITS, required=False)
    body = forms.CharField(label=_("Bộ phận"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Join number and unit to the step's budget."""
        data = super().clean() or {}
        number, unit = data.pop("number", "") or "", data.pop("unit", "") or ""
        data["budget"], why = limit_from(number.strip(), unit)
        if why:
            self.add_error("number", Why(why).label)
        return data

    @staticmethod
    def initial_of(row: dict[str, Any]) -> dict[str, Any]:
        """Return a stored row as the form shows it."""
        number, _space, unit = (row.get("budget") or "").partition(" ")
        return {**row, "number": number.replace(".", ","), "unit": unit}


class LawForm(forms.Form):
    """One document the procedure rests on."""

    title = forms.CharField(label=_("Tên văn bản"), max_length=4000)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=120, required=False)


class ResultForm(forms.Form):
    """One result a citizen may get."""

    name = forms.CharField(label=_("Tên kết quả"), max_length=4000)
    code = forms.CharField(label=_("Mã kết quả"), max_length=60, required=False)


ROWS: dict[str, tuple[type[forms.Form], Any]] = {
    "channels": (ChannelForm, _("Hình thức nộp, thời hạn, phí")),
    "parts": (PartForm, _("Thành phần hồ sơ")),
    "steps": (StepForm, _("Các bước và thời gian")),
    "result": (ResultForm, _("Kết quả")),
    "legal_basis": (LawForm, _("Căn cứ pháp lý")),
}


class Draft:
    """The whole page: the single values and a formset for each list of rows."""

    def __init__(self, version: ProcedureVersion, data: Any = None, add: str = "") -> None:
        self.version = version
        initial = {name: getattr(version, name) for name in DraftForm.base_fields if name != "done"}
        self.form = DraftForm(data, initial=initial, unparsed=version.unparsed)
        self.rows: dict[str, Any] = {}
        for name, (form, title) in ROWS.items():
            stored = getattr(version, name)
            read = getattr(form, "initial_of", dict)
            kind = forms.formset_factory(
                form, extra=1 if add == name else 0, can_delete=True, max_num=MOST_ROWS,
                absolute_max=MOST_ROWS + 20, validate_max=False,
            )  # fmt: skip
            formset = kind(data, initial=[read(row) for row in stored], prefix=name)
            formset.title = title
            self.rows[name] = formset

    def is_valid(self) -> bool:
        """Check everything, so that every mistake is shown at once."""
        return all([self.form.is_valid(), *(one.is_valid() for one in self.rows.values())])

    def changes(self) -> dict[str, Any]:
        """Return what to store; gaps that were filled, or marked as done, are no longer listed."""
        values = dict(self.form.cleaned_data)
        done = {int(number) for number in values.pop("done")}
        values["field_code"] = slug(values["field_name"])
        places: dict[str, dict[int, int]] = {}
        for name, formset in self.rows.items():
            kept = [
                (place, form) for place, form in enumerate(formset.forms)
                if form.cleaned_data and not form.cleaned_data.get("DELETE")
            ]  # fmt: skip
            values[name] = [_row(form) for _place, form in kept]
            places[name] = {place: number for number, (place, _form) in enumerate(kept)}
        _number_keys(values["parts"])
        gaps = [gap for n, gap in enumerate(self.version.unparsed) if n not in done]
        old = {name: getattr(self.version, name) for name in ROWS}
        values["unparsed"] = open_gaps(gaps, old, values, places)
        return values


def _row(form: forms.Form) -> dict[str, Any]:
    return {key: value for key, value in form.cleaned_data.items() if key != "DELETE"}


def _number_keys(parts: list[dict[str, Any]]) -> None:
    """Give every paper a key of its own; those it had stay, for dossiers refer to them."""
    taken = {part["key"] for part in parts if part["key"]}
    number = 0
    seen: set[str] = set()
    for part in parts:
        while not part["key"] or part["key"] in seen:
            number += 1
            if f"p{number}" not in taken:
                part["key"] = f"p{number}"
                taken.add(part["key"])
        seen.add(part["key"])


def open_gaps(
    gaps: list[dict[str, Any]],
    old: dict[str, Any],
    new: dict[str, Any],
    places: dict[str, dict[int, int]],
) -> list[dict[str, Any]]:
    """Return the gaps still open after an edit, pointing to where their rows are now.

    A gap is closed when its row was removed or the value it is about was changed.
    """
    found = []
    for gap in gaps:
        steps = gap["path"].split(".")
        if len(steps) < 2 or not steps[1].isdigit():
            found.append(gap)
            continue
        name, place = steps[0], int(steps[1])
        now = places.get(name, {}).get(place)
        if now is None or place >= len(old[name]):
            continue
        keys = {"count": ("original", "copy"), "form": ("form", "name")}.get(
            steps[-1], (steps[-1],) if len(steps) > 2 else tuple(old[name][place])
        )
        if all(old[name][place].get(key) == new[name][now].get(key) for key in keys):
            found.append({**gap, "path": ".".join([name, str(now), *steps[2:]])})
    return found


def gap_text(gap: dict[str, Any]) -> str:
    """Say in one line what is left: where, why, what the source has."""
    where = str(PATHS.get(gap["path"].split(".")[-1]) or PATHS[gap["path"].split(".")[0]])
    row = next((step for step in gap["path"].split(".") if step.isdigit()), "")
    raw = str(gap.get("raw") or "")[:120]
    parts = [f"{where} {int(row) + 1}" if row else where, str(Why(gap["why"]).label)]
    return ": ".join(parts) + (f" – “{raw}”" if raw else "")


PATHS = {
    "channels": _("Hình thức nộp"), "limit": _("Thời hạn ở hình thức nộp số"),
    "fee": _("Phí ở hình thức nộp số"), "parts": _("Thành phần hồ sơ"),
    "count": _("Số bản của giấy tờ số"), "form": _("Tệp mẫu của giấy tờ số"),
    "legal_basis": _("Căn cứ pháp lý"), "direct": _("Hình thức trực tiếp"),
    "online": _("Hình thức trực tuyến"), "post": _("Hình thức bưu chính"),
}  # fmt: skip
