from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    name = "khe.base.authorities"
    label = "authorities"
