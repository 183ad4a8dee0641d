"""/healthz: ok only when the database answers, its migrations are applied and the worker lives."""

import time
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from khe.config.worker import last_heartbeat

WORKER_SILENCE = 30  # seconds without a heartbeat after which the worker counts as dead


def report() -> dict[str, Any]:
    """Return {"ok", "database", "migrations", "worker"}, each part True or False."""
    found = {"database": False, "migrations": False, "worker": False}
    try:
        executor = MigrationExecutor(connection)
        found["database"] = True
        found["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        beat = last_heartbeat() if found["migrations"] else None
        found["worker"] = beat is not None and time.time() - beat.timestamp() < WORKER_SILENCE
    except DatabaseError:
        pass
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
