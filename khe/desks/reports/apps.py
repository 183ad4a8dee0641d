from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "khe.desks.reports"
    label = "reports"
