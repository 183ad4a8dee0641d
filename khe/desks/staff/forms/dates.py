"""How days are typed."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DateInput(forms.DateInput):
    """A day as the office writes it. Not the browser's own field: that shows month first on a machine
    set to American English, and 03/04 is then read wrongly."""

    def __init__(self) -> None:
        hints = {"placeholder": _("ngày/tháng/năm"), "autocomplete": "off", "maxlength": 10}
        super().__init__(hints, format="%d/%m/%Y")


class DayForm(forms.Form):
    """The day a page shows, and perhaps a day to compare it with."""

    day = forms.DateField(label=_("Ngày"), widget=DateInput, required=False)
    other = forms.DateField(label=_("So với ngày"), widget=DateInput, required=False)
