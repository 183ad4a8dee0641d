"""What a verb needs to know: one form each, named like the action. `facts()` are its arguments."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.people.actor import Actor
from khe.base.web.fields import DateInput
from khe.desks.tasks.forms.giving import Dated, words
from khe.desks.tasks.forms.people import People, Person, everybody, those_one_may_give_to
from khe.desks.tasks.models import Task

FILES = _("Biên bản, ảnh, danh sách… Có thể chọn nhiều tệp.")


class FilesInput(forms.ClearableFileInput):
    """A box for several files; the view reads them from the request."""

    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


def files_box() -> forms.FileField:
    """Return a field for evidence."""
    return forms.FileField(
        label=_("Minh chứng"), required=False, help_text=FILES,
        widget=FilesInput({"multiple": True}),
    )  # fmt: skip


class Ask(forms.Form):
    """The base: what this person saw when they opened the page."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, task: Task, by: Actor, at: datetime, co_ids: Any = ()
    ) -> None:
        initial = {"seen": task.journal_seq}
        super().__init__(data, initial=initial, auto_id="f-%s")
        self.task, self.by, self.at, self.co_ids = task, by, at, co_ids
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and boxes that depend on the task."""

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the action, but for files."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("seen", "evidence")}


class Start(Ask):
    """Nothing to say."""


class Note(Ask):
    """What was done, how far it is, evidence."""

    text = words(_("Đã làm gì, còn vướng gì"), rows=3, required=False, longest=5000)
    percent = forms.IntegerField(
        label=_("Mức hoàn thành (%)"), required=False, min_value=0, max_value=100,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip
    evidence = files_box()

    def prepare(self) -> None:
        """Those who only watch say nothing of how far it is."""
        works = self.by.is_member(self.task.lead_id) or any(map(self.by.is_member, self.co_ids))
        self.initial["percent"] = self.task.percent or None
        if not works:
            del self.fields["percent"]
            self.fields["text"].label = _("Ý kiến")


class HandIn(Ask):
    """What came of it."""

    result = words(_("Kết quả, sản phẩm"), rows=4, longest=5000)
    evidence = files_box()

    def prepare(self) -> None:
        """Say what was expected."""
        self.initial["result"] = self.task.result
        if self.task.product:
            self.fields["result"].help_text = _("Sản phẩm cần có: %s") % self.task.product


class Confirm(Ask):
    """A word to the lead, perhaps."""

    text = words(_("Nhận xét"), rows=2, required=False, longest=2000)


class SendBack(Ask):
    """What is missing."""

    reason = words(_("Còn thiếu gì, cần sửa gì"), rows=3, longest=2000)


class Extend(Ask):
    """To which day, why, by which document."""

    due_day = forms.DateField(label=_("Hạn mới: hết ngày"), widget=DateInput)
    reason = words(_("Lý do"), rows=2, longest=500)
    document = words(_("Văn bản cho phép"), required=False, longest=200)

    def prepare(self) -> None:
        """Offer what was asked for."""
        self.initial["due_day"] = self.task.asked_due_at
        self.initial["reason"] = self.task.asked_reason


class DenyExtension(Ask):
    """Why not."""

    reason = words(_("Lý do"), rows=2, longest=500)


class AskExtension(Ask):
    """Until when, and why."""

    due_day = forms.DateField(label=_("Xin gia hạn đến hết ngày"), widget=DateInput)
    reason = words(_("Lý do"), rows=2, longest=500)


class Drop(Ask):
    """Why."""

    reason = words(_("Lý do"), rows=2, longest=500)


class Amend(Ask):
    """The words."""

    content = words(_("Việc cần làm"), rows=2)
    product = words(_("Sản phẩm"), required=False)
    detail = words(_("Mô tả thêm"), rows=3, required=False, longest=5000)

    def prepare(self) -> None:
        """Begin with the words as they are."""
        task = self.task
        self.initial = {
            **self.initial,
            "content": task.content,
            "product": task.product,
            "detail": task.detail,
        }


class Reassign(Ask):
    """To whom, and why."""

    lead_id = Person(label=_("Người chủ trì mới"))
    reason = words(_("Lý do"), rows=2, longest=500)

    def prepare(self) -> None:
        """Offer those to whom one may give work."""
        found = those_one_may_give_to(self.by, self.at)
        self.fields["lead_id"].fill(found, without=[self.task.lead_id])


class ChangeCo(Ask):
    """Who."""

    co_ids = People(label=_("Người phối hợp"), required=False)

    def prepare(self) -> None:
        """Tick who is there."""
        self.fields["co_ids"].fill(everybody(), without=[self.task.lead_id])
        self.initial["co_ids"] = [str(pk) for pk in self.co_ids]


class Split(Dated, Ask):
    """A part: what, who, by when."""

    lead_id = Person(label=_("Người làm phần này"))

    def prepare(self) -> None:
        """Offer those to whom one may give work, and those who work on it already."""
        may = list(those_one_may_give_to(self.by, self.at))
        on_it = {self.task.lead_id, *self.co_ids} - {m.pk for m in may}
        more = list(everybody().filter(pk__in=on_it)) if on_it else []
        self.fields["lead_id"].fill(sorted([*may, *more], key=lambda m: m.sort_name))
        self.order_fields(["content", "lead_id", "days", "due_day", "product", "detail"])

    def facts(self) -> dict[str, Any]:
        """Return the arguments of `split`."""
        return self.work() | {"lead_id": self.cleaned_data["lead_id"]}


FORMS: dict[str, type[Ask]] = {
    "start": Start, "note": Note, "hand_in": HandIn, "confirm": Confirm, "send_back": SendBack,
    "extend": Extend, "deny_extension": DenyExtension, "ask_extension": AskExtension,
    "drop": Drop, "amend": Amend, "reassign": Reassign, "change_co": ChangeCo, "split": Split,
}  # fmt: skip
