"""Fail when a model has changed without a migration; needs no database, so it starts none."""

import os
import sys

import django
from django.apps import apps
from django.utils import translation


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khe.config.settings")
    django.setup()
    translation.deactivate_all()  # migrations hold the words as they are written in the code
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None, ignore_no_migrations=True)
    conflicts = loader.detect_conflicts()
    for app, names in conflicts.items():
        print(f"{app}: two migrations follow the same one: {', '.join(sorted(names))}")
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("khe.")}
    changes = detector.changes(graph=loader.graph)
    missing = {app: found for app, found in changes.items() if app in ours}
    for app, migrations in missing.items():
        for operation in migrations[0].operations:
            print(f"{app}: {operation.describe()}")
    if missing:
        print("Run: khe manage makemigrations", file=sys.stderr)
    return 1 if missing or conflicts else 0


if __name__ == "__main__":
    sys.exit(main())
