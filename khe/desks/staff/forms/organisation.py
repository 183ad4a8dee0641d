"""Bodies, areas, posts, people, appointments. Querysets are read when the form is made: each
authority sees its own rows."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.authorities.models import Area
from khe.base.people.actor import ROLES
from khe.base.people.models import Body, Member, Post
from khe.desks.staff.queries import areas, day_of, laid_out, members
from khe.desks.staff.states import BEGINNING, ENDING, ROLE_MEANS, ActData, ActKind, BodyKind

DASH = " "  # an em space a level: deeper parts are seen to be deeper


class DateInput(forms.DateInput):
    """A day as the office writes it. Not the browser's own field: that shows month first on a machine
    set to American English, and 03/04 is then read wrongly."""

    def __init__(self) -> None:
        hints = {"placeholder": _("ngày/tháng/năm"), "autocomplete": "off", "maxlength": 10}
        super().__init__(hints, format="%d/%m/%Y")


def role_choices() -> list[tuple[str, Any]]:
    """Return the roles a post may give, each with what it lets its holder do."""
    return [(key, ROLE_MEANS[key]) for key in ROLES]


def tree_choices(branches: Any, label: str) -> list[tuple[str, str]]:
    """Return a tree as choices, deeper ones indented."""
    return [("", label)] + [(str(b.node.pk), DASH * b.depth + b.node.name) for b in branches]


class BodyForm(forms.Form):
    """A body and where it hangs."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    short_name = forms.CharField(label=_("Tên gọi tắt"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=BodyKind.choices)
    parent = forms.ModelChoiceField(Body.objects.none(), label=_("Thuộc"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tree = laid_out(Body.objects.order_by("name", "id"))
        self.fields["parent"].queryset = Body.objects.all()
        self.fields["parent"].choices = tree_choices(tree, str(_("(cấp cao nhất)")))


class AreaForm(forms.Form):
    """An area and what it is a part of."""

    name = forms.CharField(label=_("Tên"), max_length=120)
    code = forms.CharField(label=_("Mã"), max_length=20, help_text=_("Ngắn, dùng một lần: KV03."))
    parent = forms.ModelChoiceField(Area.objects.none(), label=_("Thuộc"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Area.objects.all()
        self.fields["parent"].choices = tree_choices(areas(), str(_("(cấp cao nhất)")))


class PostForm(forms.Form):
    """A post: its roles are what its holders may do."""

    title = forms.CharField(label=_("Tên chức danh"), max_length=200)
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Đơn vị"))
    seats = forms.IntegerField(
        label=_("Số chỗ"), min_value=1, max_value=200, initial=1,
        help_text=_("Bao nhiêu người cùng giữ chức danh này một lúc."),
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label=_("Người giữ chức danh này được làm gì"),
        choices=role_choices, required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        help_text=_("Quyền đi theo chức danh, không cấp riêng cho tài khoản."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tree = laid_out(Body.objects.order_by("name", "id"))
        self.fields["body"].queryset = Body.objects.all()
        self.fields["body"].choices = tree_choices(tree, str(_("Chọn đơn vị")))


class MemberForm(forms.Form):
    """A person's name as on their papers."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)


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
        posts = Post.objects.select_related("body").order_by("body__name", "title")
        self.fields["post"].queryset = posts
        self.fields["post"].label_from_instance = lambda p: f"{p.title} – {p.body.name}"


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
