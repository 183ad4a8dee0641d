from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "khe.desks.study"
    label = "study"
