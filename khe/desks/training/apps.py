from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "khe.desks.training"
    label = "training"
