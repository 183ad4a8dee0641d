"""Posts and those who hold them: given, ended and exchanged by acts."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khe.base.people.models import Post, Tenure
from khe.base.web.entering import acting, form_page, given, status_of, tried
from khe.base.web.responses import done
from khe.desks.staff import actions, queries, rules
from khe.desks.staff.forms.organisation import PostForm
from khe.desks.staff.forms.tenures import AppointForm, EndForm, TransferForm
from khe.desks.staff.states import ROLE_MEANS
from khe.desks.staff.views.common import admins_only
from khe.desks.staff.views.organisation import get_and_post

View = Callable[..., HttpResponse]


def act_keepers_only(view: View) -> View:
    """Show the page to those who may record acts about people; to everyone else it does not exist."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor is None or not request.actor.can(*rules.ACT_KEEPERS):
            raise Http404
        return view(request, *args, **kwargs)

    return shown


@get_and_post
@admins_only
def post_new(request: HttpRequest) -> HttpResponse:
    """Add a post to a body."""
    form = PostForm(given(request), initial={"body": request.GET.get("body")})
    return form_page(
        request,
        form,
        lambda data: actions.save_post(**data, **acting(request)),
        to=reverse("staff:list"),
        say=_("Đã thêm chức danh. Bây giờ có thể bổ nhiệm người giữ."),
        title=_("Thêm chức danh"),
        button=_("Thêm chức danh"),
    )


@get_and_post
@admins_only
def post(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a post: its holders past and present, who may be appointed, what it gives."""
    known = get_object_or_404(Post.objects.select_related("body"), pk=pk)
    form = PostForm(given(request), initial=PostForm.initial_of(known), auto_id="p_%s")
    save = lambda data: actions.save_post(id=pk, **data, **acting(request))  # noqa: E731
    if request.method == "POST" and tried(form, save):
        to = reverse("staff:post", args=[pk])
        say = _("Đã ghi chức danh; quyền mới có hiệu lực ngay.")
        return done(request, None, {}, to, say=say)
    return _post_page(request, known, form=form)


@get_and_post
@admins_only
def appoint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the post to a member."""
    known = get_object_or_404(Post.objects.select_related("body"), pk=pk)
    form = AppointForm(given(request), at=request.at)
    if request.method == "POST" and tried(
        form, lambda data: actions.appoint(pk, **data, **acting(request))
    ):
        to = reverse("staff:post", args=[pk])
        return done(request, None, {}, to, say=_("Đã bổ nhiệm."))
    return _post_page(request, known, appointing=form)


def _post_page(request: HttpRequest, known: Post, **forms: Any) -> HttpResponse:
    at = request.at
    today = queries.day_of(at)
    tenures = list(known.tenures.select_related("member").order_by("-began", "-id"))
    context = {
        "post": known,
        "current": [t for t in tenures if t.ended is None or t.ended > today],
        "past": [t for t in tenures if t.ended is not None and t.ended <= today],
        "means": [ROLE_MEANS[role] for role in known.roles if role in ROLE_MEANS],
        "today": today,
        "form": forms.get("form") or PostForm(initial=PostForm.initial_of(known), auto_id="p_%s"),
        "appointing": forms.get("appointing") or AppointForm(at=at),
        "open": next(iter(forms), "") if request.method == "POST" else "",
    }
    status = status_of(request)
    return render(request, "staff/post.html", context, status=status)


def _held(pk: UUID) -> Tenure:
    return get_object_or_404(Tenure.objects.select_related("member", "post"), pk=pk)


def _page_of(request: HttpRequest, tenure: Tenure) -> str:
    """Return where the person is read by whoever asks: the account's page, or the record."""
    page = "staff:person" if request.actor.can("admin") else "staff:record"
    return reverse(page, args=[tenure.member_id])


@get_and_post
@act_keepers_only
def end_tenure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask from which day somebody no longer holds a post and by which act, and end it."""
    tenure = _held(pk)
    names = {"name": tenure.member.name, "post": tenure.post.title}
    return form_page(
        request,
        EndForm(given(request), at=request.at),
        lambda data: actions.end_tenure(pk, **data, **acting(request)),
        to=_page_of(request, tenure),
        say=_("Đã ghi thôi giữ chức danh."),
        title=_("%(name)s thôi giữ chức danh %(post)s") % names,
        intro=_(
            "Từ ngày đó, các quyền của chức danh này không còn; những gì đã làm vẫn còn nguyên."
        ),
        button=_("Ghi thôi giữ"),
        risk=True,
    )


@get_and_post
@act_keepers_only
def transfer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask to which post somebody moves, from which day and by which act, and move them."""
    tenure = _held(pk)
    names = {"name": tenure.member.name, "post": tenure.post.title}
    return form_page(
        request,
        TransferForm(given(request), at=request.at),
        lambda data: actions.transfer(pk, **data, **acting(request)),
        to=_page_of(request, tenure),
        say=_("Đã ghi chuyển chức danh."),
        title=_("Chuyển %(name)s khỏi chức danh %(post)s") % names,
        intro=_(
            "Một quyết định: từ ngày đó thôi chức danh cũ và giữ chức danh mới; quyền đổi theo ngay."
        ),
        button=_("Ghi chuyển chức danh"),
    )
