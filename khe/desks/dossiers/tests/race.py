"""Two requests of the same sheet at the same instant, each on a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.models import Body, Member, Post, Tenure, User
from khe.desks.dossiers.models import Dossier
from khe.desks.dossiers.testing import make_version

CLICKS = 4


def send_at_once(sheet: Callable[..., dict[str, Any]]) -> tuple[list[str], int]:
    """Return where each click led to, and how many dossiers there are then."""
    user, authority, version = _counter()
    sent, start = sheet(version), threading.Barrier(CLICKS)
    clients, led = [Client() for _ in range(CLICKS)], []
    for client in clients:
        client.force_login(user)

    def click(client: Client) -> None:
        start.wait(timeout=20)
        answer = client.post("/tiep-nhan/", sent)
        led.append(answer.headers.get("Location", f"{answer.status_code}"))
        connection.close()

    threads = [threading.Thread(target=click, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with acting_for(authority):
        return led, Dossier.objects.count()


def _counter() -> tuple[User, Authority, Any]:
    """Make a counter and commit it, so that every connection sees it."""
    from datetime import date

    authority = Authority.objects.create(
        code="ben-khe", name="Phường Bến Khế", agency_code="H99.17"
    )
    with acting_for(authority):
        body = Body.objects.create(name="Văn phòng")
        user = User.objects.create(username="thoa", authority_id=authority.pk)
        member = Member.objects.create(name="Huỳnh Kim Thoa", sort_name="thoa", user_id=user.pk)
        post = Post.objects.create(title="Công chức tiếp nhận", body=body, roles=["clerk"])
        Tenure.objects.create(member=member, post=post, began=date(2025, 7, 1))
        return user, authority, make_version()
