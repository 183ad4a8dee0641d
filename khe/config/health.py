"""/healthz: ok only when the database answers, its migrations are applied and the worker lives."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from khe.config.worker import SILENCE, last_heartbeat


class Unmigrated(Exception):
    """The database is not at this version."""


@cache
def require_migrations() -> None:
    """Raise Unmigrated while migrations are missing; once there are none, cost nothing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unmigrated


def report() -> dict[str, Any]:
    """Return {"ok", "database", "migrations", "worker"}, each True or False. One query as a rule."""
    found = {"database": False, "migrations": False, "worker": False}
    try:
        require_migrations()
        beat = last_heartbeat()
        found["database"] = found["migrations"] = True
        found["worker"] = beat is not None and time.time() - beat.timestamp() < SILENCE
    except Unmigrated:
        found["database"] = True
    except Error:
        connection.close()  # a broken connection must not outlive the server's restart
    return {"ok": all(found.values()), **found}


class Health:
    """Answer /healthz before sessions and log-in, which need the database themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        found = report()
        return JsonResponse(found, status=200 if found["ok"] else 503)
