"""Acts: who gets which post, who leaves one, who moves."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.models import Member, Post
from khe.base.web.fields import DateInput
from khe.desks.staff.queries import day_of, exists_on, members
from khe.desks.staff.states import BEGINNING, ENDING, MOVING, ActData, ActKind


class ActForm(forms.Form):
    """The decision: what is cleaned holds it as `act` (ActData)."""

    kinds: tuple[ActKind, ...] = tuple(ActKind)
    kind = forms.ChoiceField(label=_("Loại quyết định"))
    number = forms.CharField(
        label=_("Quyết định số"), max_length=60, help_text=_("Ví dụ: 118/QĐ-UBND.")
    )
    signed_on = forms.DateField(label=_("Ngày ký"), widget=DateInput)
    issuer = forms.CharField(label=_("Nơi ban hành"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in self.kinds]

    def clean(self) -> dict[str, Any]:
        """Put the parts of the decision together."""
        data = dict(super().clean() or {})
        found = {name: data.pop(name, "") for name in ("kind", "number", "signed_on", "issuer")}
        if not self.errors:
            data["act"] = ActData(**found)
        return data


def offer_posts(field: Any, at: datetime) -> None:
    """Let a field choose among the posts of today, each with its body."""
    posts = Post.objects.filter(exists_on(day_of(at))).select_related("body")
    field.queryset = posts.order_by("body__position", "body__name", "title")
    field.label_from_instance = lambda p: f"{p.title} – {p.body.name}"


class AppointForm(ActForm):
    """Who gets the post, from when, by which act."""

    kinds = BEGINNING
    member = forms.ModelChoiceField(
        Member.objects.none(), label=_("Người được bổ nhiệm"), empty_label=_("Chọn người")
    )
    began = forms.DateField(label=_("Từ ngày"), widget=DateInput)
    ended = forms.DateField(
        label=_("Đến ngày"), widget=DateInput, required=False,
        help_text=_("Ngày đầu tiên không còn giữ; bỏ trống nếu không định trước."),
    )  # fmt: skip
    field_order = ["member", "began", "ended", "kind", "number", "signed_on", "issuer"]

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members().filter(active=True)
        self.fields["began"].initial = day_of(at)


class AppointMemberForm(AppointForm):
    """The same, asked from the person's page: which post."""

    post = forms.ModelChoiceField(
        Post.objects.none(), label=_("Chức danh"), empty_label=_("Chọn chức danh")
    )
    field_order = ["post", "began", "ended", "kind", "number", "signed_on", "issuer"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["member"]
        offer_posts(self.fields["post"], kwargs["at"])


class EndForm(ActForm):
    """When a tenure ends, by which act."""

    kinds = ENDING
    day = forms.DateField(
        label=_("Thôi giữ từ ngày"), widget=DateInput, help_text=_("Ngày đầu tiên không còn giữ.")
    )
    field_order = ["day", "kind", "number", "signed_on", "issuer"]

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = day_of(at)


class TransferForm(ActForm):
    """To which post somebody moves, from which day."""

    kinds = MOVING
    post = forms.ModelChoiceField(
        Post.objects.none(), label=_("Chuyển đến chức danh"), empty_label=_("Chọn chức danh")
    )
    day = forms.DateField(
        label=_("Từ ngày"), widget=DateInput, help_text=_("Ngày đầu tiên ở chức danh mới.")
    )
    ended = forms.DateField(
        label=_("Đến ngày"), widget=DateInput, required=False,
        help_text=_("Ngày đầu tiên không còn giữ; bỏ trống nếu không định trước."),
    )  # fmt: skip
    field_order = ["post", "day", "ended", "kind", "number", "signed_on", "issuer"]

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_posts(self.fields["post"], at)
        self.fields["day"].initial = day_of(at)

    def clean(self) -> dict[str, Any]:
        """Name the post by its id."""
        data = super().clean()
        if post := data.pop("post", None):
            data["to_post_id"] = post.pk
        return data
