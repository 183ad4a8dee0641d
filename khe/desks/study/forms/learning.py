"""What is typed for quizzes, essays and feedback."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khe.base.web.fields import DateInput
from khe.desks.study.forms.attendance import HourInput, moment
from khe.desks.study.models import Question
from khe.desks.study.states.feedback import RATINGS, Topic
from khe.desks.study.states.quizzes import QuestionKind


class QuestionForm(forms.Form):
    """A question; a star before a choice says that it is right."""

    text = forms.CharField(label=_("Câu hỏi"), max_length=500)
    kind = forms.ChoiceField(
        label=_("Kiểu"), choices=QuestionKind.choices, initial=QuestionKind.SINGLE,
        widget=forms.RadioSelect(attrs={"class": "k-seg"}),
    )  # fmt: skip
    choices = forms.CharField(
        label=_("Phương án, mỗi dòng một phương án"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Đặt dấu * ở đầu dòng phương án đúng."), max_length=2000,
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        return {
            "text": self.cleaned_data["text"],
            "kind": self.cleaned_data["kind"],
            "choices": [line.lstrip("*").strip() for line in lines],
            "correct": {place for place, line in enumerate(lines) if line.startswith("*")},
        }


class QuizForm(forms.Form):
    """The questions of a quiz to be answered."""

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, one in enumerate(questions, 1):
            choices = [(str(place), text) for place, text in enumerate(one.choices)]
            label = f"{number}. {one.text}"
            field: forms.Field
            if one.kind == QuestionKind.SINGLE:
                field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
            else:
                field = forms.MultipleChoiceField(
                    label=label, choices=choices, widget=forms.CheckboxSelectMultiple,
                    help_text=_("Chọn mọi phương án đúng."),
                )  # fmt: skip
            self.fields[str(one.pk)] = field

    def answers(self) -> dict[Any, set[int]]:
        """Return {question id: places chosen}."""
        said = {one.pk: self.cleaned_data[str(one.pk)] for one in self.questions}
        return {pk: {int(p) for p in ([v] if isinstance(v, str) else v)} for pk, v in said.items()}


class CallForm(forms.Form):
    """What is asked for, and by when."""

    topic = forms.CharField(
        label=_("Đề bài"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    day = forms.DateField(label=_("Hạn nộp, ngày"), widget=DateInput)
    hour = forms.TimeField(label=_("Giờ"), widget=HourInput, initial="17:00")

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {"topic": data["topic"], "due_at": moment(data["day"], data["hour"])}


class EssayForm(forms.Form):
    """An essay: text, files, or both."""

    text = forms.CharField(
        label=_("Bài viết"), required=False, max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip


class GradeForm(forms.Form):
    """The grade and what to say about it."""

    grade = forms.DecimalField(
        label=_("Điểm (0–10)"), min_value=0, max_value=10, max_digits=3, decimal_places=1,
        required=False, help_text=_("Lẻ đến 0,5. Để trống khi trả lại bài."), localize=True,
    )  # fmt: skip
    comment = forms.CharField(
        label=_("Nhận xét"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip


class FeedbackForm(forms.Form):
    """Ratings from 1 to 5, and a remark."""

    remark = forms.CharField(
        label=_("Góp ý thêm"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Đừng ghi tên mình hay tên người khác: góp ý được giữ không kèm tên."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in Topic:
            self.fields[topic.value] = forms.TypedChoiceField(
                label=topic.label, coerce=int, choices=[(n, str(n)) for n in RATINGS],
                widget=forms.RadioSelect(attrs={"class": "k-seg"}),
            )  # fmt: skip
        self.order_fields([*Topic.values, "remark"])

    def facts(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {"ratings": {t: data[t] for t in Topic.values}, "remark": data["remark"]}
