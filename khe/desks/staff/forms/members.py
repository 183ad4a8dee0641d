"""The people themselves: names, what is known of them, what they hold."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Body, Member
from khe.base.web.fields import DateInput
from khe.desks.staff.forms.organisation import tree_choices
from khe.desks.staff.queries import Filter, areas, exists_on, laid_out
from khe.desks.staff.states import (
    DEGREE_NAMES,
    GENDERS,
    THEORY_NAMES,
    BodyKind,
    MemberFacts,
    MemberKind,
    PostKind,
)


class MemberForm(forms.Form):
    """A person's name as on their papers."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)


def offer_bodies(fields: dict[str, Any], on: date, none: Any) -> None:
    """Let `body`, `cell` and `area` choose among those of a day."""
    there = list(Body.objects.filter(exists_on(on)).order_by("position", "name", "id"))
    cells = [b for b in there if b.kind == BodyKind.CELL]
    offered = {"body": laid_out(there), "cell": laid_out(cells), "area": areas(on)}
    for name, branches in offered.items():
        fields[name].choices = tree_choices(branches, str(none))


class RecordForm(MemberForm):
    """What the keepers of records write of a person; what is cleaned holds it as `facts`."""

    code = forms.CharField(label=_("Mã cán bộ"), max_length=30, required=False)
    kind = forms.ChoiceField(label=_("Diện"), choices=MemberKind.choices)
    born = forms.DateField(label=_("Ngày sinh"), widget=DateInput, required=False)
    gender = forms.ChoiceField(label=_("Giới tính"), choices=list(GENDERS.items()), required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    body = forms.TypedChoiceField(label=_("Đơn vị"), required=False, coerce=UUID, empty_value=None)
    area = forms.TypedChoiceField(label=_("Khu vực"), required=False, coerce=UUID, empty_value=None)
    cell = forms.TypedChoiceField(
        label=_("Chi bộ sinh hoạt"), required=False, coerce=UUID, empty_value=None
    )
    party_since = forms.DateField(label=_("Ngày vào Đảng"), widget=DateInput, required=False)

    def __init__(self, *args: Any, on: date, known: Member | None = None, **kwargs: Any) -> None:
        if known is not None:
            facts = MemberFacts.of(known)
            start = {name: getattr(facts, name) for name in facts.__slots__}
            start |= {key: getattr(known, f"{key}_id") for key in ("body", "cell", "area")}
            kwargs["initial"] = {"name": known.name, **start}
        super().__init__(*args, **kwargs)
        offer_bodies(self.fields, on, _("(chưa ghi)"))

    def clean(self) -> dict[str, Any]:
        """Put the facts together."""
        data = dict(super().clean() or {})
        name = data.pop("name", "")
        places = {f"{key}_id": data.pop(key, None) for key in ("body", "cell", "area")}
        if self.errors:
            return data
        return {"name": name, "facts": MemberFacts(**data, **places)}


class FilterForm(forms.Form):
    """How the list of records is narrowed."""

    q = forms.CharField(label=_("Tìm"), max_length=100, required=False)
    body = forms.TypedChoiceField(label=_("Đơn vị"), required=False, coerce=UUID, empty_value=None)
    area = forms.TypedChoiceField(label=_("Khu vực"), required=False, coerce=UUID, empty_value=None)
    kind = forms.ChoiceField(
        label=_("Diện"), required=False, choices=[("", _("Mọi diện")), *MemberKind.choices]
    )
    post_kind = forms.ChoiceField(
        label=_("Nhóm chức danh"), required=False, choices=[("", _("Mọi nhóm")), *PostKind.choices]
    )
    cell = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs.update(
            {"type": "search", "placeholder": _("Tên không cần dấu, mã, số điện thoại")}
        )
        offer_bodies(self.fields, on, _("Tất cả"))

    def asked(self) -> Filter:
        """Return what is asked for; fields that make no sense are left out."""
        self.is_valid()
        data = dict(self.cleaned_data)
        return Filter(text=data.pop("q", "").strip(), **data)


HELD = [
    (_("Lý luận chính trị"), [(f"theory:{k}", v) for k, v in THEORY_NAMES.items()]),
    (_("Trình độ chuyên môn"), [(f"degree:{k}", v) for k, v in DEGREE_NAMES.items()]),
    (_("Khác"), [("certificate:", _("Chứng chỉ")), ("skill:", _("Kỹ năng"))]),
]


class QualificationForm(forms.Form):
    """What a person has shown to hold."""

    what = forms.ChoiceField(label=_("Trình độ"), choices=[("", _("Chọn")), *HELD])
    name = forms.CharField(
        label=_("Ngành, tên chứng chỉ hoặc kỹ năng"), max_length=200, required=False
    )
    issuer = forms.CharField(label=_("Nơi cấp"), max_length=200, required=False)
    number = forms.CharField(label=_("Số hiệu"), max_length=60, required=False)
    awarded_on = forms.DateField(label=_("Ngày cấp"), widget=DateInput, required=False)
    expires_on = forms.DateField(
        label=_("Hết hạn"),
        widget=DateInput,
        required=False,
        help_text=_("Bỏ trống nếu không hết hạn."),
    )

    def clean(self) -> dict[str, Any]:
        """Split the choice into kind and level."""
        data = dict(super().clean() or {})
        data["kind"], _colon, data["level"] = data.pop("what", "").partition(":")
        return data
