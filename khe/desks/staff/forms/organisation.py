"""Bodies, areas and posts. Querysets are read when the form is made: each authority sees its own rows."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.authorities.models import Area
from khe.base.people.actor import ROLES
from khe.base.people.competence import Requirement
from khe.base.people.models import Body, Post
from khe.base.web.fields import DateInput
from khe.desks.staff.queries import areas, day_of, exists_on, laid_out
from khe.desks.staff.states import (
    DEGREE_NAMES,
    ROLE_MEANS,
    THEORY_NAMES,
    BodyKind,
    PostKind,
    PostTerms,
)

DASH = " "  # an em space a level: deeper parts are seen to be deeper


def role_choices() -> list[tuple[str, Any]]:
    """Return the roles a post may give, each with what it lets its holder do."""
    return [(key, ROLE_MEANS[key]) for key in ROLES]


def tree_choices(branches: Any, label: str) -> list[tuple[str, str]]:
    """Return a tree as choices, deeper ones indented."""
    return [("", label)] + [(str(b.node.pk), DASH * b.depth + b.node.name) for b in branches]


class PartForm(forms.Form):
    """A body or an area: a change from a day on, or the correction of a mistake."""

    since = forms.DateField(label=_("Từ ngày"), widget=DateInput, required=False)
    mode = forms.ChoiceField(
        label=_("Đây là"),
        choices=[("change", _("Thay đổi từ ngày trên")), ("correct", _("Sửa chỗ ghi sai"))],
        initial="change",
        widget=forms.RadioSelect({"class": "k-seg"}),
        help_text=_(
            "Thay đổi giữ lại tên và chỗ cũ cho những ngày trước đó; sửa chỗ ghi sai thì không."
        ),
    )
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=200, required=False,
        help_text=_("Số, ngày của nghị quyết hoặc quyết định."),
    )  # fmt: skip

    def __init__(self, *args: Any, at: datetime, known: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known is None:
            del self.fields["mode"]
            self.fields["since"].label = _("Có từ ngày")
            self.fields["since"].help_text = _("Bỏ trống nếu có từ trước khi ghi vào đây.")
        else:
            self.fields["since"].initial = day_of(at)

    def clean(self) -> dict[str, Any]:
        """Say whether it is a correction."""
        data = dict(super().clean() or {})
        data["correct"] = data.pop("mode", "") == "correct"
        return data


class BodyForm(PartForm):
    """A body and where it hangs."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    short_name = forms.CharField(label=_("Tên gọi tắt"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Loại"), choices=BodyKind.choices)
    parent = forms.ModelChoiceField(Body.objects.none(), label=_("Thuộc"), required=False)
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("Khu vực"), required=False,
        help_text=_("Của ban điều hành, chi bộ, chi đoàn một khu vực."),
    )  # fmt: skip
    position = forms.IntegerField(
        label=_("Thứ tự"), min_value=0, max_value=999, initial=0,
        help_text=_("Trong các đơn vị cùng cấp, số nhỏ đứng trước."),
    )  # fmt: skip
    min_cover = forms.IntegerField(
        label=_("Phải còn ít nhất"), min_value=0, max_value=200, initial=0,
        help_text=_("Số người phải còn làm việc ở đây khi luân chuyển, điều động."),
    )  # fmt: skip
    field_order = ["name", "short_name", "kind", "parent", "area", "position", "min_cover"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tree = laid_out(Body.objects.order_by("position", "name", "id"))
        self.fields["parent"].queryset = Body.objects.all()
        self.fields["parent"].choices = tree_choices(tree, str(_("(cấp cao nhất)")))
        self.fields["area"].queryset = Area.objects.all()
        self.fields["area"].choices = tree_choices(areas(), str(_("(không thuộc khu vực nào)")))


class AreaForm(PartForm):
    """An area and what it is a part of."""

    name = forms.CharField(label=_("Tên"), max_length=120)
    code = forms.CharField(label=_("Mã"), max_length=20, help_text=_("Ngắn, dùng một lần: KV03."))
    parent = forms.ModelChoiceField(Area.objects.none(), label=_("Thuộc"), required=False)
    field_order = ["name", "code", "parent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Area.objects.all()
        self.fields["parent"].choices = tree_choices(areas(), str(_("(cấp cao nhất)")))


class DissolveForm(forms.Form):
    """From which day a body or an area is no more, and who takes over."""

    day = forms.DateField(
        label=_("Kết thúc từ ngày"), widget=DateInput, help_text=_("Ngày đầu tiên không còn.")
    )
    successor = forms.ModelChoiceField(
        Body.objects.none(), label=_("Nơi kế thừa"), required=False, empty_label=_("(không có)")
    )
    basis = forms.CharField(label=_("Căn cứ"), max_length=200)

    def __init__(self, *args: Any, at: datetime, known: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = type(known).objects.exclude(pk=known.pk).filter(exists_on(day_of(at)))
        self.fields["successor"].queryset = others.order_by("name")
        self.fields["day"].initial = day_of(at)


class PostForm(forms.Form):
    """A post: its roles are what its holders may do; what it asks for, counts as and how long."""

    title = forms.CharField(label=_("Tên chức danh"), max_length=200)
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Đơn vị"))
    kind = forms.ChoiceField(
        label=_("Nhóm chức danh"), required=False,
        choices=[("", _("(không thống kê)")), *PostKind.choices],
        help_text=_("Số liệu thay đổi chức danh đếm theo nhóm này."),
    )  # fmt: skip
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
    theory = forms.ChoiceField(
        label=_("Yêu cầu lý luận chính trị"), required=False,
        choices=[("", _("(không yêu cầu)")), *THEORY_NAMES.items()],
    )  # fmt: skip
    degree = forms.ChoiceField(
        label=_("Yêu cầu trình độ chuyên môn"), required=False,
        choices=[("", _("(không yêu cầu)")), *DEGREE_NAMES.items()],
    )  # fmt: skip
    skills = forms.CharField(
        label=_("Kỹ năng, chứng chỉ cần có"), required=False,
        widget=forms.Textarea({"rows": 2}), help_text=_("Mỗi dòng một mục."),
    )  # fmt: skip
    term_years = forms.IntegerField(
        label=_("Nhiệm kỳ (năm)"), min_value=1, max_value=20, required=False
    )
    longest_years = forms.IntegerField(
        label=_("Giữ lâu nhất (năm)"), min_value=1, max_value=60, required=False,
        help_text=_("Quá số năm này thì đến hạn chuyển đổi, luân chuyển."),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("Có từ ngày"), widget=DateInput, required=False)
    valid_to = forms.DateField(
        label=_("Đến ngày"), widget=DateInput, required=False,
        help_text=_("Ngày đầu tiên không còn chức danh này."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tree = laid_out(Body.objects.order_by("position", "name", "id"))
        self.fields["body"].queryset = Body.objects.all()
        self.fields["body"].choices = tree_choices(tree, str(_("Chọn đơn vị")))

    def clean(self) -> dict[str, Any]:
        """Put the terms together (PostTerms)."""
        data = dict(super().clean() or {})
        asked = {name: data.pop(name, "") for name in ("theory", "degree")}
        skills = [line.strip() for line in data.pop("skills", "").splitlines() if line.strip()]
        names = ("kind", "term_years", "longest_years", "valid_from", "valid_to")
        own = {name: data.pop(name, None) for name in names}
        if not self.errors:
            data["terms"] = PostTerms(requires=Requirement(skills=tuple(skills), **asked), **own)
        return data

    @staticmethod
    def initial_of(post: Post) -> dict[str, Any]:
        """Return what the form starts with for a post."""
        asked = Requirement.of(post.requires)
        names = (
            "title", "body", "kind", "seats", "roles", "term_years", "longest_years", "valid_from",
            "valid_to",
        )  # fmt: skip
        own = {name: getattr(post, name) for name in names}
        return {
            **own, "theory": asked.theory, "degree": asked.degree, "skills": "\n".join(asked.skills)
        }  # fmt: skip
