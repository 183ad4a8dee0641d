"""Giving a task, a part of one, and work that comes again."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.people.actor import Actor
from khe.base.web.fields import DateInput
from khe.base.web.phrases import WEEKDAYS, local
from khe.desks.tasks.forms.people import People, Person, everybody, those_one_may_give_to
from khe.desks.tasks.states import LAST_DAY, Kind, Rhythm, Source


def words(label: Any, rows: int = 0, required: bool = True, longest: int = 500,
          **options: Any) -> forms.CharField:  # fmt: skip
    """Return a box for words; with `rows` a tall one."""
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, required=required, max_length=longest, widget=widget, **options
    )


class Work(forms.Form):
    """What is to be done and by when: shared by all ways of giving it."""

    content = words(gettext_lazy("Việc cần làm"), rows=2)
    product = words(
        gettext_lazy("Sản phẩm"), required=False,
        help_text=gettext_lazy("Thứ phải nộp khi xong, ví dụ: báo cáo, danh sách, biên bản."),
    )  # fmt: skip
    detail = words(gettext_lazy("Mô tả thêm"), rows=3, required=False, longest=5000)
    days = forms.IntegerField(
        label=gettext_lazy("Số ngày làm việc"), required=False, min_value=1, max_value=400,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip

    def work(self) -> dict[str, Any]:
        """Return the arguments of an action that say what and by when."""
        data = self.cleaned_data
        return {
            "content": data["content"], "product": data["product"], "detail": data["detail"],
            "limit": f"{data['days']} working_day" if data["days"] else None,
        }  # fmt: skip


class Dated(Work):
    """With a due day instead of a number of days, perhaps."""

    due_day = forms.DateField(
        label=gettext_lazy("Hoặc đến hết ngày"), required=False, widget=DateInput
    )

    def work(self) -> dict[str, Any]:
        """Return the arguments, with the day."""
        return super().work() | {"due_day": self.cleaned_data["due_day"]}


class GiveForm(Dated):
    """Give a task to one lead with co-workers, or to each of several leads."""

    lead_ids = People(label=gettext_lazy("Chủ trì"))
    co_ids = People(label=gettext_lazy("Phối hợp"), required=False)
    basis = words(
        gettext_lazy("Căn cứ"), required=False, longest=200,
        help_text=gettext_lazy("Ví dụ: Công văn 45/UBND-VP ngày 02/03/2026."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, by: Actor, at: datetime, **options: Any) -> None:
        super().__init__(data, auto_id="f-%s", **options)
        self.by = by
        self.fields["lead_ids"].fill(those_one_may_give_to(by, at))
        self.fields["co_ids"].fill(everybody())

    def clean(self) -> dict[str, Any]:
        """Several leads have a task each; co-workers are of one task."""
        data = super().clean() or self.cleaned_data
        if len(data.get("lead_ids") or ()) > 1 and data.get("co_ids"):
            text = _(
                "Chọn nhiều người chủ trì thì mỗi người một việc riêng, không có người phối hợp."
            )
            self.add_error("co_ids", text)
        return data

    def facts(self) -> dict[str, Any]:
        """Return the arguments of `assign` or `assign_each`, without the people."""
        leads, basis = self.cleaned_data["lead_ids"], self.cleaned_data["basis"].strip()
        kind = Kind.OWN if leads == [self.by.member_id] else Kind.WORD
        return self.work() | {"source": Source(kind, None, basis, "")}


class RecurringForm(Work):
    """Work that comes again."""

    lead_id = Person(label=gettext_lazy("Chủ trì"))
    co_ids = People(label=gettext_lazy("Phối hợp"), required=False)
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Chu kỳ"), choices=Rhythm.choices,
        widget=forms.RadioSelect({"class": "k-seg"}), initial=Rhythm.WEEKLY,
    )  # fmt: skip
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Thứ (việc hằng tuần)"), coerce=int, initial=0,
        choices=list(enumerate(WEEKDAYS)),
    )  # fmt: skip
    day = forms.TypedChoiceField(
        label=gettext_lazy("Ngày (việc hằng tháng, quý, năm)"), coerce=int, initial=1
    )
    month = forms.TypedChoiceField(
        label=gettext_lazy("Tháng"), coerce=int, initial=1, choices=[(n, n) for n in range(1, 13)],
        help_text=gettext_lazy("Việc hằng quý: tháng thứ 1, 2 hoặc 3 của quý; hằng năm: tháng trong năm."),
    )  # fmt: skip
    first_on = forms.DateField(label=gettext_lazy("Bắt đầu từ ngày"), widget=DateInput)
    last_on = forms.DateField(label=gettext_lazy("Đến hết ngày"), required=False, widget=DateInput)

    def __init__(self, data: Any = None, *, by: Actor, at: datetime) -> None:
        super().__init__(data, auto_id="f-%s", initial={"first_on": local(at).date()})
        self.fields["days"].required = True
        self.fields["lead_id"].fill(those_one_may_give_to(by, at))
        self.fields["co_ids"].fill(everybody())
        last = (LAST_DAY, _("ngày làm việc cuối tháng"))
        self.fields["day"].choices = [*((n, n) for n in range(1, 32)), last]

    def facts(self) -> dict[str, Any]:
        """Return the arguments of `make_recurring`."""
        names = ("lead_id", "co_ids", "rhythm", "weekday", "day", "month", "first_on", "last_on")
        return self.work() | {name: self.cleaned_data[name] for name in names}
