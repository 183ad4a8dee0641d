"""Bodies, posts and their holders; areas."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khe.base.authorities.models import Area
from khe.base.people.models import Body, Post, Tenure
from khe.desks.staff import actions, queries
from khe.desks.staff.forms.organisation import AppointForm, AreaForm, BodyForm, EndForm, PostForm
from khe.desks.staff.states import ROLE_MEANS, ROLE_NAMES
from khe.desks.staff.views.common import acting, admins_only, form_page, given, tried

get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@admins_only
def organisation(request: HttpRequest) -> HttpResponse:
    """Show the bodies with their posts, who holds them, and the empty seats."""
    tree = queries.organisation(queries.day_of(request.at))
    seats = [seat for branch in tree for seat in branch.seats]
    context = {
        "tab": "bodies",
        "tree": tree,
        "posts": len(seats),
        "held": sum(len(seat.tenures) for seat in seats),
        "free": sum(seat.free for seat in seats),
        "role_names": ROLE_NAMES,
        "role_means": ROLE_MEANS,
    }
    return render(request, "staff/organisation.html", context)


@get_and_post
@admins_only
def body(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Add a body or change one."""
    known = get_object_or_404(Body, pk=pk) if pk else None
    form = BodyForm(given(request), initial=_initial(request, known, "kind"))
    return form_page(
        request,
        form,
        lambda data: actions.save_body(id=pk, **data, **acting(request)),
        to=reverse("staff:list"),
        say=_("Đã ghi đơn vị."),
        title=known.name if known else _("Thêm đơn vị"),
        button=_("Ghi đơn vị"),
    )


def _initial(request: HttpRequest, known: Any, *more: str) -> dict[str, Any]:
    """Return what a form starts with: the row's own fields, or what the address asks for."""
    if known is None:
        return {key: request.GET[key] for key in ("parent", "body") if key in request.GET}
    fields = ("name", "short_name", "code", "parent_id", *more)
    found = {name: getattr(known, name) for name in fields if hasattr(known, name)}
    return {**found, "parent": found.get("parent_id")}


@get_and_post
@admins_only
def post_new(request: HttpRequest) -> HttpResponse:
    """Add a post to a body."""
    form = PostForm(given(request), initial=_initial(request, None))
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
    initial = {name: getattr(known, name) for name in ("title", "body", "seats", "roles")}
    form = PostForm(given(request), initial=initial)
    save = lambda data: actions.save_post(id=pk, **data, **acting(request))  # noqa: E731
    if request.method == "POST" and tried(form, save):
        return _back_to(request, known, _("Đã ghi chức danh; quyền mới có hiệu lực ngay."))
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
        return _back_to(request, known, _("Đã bổ nhiệm."))
    return _post_page(request, known, appointing=form)


def _back_to(request: HttpRequest, row: Model, say: str) -> HttpResponse:
    from khe.base.web.responses import done

    name = "staff:post" if isinstance(row, Post) else "staff:person"
    return done(request, None, {}, reverse(name, args=[row.pk]), say=say)


def _post_page(request: HttpRequest, known: Post, **forms: Any) -> HttpResponse:
    at = request.at
    today = queries.day_of(at)
    tenures = list(known.tenures.select_related("member").order_by("-began", "-id"))
    initial = {name: getattr(known, name) for name in ("title", "body", "seats", "roles")}
    context = {
        "post": known,
        "current": [t for t in tenures if t.ended is None or t.ended > today],
        "past": [t for t in tenures if t.ended is not None and t.ended <= today],
        "means": [ROLE_MEANS[role] for role in known.roles if role in ROLE_MEANS],
        "today": today,
        "form": forms.get("form") or PostForm(initial=initial),
        "appointing": forms.get("appointing") or AppointForm(at=at),
        "open": next(iter(forms), "") if request.method == "POST" else "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "staff/post.html", context, status=status)


@get_and_post
@admins_only
def end_tenure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask from which day somebody no longer holds a post, and end it."""
    tenure = get_object_or_404(Tenure.objects.select_related("member", "post"), pk=pk)
    form = EndForm(given(request), at=request.at)
    title = _("%(name)s thôi giữ chức danh %(post)s") % {
        "name": tenure.member.name, "post": tenure.post.title,
    }  # fmt: skip
    return form_page(
        request,
        form,
        lambda data: actions.end_tenure(pk, **data, **acting(request)),
        to=reverse("staff:person", args=[tenure.member_id]),
        say=_("Đã ghi thôi giữ chức danh."),
        title=title,
        intro=_(
            "Từ ngày đó, các quyền của chức danh này không còn; những gì đã làm vẫn còn nguyên."
        ),
        button=_("Ghi thôi giữ"),
        risk=True,
    )


@get_and_post
@admins_only
def areas(request: HttpRequest) -> HttpResponse:
    """Show the authority's areas as a tree; add one below."""
    form = AreaForm(given(request), initial=_initial(request, None))
    save = lambda data: actions.save_area(**data, **acting(request))  # noqa: E731
    if request.method == "POST" and tried(form, save):
        from khe.base.web.responses import done

        return done(request, None, {}, reverse("staff:areas"), say=_("Đã thêm."))
    context = {"tab": "areas", "tree": queries.areas(), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "staff/areas.html", context, status=status)


@get_and_post
@admins_only
def area(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an area."""
    known = get_object_or_404(Area, pk=pk)
    form = AreaForm(given(request), initial=_initial(request, known))
    return form_page(
        request,
        form,
        lambda data: actions.save_area(id=pk, **data, **acting(request)),
        to=reverse("staff:areas"),
        say=_("Đã ghi."),
        title=known.name,
        button=_("Ghi"),
    )
