"""Every signed-in request is one transaction for one authority, by one actor."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now  # noqa: TID251 - the door through which the moment comes in

from khe.base.authorities.tenancy import acting_for
from khe.base.people import queries

OUTSIDE = ("/static/", "/healthz", "/ngon-ngu/")  # no tenant data there
ACCOUNT = "/tai-khoan/"  # open to those who must first change their password


class ActForAuthority:
    """Set `request.at`, `request.authority` and `request.actor`, inside `acting_for`.

    A response with status 400 or more rolls the transaction back: nothing half-done is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = now()
        request.authority = request.actor = None
        user = request.user
        if not user.is_authenticated or request.path.startswith(OUTSIDE):
            return self.get_response(request)
        if user.must_change_password and not request.path.startswith(ACCOUNT):
            return redirect(reverse("account_change_password"))
        if user.authority_id is None:
            return self.get_response(request)
        with acting_for(user.authority_id):
            request.actor = queries.actor_for(user, request.at)
            request.post_line = request.actor.post
            request.authority = user.authority
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            return response
