"""One address per verb: a form on a page of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.web.entering import acting, form_page, get_and_post, given, only, people_only
from khe.desks.improvement import actions, queries
from khe.desks.improvement.forms.shortcomings import (
    EvidenceForm,
    LinkForm,
    MeasureForm,
    NameForm,
    NoteForm,
    NothingForm,
    WhyForm,
)
from khe.desks.improvement.models import Measure, Shortcoming
from khe.desks.improvement.queries import reviews
from khe.desks.improvement.rules import shortcomings as rules
from khe.desks.improvement.views.common import found, found_whole

namers_only = only(lambda actor: not rules.why_not_name(actor))


@get_and_post
@namers_only
def name(request: HttpRequest) -> HttpResponse:
    """Name a shortcoming."""
    form = NameForm(given(request), **acting(request))
    made: list[Shortcoming] = []
    return form_page(
        request, form,
        lambda data: made.append(actions.name_shortcoming(**form.arguments(), **acting(request))),
        to=lambda: made[0], say=_("Đã nêu hạn chế; việc tiếp theo là đặt biện pháp."),
        back=reverse("improvement:board"), title=_("Nêu hạn chế"), button=_("Nêu hạn chế"),
        draft="neu-han-che",
    )  # fmt: skip


@get_and_post
@namers_only
def name_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name a shortcoming in a review, by those who may open the review."""
    review = get_object_or_404(reviews.visible_to(request.actor, request.at), pk=pk)
    answers = {"answers_member": review.member_id, "answers_body": review.body_id}
    form = NameForm(given(request), suggested=answers, **acting(request))
    do = actions.name_shortcoming
    return form_page(
        request, form,
        lambda data: do(review_id=review.pk, **form.arguments(), **acting(request)),
        to=reverse("improvement:review", args=[pk]), say=_("Đã nêu hạn chế trong lần kiểm điểm này."),
        title=_("Nêu hạn chế"), intro=review.subject, button=_("Nêu hạn chế"),
        draft=f"neu-han-che-{pk}",
    )  # fmt: skip


@get_and_post
@people_only
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change its words."""
    subject = found(request, pk)
    form = NameForm(given(request), of=subject, **acting(request))
    return form_page(
        request, form, lambda data: actions.edit(pk, **form.arguments(), **acting(request)),
        to=subject, say=_("Đã sửa nội dung."), title=_("Sửa nội dung"), intro=str(subject),
        button=_("Ghi lại"),
    )  # fmt: skip


@get_and_post
@people_only
def link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set by which indicator it will be judged."""
    subject = found(request, pk)
    form = LinkForm(given(request), by=request.actor)
    return form_page(
        request, form, lambda data: actions.link(pk, **form.arguments(), **acting(request)),
        to=subject, say=_("Đã gắn chỉ tiêu đo; mức ban đầu được đếm từ hồ sơ."),
        title=_("Gắn chỉ tiêu đo"), intro=str(subject), button=_("Gắn chỉ tiêu"),
        template="improvement/form.html",
    )  # fmt: skip


@get_and_post
@people_only
def add_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what is done about it."""
    subject = found(request, pk)
    form = MeasureForm(given(request), at=request.at)
    return form_page(
        request, form, lambda data: actions.add_measure(pk, **form.arguments(), **acting(request)),
        to=subject, say=_("Đã thêm biện pháp và giao thành nhiệm vụ."), title=_("Thêm biện pháp"),
        intro=str(subject), button=_("Thêm biện pháp"), draft=f"bien-phap-{subject.code}",
    )  # fmt: skip


@get_and_post
@people_only
def drop_measure(request: HttpRequest, pk: UUID, measure: UUID) -> HttpResponse:
    """Give up a measure."""
    subject = found(request, pk)
    known = get_object_or_404(Measure, pk=measure, shortcoming=subject)
    return form_page(
        request, WhyForm(given(request)),
        lambda data: actions.drop_measure(known.pk, **data, **acting(request)),
        to=subject, say=_("Đã bỏ biện pháp."), title=_("Bỏ biện pháp"), intro=known.content,
        button=_("Bỏ biện pháp"), risk=True,
    )  # fmt: skip


@get_and_post
@people_only
def judge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Judge by the measured values."""
    whole = found_whole(request, pk)
    return form_page(
        request, NothingForm(given(request)), lambda data: actions.judge(pk, **acting(request)),
        to=whole.shortcoming, say=_("Đã kết luận theo số đo."), title=_("Kết luận theo số đo"),
        intro=_(
            "Hệ thống đo từng chỉ tiêu trong kỳ theo dõi, so với mức ban đầu và đích, chốt số liệu"
            " và viết rõ lý do. Không ai nhập kết luận bằng tay."
        ),
        button=_("Đo và kết luận"),
    )  # fmt: skip


@get_and_post
@people_only
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve and close."""
    whole = found_whole(request, pk)
    said = whole.judgements[0].reasoning if whole.judgements else ""
    return form_page(
        request, NoteForm(given(request)), lambda data: actions.close(pk, **data, **acting(request)),
        to=whole.shortcoming, say=_("Đã đóng. Nếu số đo xấu đi, hạn chế tự mở lại."),
        title=_("Duyệt và đóng"), intro=said or str(whole.shortcoming), button=_("Duyệt và đóng"),
    )  # fmt: skip


@get_and_post
@people_only
def add_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add what shows it."""
    subject = found(request, pk)
    files = request.FILES if request.method == "POST" else None
    return form_page(
        request, EvidenceForm(given(request), files),
        lambda data: actions.add_evidence(pk, **data, **acting(request)),
        to=subject, say=_("Đã thêm minh chứng."), title=_("Thêm minh chứng"), intro=str(subject),
        button=_("Thêm minh chứng"),
    )  # fmt: skip


def _with_reason(
    request: HttpRequest, pk: UUID, do: Any, title: str, say: str, *, risk: bool = False
) -> HttpResponse:
    subject = found(request, pk)
    return form_page(
        request, WhyForm(given(request)), lambda data: do(pk, **data, **acting(request)),
        to=subject, say=say, title=title, intro=str(subject), button=title, risk=risk,
    )  # fmt: skip


@get_and_post
@people_only
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open it again."""
    return _with_reason(request, pk, actions.reopen, _("Mở lại"), _("Đã mở lại."))


@get_and_post
@people_only
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop following it."""
    return _with_reason(
        request, pk, actions.drop, _("Thôi theo dõi"), _("Đã thôi theo dõi."), risk=True
    )


@get_and_post
@people_only
def tell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a relapse was told at a briefing."""
    row = get_object_or_404(queries.relapses(request.actor, request.at), pk=pk)
    return form_page(
        request, NoteForm(given(request)),
        lambda data: actions.tell_relapse(pk, **data, **acting(request)),
        to=row.shortcoming, say=_("Đã ghi: đã báo tại giao ban."), title=_("Đã báo tại giao ban"),
        intro=row.text, button=_("Đã báo"),
    )  # fmt: skip
