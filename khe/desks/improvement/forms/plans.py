"""Closing a period and deciding each item of the plan of the next one."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Period
from khe.base.people.models import Member
from khe.desks.improvement import queries
from khe.desks.improvement.forms.shortcomings import day, staff, words
from khe.desks.improvement.models import PeriodPlan, PlanItem, Shortcoming
from khe.desks.improvement.rules import plans as rules
from khe.desks.improvement.states import Choice, ItemKind


def choices(kind: str) -> list[tuple[str, Any]]:
    """Return what may be decided of an item of a kind, in words."""
    said: dict[str, Any] = dict(Choice.choices)
    if kind == ItemKind.TARGET:
        said |= {Choice.ADD: _("Đặt đích"), Choice.LEAVE: _("Không đặt chỉ tiêu")}
    return [(name, said[name]) for name in rules.CHOICES[kind]]


class DraftForm(forms.Form):
    """Which period closes, which one is planned."""

    closes_first = day(_("Kỳ đang khép, từ ngày"))
    closes_last = day(_("Kỳ đang khép, đến hết ngày"))
    first = day(_("Kỳ tới, từ ngày"))
    last = day(_("Kỳ tới, đến hết ngày"))
    title = words(
        _("Tên kế hoạch"), longest=300, required=False, help_text=_("Để trống: đặt theo kỳ tới.")
    )

    def __init__(self, data: Any = None, *, at: datetime) -> None:
        year = queries.day_of(at).year
        initial = {
            "closes_first": date(year, 1, 1), "closes_last": date(year, 12, 31),
            "first": date(year + 1, 1, 1), "last": date(year + 1, 12, 31),
        }  # fmt: skip
        super().__init__(data, initial=initial)

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {
            "closes": Period(data["closes_first"], data["closes_last"]),
            "ahead": Period(data["first"], data["last"]), "title": data["title"],
        }  # fmt: skip


class TextForm(forms.Form):
    """The words of a plan."""

    title = words(_("Tên kế hoạch"), longest=300)
    text = words(_("Lời kế hoạch"), rows=8, longest=5000)

    def __init__(self, data: Any = None, *, of: PeriodPlan) -> None:
        super().__init__(data, initial={"title": of.title, "text": of.text})


class WorkForm(forms.Form):
    """What becomes of a measure: content, lead and day of the next period, or the reason to leave it."""

    choice = forms.ChoiceField(
        label=_("Quyết định"), widget=forms.RadioSelect({"class": "form-check-input"})
    )
    content = words(_("Biện pháp"), rows=2, required=False)
    lead = forms.ModelChoiceField(Member.objects.none(), label=_("Chủ trì"), required=False)
    due = day(_("Hạn mới"), required=False)
    reason = words(_("Lý do"), rows=2, required=False)

    def __init__(self, data: Any = None, *, of: PlanItem, at: datetime) -> None:
        start = {"content": of.content, "lead": of.lead_id, "due": of.due, "reason": of.reason}
        super().__init__(data, initial={"choice": of.choice, **start})
        fields: dict[str, Any] = self.fields
        fields["choice"].choices = choices(of.kind)
        fields["lead"].queryset = staff(at)
        if of.kind == ItemKind.NEW:
            fields["due"].label = _("Hạn")
            fields["reason"].help_text = _("Cần khi không làm tiếp.")
        else:
            fields["reason"].help_text = _("Vì sao chưa xong, vì sao chuyển sang hoặc thôi.")

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = dict(self.cleaned_data)
        lead = data.pop("lead")
        return data | {"lead_id": lead.pk if lead else None}


class TargetForm(forms.Form):
    """The target of an indicator; of a share in percent."""

    choice = forms.ChoiceField(
        label=_("Quyết định"), widget=forms.RadioSelect({"class": "form-check-input"})
    )
    target = forms.DecimalField(
        label=_("Đích"), max_digits=14, decimal_places=4, required=False, localize=True
    )
    reason = words(_("Lý do"), rows=2, required=False, help_text=_("Cần khi không đặt chỉ tiêu."))

    def __init__(self, data: Any = None, *, of: PlanItem) -> None:
        self.scale = 100 if of.unit == "share" else 1
        target = None if of.target is None else round(of.target * self.scale, 4)
        start = {"choice": of.choice or Choice.ADD, "target": target, "reason": of.reason}
        super().__init__(data, initial=start)
        fields: dict[str, Any] = self.fields
        fields["choice"].choices = choices(of.kind)
        if of.unit == "share":
            fields["target"].help_text = _("Ghi số phần trăm: 97 là 97 %.")

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes; percents become shares."""
        data = dict(self.cleaned_data)
        target = data["target"]
        return data | {"target": None if target is None else float(target) / self.scale}


class NewWorkForm(forms.Form):
    """A new measure for an open shortcoming."""

    shortcoming = forms.ModelChoiceField(Shortcoming.objects.none(), label=_("Hạn chế"))
    content = words(_("Biện pháp"), rows=2)
    lead = forms.ModelChoiceField(Member.objects.none(), label=_("Chủ trì"))
    due = day(_("Hạn"))

    def __init__(self, data: Any = None, *, of: PeriodPlan, by: Any, at: datetime) -> None:
        super().__init__(data, initial={"due": of.last})
        fields: dict[str, Any] = self.fields
        fields["shortcoming"].queryset = queries.open_shortcomings(by, of)
        fields["lead"].queryset = staff(at)

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = dict(self.cleaned_data)
        return {
            "content": data["content"], "due": data["due"], "lead_id": data["lead"].pk,
            "shortcoming_id": data["shortcoming"].pk,
        }  # fmt: skip


def decision_form(data: Any, of: PlanItem, at: datetime) -> Any:
    """Return the form by which an item is decided."""
    return TargetForm(data, of=of) if of.kind == ItemKind.TARGET else WorkForm(data, of=of, at=at)
