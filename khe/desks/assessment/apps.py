from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "khe.desks.assessment"
    label = "assessment"
