from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "khe.desks.tasks"
    label = "tasks"
