"""How days are typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.web.fields import DateInput


class DayForm(forms.Form):
    """The day a page shows, and perhaps a day to compare it with."""

    day = forms.DateField(label=_("Ngày"), widget=DateInput, required=False)
    other = forms.DateField(label=_("So với ngày"), widget=DateInput, required=False)
