"""Delegations, and the page about oneself."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.people.models import Delegation, Member
from khe.base.web.entering import acting, form_page, given
from khe.base.web.responses import done
from khe.desks.staff import actions, queries, rules
from khe.desks.staff.forms.people import DelegationForm
from khe.desks.staff.states import ROLE_MEANS, ROLE_NAMES
from khe.desks.staff.views.common import admins_only
from khe.desks.staff.views.organisation import get_and_post


@require_safe
@admins_only
def delegations(request: HttpRequest) -> HttpResponse:
    """List the delegations that last or lie ahead."""
    rows = queries.delegations(request.at)
    context = {"tab": "delegations", "rows": rows, "now_at": request.at, "role_names": ROLE_NAMES}
    return render(request, "staff/delegations.html", context)


@get_and_post
def delegate(request: HttpRequest) -> HttpResponse:
    """Let somebody stand in: administrators for anyone, officers and leaders for themselves."""
    by = request.actor
    own = by and not by.can("admin")
    if by is None or rules.why_not_give(by.member_id, by):
        raise Http404
    form = DelegationForm(
        given(request),
        at=request.at,
        giver_id=by.member_id if own else None,
    )
    return form_page(
        request,
        form,
        lambda data: _delegate(request, form, data),
        to=reverse("staff:me" if own else "staff:delegations"),
        say=_("Đã ghi ủy quyền."),
        title=_("Ủy quyền công việc của tôi") if own else _("Ghi một ủy quyền"),
        intro=_(
            "Người nhận thấy và làm được công việc trong phạm vi đã chọn, đúng những ngày đã ghi."
        ),
        button=_("Ghi ủy quyền"),
    )


def _delegate(request: HttpRequest, form: DelegationForm, data: dict[str, Any]) -> None:
    began, ended = form.period()
    giver = data["giver"].pk if "giver" in data else request.actor.member_id
    actions.delegate(
        giver, data["taker"].pk, began=began, ended=ended,
        roles=data["roles"], document=data["document"], **acting(request),
    )  # fmt: skip


@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a delegation back."""
    given = get_object_or_404(Delegation, pk=pk)
    by = request.actor
    if by is None or rules.why_not_give(given.giver_id, by):
        raise Http404
    actions.revoke(pk, **acting(request))
    own = given.giver_id == by.member_id or not by.can("admin")
    to = reverse("staff:me" if own else "staff:delegations")
    return done(request, None, {}, to, say=_("Đã thu hồi ủy quyền."))


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show what I hold, who stands in for me, and how my account is protected."""
    by, at = request.actor, request.at
    if by is None:
        raise Http404
    own = rules.why_not_give(by.member_id, by) is None and by.member_id is not None
    member = Member.objects.filter(pk=by.member_id).first() if by.member_id else None
    day = queries.day_of(at)
    context = {
        "member": member,
        "tenures": queries.tenures_of([member.pk], day).get(member.pk, []) if member else [],
        "means": [ROLE_MEANS[role] for role in ROLE_MEANS if role in by.roles],
        "role_names": ROLE_NAMES,
        "delegations": queries.delegations_of(member.pk)[:20] if member else [],
        "may_delegate": own,
        "second_step": bool(queries.second_steps([request.user.pk or 0])),
        "now_at": at,
    }
    return render(request, "staff/me.html", context)
