"""The form of the counter: who hands in, what, by which way; said back next to each field."""

import re
import unicodedata
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from khe.base.files import media
from khe.base.files.states import Kind
from khe.desks.dossiers import counter
from khe.desks.dossiers.actions.intake import Person
from khe.desks.dossiers.refusals import Refusal

MOST_FEE = 10**12  # đồng
PHONE = re.compile(r"^\+?[0-9][0-9 .\-]{7,17}$")
NUMBER = re.compile(r"^[0-9A-Za-z][0-9A-Za-z .\-/]{4,19}$")


def readable(text: str) -> None:
    """Refuse what nobody can have typed: control signs, and signs that came in a broken encoding."""
    if "\ufffd" in text:
        raise ValidationError(_("Có ký tự không đọc được (sai bảng mã). Hãy gõ lại."), "encoding")
    bad = [
        c
        for c in text
        if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs") and c not in "\0\r\n\t"
    ]
    if bad:
        raise ValidationError(_("Có ký tự điều khiển không hợp lệ. Hãy gõ lại."), "control")


class Choice(forms.ChoiceField):
    """One of a list."""

    default_error_messages = {
        "invalid_choice": _("Hãy chọn một mục trong danh sách."),
        "required": _("Hãy chọn một mục."),
    }


class Text(forms.CharField):
    """One line of readable text in the composed form (NFC), spaces single."""

    def __init__(self, *, most: int, lines: bool = False, **options: Any) -> None:
        self.lines = lines
        messages = {
            "max_length": _("Dài quá %(limit_value)d ký tự (đang có %(show_value)d)."),
            "required": _("Không được để trống."),
            "null_characters_not_allowed": _("Có ký tự điều khiển không hợp lệ. Hãy gõ lại."),
        }
        super().__init__(max_length=most, error_messages=messages, validators=[readable], **options)

    def to_python(self, value: Any) -> str:
        """Compose, and on one line make spaces single."""
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        return text if self.lines else re.sub(r"[ \t]+", " ", text).strip()


class ManyFiles(forms.FileField):
    """Several files in one field."""

    class Input(forms.FileInput):
        allow_multiple_selected = True

    widget = Input

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the list of files; each is judged when it is stored."""
        return [one for one in (data or []) if one]


def _line(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


class PersonForm(forms.Form):
    """Who hands in."""

    kind = Choice(
        label=_("Người nộp là"), initial="person",
        choices=[("person", _("Cá nhân")), ("organisation", _("Tổ chức"))],
        widget=forms.RadioSelect(attrs={"class": "k-seg"}),
    )  # fmt: skip
    name = Text(label=_("Họ và tên"), most=200, widget=_line())
    phone = Text(label=_("Điện thoại"), most=20, required=False, widget=_line(inputmode="tel"))
    id_number = Text(label=_("Số định danh, giấy tờ"), most=20, required=False, widget=_line())
    address = Text(label=_("Nơi thường trú, trụ sở"), most=300, required=False, widget=_line())
    area = Choice(label=_("Khu vực"), required=False)
    email = forms.EmailField(
        label=_("Email"), max_length=200, required=False,
        error_messages={"invalid": _("Email chưa đúng, ví dụ đúng: ten@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_name(self) -> str:
        """A name has letters."""
        name: str = self.cleaned_data["name"]
        if not any(c.isalpha() for c in name):
            raise ValidationError(_("Họ tên cần có chữ cái."), "letters")
        return name

    def clean_phone(self) -> str:
        """A telephone number has 8 to 15 digits."""
        phone: str = self.cleaned_data["phone"]
        if phone and not (PHONE.match(phone) and 8 <= sum(c.isdigit() for c in phone) <= 15):
            raise ValidationError(_("Số điện thoại cần 8 đến 15 chữ số."), "phone")
        return phone

    def clean_id_number(self) -> str:
        """An identity, passport or tax number is letters and digits."""
        number: str = self.cleaned_data["id_number"]
        if number and not NUMBER.match(number):
            raise ValidationError(_("Số giấy tờ gồm 5 đến 20 chữ số, chữ cái."), "number")
        return number

    def person(self) -> Person:
        """Return who was written down."""
        data = self.cleaned_data
        area = data["area"]
        return Person(
            name=data["name"], phone=data["phone"], id_number=data["id_number"],
            email=data["email"], address=data["address"], kind=data["kind"],
            area_id=UUID(area) if area else None,
        )  # fmt: skip


class PapersForm(forms.Form):
    """What is handed in for a procedure: its papers, the case, the fee.

    `typed` is what an unfinished sheet holds, to be shown again and not yet judged; `given` what a
    hand-in brought before. `incomplete` lets papers be missing.
    """

    case = Choice(label=_("Trường hợp"), required=False)
    quantity = forms.IntegerField(
        label=_("Số lượng"), required=False, min_value=1, max_value=9999, initial=1,
        error_messages={"invalid": _("Số lượng là số nguyên, từ 1.")},
    )  # fmt: skip
    fee = forms.IntegerField(
        label=_("Phí, lệ phí (đồng)"), required=False, min_value=0, max_value=MOST_FEE,
        error_messages={"invalid": _("Số tiền là số nguyên, tính bằng đồng, không có dấu chấm.")},
    )  # fmt: skip
    extra = Text(
        label=_("Giấy tờ khác (mỗi dòng một loại)"), most=3000, lines=True, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, version: Any = None, channel: str = "", typed: Any = None,
        given: Any = (), incomplete: bool = False, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.version, self.incomplete = version, incomplete
        self.typed = self.data if self.is_bound else typed
        self.cases = counter.channel_rows(version, channel or self.chosen_channel())
        self.choices("case", [(str(n), case_label(row)) for n, row in enumerate(self.cases)])
        self.rows = counter.part_rows(version, self.typed, given)

    def choices(self, name: str, choices: Any) -> None:
        """Set what a field offers: pairs, or a function that looks them up when they are needed."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def typed_in(self, name: str) -> str:
        """Return what stands in a field, judged or not."""
        return str(self.typed.get(name) or "") if self.typed is not None else ""

    def chosen_channel(self) -> str:
        """Return the channel as typed, else the first the procedure takes at the counter."""
        typed = self.typed_in("channel")
        there = [value for value, _label in counter.channels_of(self.version)]
        return typed if typed in there or not there else there[0]

    def chosen_case(self) -> dict[str, Any]:
        """Return the row of the catalogue that limit and fee come from."""
        typed = self.typed_in("case")
        at = int(typed) if typed.isascii() and typed.isdigit() else 0
        return self.cases[at] if at < len(self.cases) else {}

    def due_fee(self) -> int | None:
        """Return the fee in đồng by the catalogue (times the quantity, where it is per piece)."""
        unit = self.chosen_case().get("fee")
        if unit is None or not self.chosen_case().get("per"):
            return unit
        typed = self.typed_in("quantity")
        return int(unit) * (int(typed[:4]) if typed.isascii() and typed.isdigit() else 1)

    def clean(self) -> dict[str, Any]:
        """The sheet as a whole: a procedure, its papers, and a fee where the catalogue has none."""
        data = super().clean() or {}
        if self.version is None:
            self.add_error(None, ValidationError(_("Chưa chọn thủ tục."), "no_procedure"))
            return data
        if self.incomplete:
            return data
        for row in self.rows:
            row.missing = row.required and not row.ticked
        if any(row.missing for row in self.rows):
            self.add_error(None, ValidationError(Refusal.PARTS_MISSING.label, "parts_missing"))
        if self.cases and self.due_fee() is None and data.get("fee") is None:
            message = _("Danh mục chưa có mức thu; hãy nhập số tiền, nhập 0 nếu không thu.")
            self.add_error("fee", ValidationError(message, "no_fee"))
        return data

    def parts(self) -> list[dict[str, Any]]:
        """Return what was handed in, as the dossier keeps it."""
        given = [row.fact() for row in self.rows if row.ticked]
        return given + counter.extra_parts(self.cleaned_data.get("extra") or "")

    def fee_taken(self) -> int:
        """Return the fee in đồng: by the catalogue, else as typed."""
        by_catalogue = self.due_fee()
        return by_catalogue if by_catalogue is not None else self.cleaned_data.get("fee") or 0

    @property
    def wanted(self) -> int:
        """Return how many papers must be there."""
        return sum(row.required for row in self.rows)

    @property
    def there(self) -> int:
        """Return how many of those are."""
        return sum(row.required and row.ticked for row in self.rows)


class IntakeForm(PersonForm, PapersForm):
    """The whole sheet of the counter; `areas` and `officers` are functions that return the choices."""

    channel = Choice(label=_("Nộp bằng cách"), widget=forms.RadioSelect(attrs={"class": "k-seg"}))
    officer = Choice(label=_("Chuyển đến"), required=False)
    note = Text(label=_("Ghi chú"), most=2000, lines=True, required=False, widget=_line())
    scans = ManyFiles(label=_("Tệp quét, ảnh chụp giấy tờ"), required=False)
    file_kind = Choice(
        label=_("Tệp là"), required=False, choices=Kind.choices, initial=Kind.ORIGINAL
    )

    def __init__(self, *args: Any, areas: Any, officers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choices("area", lambda: [("", _("Chưa rõ")), *areas()])
        self.choices("channel", counter.channels_of(self.version) or counter_channels())
        self.choices("officer", lambda: [("", _("Chưa phân công")), *officers()])
        ending = ",".join(f".{one}" for one in media.ENDINGS)
        self.fields["scans"].widget.attrs |= {"accept": ending, "multiple": True}


def counter_channels() -> list[tuple[str, Any]]:
    """Return the ways a counter takes papers."""
    return [(c.value, c.label) for c in counter.AT_COUNTER]


def case_label(row: dict[str, Any]) -> str:
    """Return what tells the cases of a channel apart."""
    return str(
        row.get("case") or row.get("note") or row.get("limit_text") or row.get("limit") or ""
    )


class RefuseIntakeForm(forms.Form):
    """Why what was handed in is not taken."""

    reason = Text(
        label=_("Lý do từ chối tiếp nhận"), most=2000, lines=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In trên phiếu từ chối (mẫu 03). Nêu rõ thiếu gì, trái quy định nào."),
    )  # fmt: skip
