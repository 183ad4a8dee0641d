from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "khe.base.sheets"
    label = "sheets"
