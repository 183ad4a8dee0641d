"""The boxes that forms of every desk use."""

from datetime import date

import pytest
from django import forms

from khe.base.web.fields import DateInput, read_day


class Asked(forms.Form):
    day = forms.DateField(widget=DateInput)


def test_a_day_is_shown_as_the_office_writes_it_whatever_the_browser_speaks():
    shown = str(Asked(initial={"day": date(2026, 4, 3)})["day"])
    assert 'value="03/04/2026"' in shown
    assert 'type="text"' in shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2026-04-03", "03/04/2026"),  # of an address
        ("03/04/2026", "03/04/2026"), ("31/02/2026", "31/02/2026"), ("2026-02-31", "2026-02-31"),
        ("mai", "mai"),
    ],
)  # fmt: skip
def test_what_was_typed_stays_in_the_box(typed, shown):
    assert f'value="{shown}"' in str(Asked({"day": typed})["day"])


@pytest.mark.parametrize("typed", ["03/04/2026", "2026-04-03"])
def test_a_day_is_read_day_first(typed):
    form = Asked({"day": typed})
    assert form.is_valid()
    assert form.cleaned_data["day"] == read_day(typed) == date(2026, 4, 3)
