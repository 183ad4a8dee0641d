"""The job worker: `python -m khe.config.worker` runs until SIGTERM or SIGINT; and its heartbeat."""

from datetime import datetime

HEARTBEAT = 5  # seconds between two signs of life
SILENCE = 15  # seconds without one after which the worker counts as dead
PATIENCE = 10  # seconds that a running job may take to end when the worker is told to stop


def last_heartbeat() -> datetime | None:
    """Return when a worker last said that it lives (UTC), or None if none runs."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        row = cursor.fetchone()
    return row[0] if row else None


def main() -> None:
    """Take jobs from the database, as the application's role, until told to stop."""
    from khe.config.cli import start_django
    from khe.config.orphans import end_with_parent

    end_with_parent()
    start_django()
    from procrastinate.contrib.django import app

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as working:
        working.run_worker(
            name="khe",
            concurrency=2,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=SILENCE,
            shutdown_graceful_timeout=PATIENCE,
        )


if __name__ == "__main__":
    main()
