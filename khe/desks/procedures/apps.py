from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "khe.desks.procedures"
    label = "procedures"
