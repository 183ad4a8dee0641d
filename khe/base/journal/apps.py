from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "khe.base.journal"
    label = "journal"
