"""Terms, candidates and reviews. Querysets are read when a form is made."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Member, Post
from khe.base.people.queries import holders
from khe.desks.succession.forms.common import MemberChoice, day_field, reason_field
from khe.desks.succession.states import Readiness


class TermForm(forms.Form):
    """A term and its limits."""

    name = forms.CharField(label=_("Nhiệm kỳ"), max_length=40, help_text=_("Ví dụ: 2025–2030."))
    first_day = day_field(_("Từ ngày"))
    last_day = day_field(_("Đến hết ngày"))
    most_posts = forms.IntegerField(
        label=_("Một người được quy hoạch nhiều nhất mấy chức danh"), min_value=1, max_value=20,
        initial=3,
    )  # fmt: skip
    most_candidates = forms.IntegerField(
        label=_("Một chức danh quy hoạch nhiều nhất mấy người"),
        min_value=1,
        max_value=50,
        initial=4,
    )


class ProposeForm(forms.Form):
    """Somebody for the pool of a post."""

    member = MemberChoice(
        Member.objects.none(), label=_("Người được đề xuất"), empty_label=_("Chọn người")
    )
    readiness = forms.ChoiceField(
        label=_("Mức sẵn sàng"), choices=Readiness.choices, initial=Readiness.LATER,
        widget=forms.RadioSelect(attrs={"class": "k-seg"}),
    )  # fmt: skip
    note = forms.CharField(label=_("Vì sao đề xuất"), max_length=500, required=False)

    def __init__(self, *args: Any, post: Post, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = Member.objects.filter(active=True)
        held = holders(day).filter(tenures__post=post)
        self.fields["member"].queryset = now.exclude(pk__in=held.values("pk")).order_by("sort_name")


class RateForm(forms.Form):
    """When somebody could take the post over."""

    readiness = forms.ChoiceField(
        label=_("Mức sẵn sàng"), choices=Readiness.choices,
        widget=forms.RadioSelect(attrs={"class": "k-seg"}),
    )  # fmt: skip


class ApproveForm(forms.Form):
    """The document that takes somebody into the pool."""

    document = forms.CharField(
        label=_("Văn bản phê duyệt, số"), max_length=120, help_text=_("Ví dụ: 05-QĐ/ĐU.")
    )
    day = day_field(_("Ngày văn bản"))


class RemoveForm(forms.Form):
    """Why somebody leaves the pool, by which document."""

    reason = reason_field()
    document = forms.CharField(
        label=_("Văn bản, số"), max_length=120, required=False,
        help_text=_("Bắt buộc khi người này đang trong quy hoạch."),
    )  # fmt: skip
    day = day_field(_("Ngày văn bản"))
