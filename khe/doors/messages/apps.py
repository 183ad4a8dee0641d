from django.apps import AppConfig


class MessagesDoorConfig(AppConfig):
    name = "khe.doors.messages"
    label = "door_messages"
