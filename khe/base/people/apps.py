from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "khe.base.people"
    label = "people"
