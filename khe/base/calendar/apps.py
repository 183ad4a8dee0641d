from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "khe.base.calendar"
    label = "calendar"
