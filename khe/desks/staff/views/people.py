"""The people of the authority and their accounts."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khe.base.people.models import Member
from khe.base.web.entering import PAGE, acting, form_page, given, tried
from khe.base.web.responses import done
from khe.desks.staff import actions, queries, rules
from khe.desks.staff.forms.members import MemberForm
from khe.desks.staff.forms.people import AccountForm
from khe.desks.staff.forms.tenures import AppointMemberForm
from khe.desks.staff.views.common import admins_only
from khe.desks.staff.views.organisation import get_and_post

A_PAGE = 50


@require_safe
@admins_only
def people(request: HttpRequest) -> HttpResponse:
    """List the people by given name, with their posts and how their accounts stand."""
    text = request.GET.get("q", "").strip()[:100]
    page = Paginator(queries.members(text), A_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    tenures = queries.tenures_of([m.pk for m in listed], queries.day_of(request.at))
    accounts = queries.accounts_of(listed)
    steps = queries.second_steps(accounts)
    rows = [
        {
            "member": member,
            "tenures": tenures.get(member.pk, []),
            "user": accounts.get(member.user_id or 0),
            "standing": queries.standing(accounts.get(member.user_id or 0)),
            "second_step": member.user_id in steps,
        }
        for member in listed
    ]
    context = {"tab": "people", "page": page, "rows": rows, "q": text}
    return render(request, "staff/people.html", context)


@get_and_post
@admins_only
def person_new(request: HttpRequest) -> HttpResponse:
    """Add a person; posts and account follow on their page."""
    made: list[Member] = []
    form = MemberForm(given(request))
    save = lambda data: made.append(actions.save_member(**data, **acting(request)))  # noqa: E731
    if request.method == "POST" and tried(form, save):
        to = reverse("staff:person", args=[made[0].pk])
        return done(request, None, {}, to, say=_("Đã thêm. Bây giờ hãy bổ nhiệm và tạo tài khoản."))
    context = {
        "form": form,
        "title": _("Thêm người"),
        "button": _("Thêm người"),
        "back": reverse("staff:people"),
    }
    return render(request, PAGE, context, status=422 if form.is_bound else 200)


@require_safe
@admins_only
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a person: posts, account, delegations."""
    return person_page(request, get_object_or_404(Member, pk=pk))


def person_page(request: HttpRequest, member: Member, **forms: Any) -> HttpResponse:
    """Render a person's page, with the form that needs another look."""
    at, by = request.at, request.actor
    user, today = queries.account_of(member), queries.day_of(at)
    tenures = list(member.tenures.select_related("post", "post__body").order_by("-began", "-id"))
    second_step = bool(user and queries.second_steps([user.pk]))
    context = {
        "member": member,
        "user_account": user,
        "standing": queries.standing(user),
        "second_step": second_step,
        "why_not_keep": rules.why_not_keep_account(user.pk if user else None, by),
        "current": [t for t in tenures if t.ended is None or t.ended > today],
        "past": [t for t in tenures if t.ended is not None and t.ended <= today],
        "delegations": queries.delegations_of(member.pk)[:10],
        "now_at": at,
        "account": forms.get("account")
        or AccountForm(initial={"login": queries.suggested_login(member.name)}),
        "appointing": forms.get("appointing") or AppointMemberForm(at=at),
        "open": next(iter(forms), ""),
    }
    return render(request, "staff/person.html", context, status=422 if forms else 200)


@get_and_post
@admins_only
def rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a person's name."""
    member = get_object_or_404(Member, pk=pk)
    form = MemberForm(given(request), initial={"name": member.name})
    return form_page(
        request,
        form,
        lambda data: actions.save_member(id=pk, **data, **acting(request)),
        to=reverse("staff:person", args=[pk]),
        say=_("Đã sửa tên."),
        title=member.name,
        button=_("Ghi tên"),
    )


@require_POST
@admins_only
def appoint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give this person a post."""
    member = get_object_or_404(Member, pk=pk)
    form = AppointMemberForm(request.POST, at=request.at)

    def give(data: dict[str, Any]) -> None:
        actions.appoint(data.pop("post").pk, member=member, **data, **acting(request))

    if tried(form, give):
        return done(request, None, {}, reverse("staff:person", args=[pk]), say=_("Đã bổ nhiệm."))
    return person_page(request, member, appointing=form)


@require_POST
@admins_only
def account(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make an account; its first password is on this answer and nowhere else."""
    member = get_object_or_404(Member, pk=pk)
    form, made = AccountForm(request.POST), []
    if tried(form, lambda d: made.append(actions.make_account(pk, **d, **acting(request)))):
        return _show_password(request, member, *made[0])
    return person_page(request, member, account=form)


@require_POST
@admins_only
def password(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a new first password, shown once."""
    member = get_object_or_404(Member, pk=pk)
    return _show_password(request, member, *actions.reset_password(pk, **acting(request)))


def _show_password(request: HttpRequest, member: Member, user: Any, word: str) -> HttpResponse:
    context = {"member": member, "login": user.username, "word": word}
    response = render(request, "staff/password.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@admins_only
def lock(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Shut a person out at once."""
    get_object_or_404(Member, pk=pk)
    reason = request.POST.get("reason", "")[:200]
    actions.lock_account(pk, reason=reason, **acting(request))
    say = _("Đã khóa tài khoản và kết thúc mọi phiên đang mở.")
    return done(request, None, {}, reverse("staff:person", args=[pk]), say=say)


@require_POST
@admins_only
def unlock(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a person in again."""
    get_object_or_404(Member, pk=pk)
    actions.unlock_account(pk, **acting(request))
    to = reverse("staff:person", args=[pk])
    return done(request, None, {}, to, say=_("Đã mở khóa tài khoản."))


@require_POST
@admins_only
def second_step_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the second step off an account whose telephone is lost."""
    get_object_or_404(Member, pk=pk)
    actions.remove_second_step(pk, **acting(request))
    to = reverse("staff:person", args=[pk])
    return done(request, None, {}, to, say=_("Đã gỡ đăng nhập hai bước."))
