"""Several people at one task at the same instant, each on a connection of their own."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection

from khe.base.authorities.models import Authority
from khe.base.authorities.tenancy import acting_for
from khe.base.people.actor import Actor, system
from khe.base.people.models import Body, Member, Post, Tenure
from khe.base.refusal import Refused

AT_ONCE = 4


def place() -> tuple[Authority, Member]:
    """Make a ward with one member and commit them, so that every connection sees them."""
    authority = Authority.objects.create(code="ben-khe", name="Phường Bến Khế")
    with acting_for(authority):
        body = Body.objects.create(name="Văn phòng")
        member = Member.objects.create(name="Lê Thị Lan", sort_name="lan le thi")
        post = Post.objects.create(title="Công chức", body=body, roles=["officer"])
        Tenure.objects.create(member=member, post=post, began=date(2025, 7, 1))
    return authority, member


def at_once(authority: Authority, do: Callable[[Actor], Any]) -> list[str]:
    """Do it AT_ONCE times at the same instant; return "done" or the refusal's code of each."""
    start, ended = threading.Barrier(AT_ONCE), []

    def run() -> None:
        start.wait(timeout=20)
        try:
            with acting_for(authority):
                do(system(authority))
            ended.append("done")
        except Refused as refused:
            ended.append(str(refused.reason.value))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ended)
