from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "khe.desks.dossiers"
    label = "dossiers"
