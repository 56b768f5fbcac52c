from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kithwork.access"
    label = "access"
