from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "khe.base.web"
    label = "web"
