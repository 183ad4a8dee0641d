from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "khe.base.files"
    label = "files"
