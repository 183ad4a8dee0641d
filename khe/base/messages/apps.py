from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "khe.base.messages"
    label = "khe_messages"  # django.contrib.messages has the plain word
