"""What the two of a handover type."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AssetForm(forms.Form):
    """A thing or a paper."""

    name = forms.CharField(label=_("Tên tài sản, giấy tờ"), max_length=200)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    condition = forms.CharField(label=_("Tình trạng"), max_length=120, required=False)


class ReasonForm(forms.Form):
    """Why a line is not taken, or how it was settled."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
