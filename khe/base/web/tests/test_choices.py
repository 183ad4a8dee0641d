"""Selects and boxes are drawn in one go, and exactly as Django draws them."""

import re

import pytest
from django import forms

from khe.base.web.templatetags import khe

PEOPLE = [("", "– chọn –"), ("1", "Lê Thị <Lan>"), ("2", 'Trần "Minh"')]
GROUPED = [("", "– chọn –"), ("Văn phòng & ban", [("1", "Lan"), ("2", "Minh")])]


class Choosing(forms.Form):
    """Every kind of choice that pages have."""

    one = forms.ChoiceField(label="Ai", choices=PEOPLE)
    maybe = forms.ChoiceField(label="Ai", choices=PEOPLE[1:], required=False, disabled=True)
    grouped = forms.ChoiceField(label="Ai", choices=GROUPED, widget=forms.Select({"data-x": "<y>"}))
    several = forms.MultipleChoiceField(
        label="Ai",
        choices=PEOPLE[1:],
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )
    either = forms.ChoiceField(label="Ai", choices=PEOPLE[1:], widget=forms.RadioSelect)


def tags(html):
    """Return the tags with their attributes in order of name, and the words between them."""
    parts = [part.strip() for part in re.split(r"(<[^>]*>)", str(html)) if part.strip()]
    return [sorted(re.findall(r'[^\s="<>]+(?:="[^"]*")?', p)) if p[0] == "<" else p for p in parts]


@pytest.mark.parametrize(
    "data", [None, {"one": "2", "grouped": "1", "several": ["2"], "either": "1"}]
)
def test_it_draws_what_django_draws(data):
    form = Choosing(data, initial={"maybe": "1"})
    for name in ("one", "maybe", "grouped"):
        assert tags(khe.control(form[name])) == tags(
            form[name].as_widget(attrs={"class": "form-select"} | described(form[name]))
        )
    for name in ("several", "either"):
        for one in form[name]:
            assert tags(khe.box(one)) == tags(one.tag())


def described(bound):
    if not bound.errors:
        return {}
    return {"class": "form-select is-invalid", "aria-describedby": f"{bound.auto_id}_error"}
