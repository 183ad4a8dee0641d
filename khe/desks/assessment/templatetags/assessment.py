"""Words and colours of assessments. In a template: {% load assessment %}."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from khe.base.web.phrases import decimal
from khe.base.web.templatetags.khe import status
from khe.desks.assessment.rules.frames import number
from khe.desks.assessment.states import (
    BAND_KIND,
    BAND_SHORT,
    STAGE_KIND,
    STATUS_KIND,
    Band,
    PeriodKind,
    Stage,
    Status,
    SubjectKind,
)

register = template.Library()

WORDS = {
    "self_assess": _("Tự đánh giá"), "propose": _("Đề xuất"), "decide": _("Quyết định"),
    "plan": _("Lập kế hoạch"),
}  # fmt: skip
TITLES = {
    "self_assess": _("Tự cho điểm từng tiêu chí"), "propose": _("Đề xuất điểm và xếp loại"),
    "decide": _("Quyết định xếp loại"), "plan": _("Lập kế hoạch khắc phục"),
}  # fmt: skip


@register.simple_tag
def band(key: str, full: bool = False) -> SafeString | str:
    """Show a band: icon, word and colour; with `full` the whole legal name."""
    if key not in Band.values:
        return ""
    word = Band(key).label if full else BAND_SHORT[key]
    return status(BAND_KIND[Band(key)], str(word))


@register.simple_tag
def stage_of(key: str) -> SafeString:
    """Show where an assessment stands."""
    one = Status(key)
    return status(STATUS_KIND[one], str(one.label))


@register.simple_tag
def campaign_stage(key: str) -> SafeString:
    """Show where a campaign stands."""
    one = Stage(key)
    return status(STAGE_KIND[one], str(one.label))


@register.simple_tag
def step_word(step: str) -> Any:
    """Return the word on the button of a step."""
    return WORDS[step]


@register.simple_tag
def step_title(step: str) -> Any:
    """Return what the step is."""
    return TITLES[step]


@register.simple_tag
def subject_url(name: str, pk: UUID) -> str:
    """Return the address of a step of an assessment."""
    return reverse(f"assessment:{name}", args=[pk])


@register.simple_tag
def kind_word(key: str) -> Any:
    """Return the word for a kind of subject."""
    return SubjectKind(key).label


@register.simple_tag
def period_word(key: str) -> Any:
    """Return the word for a kind of period."""
    return PeriodKind(key).label


@register.filter
def points(value: Any) -> str:
    """Show points: 7, 7,5; – when there are none."""
    found = number(value)
    if found is None:
        return "–"
    return decimal(float(found), 0 if found == found.to_integral_value() else 1)


@register.filter
def sign(op: str) -> str:
    """Return the sign of a comparison: ≥, ≤, =."""
    return {">=": "≥", "<=": "≤", "==": "="}[op]


@register.filter
def safe_number(value: Decimal) -> str:
    """Return a number for the script: with a point."""
    return str(value)


@register.filter
def share(value: Decimal) -> str:
    """Show a share in percent: 20%."""
    return f"{points(value * 100)}%"


@register.filter
def in_text(pk: UUID, chosen: Any) -> bool:
    """Say whether an id is among the texts that a form sent."""
    return str(pk) in {str(one) for one in chosen or ()}
