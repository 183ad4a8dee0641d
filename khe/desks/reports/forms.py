"""What a person may type about a document."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.figures import Period
from khe.base.people.models import Body
from khe.desks.reports import content, heads
from khe.desks.reports.models import Document
from khe.desks.reports.rules import term_of
from khe.desks.reports.states import Kind, Layout

AREA = {"rows": 3}


class DraftForm(forms.Form):
    """Which report, of whom, on which period."""

    kind = forms.ChoiceField(label=_("Loại báo cáo"))
    body_id = forms.ModelChoiceField(
        Body.objects.none(), label=_("Cơ quan ban hành"), empty_label=None
    )
    period = forms.CharField(
        label=_("Kỳ báo cáo"), max_length=30,
        help_text=_("Ví dụ: 2015, 2013-2015, 2026-03 (tháng), 2026-Q1 (quý)."),
    )  # fmt: skip
    restricted = forms.BooleanField(
        label=_("Chỉ người liên quan được xem, cả sau khi ban hành"), required=False
    )

    def __init__(self, *args: Any, kinds: Sequence[str], bodies: Any, **kwargs: Any) -> None:
        """Offer what the actor may draft, and the bodies there are today."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k.value, k.label) for k in Kind if k in kinds]
        self.fields["body_id"].queryset = bodies
        main = heads.main_body(list(bodies))
        self.fields["body_id"].initial = main.pk if main else None

    def clean_body_id(self) -> Any:
        """Return the id."""
        return self.cleaned_data["body_id"].pk

    def clean_period(self) -> Period:
        """Return the period; say how one is written."""
        try:
            return Period.parse(self.cleaned_data["period"])
        except ValueError:
            raise forms.ValidationError(
                _("Kỳ không hợp lệ. Hãy viết 2015, 2013-2015, 2026-03 hoặc 2026-Q1.")
            ) from None


HEAD_LABELS = {
    "superior": _("Cơ quan cấp trên"), "issuer": _("Cơ quan ban hành"), "place": _("Địa danh"),
    "signer_capacity": _("Quyền hạn người ký"), "signer_title": _("Chức vụ người ký"),
}  # fmt: skip


class EditForm(forms.Form):
    """One box a block; figures stand in them as fields. `version` is that of the text that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Trích yếu"), max_length=300)
    basis = forms.CharField(
        label=_("Căn cứ"), required=False, widget=forms.Textarea(AREA),
        help_text=_("Mỗi dòng một căn cứ."),
    )  # fmt: skip
    recipients = forms.CharField(
        label=_("Nơi nhận"), required=False, widget=forms.Textarea(AREA),
        help_text=_("Mỗi dòng một nơi."),
    )  # fmt: skip
    restricted = forms.BooleanField(label=_("Chỉ người liên quan được xem"), required=False)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        """Start from the stored text."""
        start = {
            "version": document.version, "title": document.title,
            "basis": "\n".join(document.basis), "recipients": "\n".join(document.recipients),
            "restricted": document.restricted,
        }  # fmt: skip
        start |= {name: getattr(document, name) for name in HEAD_LABELS}
        blocks = [*document.content, *self._more(len(document.content), args)]
        boxes = {f"doan_{n}": content.typed(b) for n, b in enumerate(blocks)}
        kwargs["initial"] = start | boxes
        super().__init__(*args, **kwargs)
        for name, label in HEAD_LABELS.items():
            longest = 100 if name == "place" else 200
            needed = name in ("issuer", "place")
            self.fields[name] = forms.CharField(label=label, max_length=longest, required=needed)
        for n, block in enumerate(blocks):
            self.fields[f"doan_{n}"] = _box(block, n, boxes[f"doan_{n}"])
        self.boxes = list(boxes)
        self.stored = boxes

    @staticmethod
    def _more(count: int, args: Sequence[Any]) -> list[content.Block]:
        """Return a paragraph for each box that was sent beyond the stored blocks: nothing typed is lost
        when somebody else has made the text shorter meanwhile."""
        data = args[0] if args and args[0] else {}
        return [content.para("") for n in range(count, count + 200) if f"doan_{n}" in data]

    def meet(self, document: Document) -> None:
        """Let the next save replace what somebody else saved meanwhile: the typed text stays in the boxes,
        and each says what the other wrote where that differs."""
        data: Any = self.data
        self.data = data = data.copy()
        data["version"] = document.version
        for name in self.boxes:
            if self.stored[name] != self.data.get(name, "").replace("\r\n", "\n"):
                theirs = {"text": self.stored[name] or "–"}
                self[name].help_text = _("Bản đang lưu: %(text)s") % theirs

    def head_fields(self) -> list[forms.BoundField]:
        """Return the boxes of the head and foot."""
        return [self[name] for name in (*HEAD_LABELS, "basis", "recipients", "restricted")]

    def text_fields(self) -> list[forms.BoundField]:
        """Return the boxes of the text."""
        return [self[name] for name in self.boxes]

    def edited(self) -> dict[str, Any]:
        """Return what `actions.edit` takes. Boxes of a text that is shorter by now are kept too."""
        data = self.cleaned_data
        head = {name: data[name] for name in HEAD_LABELS}
        head |= {name: data[name].splitlines() for name in ("basis", "recipients")}
        return {
            "version": data["version"], "title": data["title"], "restricted": data["restricted"],
            "texts": [data[name] for name in self.boxes],
            "head": {
                k: v if isinstance(v, str) else [line.strip() for line in v if line.strip()]
                for k, v in head.items()
            },
        }  # fmt: skip


BOXES = {
    "heading": _("Đề mục"), "para": _("Đoạn"), "list": _("Danh sách, mỗi dòng một mục"),
    "table": _("Bảng, mỗi dòng một hàng, các ô cách nhau bằng |"), "chart": _("Lời dẫn biểu đồ"),
}  # fmt: skip


def _box(block: content.Block, n: int, text: str) -> forms.CharField:
    if block["kind"] == "heading":
        return forms.CharField(label=f"{n + 1}. {BOXES['heading']}", required=False, max_length=500)
    rows = min(12, max(1, text.count("\n") + 1 + len(text) // 90))
    return forms.CharField(
        label=f"{n + 1}. {BOXES[block['kind']]}", required=False, widget=forms.Textarea({"rows": rows}),
        strip=False, max_length=20_000,
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)


class IssueForm(forms.Form):
    """In which Party term the number is taken; the administration counts by year."""

    term = forms.RegexField(
        r"^\d{4}-\d{4}$", label=_("Nhiệm kỳ"), required=False, max_length=9,
        error_messages={"invalid": _("Hãy viết nhiệm kỳ như 2025-2030.")},
    )  # fmt: skip

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        """Start from the term of today."""
        super().__init__(*args, **kwargs)
        if today:
            self.fields["term"].initial = term_of(today)


class FileForm(forms.Form):
    """A file."""

    file = forms.FileField(label=_("Tệp PDF"), widget=forms.FileInput({"accept": ".pdf"}))


class TemplateForm(forms.Form):
    """A Word template and what is new in it."""

    layout = forms.ChoiceField(label=_("Thể thức"), choices=Layout.choices)
    file = forms.FileField(label=_("Tệp Word (.docx)"), widget=forms.FileInput({"accept": ".docx"}))
    note = forms.CharField(label=_("Ghi chú về thay đổi"), max_length=300, required=False)


class SearchForm(forms.Form):
    """What the list is searched for."""

    q = forms.CharField(
        label=_("Tìm số, trích yếu"), max_length=100, required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
