"""Plans and needs."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from khe.base.people.competence import LEVELS
from khe.base.people.models import Member, Post
from khe.desks.training.forms.common import MoneyField
from khe.desks.training.states import LEVEL_NAMES, NeedKind, Priority


class PlanForm(forms.Form):
    """The plan of a year."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("Tên kế hoạch"), max_length=200)
    budget = MoneyField(label=_("Kinh phí"))


class ApproveForm(forms.Form):
    """The document that approves, and why it is approved although money is short."""

    document = forms.CharField(
        label=_("Văn bản duyệt số, ngày"), max_length=120,
        help_text=_("Ví dụ: 45/KH-ĐU ngày 12/01/2026."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Lý do vẫn duyệt khi nhu cầu vượt kinh phí"), max_length=500, required=False
    )


class OverrunForm(forms.Form):
    """How much beyond the budget, and why."""

    amount = MoneyField(label=_("Được vượt tối đa"))
    reason = forms.CharField(label=_("Lý do"), max_length=500)


def level_choices() -> list[Any]:
    """Return the levels by kind, the highest first, with values "kind:level"."""
    return [
        (NeedKind(kind).label, [(f"{kind}:{lv}", LEVEL_NAMES[lv]) for lv in reversed(levels)])
        for kind, levels in LEVELS.items()
    ]


class NeedForm(forms.Form):
    """What a person needs to learn, and why."""

    member = forms.ModelChoiceField(
        Member.objects.none(), label=_("Người cần học"), empty_label=_("Chọn người")
    )
    wanted = forms.ChoiceField(label=_("Cần có"))
    skill = forms.CharField(
        label=_("Tên kỹ năng hoặc chứng chỉ"), max_length=120, required=False,
        help_text=_("Chỉ ghi khi chọn kỹ năng hoặc chứng chỉ, ví dụ: Tin học cơ bản."),
    )  # fmt: skip
    post_id = forms.ModelChoiceField(
        Post.objects.none(), label=_("Cho chức danh"), required=False,
        empty_label=_("Không gắn với chức danh"),
    )  # fmt: skip
    priority = forms.ChoiceField(
        label=_("Mức cần"), choices=Priority.choices, initial=Priority.NORMAL,
        widget=forms.RadioSelect({"class": "k-seg"}),
    )  # fmt: skip
    estimate = MoneyField(label=_("Kinh phí ước tính"))
    reason = forms.CharField(label=_("Lý do"), max_length=500)

    def __init__(self, *args: Any, people: QuerySet[Member], day: date, **kwargs: Any) -> None:
        """Offer the people whom the actor may propose for."""
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = people.filter(active=True).order_by("sort_name", "id")
        posts = Post.objects.select_related("body").order_by("body__name", "title", "id")
        self.fields["post_id"].queryset = posts
        self.fields["post_id"].label_from_instance = lambda p: f"{p.title} – {p.body.name}"
        named = [("skill:", NeedKind.SKILL.label), ("certificate:", NeedKind.CERTIFICATE.label)]
        head = [("", _("Chọn trình độ, kỹ năng"))]
        self.fields["wanted"].choices = [*head, *level_choices(), (_("Khác"), named)]

    def need(self) -> dict[str, Any]:
        """Return what `actions.propose_need` takes."""
        data = dict(self.cleaned_data)
        kind, _colon, level = data.pop("wanted").partition(":")
        post, member = data.pop("post_id"), data.pop("member")
        skill = data.pop("skill") if not level else ""
        return {
            **data, "member_id": member.pk, "kind": kind, "level": level, "skill": skill,
            "post_id": post.pk if post else None,
        }  # fmt: skip


class DeclineForm(forms.Form):
    """Why not."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)
