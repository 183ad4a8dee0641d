from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "khe.base.documents"
    label = "documents"
