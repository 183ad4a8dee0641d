from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "khe.desks.indicators"
    label = "indicators"
