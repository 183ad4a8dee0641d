"""What study writes to people, in Vietnamese whoever acts: (subject, text, address)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from khe.desks.study.models import Deed, EssayCall

LANGUAGE = "vi"


def essay_graded(call: EssayCall) -> tuple[str, str, str]:
    """Say that an essay has been graded."""
    with override(LANGUAGE):
        subject = _("Bài thu hoạch đã chấm: %s") % call.programme.title
        text = _("Bài thu hoạch của anh/chị đã được chấm. Điểm và nhận xét ở trong hệ thống.")
    return subject, text, reverse("study:hand_in", args=[call.pk])


def essay_returned(call: EssayCall) -> tuple[str, str, str]:
    """Say that an essay has been returned."""
    with override(LANGUAGE):
        subject = _("Bài thu hoạch cần viết thêm: %s") % call.programme.title
        text = _("Bài thu hoạch của anh/chị được trả lại kèm nhận xét; hãy sửa và nộp lại.")
    return subject, text, reverse("study:hand_in", args=[call.pk])


def deed_confirmed(deed: Deed) -> tuple[str, str, str]:
    """Say that a deed has been confirmed."""
    with override(LANGUAGE):
        subject = _("Việc làm theo đã được xác nhận")
    return subject, deed.what, reverse("study:deed", args=[deed.pk])


def deed_returned(deed: Deed) -> tuple[str, str, str]:
    """Say that a deed needs more."""
    with override(LANGUAGE):
        subject = _("Việc làm theo cần bổ sung")
        text = _("%(what)s. Cần bổ sung: %(why)s") % {"what": deed.what, "why": deed.returned_for}
    return subject, text, reverse("study:deed", args=[deed.pk])
