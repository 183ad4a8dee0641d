from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "khe.desks.staff"
    label = "staff"
