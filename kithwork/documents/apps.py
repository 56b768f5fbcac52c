from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kithwork.documents"
    label = "documents"
