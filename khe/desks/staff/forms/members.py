"""The people themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MemberForm(forms.Form):
    """A person's name as on their papers."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
