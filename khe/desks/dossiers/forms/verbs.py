"""What a verb needs to know: one form each, named like the action. `facts()` are its arguments."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khe.base.people.actor import Actor
from khe.base.people.models import Member
from khe.desks.dossiers import queries
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.states import Delivery, Event, PaidBy
from khe.desks.procedures import queries as procedures

UNITS = [
    ("working_day", gettext_lazy("ngày làm việc")),
    ("working_hour", gettext_lazy("giờ làm việc")),
    ("day", gettext_lazy("ngày")),
]


def _text(label: Any, *, rows: int = 0, required: bool = True, **options: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    limit = 2000 if rows else 200
    return forms.CharField(
        label=label, required=required, max_length=limit, widget=widget, **options
    )


class Ask(forms.Form):
    """The base: what this person saw when they opened the page, and where to go afterwards."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, dossier: Dossier, by: Actor, at: datetime, next: str = ""
    ) -> None:
        initial = {"seen": dossier.journal_seq, "next": next}
        super().__init__(data, initial=initial, auto_id="f-%s")
        self.dossier, self.by, self.at = dossier, by, at
        self.prepare()
        first = next_visible(self)
        if first:
            first.field.widget.attrs.setdefault("autofocus", True)

    def prepare(self) -> None:
        """Fill choices that depend on the dossier."""

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the action."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("seen", "next")}


def next_visible(form: forms.Form) -> Any:
    """Return the first field a person fills in, if any."""
    return next(iter(form.visible_fields()), None)


class OfficerChoice(forms.ChoiceField):
    """A member who may handle dossiers today, with how many they hold."""

    def fill(
        self, at: datetime, empty: str = "", without: Any = None, with_load: bool = True
    ) -> None:
        """Read who is in post on the day of `at`, and how many dossiers each holds."""
        members = [m for m in queries.handlers(at) if m.pk != without]
        held = queries.load_by_officer([m.pk for m in members]) if with_load else {}
        self.members = {str(m.pk): m for m in members}
        load = _("{name} (đang giữ {n})") if with_load else "{name}"
        names = [(str(m.pk), load.format(name=m.name, n=held.get(m.pk, 0))) for m in members]
        self.choices = [("", empty or _("– chọn người –")), *names]

    def clean(self, value: Any) -> Member | None:
        """Return the member."""
        return self.members.get(super().clean(value))


class Claim(Ask):
    """Nothing to say."""


class StartStep(Ask):
    """Nothing to say."""


class Assign(Ask):
    """To whom."""

    officer = OfficerChoice(label=gettext_lazy("Giao cho"))

    def prepare(self) -> None:
        """Offer those in post."""
        self.fields["officer"].fill(self.at)


class Reassign(Ask):
    """To whom, and why."""

    officer = OfficerChoice(label=gettext_lazy("Chuyển cho"))
    reason = _text(gettext_lazy("Lý do"), rows=2)

    def prepare(self) -> None:
        """Offer those in post, but for the one who holds it."""
        self.fields["officer"].fill(self.at, without=self.dossier.officer_id)


class FinishStep(Ask):
    """A note for the next step, and who does it."""

    note = _text(gettext_lazy("Ghi chú cho bước sau"), rows=2, required=False)
    officer = OfficerChoice(label=gettext_lazy("Người làm bước sau"), required=False)

    def prepare(self) -> None:
        """Offer those in post; nobody chosen: the holder goes on."""
        self.fields["officer"].fill(
            self.at, _("người đang giữ làm tiếp"), without=self.dossier.officer_id
        )


class RequestSupplement(Ask):
    """Which papers, why, and the legal ground (form 02)."""

    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Giấy tờ của thủ tục"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )
    more = _text(
        gettext_lazy("Giấy tờ khác"),
        rows=2,
        required=False,
        help_text=gettext_lazy("Mỗi dòng một giấy tờ."),
    )
    reason = _text(
        gettext_lazy("Lý do"),
        rows=2,
        help_text=gettext_lazy("Câu này in trên phiếu gửi người nộp."),
    )
    ground = _text(gettext_lazy("Căn cứ"), required=False)

    def prepare(self) -> None:
        """Offer the parts of the pinned version."""
        pinned = self.dossier.version_id
        parts = procedures.version(pinned).parts if pinned else []
        self.fields["papers"].choices = [(p["name"], p["name"]) for p in parts]
        if not parts:
            del self.fields["papers"]

    def clean(self) -> dict[str, Any]:
        """Put ticked and typed papers together; there must be one."""
        data = super().clean() or self.cleaned_data
        typed = [line.strip() for line in data.pop("more", "").splitlines() if line.strip()]
        data["papers"] = [*data.get("papers", []), *typed]
        if not data["papers"]:
            self.add_error("more", _("Hãy chọn hoặc ghi ít nhất một giấy tờ."))
        return data


class ReceiveSupplement(Ask):
    """Which of the papers asked for came in, as what, how many."""

    KINDS = [
        ("original", gettext_lazy("Bản chính")),
        ("copy", gettext_lazy("Bản sao")),
        ("electronic", gettext_lazy("Bản điện tử")),
    ]

    note = _text(gettext_lazy("Ghi chú"), required=False)

    def prepare(self) -> None:
        """Show a line for each paper of the last request."""
        asked = [
            e for e in queries.entries_of(self.dossier.pk)
            if e.event == Event.SUPPLEMENT_REQUESTED
        ]  # fmt: skip
        self.papers = list(asked[-1].facts.get("papers", [])) if asked else []
        for n, name in enumerate(self.papers):
            self.fields[f"have_{n}"] = forms.BooleanField(label=name, required=False, initial=True)
            self.fields[f"kind_{n}"] = forms.ChoiceField(
                label=_("Loại bản: {name}").format(name=name), choices=self.KINDS, initial="copy"
            )
            self.fields[f"count_{n}"] = forms.IntegerField(
                label=_("Số bản: {name}").format(name=name), min_value=1, max_value=99, initial=1
            )
        self.order_fields([*(f for f in self.fields if f != "note"), "note"])

    def lines(self) -> list[tuple[Any, Any, Any]]:
        """Return (came in, kind, count) as bound fields for each paper."""
        return [(self[f"have_{n}"], self[f"kind_{n}"], self[f"count_{n}"])
                for n in range(len(self.papers))]  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Name the parts that came in by their key in the procedure, or by their name."""
        pinned = self.dossier.version_id
        known = {p["name"]: p["key"] for p in procedures.version(pinned).parts} if pinned else {}
        data = self.cleaned_data
        parts = [
            {"key": known.get(name, name), "name": name, "kind": data[f"kind_{n}"],
             "count": data[f"count_{n}"]}
            for n, name in enumerate(self.papers) if data[f"have_{n}"]
        ]  # fmt: skip
        return {"parts": parts, "note": data["note"]}


class RequestPayment(Ask):
    """How much, and on what ground the clock stops for it."""

    amount = _text(gettext_lazy("Số tiền (đồng)"), help_text=gettext_lazy("Ví dụ 1.500.000"))
    ground = _text(gettext_lazy("Căn cứ tạm dừng tính hạn"))
    document = _text(gettext_lazy("Số thông báo"), required=False)

    def clean_amount(self) -> int:
        """Read "1.500.000 đ" as whole đồng."""
        digits = self.cleaned_data["amount"].replace("đ", "").replace(".", "").replace(" ", "")
        if not digits.isdecimal() or not 0 < int(digits) < 10**12:
            raise ValidationError(_("Số tiền phải là số nguyên dương, ví dụ 1.500.000."))
        return int(digits)


class RecordPayment(Ask):
    """How it was paid, and the number of the receipt."""

    way = forms.ChoiceField(
        label=gettext_lazy("Nộp bằng"), required=False, widget=forms.RadioSelect({"class": "k-seg"}),
        choices=[(way.value, way.label) for way in PaidBy if way], initial=PaidBy.CASH,
    )  # fmt: skip
    receipt = _text(gettext_lazy("Số biên lai"), required=False)

    def clean_way(self) -> str:
        """Nothing said: in cash, over the counter."""
        return self.cleaned_data["way"] or PaidBy.CASH


class Consult(Ask):
    """Which body, and what it is asked."""

    body = _text(gettext_lazy("Cơ quan được hỏi"))
    question = _text(gettext_lazy("Nội dung hỏi"), rows=2, required=False)


class RecordAnswer(Ask):
    """What was answered."""

    answer = _text(gettext_lazy("Nội dung trả lời"), rows=3)


class Transfer(Ask):
    """To which authority, and why."""

    body = _text(gettext_lazy("Cơ quan nhận"))
    reason = _text(gettext_lazy("Lý do"), rows=2, required=False)

    def prepare(self) -> None:
        """Propose the authority named by the procedure."""
        pinned = self.dossier.version_id
        named = procedures.version(pinned).interlinked if pinned else []
        if named:
            self.initial["body"] = str(named[0])


class ReturnTransfer(Ask):
    """What the authority answered."""

    answer = _text(gettext_lazy("Kết quả cơ quan cấp trên trả"), rows=3)


class Extend(Ask):
    """How much longer, and why (form 04)."""

    number = forms.IntegerField(
        label=gettext_lazy("Hẹn thêm"), min_value=1, max_value=400, initial=2
    )
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"), choices=UNITS)
    reason = _text(
        gettext_lazy("Lý do"), rows=2, help_text=gettext_lazy("Câu này in trên phiếu xin lỗi.")
    )
    document = _text(gettext_lazy("Số văn bản"), required=False)

    def facts(self) -> dict[str, Any]:
        """Put number and unit together as a limit."""
        data = super().facts()
        extension = f"{data.pop('number')} {data.pop('unit')}"
        return {**data, "extension": extension}


class WithReason(Ask):
    """Why."""

    reason = _text(gettext_lazy("Lý do"), rows=3)


class Withdraw(Ask):
    """Why, if the citizen says so."""

    reason = _text(gettext_lazy("Lý do công dân nêu"), rows=2, required=False)


class Decide(Ask):
    """The number of the result."""

    result = _text(gettext_lazy("Số, ký hiệu kết quả"), required=False)


class IssueResult(Ask):
    """Where the result lies."""

    delivery = forms.ChoiceField(
        label=gettext_lazy("Trả kết quả qua"), required=False, widget=forms.RadioSelect({"class": "k-seg"}),
        choices=[(d.value, d.label) for d in (Delivery.AT_COUNTER, Delivery.POSTED, Delivery.ONLINE)],
        initial=Delivery.AT_COUNTER,
    )  # fmt: skip

    def clean_delivery(self) -> str:
        """Nothing said: at the counter."""
        return self.cleaned_data["delivery"] or Delivery.AT_COUNTER


class ReturnResult(Ask):
    """Who took it."""

    to = _text(gettext_lazy("Người nhận kết quả"), required=False)

    def prepare(self) -> None:
        """Propose the applicant."""
        self.initial["to"] = self.dossier.applicant_name


FORMS: dict[str, type[Ask]] = {
    "claim": Claim, "assign": Assign, "reassign": Reassign, "start_step": StartStep,
    "finish_step": FinishStep, "request_supplement": RequestSupplement,
    "receive_supplement": ReceiveSupplement, "request_payment": RequestPayment,
    "record_payment": RecordPayment, "consult": Consult, "record_answer": RecordAnswer,
    "transfer": Transfer, "return_transfer": ReturnTransfer, "extend": Extend,
    "apologise": WithReason, "stop": WithReason, "withdraw": Withdraw, "decide": Decide,
    "reject": WithReason, "issue_result": IssueResult, "return_result": ReturnResult,
    "reopen": WithReason,
}  # fmt: skip
