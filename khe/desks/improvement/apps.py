from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "khe.desks.improvement"
    label = "improvement"
