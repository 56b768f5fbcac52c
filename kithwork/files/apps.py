from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "kithwork.files"
    label = "files"
