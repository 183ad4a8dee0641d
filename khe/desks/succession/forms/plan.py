"""Rotation plans, choices by hand, decisions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Body, Member, Post, Tenure
from khe.base.people.queries import in_force
from khe.desks.staff.states import ENDING, ActKind
from khe.desks.succession.forms.common import MemberChoice, PostChoice, day_field, reason_field
from khe.desks.succession.queries.pool import standing_posts

KINDS = [(kind.value, kind.label) for kind in ActKind if kind in ENDING]


class PlanForm(forms.Form):
    """A plan: when people would move and how far it looks ahead."""

    name = forms.CharField(
        label=_("Tên phương án"), max_length=120, help_text=_("Ví dụ: Luân chuyển năm 2026.")
    )
    day = day_field(_("Dự kiến thực hiện từ ngày"))
    horizon_months = forms.IntegerField(
        label=_("Xem trước mấy tháng"), min_value=1, max_value=60, initial=6,
        help_text=_("Ai đến hạn trong số tháng này thì vào danh sách."),
    )  # fmt: skip


class SucceedForm(forms.Form):
    """Who follows in a post, where its holder goes, who takes over the work."""

    successor = MemberChoice(
        Member.objects.none(), label=_("Người kế nhiệm"), required=False,
        empty_label=_("Chưa có người kế nhiệm"),
    )  # fmt: skip
    receiver = MemberChoice(
        Member.objects.none(), label=_("Người nhận việc đang mở"), required=False,
        empty_label=_("Người kế nhiệm"),
        help_text=_("Hồ sơ, nhiệm vụ đang mở chuyển cho người này."),
    )  # fmt: skip
    to_post = PostChoice(
        Post.objects.none(), label=_("Người đang giữ chuyển đến"), required=False,
        empty_label=_("Chưa chuyển đến chức danh nào"),
    )  # fmt: skip
    heir = MemberChoice(
        Member.objects.none(), label=_("Việc của người kế nhiệm ở chức danh cũ"), required=False,
        empty_label=_("Người kế nhiệm mang theo"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Loại quyết định"), choices=KINDS, initial=ActKind.ROTATION)
    reason = reason_field(_("Ghi chú"), required=False)

    def __init__(self, *args: Any, tenure: Tenure, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Member.objects.filter(active=True).exclude(pk=tenure.member_id)
        for name in ("successor", "receiver"):
            self.fields[name].queryset = others.order_by("sort_name")
        self.fields["heir"].queryset = Member.objects.filter(active=True).order_by("sort_name")
        posts = standing_posts(day).exclude(pk=tenure.post_id)
        self.fields["to_post"].queryset = posts.order_by("body__name", "title")


class KeepForm(forms.Form):
    """Why somebody who is due stays."""

    reason = reason_field(_("Vì sao giữ lại"))


class TenureForm(forms.Form):
    """Somebody else who may move."""

    tenure = forms.ModelChoiceField(
        Tenure.objects.none(), label=_("Người và chức danh"), empty_label=_("Chọn người")
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Tenure.objects.filter(in_force(day), member__active=True)
        field = self.fields["tenure"]
        field.queryset = held.select_related("member", "post").order_by("member__sort_name", "id")
        field.label_from_instance = lambda t: f"{t.member.name} – {t.post.title}"


class DecideForm(forms.Form):
    """The act; the reason is asked for when an office falls short."""

    number = forms.CharField(
        label=_("Quyết định số"), max_length=60, help_text=_("Ví dụ: 118/QĐ-UBND.")
    )
    signed_on = day_field(_("Ngày ký"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    effective_on = day_field(
        _("Có hiệu lực từ ngày"), help_text=_("Hôm nay: việc chuyển và quyền đổi ngay.")
    )
    cover_reason = reason_field(
        _("Vì sao vẫn quyết định khi có đơn vị thiếu người, bố trí thế nào"), required=False
    )


class DeclineForm(forms.Form):
    """Why not."""

    reason = reason_field()


class ConflictForm(forms.Form):
    """What is to be avoided, and its ground."""

    member = MemberChoice(Member.objects.none(), label=_("Người"), empty_label=_("Chọn người"))
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Không bố trí vào đơn vị"), required=False,
        empty_label=_("(không chọn)"),
    )  # fmt: skip
    other = MemberChoice(
        Member.objects.none(), label=_("Hoặc không cùng đơn vị với"), required=False,
        empty_label=_("(không chọn)"),
    )  # fmt: skip
    note = forms.CharField(label=_("Căn cứ"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Member.objects.filter(active=True).order_by("sort_name")
        self.fields["member"].queryset = self.fields["other"].queryset = people
        self.fields["body"].queryset = Body.objects.order_by("name")
