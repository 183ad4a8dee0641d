from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "khe.desks.succession"
    label = "succession"
